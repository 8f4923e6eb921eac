//! Bundles: which types are read, and what their entries may ask. Owns: the Bundle around the resources. Never
//! carries anything out: a transaction's methods are read as "here is a resource", and deleting is not read at all.

use crate::import::{Import, Place};
use crate::json::{Node, Value};
use crate::path::Path;
use crate::refs::Form;

impl Import<'_> {
    pub(crate) fn bundle(&mut self, file: &str, doc: usize, node: &Node) {
        let root = Path::Resource {
            shown: "Bundle",
            kind: "Bundle",
        };
        let tell = |line, path: &Path<'_>, what: &str, todo: &str| self.sink.at(file, line, path, what, todo);
        let kind = node.member("type").and_then(Node::text).unwrap_or_default();
        if !["collection", "transaction", "message", "batch", "searchset"].contains(&kind) {
            let line = node.member("type").map_or(node.line, |n| n.line);
            let what = match kind {
                "document" | "history" | "transaction-response" | "batch-response" => {
                    "Sayso does not read Bundles of this type"
                }
                _ => "a Bundle needs one of FHIR's types",
            };
            let todo = "Send the resources as a Bundle of type collection, transaction or message";
            tell(line, &Path::Key(&root, "type"), what, todo);
            return;
        }
        self.bundle_elements(file, node, &root);
        let list = Path::Key(&root, "entry");
        let entries = match node.member("entry") {
            Some(Node {
                value: Value::List(entries),
                ..
            }) => entries.as_slice(),
            Some(other) => {
                tell(
                    other.line,
                    &list,
                    "this must be a list",
                    "Write it in square brackets",
                );
                return;
            }
            None => {
                self.sink
                    .note(file, "Bundle.entry".to_owned(), "the Bundle holds nothing");
                return;
            }
        };
        let first = entries
            .first()
            .and_then(|e| e.member("resource")?.member("resourceType")?.text());
        if kind == "message" && first != Some("MessageHeader") {
            let todo = "Put the MessageHeader first, or send a collection";
            tell(
                node.line,
                &Path::At(&list, 0),
                "a message begins with a MessageHeader",
                todo,
            );
        }
        for (at, entry) in entries.iter().enumerate() {
            self.entry(file, doc, entry, Path::At(&list, at));
        }
    }

    /// Lists what a Bundle holds beside its entries.
    fn bundle_elements(&self, file: &str, node: &Node, root: &Path<'_>) {
        let Value::Object(members) = &node.value else {
            return;
        };
        for (key, member) in members {
            // A Bundle's own bookkeeping says nothing about anybody.
            let known = [
                "resourceType",
                "id",
                "meta",
                "type",
                "timestamp",
                "total",
                "link",
                "entry",
                "language",
            ];
            let path = Path::Key(root, key);
            if key == "implicitRules" || key == "modifierExtension" {
                let what = "this can change the meaning of the whole file, and Sayso does not know how";
                self.sink.at(
                    file,
                    member.line,
                    &path,
                    what,
                    "Ask the sender for a file without it",
                );
            } else if !known.contains(&key.as_str()) {
                self.sink
                    .note(file, path.plain(), "not understood, not taken over");
            }
        }
    }

    fn entry(&mut self, file: &str, doc: usize, node: &Node, path: Path<'_>) {
        let tell = |line, what: &str, todo: &str| self.sink.at(file, line, &path, what, todo);
        let Value::Object(members) = &node.value else {
            tell(
                node.line,
                "an entry must be an object",
                "Write it in braces with the resource inside",
            );
            return;
        };
        let request = node.member("request");
        let method = request.and_then(|r| r.member("method")).and_then(Node::text);
        match method {
            None | Some("POST" | "PUT" | "GET" | "HEAD") => {}
            Some("DELETE" | "PATCH") => {
                tell(
                    node.line,
                    "an import never deletes or patches",
                    "Take the entry out, or send the whole resource",
                );
                return;
            }
            Some(_) => tell(
                node.line,
                "FHIR does not have this request method",
                "Use POST or PUT",
            ),
        }
        for (key, _) in members {
            // Scores, links and the address of the request belong to the transport.
            if ![
                "fullUrl", "resource", "request", "search", "link", "response", "id",
            ]
            .contains(&key.as_str())
                && node.member("resource").is_some()
            {
                let inner = Path::Key(&path, key);
                self.sink
                    .note(file, inner.plain(), "not understood, not taken over");
            }
        }
        for condition in ["ifNoneExist", "ifMatch", "ifNoneMatch", "ifModifiedSince"] {
            if request.is_some_and(|r| r.member(condition).is_some()) {
                let inner = format!("{}.request.{condition}", path.plain());
                self.sink.note(
                    file,
                    inner,
                    "not acted on: people and organisations are matched by identifier",
                );
            }
        }
        let Some(resource) = node.member("resource") else {
            if matches!(method, Some("GET" | "HEAD")) {
                self.sink.note(
                    file,
                    path.plain(),
                    "asks the server a question; an import answers none",
                );
            } else {
                let todo = "Put the resource under \"resource\"";
                tell(node.line, "the entry has no resource", todo);
            }
            return;
        };
        let full_url = node.member("fullUrl").and_then(Node::text);
        if full_url.is_some_and(|u| !u.starts_with("urn:") && !u.starts_with("http")) {
            let inner = format!("{}.fullUrl", path.plain());
            self.sink
                .note(file, inner, "is not an absolute address; used as it stands");
        }
        let shown = format!("{path}.resource");
        self.resource(
            Place {
                file,
                form: Form::Bundle,
                doc,
                shown: &shown,
                full_url,
            },
            resource,
        );
    }
}
