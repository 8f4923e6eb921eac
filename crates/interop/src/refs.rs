//! References between resources. Owns: reading them, and settling each once every file has been read, so that a
//! resource may stand before or behind the one that names it, or in another file of the same import.
//!
//! A reference into nothing is a **problem** in a Bundle and in NDJSON: whoever made such a file chose what goes in
//! together, so a missing part means that something was lost, and a guess could attach a referral to the wrong
//! person. A **single resource** is a leaf torn from a larger record (the published UK Core examples are such): its
//! sender cannot mend it, the rest of it is still worth reading, and so what it points at is listed as unmatched.

use std::collections::HashMap;

use crate::elements::identifier;
use crate::json::Node;
use crate::obj::{Ctx, Obj};
use crate::path::Path;
use crate::plan::{Kind, Ref, Target};
use crate::problem::{Problem, Sink};
use crate::r4;
use crate::systems::known_spelling;
use crate::types::Identifier;

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    Single,
    Lines,
    Bundle,
}

/// What FHIR lets an element point at: kinds that we read, and types that we do not.
#[derive(Clone, Copy)]
pub(crate) struct Allowed {
    pub(crate) kinds: &'static [Kind],
    pub(crate) others: &'static [&'static str],
    /// Anything goes (`Task.focus`).
    pub(crate) any: bool,
}

impl Allowed {
    pub(crate) const fn only(kinds: &'static [Kind]) -> Self {
        Self {
            kinds,
            others: &[],
            any: false,
        }
    }
    fn takes(&self, name: &str) -> bool {
        self.any || self.others.contains(&name) || self.kinds.iter().any(|k| k.as_str() == name)
    }
    fn in_words(&self) -> String {
        self.kinds
            .iter()
            .map(|k| k.as_str())
            .chain(self.others.iter().copied())
            .collect::<Vec<_>>()
            .join(", ")
    }
}

/// A reference that waits for the end of the last file.
pub(crate) struct Pending {
    to: Ref,
    raw: String,
    /// What to match with when the reference itself leads nowhere.
    fallback: Option<Identifier>,
    allowed: Allowed,
    file: String,
    line: usize,
    path: String,
    plain: String,
    form: Form,
    doc: usize,
    full_url: Option<String>,
}

/// Reads a reference element.
pub(crate) fn reference(ctx: &Ctx<'_>, node: &Node, path: Path<'_>, allowed: Allowed) -> Option<Ref> {
    let obj = Obj::new(ctx, node, path)?;
    let raw = obj.text("reference");
    let named = obj
        .one("identifier", identifier)
        .map(|(identifier, _)| identifier);
    let kind = obj.text("type");
    // Words for a reader of the file; often a name.
    obj.leave(&["display"]);
    let path = obj.path;
    let line = obj.line;
    obj.finish();
    if let Some(kind) = kind.filter(|k| !allowed.takes(k)) {
        let todo = format!("Point at one of: {}", allowed.in_words());
        // Only a name that FHIR itself uses is repeated.
        let what = if r4::is_type(&kind) {
            &kind
        } else {
            "something unknown"
        };
        ctx.problem(
            line,
            &Path::Key(&path, "type"),
            format!("wrong reference: {what} does not fit here"),
            todo,
        );
        return None;
    }
    let Some(raw) = raw else {
        let target = named.map_or_else(
            || {
                ctx.note(&path, "names something in words only, which cannot be matched");
                Target::Elsewhere
            },
            Target::Known,
        );
        return Some(Ref::to(target));
    };
    if let Some(inside) = raw.strip_prefix('#') {
        if ctx.contained.iter().any(|id| id == inside) {
            ctx.note(&path, "points at a contained resource, which Sayso does not read");
        } else {
            let todo = "Add the contained resource, or point at the right one";
            ctx.problem(
                line,
                &path,
                "wrong reference: nothing contained in this resource has that id",
                todo,
            );
        }
        return Some(Ref::to(Target::Elsewhere));
    }
    let to = Ref::open();
    ctx.open.borrow_mut().push(Pending {
        to: to.clone(),
        raw,
        fallback: named,
        allowed,
        file: ctx.file.to_owned(),
        line,
        path: path.to_string(),
        plain: path.plain(),
        form: ctx.form,
        doc: ctx.doc,
        full_url: ctx.full_url.map(str::to_owned),
    });
    Some(to)
}

/// Where every resource of the import is.
#[derive(Default)]
pub(crate) struct Index {
    by_url: HashMap<(usize, String), Spot>,
    by_id: HashMap<(String, String), Spot>,
}

#[derive(Clone)]
pub(crate) struct Spot {
    pub(crate) resource: String,
    /// Its list and place, for kinds that we read.
    pub(crate) item: Option<(Kind, usize)>,
    pub(crate) file: String,
    pub(crate) line: usize,
    pub(crate) doc: usize,
}

impl Index {
    /// Remembers a resource by its `fullUrl`; answers the line of an earlier one with the same.
    pub(crate) fn add_url(&mut self, url: &str, spot: Spot) -> Option<usize> {
        self.by_url
            .insert((spot.doc, url.to_owned()), spot)
            .map(|earlier| earlier.line)
    }
    /// Remembers a resource by type and id; answers where an earlier one with the same is.
    pub(crate) fn add_id(&mut self, id: &str, spot: Spot) -> Option<Spot> {
        let key = (spot.resource.clone(), id.to_owned());
        match self.by_id.get(&key) {
            // Things that we do not read may well stand in two files; within one file it is a fault.
            Some(earlier) if spot.item.is_some() || earlier.doc == spot.doc => Some(earlier.clone()),
            Some(_) => None,
            None => {
                self.by_id.insert(key, spot);
                None
            }
        }
    }

    /// Settles every open reference.
    pub(crate) fn settle(&self, open: Vec<Pending>, sink: &Sink) {
        for pending in open {
            let target = match self.find(&pending) {
                Found::Spot(spot) => pending.fits(&spot.resource, sink).then(|| match spot.item {
                    Some((kind, index)) => Target::Here(kind, index),
                    None => pending.elsewhere(sink, "points at a kind of resource that Sayso does not read"),
                }),
                Found::Known(identifier) => Some(Target::Known(identifier)),
                Found::Nothing(resource) => pending.nothing(resource.as_deref(), sink),
                Found::Malformed => {
                    let todo = "Write Type/id, a urn:uuid of this Bundle, or give an identifier instead";
                    pending.problem(sink, "wrong reference: this is not how FHIR writes one", todo);
                    None
                }
            };
            pending.to.settle(target.unwrap_or(Target::Elsewhere));
        }
    }

    fn find(&self, pending: &Pending) -> Found {
        let raw = pending.raw.split("/_history/").next().unwrap_or_default();
        let by_url = |url: &str| self.by_url.get(&(pending.doc, url.to_owned())).cloned();
        if let Some(spot) = by_url(raw) {
            return Found::Spot(spot);
        }
        if raw.starts_with("urn:uuid:") || raw.starts_with("urn:oid:") {
            return Found::Nothing(None);
        }
        if let Some((resource, query)) = raw.split_once('?') {
            return conditional(resource, query);
        }
        let absolute = raw.starts_with("http://") || raw.starts_with("https://");
        let mut tail = raw.rsplit('/');
        let (Some(id), Some(resource)) = (tail.next(), tail.next()) else {
            return Found::Malformed;
        };
        if !r4::is_type(resource) || !is_id(id) || !(absolute || tail.next().is_none()) {
            return Found::Malformed;
        }
        if absolute {
            // Sayso fetches nothing, and the same id on another server is another resource.
            return Found::Nothing(Some(resource.to_owned()));
        }
        // FHIR: a relative reference is relative to the place of the resource that holds it.
        let base = pending
            .full_url
            .as_deref()
            .filter(|u| u.starts_with("http"))
            .and_then(|u| {
                let mut parts = u.rsplitn(3, '/');
                parts.nth(2)
            });
        let near = base.and_then(|base| by_url(&format!("{base}/{raw}")));
        let spot = near.or_else(|| self.by_id.get(&(resource.to_owned(), id.to_owned())).cloned());
        spot.map_or_else(|| Found::Nothing(Some(resource.to_owned())), Found::Spot)
    }
}

enum Found {
    Spot(Spot),
    Known(Identifier),
    /// Well written, but there is no such resource; its type, if the reference tells.
    Nothing(Option<String>),
    Malformed,
}

/// `Patient?identifier=system|value`, as transactions write it; other searches cannot be matched safely.
fn conditional(resource: &str, query: &str) -> Found {
    let value = query
        .strip_prefix("identifier=")
        .filter(|v| !v.contains('&') && r4::is_type(resource));
    match value.and_then(|v| v.split_once('|')) {
        Some((system, value)) if !system.is_empty() && !value.is_empty() => Found::Known(Identifier {
            system: known_spelling(system).to_owned(),
            value: value.to_owned(),
        }),
        _ => Found::Malformed,
    }
}

/// FHIR's rule for ids: 1 to 64 of A–Z, a–z, 0–9, dash and full stop.
pub(crate) fn is_id(id: &str) -> bool {
    (1..=64).contains(&id.len())
        && id
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'.')
}

impl Pending {
    fn problem(&self, sink: &Sink, what: impl Into<String>, todo: impl Into<String>) {
        sink.problem(Problem {
            file: self.file.clone(),
            line: Some(self.line),
            path: Some(self.path.clone()),
            what: what.into(),
            todo: todo.into(),
        });
    }

    fn elsewhere(&self, sink: &Sink, why: &'static str) -> Target {
        sink.note(&self.file, self.plain.clone(), why);
        Target::Elsewhere
    }

    fn fits(&self, resource: &str, sink: &Sink) -> bool {
        let fits = self.allowed.takes(resource);
        if !fits {
            let todo = format!("Point at one of: {}", self.allowed.in_words());
            self.problem(
                sink,
                format!("wrong reference: {resource} does not fit here"),
                todo,
            );
        }
        fits
    }

    fn nothing(&self, resource: Option<&str>, sink: &Sink) -> Option<Target> {
        if resource.is_some_and(|r| !self.fits(r, sink)) {
            return None;
        }
        if let Some(identifier) = &self.fallback {
            return Some(Target::Known(identifier.clone()));
        }
        let unread = resource.is_some_and(|r| Kind::parse(r).is_none());
        if self.form == Form::Single || unread {
            return Some(self.elsewhere(
                sink,
                "points at something that is not in the files and cannot be matched",
            ));
        }
        let todo = "Add the resource to the file, give its file too, or use an identifier instead";
        self.problem(
            sink,
            "wrong reference: nothing in the files has that address",
            todo,
        );
        None
    }
}
