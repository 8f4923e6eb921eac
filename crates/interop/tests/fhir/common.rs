//! What the tests of this crate share.

use sayso_interop::{FileIn, ImportPlan, Problem, read};

/// Reads one file.
pub(crate) fn read_bytes(name: &str, bytes: &[u8]) -> Result<ImportPlan, Vec<Problem>> {
    let mut reader = bytes;
    read([FileIn {
        name,
        reader: &mut reader,
    }])
}

/// The bytes of one of our own examples.
pub(crate) fn example(name: &str) -> Vec<u8> {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/examples")
        .join(name);
    std::fs::read(path).unwrap()
}

/// Reads one of our own examples, which is sound.
pub(crate) fn read_example(name: &str) -> ImportPlan {
    read_bytes(name, &example(name)).unwrap_or_else(|p| panic!("{name}: {}", p[0]))
}
