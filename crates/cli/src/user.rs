//! `sayso user`: seats and one-time links from the console. For when nobody can sign in; otherwise the page “People and
//! access” does the same while the server runs. Each act leaves an event.

use sayso_app::members::{self, Team};
use sayso_app::telling::moment_in_words;
use sayso_core::seat::{Actor, Role};

use crate::args::{User, UserCommand};
use crate::config::{self, Config};
use crate::{CliError, house};

/// Gives a seat, makes a link, or lists.
///
/// # Errors
/// What is wrong with what was given.
pub fn run(args: &User) -> Result<(), CliError> {
    match &args.what {
        UserCommand::Add { at, name, role, org } => add(&config::load(at)?, name, *role, org),
        UserCommand::Reset { at, member } => reset(&config::load(at)?, member),
        UserCommand::List(at) => list(&config::load(at)?),
    }
}

fn add(config: &Config, name: &str, role: Role, org: &str) -> Result<(), CliError> {
    if name.trim().is_empty() {
        return Err(CliError::input("--name is empty: people read who acts"));
    }
    let (name, wanted) = (name.to_owned(), org.to_owned());
    let house = house::existing(config)?;
    let secret = house::once(&house, move |desk| {
        let teams = members::list(desk, &Actor::Sayso)?;
        let Some(team) = teams
            .iter()
            .find(|t| same(&t.org.name, &wanted) || t.org.ods.as_deref() == Some(&wanted))
        else {
            let names: Vec<String> = teams.into_iter().map(|t| t.org.name).collect();
            return Ok(Err(format!(
                "there is no organisation “{wanted}” here. There are: {}",
                names.join(", ")
            )));
        };
        if team.org.kind == sayso_core::org::OrgKind::Benefits {
            let why = sayso_core::decide::register::CannotRegister::NoSeatsThere(team.org.name.clone());
            return Ok(Err(why.to_string()));
        }
        let id = members::add(desk, &Actor::Sayso, team.org.id, role, &name)?;
        members::link(desk, &Actor::Sayso, id).map(Ok)
    })?;
    print_link(config, &secret.map_err(CliError::Input)?);
    Ok(())
}

fn reset(config: &Config, wanted: &str) -> Result<(), CliError> {
    let wanted = wanted.to_owned();
    let house = house::existing(config)?;
    let secret = house::once(&house, move |desk| {
        let teams = members::list(desk, &Actor::Sayso)?;
        match named(&teams, &wanted).as_slice() {
            [one] => members::link(desk, &Actor::Sayso, one.seat.id).map(Ok),
            [] => Ok(Err(
                "nobody with that name or id has a seat now; see: sayso user list".to_owned(),
            )),
            _ => Ok(Err(
                "several seats have that name; give the id that sayso user list prints".to_owned(),
            )),
        }
    })?;
    print_link(config, &secret.map_err(CliError::Input)?);
    Ok(())
}

/// The seats that count now and have this name or id.
fn named<'t>(teams: &'t [Team], wanted: &str) -> Vec<&'t members::SeatNow> {
    let all = teams.iter().flat_map(|t| &t.seats).filter(|s| s.active);
    all.filter(|s| s.seat.id.to_string() == wanted || same(&s.seat.name, wanted))
        .collect()
}

fn same(a: &str, b: &str) -> bool {
    let fold = |t: &str| t.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    fold(a) == fold(b)
}

fn list(config: &Config) -> Result<(), CliError> {
    let house = house::existing(config)?;
    let teams = house::once(&house, |desk| members::list(desk, &Actor::Sayso))?;
    for team in teams {
        println!("{} ({})", team.org.name, team.org.kind);
        for s in &team.seats {
            let until = s
                .seat
                .until
                .map_or(String::new(), |at| format!(", until {}", moment_in_words(at)));
            let since = moment_in_words(s.seat.from);
            println!(
                "  {}  {}, {}, since {since}{until}",
                s.seat.id,
                s.seat.name,
                s.seat.role.in_words()
            );
        }
    }
    Ok(())
}

fn print_link(config: &Config, secret: &str) {
    println!("A sign-in link that works once, for 30 minutes:\n");
    println!("  {}/link/{secret}\n", config.url());
    println!("Give it to them yourself. Whoever has it first is signed in.");
}
