//! The provider: what came in, the team, a coach’s day, the person’s page and what is written there.

mod away;
mod board;
mod capacity;
mod contract;
mod cover;
mod diary;
mod file;
mod intake;
mod job;
mod lists;
mod meet;
mod note;
mod outcome;
mod pause;
mod rest;
mod team;
mod venues;
mod withhold;
mod words;
mod write_up;
mod writing;

use crate::routes::Routes;

pub(super) fn register(routes: &mut Routes) {
    intake::register(routes);
    pause::register(routes);
    team::register(routes);
    venues::register(routes);
    contract::register(routes);
    capacity::register(routes);
    lists::register(routes);
    board::register(routes);
    diary::register(routes);
    file::register(routes);
    meet::register(routes);
    note::register(routes);
    writing::register(routes);
    rest::register(routes);
    job::register(routes);
    cover::register(routes);
    away::register(routes);
    write_up::register(routes);
    outcome::register(routes);
    withhold::register(routes);
}
