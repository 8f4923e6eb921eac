//! The operator's view: is it up, is it whole, what may an operator see. Nothing here is about anybody.

use std::path::{Path, PathBuf};

use jiff::Timestamp;
use sayso_core::category::{Categories, Category};
use sayso_core::decide::practice;
use sayso_core::event::EventKind;
use sayso_core::facts::{About, Place};
use sayso_core::id::{Id, OrgId};
use sayso_core::job::wage::out_of_date;
use sayso_core::org::OrgKind;
use sayso_core::seat::{Actor, Role};
use sayso_policy::{Action, act};

use crate::{Desk, Error, House};

/// The deployment as a whole.
pub(crate) const DEPLOYMENT: Place = Place::of(OrgId::NIL, OrgKind::Council);

/// What the register and the seats say about the deployment: counts of things, none of people who are helped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// Now.
    pub now: Timestamp,
    /// When the first thing was registered here: how old the data directory is.
    pub since: Option<Timestamp>,
    /// Organisations registered.
    pub orgs: usize,
    /// Seats that count now.
    pub seats: usize,
    /// Operators among them.
    pub operators: usize,
    /// Schemes whose terms are published and not over.
    pub schemes: usize,
    /// Messages to people that could not be sent and wait for a decision.
    pub stuck: i64,
    /// The newest rates of the Real Living Wage in this program, where they are older than a year.
    pub old_wages: Option<jiff::civil::Date>,
    /// Flows in the register, and how many of them go to the benefits system (always none, and counted all the same).
    pub flows: (usize, usize),
}

/// How the deployment stands.
///
/// # Errors
/// [`Error::Denied`] for anybody but an operator.
pub fn standing(desk: &mut Desk, actor: &Actor) -> Result<Standing, Error> {
    let may = desk.may::<act::ReadHealth>(actor, &DEPLOYMENT, Categories::NONE)?;
    let decision = practice::about_nobody(desk.now, EventKind::PlaceOpened, "the health page");
    desk.write(&may, &decision)?;
    let now = desk.now.at;
    let seats = desk.job.seats(None)?;
    let active: Vec<_> = seats
        .iter()
        .filter(|s| s.from <= now && s.until.is_none_or(|end| now < end))
        .collect();
    let terms = desk.job.all_terms()?;
    let today = now.to_zoned(jiff::tz::TimeZone::UTC).date();
    let flows = terms.iter().flat_map(|t| &t.promise.flows);
    Ok(Standing {
        now,
        since: desk.job.first_event()?,
        old_wages: out_of_date(today),
        orgs: desk.job.orgs()?.len(),
        stuck: desk.job.stuck()?.iter().map(|s| s.count).sum(),
        operators: active.iter().filter(|s| s.role == Role::Operator).count(),
        seats: active.len(),
        schemes: terms
            .iter()
            .filter(|t| t.version == 1 && t.promise.ends_on > today)
            .count(),
        flows: (
            flows.clone().count(),
            flows.filter(|f| f.recipient_kind == OrgKind::Benefits).count(),
        ),
    })
}

/// Who can reach the files, as the machine says at this moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Files {
    /// The data directory.
    pub dir: PathBuf,
    /// Length of the database, in bytes; `None` when it cannot be seen.
    pub database: Option<u64>,
    /// The permission bits of the directory and of the key file, where the system keeps such bits.
    pub modes: (Option<u32>, Option<u32>),
}

impl Files {
    /// Looks at the files of a house. Reads none of them.
    #[must_use]
    pub fn of(house: &House) -> Self {
        let (dir, key) = house.files();
        Self {
            dir: dir.to_owned(),
            database: std::fs::metadata(dir.join("sayso.db")).ok().map(|m| m.len()),
            modes: (mode(dir), mode(key)),
        }
    }

    /// No other account of the machine can enter the data directory.
    #[must_use]
    pub fn directory_is_private(&self) -> bool {
        self.modes.0.is_none_or(for_its_owner_alone)
    }

    /// No other account of the machine can read the key.
    #[must_use]
    pub fn key_is_private(&self) -> bool {
        self.modes.1.is_none_or(for_its_owner_alone)
    }
}

/// The lower six permission bits are those of everybody else.
const fn for_its_owner_alone(bits: u32) -> bool {
    bits.trailing_zeros() >= 6
}

#[cfg(unix)]
fn mode(path: &Path) -> Option<u32> {
    use std::os::unix::fs::PermissionsExt as _;
    Some(std::fs::metadata(path).ok()?.permissions().mode() & 0o777)
}

#[cfg(not(unix))]
fn mode(_: &Path) -> Option<u32> {
    None
}

/// What an operator may do and may not, as the policies answer at this moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// What they may do, in words.
    pub may: Vec<&'static str>,
    /// What they may not do about nobody in particular.
    pub may_not: Vec<&'static str>,
    /// Questions about a person that were asked of the policies just now.
    pub asked: usize,
    /// How many of those were answered yes.
    pub allowed: usize,
}

/// Asks the policies every question about an invented person who shares everything, on behalf of this operator.
///
/// # Errors
/// [`Error::Denied`] for anybody but an operator.
pub fn limits(desk: &mut Desk, actor: &Actor) -> Result<Limits, Error> {
    let may = desk.may::<act::ReadHealth>(actor, &DEPLOYMENT, Categories::NONE)?;
    let decision = practice::about_nobody(desk.now, EventKind::PlaceOpened, "what an operator can see");
    desk.write(&may, &decision)?;
    let (_, own) = Desk::own_place(actor)?;
    let invented = About {
        person: Id::NIL,
        practice: own.org,
        provider: Some(own.org),
        coach: None,
        overseer: Some(own.org),
        live: true,
        shared: Category::ALL.iter().copied().collect(),
        paused: false,
        just_left: false,
        to_benefits: false,
        to_practice: Category::ALL.iter().copied().collect(),
    };
    let (about, nobody): (Vec<Action>, Vec<Action>) =
        Action::ALL.iter().copied().partition(|a| a.is_about_a_person());
    let (can, cannot): (Vec<Action>, Vec<Action>) = nobody
        .into_iter()
        .partition(|a| desk.would(*a, actor, &own, Categories::NONE));
    let allowed = about
        .iter()
        .filter(|a| desk.would(**a, actor, &invented, Categories::NONE))
        .count();
    let words = |all: Vec<Action>| all.into_iter().map(Action::in_words).collect();
    Ok(Limits {
        may: words(can),
        may_not: words(cannot),
        asked: about.len(),
        allowed,
    })
}
