//! The pages, one folder for each seat.

pub mod attorney;
mod beside;
pub mod card;
pub mod commission;
mod counted;
pub mod door;
mod ended_contract;
pub mod evaluation;
pub mod guardian;
mod job_form;
pub mod operator;
pub mod person;
pub mod practice;
pub mod provider;
mod reading;
pub mod supporter;
pub mod terms;
mod which;

use crate::routes::Routes;

pub(crate) fn register(routes: &mut Routes) {
    door::register(routes);
    card::register(routes);
    person::register(routes);
    supporter::register(routes);
    attorney::register(routes);
    practice::register(routes);
    provider::register(routes);
    guardian::register(routes);
    commission::register(routes);
    evaluation::register(routes);
    operator::register(routes);
    reading::register(routes);
    terms::register(routes);
}
