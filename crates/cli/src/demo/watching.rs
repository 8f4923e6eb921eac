//! The demonstration's outside witness: the real rules, key and memory of `sayso witness`, in this very process and under
//! a name that says so. Owns: that the demo's log is countersigned on the demo's own clock. Outside it is not.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;
use std::sync::Arc;

use sayso_app::House;
use sayso_app::public_log::{self, Door, Keeper, Outside, Reply, Rounds, Witnesses};
use sayso_core::id::Source;

use crate::CliError;
use crate::witness::{Desk, Options};

/// What the page calls it: nobody may take it for somebody else's.
const NAME: &str = "Riverside Patients’ Group (invented: this demo countersigns itself)";
const URL: &str = "demo:witness";

/// The way to the witness: no network, a call.
struct Here(Desk);

impl Door for Here {
    fn get(&self, url: &str) -> Option<Reply> {
        let hash = url
            .strip_prefix(URL)?
            .strip_prefix('/')?
            .strip_suffix("/checkpoint")?;
        let note = self.0.served(hash);
        Some(Reply {
            status: if note.is_some() { 200 } else { 404 },
            body: note.unwrap_or_default(),
        })
    }

    fn post(&self, _: &str, body: &str) -> Option<Reply> {
        let answer = self.0.add_checkpoint(body.as_bytes()).ok()?;
        Some(Reply {
            status: answer.status(),
            body: answer.body(),
        })
    }
}

/// The witness of this world's log, in a directory of its own beside the data.
///
/// # Errors
/// When its directory cannot be made or read.
pub(super) fn witnesses(
    house: &Arc<House>,
    clock: Arc<dyn Source>,
    dir: &Path,
) -> Result<Arc<Witnesses>, CliError> {
    // The log has a name and its keys once something was signed.
    public_log::key(house).or_else(|_| {
        Rounds::new(house, "localhost").round()?;
        public_log::key(house)
    })?;
    let keys = public_log::keys(&Keeper::dir(house)).map_err(|why| CliError::failed(why.to_string()))?;
    let options = Options {
        dir: dir.to_owned(),
        name: Some("patients.example/witness".into()),
        logs: vec![keys.log, keys.candidate],
        listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
        once: None,
    };
    let desk = Desk::open(&options, clock)?;
    let outside = Outside {
        name: NAME.into(),
        key: desk.verifier(),
        url: Some(URL.into()),
    };
    Ok(Arc::new(Witnesses::new(vec![outside], Box::new(Here(desk)))))
}
