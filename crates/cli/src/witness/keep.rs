//! The witness's directory: its key, its memory, and what it refused as evidence. Owns: that one process at a time has
//! it, that memory is on the disk before a countersignature leaves, and that a lost memory is never begun anew.

use std::fs::File;
use std::path::{Path, PathBuf};

use sayso_core::id::{Source, SourceExt as _};
use sayso_log::Hash;
use sayso_log::note::{Note, Scheme, SigningKey};
use sayso_log::witness::{Answer, State, Witness};
use sayso_store::files;

use crate::CliError;

const KEY: &str = "witness.key";
const STATE: &str = "witness.state";
/// More refused checkpoints than this are not kept: whoever has the log's key could fill the disk.
const MOST: usize = 100;

/// A witness's directory, held by this process.
#[derive(Debug)]
pub struct Keep {
    key: SigningKey,
    dir: PathBuf,
    state: State,
    _held: File,
}

impl Keep {
    /// Opens it. On the first run, with a name, makes the key and an empty memory.
    ///
    /// # Errors
    /// When another process has it, when there is no key and no name for one, or when the memory is lost or damaged.
    pub fn open(dir: &Path, name: Option<&str>, source: &dyn Source) -> Result<Self, CliError> {
        let failed = |why: sayso_store::OpenError| CliError::failed(why.to_string());
        let held = files::hold(dir).map_err(failed)?.ok_or_else(|| {
            CliError::failed(format!(
                "{} is in use by another witness. Two must never sign with one key.",
                dir.display()
            ))
        })?;
        let (key_file, state_file) = (dir.join(KEY), dir.join(STATE));
        let known = files::read(&state_file).map_err(failed)?;
        let key = match (files::read(&key_file).map_err(failed)?, name) {
            (Some(text), name) => {
                let key = SigningKey::parse(&text)
                    .map_err(|_| CliError::failed(format!("{} is not a key file", key_file.display())))?;
                let verifier = key.verifier();
                if verifier.scheme() != Scheme::Timed {
                    return Err(CliError::failed(format!(
                        "{} is not a witness’s key",
                        key_file.display()
                    )));
                }
                if name.is_some_and(|n| n != verifier.name()) {
                    return Err(CliError::input(format!(
                        "this witness is {}. A name cannot be changed; use another directory.",
                        verifier.name()
                    )));
                }
                key
            }
            (None, _) if known.is_some() => {
                return Err(CliError::failed(format!(
                    "the key {} is missing, and no new one was made. Put it back from your copy.",
                    key_file.display()
                )));
            }
            (None, None) => {
                return Err(CliError::input(
                    "this is a first run: give the witness a name with --name, such as patients.example/witness",
                ));
            }
            (None, Some(name)) => {
                let key = SigningKey::from_seed(name, Scheme::Timed, &source.bytes()).map_err(|_| {
                    CliError::input(
                        "a witness’s name has no spaces and no plus, such as patients.example/witness",
                    )
                })?;
                // Memory first: a key without memory would be taken for one whose memory was lost.
                files::keep(&state_file, State::new().to_string().as_bytes()).map_err(failed)?;
                files::keep(&key_file, key.to_secret_text().as_bytes()).map_err(failed)?;
                key
            }
        };
        let text = files::read(&state_file).map_err(failed)?.ok_or_else(|| {
            CliError::failed(format!(
                "{} is missing. Without it this witness could countersign a log that went back. Put it back; if it is \
                 lost, make a new witness with a new key, and tell those who know the old one.",
                state_file.display()
            ))
        })?;
        let state = State::parse(&text, &[key.verifier()])
            .map_err(|why| CliError::failed(format!("{}: {why}", state_file.display())))?;
        Ok(Self {
            key,
            dir: dir.to_owned(),
            state,
            _held: held,
        })
    }

    /// The key that countersigns.
    #[must_use]
    pub fn key(&self) -> &SigningKey {
        &self.key
    }

    /// What was countersigned last.
    #[must_use]
    pub fn state(&self) -> &State {
        &self.state
    }

    /// Decides on a request. What it gives is safe to send: the memory is on the disk already.
    ///
    /// # Errors
    /// When the memory or the evidence could not be written; nothing may then be sent.
    pub fn decide(&mut self, witness: &Witness, body: &[u8], time: u64) -> Result<Answer, CliError> {
        let answer = witness.add_checkpoint(&self.state, body, time);
        match &answer {
            Answer::Cosigned { keep, .. } => {
                files::keep(&self.dir.join(STATE), keep.to_string().as_bytes())
                    .map_err(|why| CliError::failed(why.to_string()))?;
                self.state = keep.clone();
            }
            Answer::Forked(note) => self.refuse(note, Refused::Fork)?,
            // Anybody can send a good checkpoint with a bad proof: that alone accuses nobody.
            Answer::NotContinued(note) => self.refuse(note, Refused::Unproved)?,
            _ => {}
        }
        Ok(answer)
    }

    /// Keeps a checkpoint that the log's own key has signed, and that was not countersigned.
    ///
    /// # Errors
    /// When the directory cannot be read or written.
    pub fn refuse(&self, note: &Note, why: Refused) -> Result<(), CliError> {
        let hash = Hash::of(note.text().as_bytes()).hex();
        let name = format!("{}-{}.checkpoint", why.as_str(), &hash[..16]);
        let known = self.refused(why)?;
        if known.len() >= MOST || known.contains(&name) {
            return Ok(());
        }
        let path = self.dir.join(name);
        files::keep(&path, note.to_string().as_bytes()).map_err(|why| CliError::failed(why.to_string()))
    }

    /// The names of the files with refused checkpoints.
    ///
    /// # Errors
    /// When the directory cannot be read.
    pub fn refused(&self, why: Refused) -> Result<Vec<String>, CliError> {
        let mut names = vec![];
        for entry in std::fs::read_dir(&self.dir)? {
            let name = entry?.file_name().to_string_lossy().into_owned();
            if name.starts_with(why.as_str()) && name.ends_with(".checkpoint") {
                names.push(name);
            }
        }
        names.sort();
        Ok(names)
    }

    /// One refused checkpoint, by the name of its file.
    ///
    /// # Errors
    /// When the directory or the file cannot be read.
    pub fn refused_checkpoint(&self, name: &str) -> Result<Option<String>, CliError> {
        for why in [Refused::Fork, Refused::Unproved] {
            if self.refused(why)?.iter().any(|n| n == name) {
                return files::read(&self.dir.join(name)).map_err(|why| CliError::failed(why.to_string()));
            }
        }
        Ok(None)
    }
}

/// Why a checkpoint was not countersigned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    /// It has another history than the one that was countersigned: whoever holds the log's key did that.
    Fork,
    /// It came without a proof that it continues. Whoever sent it may simply have sent a bad proof.
    Unproved,
}

impl Refused {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Fork => "forked",
            Self::Unproved => "unproved",
        }
    }
}
