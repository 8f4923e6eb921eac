//! What an import did and did not do. Owns: the counts and the places of what was left out. Never holds a value out of
//! a file: files, lines and paths are not personal, names and numbers are.

use sayso_interop::{Kind, Note, Origin};

/// How many of one kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Were not here before.
    pub new: usize,
    /// Were here, and something about them changed.
    pub updated: usize,
    /// Were here as they are in the file.
    pub unchanged: usize,
}

/// One item that was left out, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Skipped {
    /// What it is.
    pub kind: Kind,
    /// The file, as the caller named it.
    pub file: String,
    /// Line on which it begins.
    pub line: usize,
    /// Where in the file: `Bundle.entry[2].resource`.
    pub path: String,
    /// Why, and what to do.
    pub why: &'static str,
}

/// Items of one kind that another seat has to bring in, or that nobody does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Left {
    /// What they are.
    pub kind: Kind,
    /// How many.
    pub count: usize,
    /// Whose they are.
    pub why: &'static str,
}

/// What an import did.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Report {
    /// Organisations. As a practice: `unchanged` counts those that are registered here.
    pub organisations: Counts,
    /// Staff seats. None is open before a sign-in link is made for it.
    pub seats: Counts,
    /// People on the practice's own list.
    pub people: Counts,
    /// Referrals without the person's yes to our terms, kept as open offers.
    pub offers: Counts,
    /// Consents, kept as what somebody else recorded.
    pub consents: Counts,
    /// What was left out, one by one, in the order of the files for each kind.
    pub skipped: Vec<Skipped>,
    /// What is for somebody else.
    pub left: Vec<Left>,
    /// What was read over.
    pub not_understood: Vec<Note>,
}

impl Report {
    /// Nothing was written.
    #[must_use]
    pub fn changed_nothing(&self) -> bool {
        [
            self.organisations,
            self.seats,
            self.people,
            self.offers,
            self.consents,
        ]
        .iter()
        .all(|c| c.new == 0 && c.updated == 0)
    }

    pub(super) fn skip(&mut self, kind: Kind, origin: &Origin, why: &'static str) {
        self.skipped.push(Skipped {
            kind,
            file: origin.file.clone(),
            line: origin.line,
            path: origin.path.clone(),
            why,
        });
    }

    pub(super) fn leave(&mut self, kind: Kind, count: usize, why: &'static str) {
        if count > 0 {
            self.left.push(Left { kind, count, why });
        }
    }
}
