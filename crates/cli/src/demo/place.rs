//! Where the demonstration's data lives: a directory that goes with it, or one that is kept. Owns: telling a kept
//! world from anything else, so that a real deployment is never opened as a demonstration.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use sayso_app::{House, Options};
use sayso_core::id::Source;
use tempfile::TempDir;

use super::clock::DemoClock;
use super::world::{Guide, make};
use crate::CliError;

/// The data directory; a temporary one is removed when this is dropped.
pub(super) struct Place {
    dir: PathBuf,
    kept: bool,
    _temporary: Option<TempDir>,
}

/// A world that can be walked in.
pub(super) type World = (Arc<House>, Arc<DemoClock>, Guide);

impl Place {
    pub(super) fn open(kept: Option<&Path>) -> Result<Self, CliError> {
        if let Some(dir) = kept {
            return Ok(Self {
                dir: dir.to_owned(),
                kept: true,
                _temporary: None,
            });
        }
        let temporary = tempfile::Builder::new().prefix("sayso-demo-").tempdir()?;
        Ok(Self {
            // Below it, so that the store makes it with its own tight mode.
            dir: temporary.path().join("data"),
            kept: false,
            _temporary: Some(temporary),
        })
    }

    /// The directory of the demonstration's outside witness.
    pub(super) fn witness(&self) -> PathBuf {
        self.dir.join("witness")
    }

    /// The world that is here, or a new one.
    pub(super) fn world(&self, real: Arc<dyn Source>, seed: u64) -> Result<World, CliError> {
        let file = self.dir.join("demo.json");
        let guide = self.known(&file)?;
        if let Some(guide) = guide.as_ref().filter(|g| g.seed != seed) {
            println!(
                "The world in this directory was made from seed {}; that one is used.",
                guide.seed
            );
        }
        let moved = self.kept.then(|| self.dir.join("demo.clock"));
        let clock = DemoClock::new(real, moved)
            .map_err(|e| CliError::failed(format!("the demo’s clock cannot be read: {e}")))?;
        let clock = Arc::new(clock);
        let house = House::open(
            &self.dir,
            Arc::clone(&clock) as Arc<dyn Source>,
            &Options::default(),
        )?;
        let house = Arc::new(house);
        if let Some(guide) = guide {
            return Ok((house, clock, guide));
        }
        let guide = make(&house, &clock, seed, clock.now())?.guide;
        if self.kept {
            let text = serde_json::to_string(&guide).map_err(|e| CliError::failed(e.to_string()))?;
            fs::write(&file, text)?;
        }
        Ok((house, clock, guide))
    }

    fn known(&self, file: &Path) -> Result<Option<Guide>, CliError> {
        match fs::read_to_string(file) {
            Ok(text) => serde_json::from_str(&text).map(Some).map_err(|_| {
                CliError::input(format!(
                    "{} was written by another version of the demo. Give an empty directory.",
                    file.display()
                ))
            }),
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
            Err(_) if self.dir.join("sayso.db").exists() => Err(CliError::input(format!(
                "{} holds data that is not a finished demo’s. Give an empty directory.",
                self.dir.display()
            ))),
            Err(_) => Ok(None),
        }
    }
}
