//! JSON in, strictly: a tree that knows its lines and keeps duplicate keys so that they can be told. Owns: limits
//! on depth and amount while parsing. Never decides what an element means.
//!
//! `serde_json` does the parsing. It reports positions only for its own errors, so the bytes go in through a reader
//! that counts lines, and each element takes the count of the moment at which its name was read.

use std::cell::Cell;
use std::fmt;
use std::io::Read;

use serde::de::{self, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};

use crate::Limits;

/// One value and the line on which it begins (for a member of an object: the line of its name).
pub(crate) struct Node {
    pub(crate) line: usize,
    pub(crate) value: Value,
}

pub(crate) enum Value {
    Null,
    Bool(bool),
    /// A whole number that fits, else `None`: no decimal is ever taken over, so none is ever rounded.
    Number(Option<u32>),
    Text(String),
    List(Vec<Node>),
    /// In the file's order; the same name may occur twice.
    Object(Vec<(String, Node)>),
}

/// Why the text is not JSON that we take.
pub(crate) struct Fault {
    pub(crate) line: usize,
    pub(crate) column: Option<usize>,
    pub(crate) kind: FaultKind,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum FaultKind {
    /// The text ends too early.
    Unfinished,
    /// Something stands behind the value.
    Trailing,
    /// Not JSON; the words carry no value of the file.
    Syntax(String),
    TooDeep,
    TooMany,
}

/// Reads one JSON value that fills `bytes`; its first line is line `first` of the file.
pub(crate) fn parse(bytes: &[u8], first: usize, limits: &Limits) -> Result<Node, Fault> {
    let state = State {
        line: Cell::new(first),
        values: Cell::new(0),
        // serde_json itself stops at 128; staying below keeps the words ours.
        depth: limits.depth.min(100),
        most: limits.values,
        stopped: Cell::new(None),
    };
    let mut json = serde_json::Deserializer::from_reader(Lines {
        bytes,
        line: &state.line,
    });
    let parsed = Seed {
        state: &state,
        depth: 0,
    }
    .deserialize(&mut json);
    let value = parsed.map_err(|e| state.fault(first, &e))?;
    json.end().map_err(|e| Fault {
        kind: FaultKind::Trailing,
        ..state.fault(first, &e)
    })?;
    Ok(Node { line: first, value })
}

struct State {
    line: Cell<usize>,
    values: Cell<usize>,
    depth: usize,
    most: usize,
    stopped: Cell<Option<FaultKind>>,
}

impl State {
    fn fault(&self, first: usize, error: &serde_json::Error) -> Fault {
        let line = first + error.line().saturating_sub(1);
        if let Some(kind) = self.stopped.take() {
            return Fault {
                line,
                column: None,
                kind,
            };
        }
        let kind = if error.is_eof() {
            FaultKind::Unfinished
        } else {
            let text = error.to_string();
            FaultKind::Syntax(text.split(" at line ").next().unwrap_or_default().to_owned())
        };
        Fault {
            line,
            column: Some(error.column()),
            kind,
        }
    }
}

/// Hands out one byte after the other and counts the lines.
struct Lines<'a> {
    bytes: &'a [u8],
    line: &'a Cell<usize>,
}

impl Read for Lines<'_> {
    fn read(&mut self, buf: &mut [u8]) -> std::io::Result<usize> {
        let (Some((first, rest)), Some(slot)) = (self.bytes.split_first(), buf.first_mut()) else {
            return Ok(0);
        };
        if *first == b'\n' {
            self.line.set(self.line.get() + 1);
        }
        *slot = *first;
        self.bytes = rest;
        Ok(1)
    }
}

#[derive(Clone, Copy)]
struct Seed<'s> {
    state: &'s State,
    depth: usize,
}

impl Seed<'_> {
    fn stop<E: de::Error>(self, kind: FaultKind) -> E {
        self.state.stopped.set(Some(kind));
        E::custom("stopped")
    }
    fn deeper<E: de::Error>(self) -> Result<Self, E> {
        if self.depth >= self.state.depth {
            return Err(self.stop(FaultKind::TooDeep));
        }
        Ok(Self {
            depth: self.depth + 1,
            ..self
        })
    }
}

impl<'de> DeserializeSeed<'de> for Seed<'_> {
    type Value = Value;
    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<Value, D::Error> {
        let count = self.state.values.get() + 1;
        self.state.values.set(count);
        if count > self.state.most {
            return Err(self.stop(FaultKind::TooMany));
        }
        json.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Seed<'_> {
    type Value = Value;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }
    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }
    fn visit_bool<E>(self, yes: bool) -> Result<Value, E> {
        Ok(Value::Bool(yes))
    }
    fn visit_u64<E>(self, number: u64) -> Result<Value, E> {
        Ok(Value::Number(u32::try_from(number).ok()))
    }
    fn visit_i64<E>(self, _: i64) -> Result<Value, E> {
        Ok(Value::Number(None))
    }
    fn visit_f64<E>(self, _: f64) -> Result<Value, E> {
        Ok(Value::Number(None))
    }
    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        Ok(Value::Text(text.to_owned()))
    }
    fn visit_string<E>(self, text: String) -> Result<Value, E> {
        Ok(Value::Text(text))
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Value, A::Error> {
        let inner = self.deeper()?;
        let mut out = Vec::new();
        loop {
            let line = self.state.line.get();
            let Some(value) = list.next_element_seed(inner)? else {
                return Ok(Value::List(out));
            };
            // Before the value the counter still stands at the comma; an object knows the line of its first name,
            // and a text cannot span lines.
            let line = match &value {
                Value::Object(members) => members.first().map_or(line, |(_, n)| n.line),
                Value::Text(_) | Value::Bool(_) | Value::Null => self.state.line.get(),
                Value::Number(_) | Value::List(_) => line,
            };
            out.push(Node { line, value });
        }
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let inner = self.deeper()?;
        let mut out = Vec::new();
        while let Some(key) = map.next_key::<String>()? {
            let line = self.state.line.get();
            out.push((
                key,
                Node {
                    line,
                    value: map.next_value_seed(inner)?,
                },
            ));
        }
        Ok(Value::Object(out))
    }
}

impl Node {
    pub(crate) fn member(&self, key: &str) -> Option<&Self> {
        match &self.value {
            Value::Object(members) => members.iter().find(|(k, _)| k == key).map(|(_, n)| n),
            _ => None,
        }
    }
    pub(crate) fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }
}
