//! Import: what others wrote, kept as what others wrote.
