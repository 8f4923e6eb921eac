//! Sign-in, forms, pages. Never names the database and never decides who may see what.

mod archive;
pub mod assets;
pub mod baskets;
mod bookmark;
pub mod challenges;
pub mod check;
pub mod ctx;
mod download;
mod drawing;
pub mod error;
pub mod form;
pub mod frame;
pub mod headers;
pub mod nhs;
pub mod openid;
pub mod pages;
mod qr;
pub mod rate;
pub mod reading;
pub mod routes;
pub mod shell;
pub mod site;

pub use routes::{Route, Who, all_routes};
pub use site::{DemoHooks, EXIT_TO, Site, serve};
