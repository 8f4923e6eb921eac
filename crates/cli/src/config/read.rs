//! Reading the file and the environment into settings. Owns: line numbers, unknown keys, secrets in files.

use std::ffi::OsString;
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

use toml::de::{DeTable, DeValue};

use super::keys::{self, Key};
use crate::CliError;
use crate::args::Deployment;

/// Where a value came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// Nobody said otherwise.
    Default,
    /// A line of the file.
    File(PathBuf, usize),
    /// A variable of the environment.
    Environment(String),
    /// `--data`.
    Option,
    /// The first line of a file of its own.
    SecretFile(PathBuf),
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Default => f.write_str("default"),
            Self::File(file, line) => write!(f, "{} line {line}", file.display()),
            Self::Environment(name) => write!(f, "environment {name}"),
            Self::Option => f.write_str("--data"),
            Self::SecretFile(file) => write!(f, "the file {}", file.display()),
        }
    }
}

/// One key with its value. `Debug` is not derived: the value may be a secret.
#[derive(Clone, PartialEq, Eq)]
pub struct Setting {
    /// Which key.
    pub key: &'static Key,
    /// Its value.
    pub value: String,
    /// Where it came from.
    pub origin: Origin,
}

/// What was given for one name, before it is known whether the name is a key or the twin of one.
struct Given {
    value: String,
    origin: Origin,
    /// What a relative path in it is relative to.
    beside: Option<PathBuf>,
}

/// Every key with its value, and every problem found in names and types.
///
/// # Errors
/// When no deployment is named, or the file cannot be read at all.
pub fn read(
    at: &Deployment,
    environment: impl Iterator<Item = (OsString, OsString)>,
) -> Result<(Vec<Setting>, Vec<String>), CliError> {
    let mut problems = vec![];
    let mut given = vec![];
    if let Some(file) = &at.config {
        let text = fs::read_to_string(file).map_err(|why| {
            CliError::input(format!(
                "{}: {why}. Write one with: sayso config init FILE",
                file.display()
            ))
        })?;
        given.extend(from_file(file, &text, &mut problems));
    }
    for (name, value) in environment {
        let Some(short) = name.to_str().and_then(|n| n.strip_prefix("SAYSO_")) else {
            continue;
        };
        let short = short.to_lowercase();
        let in_full = keys::in_environment(&short);
        match value.into_string() {
            Ok(value) if keys::names().any(|n| n == short) => {
                let origin = Origin::Environment(in_full);
                given.push((
                    short,
                    Given {
                        value,
                        origin,
                        beside: None,
                    },
                ));
            }
            Ok(_) => problems.push(unknown(&in_full, &short, keys::in_environment)),
            Err(_) => problems.push(format!("{in_full}: not readable as text")),
        }
    }
    if let Some(data) = &at.data {
        let value = data.to_string_lossy().into_owned();
        let origin = Origin::Option;
        given.push((
            "data".into(),
            Given {
                value,
                origin,
                beside: None,
            },
        ));
    } else if at.config.is_none() && !given.iter().any(|(n, _)| n == "data") {
        return Err(CliError::input(
            "say which deployment: --config FILE or --data DIR (or SAYSO_DATA)",
        ));
    }
    let beside = at.config.as_deref().and_then(Path::parent).map(Path::to_path_buf);
    let settings = keys::all()
        .map(|key| settle(key, &given, beside.as_deref(), &mut problems))
        .collect();
    Ok((settings, problems))
}

fn unknown(place: &str, name: &str, spell: impl Fn(&str) -> String) -> String {
    if let Some(near) = keys::nearest(name, keys::names()) {
        return format!(
            "{place}: there is no such key. Did you mean \"{}\"?",
            spell(&near)
        );
    }
    let all: Vec<String> = keys::names().map(|n| spell(&n)).collect();
    format!("{place}: there is no such key. The keys are {}", all.join(", "))
}

fn from_file(file: &Path, text: &str, problems: &mut Vec<String>) -> Vec<(String, Given)> {
    let line = |at: usize| text[..at].matches('\n').count() + 1;
    let table = match DeTable::parse(text) {
        Ok(table) => table.into_inner(),
        Err(error) => {
            let at = error.span().map_or(1, |span| line(span.start));
            problems.push(format!("{} line {at}: {}", file.display(), error.message()));
            return vec![];
        }
    };
    let mut given = vec![];
    for (name, value) in table {
        let at = line(name.span().start);
        let name = name.into_inner().into_owned();
        let place = format!("{} line {at}, {name}", file.display());
        if !keys::names().any(|n| n == name) {
            problems.push(unknown(&place, &name, str::to_owned));
            continue;
        }
        match value.into_inner() {
            DeValue::String(value) => given.push((
                name,
                Given {
                    value: value.into_owned(),
                    origin: Origin::File(file.to_owned(), at),
                    beside: file.parent().map(Path::to_owned),
                },
            )),
            _ => problems.push(format!("{place}: give text in quotes, such as {name} = \"…\"")),
        }
    }
    given
}

/// The last that was given wins: the file, then the environment, then `--data`.
fn settle(
    key: &'static Key,
    given: &[(String, Given)],
    beside: Option<&Path>,
    problems: &mut Vec<String>,
) -> Setting {
    let twin = format!("{}_file", key.name);
    let found = given
        .iter()
        .rfind(|(n, _)| n == key.name || key.secret && *n == twin);
    let Some((name, g)) = found else {
        let default = if key.path {
            at(key.default, beside)
        } else {
            key.default.to_owned()
        };
        return Setting {
            key,
            value: default,
            origin: Origin::Default,
        };
    };
    if key.secret && name == &twin {
        let file = PathBuf::from(at(&g.value, g.beside.as_deref()));
        let value = fs::read_to_string(&file).unwrap_or_else(|why| {
            problems.push(format!("{twin} ({}): {}: {why}", g.origin, file.display()));
            String::new()
        });
        return Setting {
            key,
            value: value.trim().to_owned(),
            origin: Origin::SecretFile(file),
        };
    }
    let same_place = |o: &Origin| std::mem::discriminant(o) == std::mem::discriminant(&g.origin);
    if key.secret
        && given
            .iter()
            .any(|(n, other)| *n == twin && same_place(&other.origin))
    {
        problems.push(format!("{} and {twin} are both set: keep one", key.name));
    }
    let value = if key.path {
        at(&g.value, g.beside.as_deref())
    } else {
        g.value.clone()
    };
    Setting {
        key,
        value,
        origin: g.origin.clone(),
    }
}

fn at(path: &str, beside: Option<&Path>) -> String {
    match beside {
        Some(dir) if !path.is_empty() => dir.join(path).to_string_lossy().into_owned(),
        _ => path.to_owned(),
    }
}
