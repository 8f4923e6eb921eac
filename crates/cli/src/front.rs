//! How outside witnesses are reached from a deployment: HTTP, bounded in time and size, nothing followed. Never sends
//! anything but checkpoints and proofs; keeps nothing of an answer in a log line.

use std::sync::Arc;
use std::time::Duration;

use sayso_app::public_log::{Door, Reply, Reservation, Reserving, Witnesses};
use ureq::Agent;

use crate::config::Config;

/// How long one call may take.
const CALL: Duration = Duration::from_secs(10);
/// No honest answer is longer, in bytes.
const MOST: u64 = 200_000;

/// The network, as witnesses are reached by it.
pub struct Front(Agent);

/// The witnesses that a configuration names, reached over the network.
#[must_use]
pub fn witnesses(config: &Config) -> Arc<Witnesses> {
    let all = Witnesses::new(config.witnesses.clone(), Box::new(Front::default()));
    Arc::new(if config.witnesses_reserve {
        all
    } else {
        all.without_reserving()
    })
}

/// Whether each checkpoint is reserved before it is signed, or why not, for whoever runs the server. Nothing where no
/// witness is named.
#[must_use]
pub fn reservation(witnesses: &Witnesses) -> Option<String> {
    const COPY: &str =
        "A complete copy of this server could sign another log, and it would show only afterwards.";
    match witnesses.reservation() {
        Reservation::Nobody => None,
        Reservation::On(Reserving { can, all }) => Some(format!(
            "Each checkpoint is reserved with more than half of the {all} outside witnesses before it is signed; {can} have \
             an address."
        )),
        Reservation::SwitchedOff(_) => Some(format!(
            "No checkpoint is reserved before it is signed: witnesses_reserve = \"no\". {COPY}"
        )),
        Reservation::TooFew(Reserving { can, all }) => Some(format!(
            "NO CHECKPOINT IS RESERVED before it is signed: of {all} outside witnesses {can} have an address, and more than \
             half must. {COPY}"
        )),
    }
}

impl Default for Front {
    fn default() -> Self {
        Self(
            Agent::config_builder()
                .timeout_global(Some(CALL))
                .http_status_as_error(false)
                .max_redirects(0)
                .build()
                .into(),
        )
    }
}

fn read(answer: Result<ureq::http::Response<ureq::Body>, ureq::Error>) -> Option<Reply> {
    let mut answer = answer.ok()?;
    let status = answer.status().as_u16();
    let body = answer.body_mut().with_config().limit(MOST).read_to_string();
    Some(Reply {
        status,
        body: body.ok()?,
    })
}

impl Door for Front {
    fn get(&self, url: &str) -> Option<Reply> {
        read(self.0.get(url).call())
    }

    fn post(&self, url: &str, body: &str) -> Option<Reply> {
        let asked = self
            .0
            .post(url)
            .header("content-type", "text/plain; charset=utf-8");
        read(asked.send(body))
    }
}
