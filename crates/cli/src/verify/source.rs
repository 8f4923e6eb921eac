//! Where a log's files come from: an address or a directory. Owns: reading them, bounded. What comes is never trusted.

use std::fs;
use std::io::{ErrorKind, Read as _};
use std::path::PathBuf;
use std::time::Duration;

use sayso_log::tile::{TilePath, TileSource, Unreadable};
use ureq::Agent;

/// The largest file that is read: a full bundle of the longest entries there can be.
const MOST: u64 = 18 << 20;

/// Where the files are.
pub(crate) enum Source {
    /// Below an address.
    Web(String, Agent),
    /// In a directory.
    Dir(PathBuf),
}

impl Source {
    pub(crate) fn new(from: &str) -> Self {
        if from.starts_with("http://") || from.starts_with("https://") {
            let agent = Agent::config_builder()
                .timeout_global(Some(Duration::from_secs(30)))
                .max_redirects(0)
                .build()
                .into();
            Self::Web(from.trim_end_matches('/').to_owned(), agent)
        } else {
            Self::Dir(from.into())
        }
    }

    /// Is it a copy in a directory, which answers no questions?
    pub(super) const fn is_copy(&self) -> bool {
        matches!(self, Self::Dir(_))
    }

    /// One file, by its address below the log.
    pub(crate) fn file(&self, path: &str) -> Result<Vec<u8>, Unreadable> {
        let mut bytes = vec![];
        let read = match self {
            Self::Dir(dir) => match fs::File::open(dir.join(path)) {
                Ok(file) => file.take(MOST).read_to_end(&mut bytes),
                Err(why) if why.kind() == ErrorKind::NotFound => return Err(Unreadable::Missing),
                Err(why) => Err(why),
            },
            Self::Web(base, agent) => match agent.get(format!("{base}/{path}")).call() {
                Ok(answer) => answer
                    .into_body()
                    .into_reader()
                    .take(MOST)
                    .read_to_end(&mut bytes),
                Err(ureq::Error::StatusCode(404)) => return Err(Unreadable::Missing),
                Err(why) => return Err(Unreadable::Broken(why.to_string())),
            },
        };
        read.map_err(|why| Unreadable::Broken(why.to_string()))?;
        Ok(bytes)
    }
}

impl TileSource for Source {
    fn read(&self, path: &TilePath) -> Result<Vec<u8>, Unreadable> {
        self.file(&path.to_string())
    }
}
