//! Setting a deployment up from an annotated file.
