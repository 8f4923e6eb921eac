//! What goes into a statement and what comes out of a row. Owns: the four kinds of value both engines share.
//! Never knows a table.

use std::{borrow::Cow, str::FromStr};

use jiff::{Timestamp, civil::Date, fmt::temporal::DateTimePrinter};
use sayso_core::id::Id;

use crate::{crypto::Encrypted, error::StoreError};

/// One parameter or one cell. Ids, dates and instants are text; yes and no are 1 and 0; JSON is text.
#[derive(Clone, PartialEq, Eq)]
pub enum Value<'a> {
    /// Nothing.
    Null,
    /// A whole number, or yes (1) and no (0).
    Int(i64),
    /// Text, ids, dates and instants.
    Text(Cow<'a, str>),
    /// Bytes: encrypted values, hashes, blind indexes.
    Blob(Cow<'a, [u8]>),
}

/// Makes the parameter list: `params![id, "open", 3]` is a `&[Value]`.
#[macro_export]
macro_rules! params {
    ($($value:expr),* $(,)?) => { &[$($crate::Value::from($value)),*] };
}

macro_rules! value_from {
    ($($type:ty: $name:ident => $value:expr),* $(,)?) => {$(
        impl<'a> From<$type> for Value<'a> {
            fn from($name: $type) -> Self { $value }
        }
    )*};
}

value_from! {
    i64: n => Value::Int(n),
    i32: n => Value::Int(n.into()),
    u32: n => Value::Int(n.into()),
    u16: n => Value::Int(n.into()),
    u8: n => Value::Int(n.into()),
    bool: yes => Value::Int(yes.into()),
    &'a str: text => Value::Text(Cow::Borrowed(text)),
    &'a String: text => Value::Text(Cow::Borrowed(text)),
    String: text => Value::Text(Cow::Owned(text)),
    Cow<'a, str>: text => Value::Text(text),
    &'a [u8]: bytes => Value::Blob(Cow::Borrowed(bytes)),
    &'a Vec<u8>: bytes => Value::Blob(Cow::Borrowed(bytes)),
    Vec<u8>: bytes => Value::Blob(Cow::Owned(bytes)),
    &'a Encrypted: e => Value::Blob(Cow::Borrowed(e.bytes())),
    Encrypted: e => Value::Blob(Cow::Owned(e.into_bytes())),
    Timestamp: at => Value::Text(Cow::Owned(instant(at))),
    Date: day => Value::Text(Cow::Owned(day.to_string())),
}

impl<const N: usize> From<[u8; N]> for Value<'_> {
    fn from(bytes: [u8; N]) -> Self {
        Value::Blob(Cow::Owned(bytes.to_vec()))
    }
}
impl<'a, const N: usize> From<&'a [u8; N]> for Value<'a> {
    fn from(bytes: &'a [u8; N]) -> Self {
        Value::Blob(Cow::Borrowed(bytes))
    }
}
impl<T> From<Id<T>> for Value<'_> {
    fn from(id: Id<T>) -> Self {
        Value::Text(Cow::Owned(id.to_string()))
    }
}
impl<'a, T: Into<Value<'a>>> From<Option<T>> for Value<'a> {
    fn from(maybe: Option<T>) -> Self {
        maybe.map_or(Value::Null, Into::into)
    }
}

/// UTC to the millisecond, always 24 characters (`2026-11-02T09:30:00.000Z`), so that text order is time order.
#[must_use]
pub fn instant(at: Timestamp) -> String {
    DateTimePrinter::new().precision(Some(3)).timestamp_to_string(&at)
}

/// How an engine hands over the cells of its current row.
pub trait Cells {
    /// The cell at `at`, counted from 0.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] when there is no such column or it holds a kind we do not use.
    fn cell(&self, at: usize) -> Result<Value<'_>, StoreError>;
}

/// One row of an answer. Columns count from 0. A cell of another kind than asked for is
/// [`StoreError::Corrupt`], and so is a null where the method's name does not say `opt`.
pub struct Row<'a>(pub(crate) &'a dyn Cells);

fn wrong(at: usize, wanted: &str) -> StoreError {
    StoreError::corrupt(format!("column {at} is not {wanted}"))
}

#[expect(
    clippy::missing_errors_doc,
    reason = "one sentence above holds for all of them"
)]
impl Row<'_> {
    /// Text, or nothing for null.
    pub fn text_opt(&self, at: usize) -> Result<Option<String>, StoreError> {
        match self.0.cell(at)? {
            Value::Null => Ok(None),
            Value::Text(text) => Ok(Some(text.into_owned())),
            Value::Int(_) | Value::Blob(_) => Err(wrong(at, "text")),
        }
    }
    /// Text.
    pub fn text(&self, at: usize) -> Result<String, StoreError> {
        self.text_opt(at)?.ok_or_else(|| wrong(at, "text"))
    }
    /// A whole number, or nothing for null.
    pub fn int_opt(&self, at: usize) -> Result<Option<i64>, StoreError> {
        match self.0.cell(at)? {
            Value::Null => Ok(None),
            Value::Int(n) => Ok(Some(n)),
            Value::Text(_) | Value::Blob(_) => Err(wrong(at, "a number")),
        }
    }
    /// A whole number.
    pub fn int(&self, at: usize) -> Result<i64, StoreError> {
        self.int_opt(at)?.ok_or_else(|| wrong(at, "a number"))
    }
    /// Yes (1) or no (0); any other number is wrong.
    pub fn flag(&self, at: usize) -> Result<bool, StoreError> {
        match self.int(at)? {
            0 => Ok(false),
            1 => Ok(true),
            _ => Err(wrong(at, "yes or no")),
        }
    }
    /// Bytes, or nothing for null.
    pub fn blob_opt(&self, at: usize) -> Result<Option<Vec<u8>>, StoreError> {
        match self.0.cell(at)? {
            Value::Null => Ok(None),
            Value::Blob(bytes) => Ok(Some(bytes.into_owned())),
            Value::Int(_) | Value::Text(_) => Err(wrong(at, "bytes")),
        }
    }
    /// Bytes.
    pub fn blob(&self, at: usize) -> Result<Vec<u8>, StoreError> {
        self.blob_opt(at)?.ok_or_else(|| wrong(at, "bytes"))
    }
    /// An encrypted value, or nothing for null.
    pub fn encrypted_opt(&self, at: usize) -> Result<Option<Encrypted>, StoreError> {
        Ok(self.blob_opt(at)?.map(Encrypted::stored))
    }
    /// An encrypted value.
    pub fn encrypted(&self, at: usize) -> Result<Encrypted, StoreError> {
        self.blob(at).map(Encrypted::stored)
    }
    /// Text read as `T`: an id, a `Timestamp`, a `Date`, a code; or nothing for null.
    pub fn parsed_opt<T: FromStr>(&self, at: usize) -> Result<Option<T>, StoreError> {
        let Some(text) = self.text_opt(at)? else {
            return Ok(None);
        };
        text.parse()
            .map(Some)
            .map_err(|_| wrong(at, "written as it should be"))
    }
    /// Text read as `T`: an id, a `Timestamp`, a `Date`, a code.
    pub fn parsed<T: FromStr>(&self, at: usize) -> Result<T, StoreError> {
        self.parsed_opt(at)?.ok_or_else(|| wrong(at, "there"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instants_have_one_width_so_that_text_order_is_time_order() {
        assert_eq!(instant(Timestamp::UNIX_EPOCH), "1970-01-01T00:00:00.000Z");
        assert_eq!(
            instant(Timestamp::from_millisecond(1_793_612_345_678).unwrap()),
            "2026-11-02T09:39:05.678Z"
        );
    }
}
