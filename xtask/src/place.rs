//! Where things are: the repository, its target directory, and the conditions we run under.

use std::path::PathBuf;
use std::{env, fs};

use crate::steps::Failure;

/// The repository and the machine, as far as the checks need to know them.
pub(crate) struct Place {
    /// The repository's root.
    pub(crate) root: PathBuf,
    /// Where cargo builds.
    pub(crate) target: PathBuf,
    /// `CI=true`: a skipped check is a failed one.
    pub(crate) ci: bool,
    /// May we install packages?
    pub(crate) root_user: bool,
}

impl Place {
    /// Finds the root from the manifest that cargo names.
    pub(crate) fn find() -> Result<Self, Failure> {
        let manifest = env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
        let root = manifest
            .and_then(|m| m.parent().map(PathBuf::from))
            .ok_or_else(|| Failure::plain("start this with `cargo xtask …`, from inside the repository"))?;
        let target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), |t| root.join(t));
        Ok(Self {
            root,
            target,
            ci: env::var("CI").is_ok_and(|v| v == "true" || v == "1"),
            root_user: root_user(),
        })
    }

    /// A program of this name on the search path.
    pub(crate) fn program(name: &str) -> Option<PathBuf> {
        let path = env::var_os("PATH")?;
        env::split_paths(&path)
            .map(|dir| dir.join(name))
            .find(|file| file.is_file())
    }
}

/// Linux says who we are without a library: the effective user is the second number of the `Uid:` line.
fn root_user() -> bool {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    status
        .lines()
        .find_map(|line| line.strip_prefix("Uid:"))
        .is_some_and(|ids| ids.split_whitespace().nth(1) == Some("0"))
}
