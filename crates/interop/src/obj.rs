//! Reading one object of a resource element by element. Owns: which elements were taken, so that the rest can be
//! listed. Never puts a value into a message.

use std::cell::Cell;

use crate::codes::Code;
use crate::json::{Node, Value};
use crate::path::Path;
use crate::problem::Sink;
use crate::refs::{Form, Pending};
use crate::types::{PartialDate, When};

/// An element of FHIR that we know and do not take over; the reason stands where it is left out.
const NOT_KEPT: &str = "Sayso does not keep this";
const NOT_READ: &str = "not understood, not taken over";

/// The file and the resource that is being read.
pub(crate) struct Ctx<'a> {
    pub(crate) sink: &'a Sink,
    pub(crate) file: &'a str,
    pub(crate) form: Form,
    /// Which document of the import: `urn:` references never leave theirs.
    pub(crate) doc: usize,
    pub(crate) full_url: Option<&'a str>,
    pub(crate) contained: &'a [String],
    pub(crate) open: &'a std::cell::RefCell<Vec<Pending>>,
}

impl Ctx<'_> {
    pub(crate) fn problem(
        &self,
        line: usize,
        path: &Path<'_>,
        what: impl Into<String>,
        todo: impl Into<String>,
    ) {
        self.sink.at(self.file, line, path, what, todo);
    }
    pub(crate) fn note(&self, path: &Path<'_>, what: &'static str) {
        self.sink.note(self.file, path.plain(), what);
    }
    pub(crate) fn not_kept(&self, path: &Path<'_>) {
        self.note(path, NOT_KEPT);
    }
}

pub(crate) struct Obj<'a> {
    pub(crate) ctx: &'a Ctx<'a>,
    pub(crate) path: Path<'a>,
    pub(crate) line: usize,
    members: &'a [(String, Node)],
    taken: Vec<Cell<bool>>,
}

impl<'a> Obj<'a> {
    pub(crate) fn new(ctx: &'a Ctx<'a>, node: &'a Node, path: Path<'a>) -> Option<Self> {
        let Value::Object(members) = &node.value else {
            if !matches!(node.value, Value::Null) {
                ctx.problem(
                    node.line,
                    &path,
                    "this must be an object",
                    "Write it in braces, as FHIR R4 says",
                );
            }
            return None;
        };
        let taken = members.iter().map(|_| Cell::new(false)).collect();
        Some(Self {
            ctx,
            path,
            line: node.line,
            members,
            taken,
        })
    }

    pub(crate) fn get(&self, key: &str) -> Option<&'a Node> {
        let at = self.members.iter().position(|(k, _)| k == key)?;
        self.taken[at].set(true);
        let node = &self.members[at].1;
        // A null was told by the shape check; here it counts as absent.
        (!matches!(node.value, Value::Null)).then_some(node)
    }

    pub(crate) fn has(&self, key: &str) -> bool {
        self.members.iter().any(|(k, _)| k == key)
    }

    fn wrong(&self, node: &Node, key: &str, what: &str, todo: &str) {
        self.ctx
            .problem(node.line, &Path::Key(&self.path, key), what, todo);
    }

    pub(crate) fn text(&self, key: &str) -> Option<String> {
        let node = self.get(key)?;
        let Some(text) = node.text() else {
            self.wrong(node, key, "this must be text", "Write it in double quotes");
            return None;
        };
        Some(text.trim()).filter(|t| !t.is_empty()).map(str::to_owned)
    }

    pub(crate) fn bool(&self, key: &str) -> Option<bool> {
        let node = self.get(key)?;
        if let Value::Bool(yes) = node.value {
            return Some(yes);
        }
        self.wrong(
            node,
            key,
            "this must be true or false",
            "Write true or false without quotes",
        );
        None
    }

    pub(crate) fn positive(&self, key: &str) -> Option<u32> {
        let node = self.get(key)?;
        if let Value::Number(Some(number)) = node.value
            && number > 0
        {
            return Some(number);
        }
        self.wrong(
            node,
            key,
            "this must be a whole number above zero",
            "Write the number without quotes",
        );
        None
    }

    pub(crate) fn code<C: Code>(&self, key: &str) -> Option<C> {
        let node = self.get(key)?;
        let code = node.text().and_then(C::parse);
        if code.is_none() {
            let todo = format!("Use one of: {}", C::allowed());
            self.wrong(node, key, "FHIR does not have this code", &todo);
        }
        code
    }

    /// A code of a set that is checked and not kept as a type of its own.
    pub(crate) fn one_of(&self, key: &str, allowed: &[&'static str]) -> Option<&'static str> {
        let node = self.get(key)?;
        let code = node
            .text()
            .and_then(|text| allowed.iter().copied().find(|a| *a == text));
        if code.is_none() {
            let todo = format!("Use one of: {}", allowed.join(", "));
            self.wrong(node, key, "FHIR does not have this code", &todo);
        }
        code
    }

    pub(crate) fn date(&self, key: &str) -> Option<PartialDate> {
        let node = self.get(key)?;
        let date = node.text().and_then(PartialDate::parse);
        if date.is_none() {
            self.wrong(
                node,
                key,
                "this is not a date",
                "Write YYYY-MM-DD, YYYY-MM or YYYY, and a day that exists",
            );
        }
        date
    }

    pub(crate) fn when(&self, key: &str) -> Option<When> {
        let node = self.get(key)?;
        let when = node.text().and_then(When::parse);
        if when.is_none() {
            let todo = "Write YYYY-MM-DD, or YYYY-MM-DDThh:mm:ss with Z or an offset like +01:00";
            self.wrong(node, key, "this is not a date or a time", todo);
        }
        when
    }

    /// Says so when a required element is missing. A wrong one was told when it was read.
    pub(crate) fn need(&self, key: &str) {
        if !self.has(key) {
            let todo = "Add it, or take the resource out of the file";
            self.ctx.problem(
                self.line,
                &Path::Key(&self.path, key),
                "this required element is missing",
                todo,
            );
        }
    }

    pub(crate) fn one<T>(
        &self,
        key: &str,
        read: impl FnOnce(&Ctx<'_>, &Node, Path<'_>) -> Option<T>,
    ) -> Option<T> {
        let node = self.get(key)?;
        read(self.ctx, node, Path::Key(&self.path, key))
    }

    pub(crate) fn each<T>(
        &self,
        key: &str,
        mut read: impl FnMut(&Ctx<'_>, &Node, Path<'_>) -> Option<T>,
    ) -> Vec<T> {
        let Some(node) = self.get(key) else {
            return Vec::new();
        };
        let path = Path::Key(&self.path, key);
        let Value::List(list) = &node.value else {
            self.wrong(node, key, "this must be a list", "Write it in square brackets");
            return Vec::new();
        };
        let items = list.iter().enumerate();
        items
            .filter_map(|(at, inner)| read(self.ctx, inner, Path::At(&path, at)))
            .collect()
    }

    pub(crate) fn texts(&self, key: &str) -> Vec<String> {
        self.each(key, |ctx, node, path| {
            match &node.value {
                Value::Text(text) => return Some(text.trim().to_owned()).filter(|t| !t.is_empty()),
                // FHIR pads a list of texts with null where only an extension stands.
                Value::Null => {}
                _ => ctx.problem(node.line, &path, "this must be text", "Write it in double quotes"),
            }
            None
        })
    }

    /// Known, and left out on purpose.
    pub(crate) fn leave(&self, keys: &[&str]) {
        for key in keys {
            if self.has(key) {
                let _ = self.get(key);
                self.ctx.not_kept(&Path::Key(&self.path, key));
            }
        }
    }

    /// Gives each extension to `take`, which answers whether it knows the address; lists those that it does not.
    pub(crate) fn extensions(&self, mut take: impl FnMut(&str, &Obj<'_>) -> bool) {
        let Some(Value::List(list)) = self.get("extension").map(|n| &n.value) else {
            return;
        };
        let key = Path::Key(&self.path, "extension");
        for (at, node) in list.iter().enumerate() {
            let Some(inner) = Obj::new(self.ctx, node, Path::At(&key, at)) else {
                continue;
            };
            let Some(url) = inner.text("url") else {
                inner.need("url");
                continue;
            };
            if take(&url, &inner) {
                let known = Path::Extension(&self.path, &url);
                Obj { path: known, ..inner }.finish();
            } else {
                self.ctx.note(&Path::Extension(&self.path, &url), NOT_READ);
            }
        }
    }

    /// Lists every element that nobody asked for. An element that changes the meaning of all others is a problem.
    pub(crate) fn finish(self) {
        self.finish_with(|_| NOT_READ);
    }

    pub(crate) fn finish_with(self, why: impl Fn(&str) -> &'static str) {
        if self.has("extension") && !self.is_taken("extension") {
            self.extensions(|_, _| false);
        }
        for ((key, node), taken) in self.members.iter().zip(&self.taken) {
            let path = Path::Key(&self.path, key);
            if key == "modifierExtension" || key == "implicitRules" {
                let what = "this can change the meaning of everything beside it, and Sayso does not know how";
                self.ctx
                    .problem(node.line, &path, what, "Ask the sender for a file without it");
            } else if !taken.get() && key != "id" {
                self.ctx.note(&path, why(key));
            }
        }
    }

    fn is_taken(&self, key: &str) -> bool {
        self.members
            .iter()
            .zip(&self.taken)
            .any(|((k, _), taken)| k == key && taken.get())
    }
}
