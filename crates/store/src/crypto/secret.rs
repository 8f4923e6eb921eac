//! A value that must not end up in a log line. Owns: the wrapper. Never implements `Display` or `Serialize`.

use std::fmt;

/// Something personal or secret, on its way. Its `Debug` is `…`; to use it, say so with [`Secret::expose`].
#[derive(Clone, PartialEq, Eq)]
pub struct Secret<T>(T);

impl<T> Secret<T> {
    /// Wraps a value.
    pub const fn new(value: T) -> Self {
        Self(value)
    }
    /// The value, to look at.
    pub const fn expose(&self) -> &T {
        &self.0
    }
    /// The value, to keep.
    pub fn into_exposed(self) -> T {
        self.0
    }
    /// Another value made from it, wrapped too.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Secret<U> {
        Secret(change(self.0))
    }
}

impl<T> fmt::Debug for Secret<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("…")
    }
}
