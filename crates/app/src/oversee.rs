//! The guardian's page: who looked, never what they saw. Every line is about an act, none says who was looked at. The
//! page asks for no one's information, so it opens none.

use std::collections::BTreeSet;

use jiff::Timestamp;
use sayso_core::category::Categories;
use sayso_core::decide::practice;
use sayso_core::event::EventKind;
use sayso_core::id::OrgId;
use sayso_core::seat::Actor;
use sayso_policy::act;
use sayso_store::Told;

use crate::awkward::AskedBack;
use crate::telling::looks;
use crate::{Desk, Error};

/// One act, without its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Looked {
    /// Its place in the log.
    pub seq: i64,
    /// Who acted: a member's name, or `a person`, `somebody not signed in`, `Sayso`.
    pub who: String,
    /// In which role, for a member.
    pub role: String,
    /// At which organisation, for a member.
    pub org: String,
    /// What they did, in words that complete “Sam …”.
    pub did: String,
    /// When.
    pub at: Timestamp,
    /// How many people it concerned; `None` for a list of an organisation that has a part in another scheme too, whose
    /// people nobody here counts.
    pub people: Option<i64>,
}

/// What the guardian sees.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Oversight {
    /// What was tried and not allowed, newest first.
    pub denied: Vec<Looked>,
    /// Who looked at somebody's information, newest first.
    pub looked: Vec<Looked>,
    /// What left and should not have, newest first: to whom and when, never about whom.
    pub asked_back: Vec<AskedBack>,
}

/// How many of each the page shows.
const SHOWN: u32 = 100;

/// Who looked, and what was tried and not allowed.
///
/// # Errors
/// [`Error::Denied`] for anybody but a guardian.
pub fn open(desk: &mut Desk, actor: &Actor) -> Result<Oversight, Error> {
    let (_, place, watch) = desk.post(actor)?;
    let may = desk.may::<act::Oversee>(actor, &place, Categories::NONE)?;
    // The list names nobody, so this event is about nobody.
    let decision = practice::about_nobody(desk.now, EventKind::PlaceOpened, "the list of who looked");
    desk.write(&may, &decision)?;
    let mut tried = desk.job.denied_without_content(&watch, SHOWN)?;
    let about_nobody = desk.job.denied_about_nobody(&watch, SHOWN)?.into_iter();
    tried.extend(about_nobody.map(|told| (told, 0)));
    tried.sort_by_key(|(told, _)| std::cmp::Reverse(told.seq));
    tried.truncate(SHOWN as usize);
    let looks = desk.job.looks_without_content(&watch, &looks(), SHOWN)?;
    let recalls = desk.job.recalls(&watch, 100)?;
    let elsewhere = desk.job.orgs_elsewhere(&watch)?;
    let mut rows = |acts: Vec<(Told, i64)>| {
        acts.iter()
            .map(|(told, people)| desk.looked(&elsewhere, told, *people))
            .collect()
    };
    let (denied, looked): (Result<_, _>, Result<_, _>) = (rows(tried), rows(looks));
    Ok(Oversight {
        denied: denied?,
        looked: looked?,
        asked_back: desk.asked_back(recalls)?,
    })
}

impl Desk<'_> {
    fn looked(&mut self, elsewhere: &BTreeSet<OrgId>, told: &Told, people: i64) -> Result<Looked, Error> {
        let (who, role, org) = match (told.actor.as_str(), told.member) {
            (_, Some(id)) => {
                let role = told.role.map_or("", |r| r.in_words());
                let org = told.org.map(|o| self.org(o)).transpose()?;
                (
                    self.seat_name(id)?,
                    role.to_owned(),
                    org.map(|o| o.name).unwrap_or_default(),
                )
            }
            ("person", None) => ("a person".into(), String::new(), String::new()),
            ("sayso", None) => ("Sayso".into(), String::new(), String::new()),
            _ if told.supporter().is_some() => ("a supporter".into(), String::new(), String::new()),
            _ => ("somebody not signed in".into(), String::new(), String::new()),
        };
        let of_both = match told.org {
            Some(org) if told.kind == EventKind::ListOpened => elsewhere.contains(&org),
            _ => false,
        };
        Ok(Looked {
            seq: told.seq,
            who,
            role,
            org,
            did: did(told, people),
            at: told.happened_at,
            people: (!of_both).then_some(people),
        })
    }
}

/// The kind of act. What was tried about nobody in particular may be named; what was tried about a person may not.
fn did(told: &Told, people: i64) -> String {
    use EventKind as E;
    match told.kind {
        E::ListOpened => "opened a list of people".into(),
        E::ParcelOpened => "read what was sent about somebody".into(),
        E::ToldOpened => "read what somebody chose to tell their practice".into(),
        E::FileOpened => "opened somebody’s page".into(),
        E::IdentityOpened => "saw somebody’s name and birth date".into(),
        E::AccessReviewed => "checked who looked at somebody’s information".into(),
        E::NotAllowed if people == 0 => {
            let what = told.detail.what.as_deref().unwrap_or("do something");
            format!("tried to {what}")
        }
        E::NotAllowed => "tried to do something about somebody".into(),
        _ => "did something else".into(),
    }
}
