//! An import under way: every resource is read into its list and remembered for references. Owns: resource types,
//! ids, duplicates. Never knows how a file is cut into resources (see `bundle` and `read`).

use std::cell::RefCell;
use std::collections::HashMap;

use sayso_core::nhs_number::NhsNumber;

use crate::json::Node;
use crate::obj::{Ctx, Obj};
use crate::path::Path;
use crate::plan::{ImportPlan, Kind, Origin};
use crate::problem::{Problem, Sink};
use crate::refs::{Form, Index, Pending, Spot, is_id};
use crate::{Limits, orgs, people, r4, requests, shape};

/// An import under way.
pub(crate) struct Import<'l> {
    pub(crate) limits: &'l Limits,
    pub(crate) sink: Sink,
    open: RefCell<Vec<Pending>>,
    plan: ImportPlan,
    index: Index,
    docs: usize,
    numbers: HashMap<(usize, NhsNumber), usize>,
}

/// Which document a resource stands in, and how.
#[derive(Clone, Copy)]
pub(crate) struct Place<'a> {
    pub(crate) file: &'a str,
    pub(crate) form: Form,
    pub(crate) doc: usize,
    pub(crate) shown: &'a str,
    pub(crate) full_url: Option<&'a str>,
}

impl<'l> Import<'l> {
    pub(crate) fn new(limits: &'l Limits) -> Self {
        Self {
            limits,
            sink: Sink::default(),
            open: RefCell::default(),
            plan: ImportPlan::default(),
            index: Index::default(),
            docs: 0,
            numbers: HashMap::new(),
        }
    }

    pub(crate) fn finish(mut self) -> Result<ImportPlan, Vec<Problem>> {
        self.index.settle(self.open.take(), &self.sink);
        self.plan.not_understood = self.sink.finish()?;
        Ok(self.plan)
    }

    pub(crate) fn next_doc(&mut self) -> usize {
        self.docs += 1;
        self.docs
    }

    /// Reads one JSON document: a whole file, or one line of NDJSON.
    pub(crate) fn document(&mut self, file: &str, form: Form, doc: usize, node: &Node) {
        let kind = node
            .member("resourceType")
            .and_then(Node::text)
            .filter(|t| r4::is_type(t));
        let shown = kind.unwrap_or("(the resource)");
        shape::check(&self.sink, file, node, &Path::Resource { shown, kind: shown });
        if kind == Some("Bundle") {
            let doc = if form == Form::Lines { self.next_doc() } else { doc };
            self.bundle(file, doc, node);
        } else {
            self.resource(
                Place {
                    file,
                    form,
                    doc,
                    shown,
                    full_url: None,
                },
                node,
            );
        }
    }

    pub(crate) fn resource(&mut self, place: Place<'_>, node: &Node) {
        let Place {
            file,
            form,
            doc,
            shown,
            full_url,
        } = place;
        let name = node.member("resourceType").and_then(Node::text);
        let bare = Path::Resource {
            shown,
            kind: "resource",
        };
        let Some(name) = name.filter(|n| r4::is_type(n)) else {
            let what = if name.is_some() {
                "FHIR R4 has no such resourceType"
            } else {
                "there is no resourceType"
            };
            let todo = "Check the spelling and the capitals, and that this is FHIR R4";
            self.sink
                .at(file, node.line, &bare, format!("wrong resource: {what}"), todo);
            return;
        };
        let path = Path::Resource { shown, kind: name };
        let id = node.member("id");
        let bad_id = id.is_some_and(|n| !n.text().is_some_and(is_id));
        if let Some(id) = id.filter(|_| bad_id) {
            let todo = "Use 1 to 64 of the letters A to Z and a to z, digits, dash and full stop";
            self.sink.at(
                file,
                id.line,
                &Path::Key(&path, "id"),
                "this is not an id that FHIR allows",
                todo,
            );
        }
        let kind = Kind::parse(name);
        match kind {
            None if form == Form::Single || name == "Bundle" => {
                let what = format!("wrong resource: Sayso does not read {name} here");
                let read = Kind::ALL.map(Kind::as_str).join(", ");
                self.sink.at(
                    file,
                    node.line,
                    &path,
                    what,
                    format!("Give one of: {read}, or a Bundle of them"),
                );
                return;
            }
            None => self
                .sink
                .note(file, name.to_owned(), "Sayso does not read this kind of resource"),
            Some(_) => {}
        }
        let uuid = full_url
            .and_then(|u| u.strip_prefix("urn:uuid:"))
            .filter(|u| is_id(u))
            .map(str::to_owned);
        let id = id.and_then(Node::text).filter(|_| !bad_id).map(str::to_owned);
        let origin = Origin {
            id: id.clone().or_else(|| uuid.filter(|_| !bad_id)),
            file: file.to_owned(),
            line: node.line,
            path: shown.to_owned(),
        };
        let index = kind.and_then(|kind| {
            self.item(kind, place, node, path, origin)
                .map(|index| (kind, index))
        });
        // A resource with a fault is remembered too: its fault is told once, not again at every reference to it.
        let item = index.or(kind.map(|k| (k, 0)));
        let spot = Spot {
            resource: name.to_owned(),
            item,
            file: file.to_owned(),
            line: node.line,
            doc,
        };
        if let Some(url) = full_url
            && let Some(line) = self.index.add_url(url, spot.clone())
        {
            let todo = "Give every entry an address of its own";
            let what = format!("the fullUrl is the same as the one at line {line}");
            self.sink.at(file, node.line, &path, what, todo);
        }
        if let Some(id) = id
            && let Some(earlier) = self.index.add_id(&id, spot)
        {
            let what = format!(
                "this {name} has the same id as the one at {}:{}",
                earlier.file, earlier.line
            );
            self.sink.at(
                file,
                node.line,
                &Path::Key(&path, "id"),
                what,
                "Keep one of them, or import one after the other",
            );
        }
    }

    /// Reads a resource of a kind that we know into its list; answers its place there.
    fn item(
        &mut self,
        kind: Kind,
        place: Place<'_>,
        node: &Node,
        path: Path<'_>,
        origin: Origin,
    ) -> Option<usize> {
        let contained = requests::contained_ids(node);
        let ctx = Ctx {
            sink: &self.sink,
            file: place.file,
            form: place.form,
            doc: place.doc,
            full_url: place.full_url,
            contained: &contained,
            open: &self.open,
        };
        let obj = Obj::new(&ctx, node, path)?;
        for known in ["resourceType", "id", "language"] {
            let _ = obj.get(known);
        }
        bookkeeping(&obj);
        let plan = &mut self.plan;
        let index = match kind {
            Kind::Organization => push(&mut plan.organisations, Some(orgs::organisation(&obj, origin))),
            Kind::Practitioner => push(&mut plan.practitioners, Some(orgs::practitioner(&obj, origin))),
            Kind::PractitionerRole => push(&mut plan.roles, Some(orgs::role(&obj, origin))),
            Kind::Patient => push(&mut plan.people, Some(people::person(&obj, origin))),
            Kind::ServiceRequest => push(&mut plan.offers, requests::offer(&obj, origin)),
            Kind::Task => push(&mut plan.tasks, requests::task(&obj, origin)),
            Kind::Consent => push(&mut plan.consents, requests::consent(&obj, origin)),
        };
        obj.finish_with(|key| {
            if r4::is_element(kind, key) {
                "not understood, not taken over"
            } else {
                "not an element of FHIR R4 here, not taken over: is it misspelt?"
            }
        });
        if kind == Kind::Patient
            && let Some(number) = index.and_then(|i| plan.people[i].nhs_number)
            && let Some(line) = self.numbers.insert((place.doc, number), node.line)
        {
            let what = format!("this person has the same NHS number as the one at line {line}");
            ctx.problem(
                node.line,
                &path,
                what,
                "Keep one of the two, or correct the number",
            );
        }
        index
    }
}

/// Versions and profiles are the sender's bookkeeping; labels and the narrative are listed.
fn bookkeeping(obj: &Obj<'_>) {
    if let Some(node) = obj.get("meta")
        && let Some(meta) = Obj::new(obj.ctx, node, Path::Key(&obj.path, "meta"))
    {
        for known in ["versionId", "lastUpdated", "source", "profile"] {
            let _ = meta.get(known);
        }
        meta.finish();
    }
    obj.leave(&["text"]);
}

fn push<T>(list: &mut Vec<T>, item: Option<T>) -> Option<usize> {
    list.push(item?);
    Some(list.len() - 1)
}
