//! The rules that FHIR's JSON format has for every element, read or not. Owns: duplicate names, empty things,
//! control characters. Never looks at what an element means.

use std::collections::HashSet;

use crate::json::{Node, Value};
use crate::path::Path;
use crate::problem::Sink;

/// Lists every breach in `node` and below. Recursion is bounded: the parser stopped deeper nesting.
pub(crate) fn check(sink: &Sink, file: &str, node: &Node, path: &Path<'_>) {
    let tell = |what: &str, todo: &str| sink.at(file, node.line, path, what, todo);
    match &node.value {
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
        Value::Text(text) => {
            if text.trim().is_empty() {
                tell(
                    "the text is empty",
                    "Leave the element out when there is nothing to say",
                );
            } else if text
                .chars()
                .any(|c| c.is_control() && !matches!(c, '\t' | '\r' | '\n'))
            {
                tell(
                    "the text holds a control character",
                    "Export the file again without it",
                );
            }
        }
        Value::List(list) => {
            if list.is_empty() {
                tell(
                    "the list is empty",
                    "Leave the element out when there is nothing in it",
                );
            }
            for (at, inner) in list.iter().enumerate() {
                check(sink, file, inner, &Path::At(path, at));
            }
        }
        Value::Object(members) => {
            if members.is_empty() {
                tell(
                    "the element is empty",
                    "Leave the element out when there is nothing in it",
                );
            }
            let mut names = HashSet::with_capacity(members.len());
            for (name, inner) in members {
                let here = Path::Key(path, name);
                if !names.insert(name.as_str()) {
                    // Two readers of the file could believe two different things.
                    sink.at(
                        file,
                        inner.line,
                        &here,
                        "the name occurs twice",
                        "Keep one of the two",
                    );
                }
                if matches!(inner.value, Value::Null) {
                    let todo = "Leave the element out when there is nothing to say";
                    sink.at(file, inner.line, &here, "the value is null", todo);
                }
                check(sink, file, inner, &here);
            }
        }
    }
}
