//! The texts that are proved: those compiled in, or those that somebody took from `/policy`. Owns: how they are read.

use std::path::Path;

use cedar_policy::Schema;
use sayso_policy::published;

/// Schema, policies and theorems.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Texts {
    /// The schema.
    pub schema: String,
    /// All policies as one text.
    pub policies: String,
    /// The theorems.
    pub theorems: String,
}

impl Texts {
    /// Those that are compiled in.
    #[must_use]
    pub fn published() -> Self {
        Self {
            schema: published::SCHEMA.into(),
            policies: published::policies(),
            theorems: published::THEOREMS.into(),
        }
    }

    /// Those in a directory, by the names that `/policy` gives them: `schema.cedarschema`, `theorems.cedar`, and every
    /// other `.cedar` file for a policy.
    ///
    /// # Errors
    /// Which file cannot be read, and why.
    pub fn in_dir(dir: &Path) -> Result<Self, String> {
        let read = |path: &Path| {
            let text = std::fs::read_to_string(path);
            text.map_err(|why| format!("{} cannot be read: {why}", path.display()))
        };
        let all = std::fs::read_dir(dir).map_err(|why| format!("{} cannot be read: {why}", dir.display()))?;
        let mut files = vec![];
        for file in all {
            let path = file.map_err(|why| why.to_string())?.path();
            let is_policy = path.extension().is_some_and(|e| e == "cedar")
                && path.file_name().is_some_and(|n| n != "theorems.cedar");
            if is_policy {
                files.push(path);
            }
        }
        files.sort();
        if files.is_empty() {
            return Err(format!("{} has no policy: no file ends in .cedar", dir.display()));
        }
        let policies: Vec<String> = files.iter().map(|f| read(f)).collect::<Result<_, _>>()?;
        Ok(Self {
            schema: read(&dir.join("schema.cedarschema"))?,
            policies: policies.join("\n"),
            theorems: read(&dir.join("theorems.cedar"))?,
        })
    }

    /// The schema, read.
    ///
    /// # Errors
    /// What is wrong with it, in Cedar's words.
    pub fn schema(&self) -> Result<Schema, String> {
        Schema::from_cedarschema_str(&self.schema)
            .map(|(schema, _)| schema)
            .map_err(|why| why.to_string())
    }
}
