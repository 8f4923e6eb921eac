//! How outside witnesses are reached from a deployment: HTTP, bounded in time and size, nothing followed. Never sends
//! anything but checkpoints and proofs; keeps nothing of an answer in a log line.

use std::sync::Arc;
use std::time::Duration;

use sayso_app::public_log::{Door, Reply, Witnesses};
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
        all.reserving()
    } else {
        all
    })
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
