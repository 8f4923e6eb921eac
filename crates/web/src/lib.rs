//! Sign-in, forms, pages. Never names the database and never decides who may see what.

pub mod nhs;
