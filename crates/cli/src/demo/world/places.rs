//! The invented borough: seven practices, two providers, a council, a commissioner, two user-led organisations, and the
//! benefits system by name alone. Owns: organisations, seats, the scheme and version 1 of its terms.

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp, ToSpan as _};
use sayso_app::{Desk, Error, register};
use sayso_core::category::{Categories, Category};
use sayso_core::decision::{Org, Scheme, Seat};
use sayso_core::id::{MemberId, OrgId, SchemeId};
use sayso_core::org::{Interests, OrgKind};
use sayso_core::sayso::Purpose;
use sayso_core::seat::{Actor, Member, Role};
use sayso_core::terms::{Flow, NoEffectOnBenefits, Promise, Terms};

use super::second;

/// How many practices there are.
pub(crate) const PRACTICES: usize = 7;

/// An organisation before it is registered.
pub(crate) struct OrgPlan {
    pub(crate) kind: OrgKind,
    pub(crate) name: &'static str,
    pub(crate) ods: Option<&'static str>,
    pub(crate) owners: &'static [&'static str],
    pub(crate) benefits_contracts: &'static [&'static str],
    pub(crate) paid_by: Option<&'static str>,
    pub(crate) payment_by_result: Option<&'static str>,
}

impl OrgPlan {
    const fn practice(name: &'static str, ods: &'static str, owners: &'static [&'static str]) -> Self {
        Self {
            kind: OrgKind::Practice,
            name,
            ods: Some(ods),
            owners,
            benefits_contracts: &[],
            paid_by: Some(COMMISSIONER),
            payment_by_result: None,
        }
    }
    const fn plain(kind: OrgKind, name: &'static str, owners: &'static [&'static str]) -> Self {
        Self {
            kind,
            name,
            ods: None,
            owners,
            benefits_contracts: &[],
            paid_by: None,
            payment_by_result: None,
        }
    }
    /// Whose interests it carries.
    pub(crate) fn interests(&self) -> Interests {
        let words = |list: &[&str]| list.iter().map(|w| (*w).to_owned()).collect();
        Interests {
            owners: words(self.owners),
            benefits_contracts: words(self.benefits_contracts),
            paid_by: self.paid_by.map(str::to_owned),
            payment_by_result: self.payment_by_result.map(str::to_owned),
        }
    }
}

pub(super) const COMMISSIONER: &str = "Harrowmere Health and Work Board";

/// Places in [`ORGS`]. The practices are the first seven.
pub(crate) const NORTHWAY: usize = 7;
/// The provider that has contracts with the benefits system.
pub(crate) const EASTGATE: usize = 8;
const COUNCIL: usize = 9;
const BOARD: usize = 10;
const VOICE: usize = 11;
/// Another user-led organisation: its nominee holds one of the two signatures on terms.
const FORUM: usize = 13;
/// The benefits system, named so that rules can forbid it. The last one: an export holds those before it.
pub(crate) const DWP: usize = 17;
/// Who evaluates, independently.
const UNIVERSITY: usize = 14;
/// Where the guardian of the second service sits, and where its deputy does: neither has a part in the first.
pub(super) const LISTENERS: usize = 15;
pub(super) const COAST: usize = 16;

/// The second service: talking therapies.
pub(crate) const TALKING: usize = 12;
/// The practices that take part in it.
pub(crate) const TALKS: [usize; 2] = [1, 2];

/// Every organisation of the borough.
pub(crate) const ORGS: [OrgPlan; 18] = [
    OrgPlan::practice("Riverside Surgery", "Z99001", &["Dr Patel and Dr Lowe, partners"]),
    OrgPlan::practice("Hilltop Practice", "Z99002", &["Dr Hart and Dr Mensah, partners"]),
    OrgPlan::practice(
        "Canal Street Surgery",
        "Z99003",
        &["Canal Street Health, a partnership"],
    ),
    OrgPlan::practice("Fernhill Medical Centre", "Z99004", &["Fernhill Doctors Ltd"]),
    OrgPlan::practice("Market Square Practice", "Z99005", &["Dr Osei, sole partner"]),
    OrgPlan::practice("Old Mill Health Centre", "Z99006", &["Old Mill Partners"]),
    OrgPlan::practice("St Winifred’s Surgery", "Z99007", &["Harrowmere Community Trust"]),
    OrgPlan {
        paid_by: Some(COMMISSIONER),
        ..OrgPlan::plain(
            OrgKind::Provider,
            "Northway Work",
            &["its members, as a registered charity"],
        )
    },
    OrgPlan {
        benefits_contracts: &[
            "health assessments for the DWP",
            "a jobcentre support contract until 2028",
        ],
        paid_by: Some(COMMISSIONER),
        payment_by_result: Some("£300 when somebody has been in work for 26 weeks"),
        ..OrgPlan::plain(OrgKind::Provider, "Eastgate Futures", &["Eastgate Group plc"])
    },
    OrgPlan::plain(
        OrgKind::Council,
        "Harrowmere Council",
        &["the people of Harrowmere"],
    ),
    OrgPlan::plain(
        OrgKind::Commissioner,
        COMMISSIONER,
        &["the council and the local NHS, together"],
    ),
    OrgPlan::plain(
        OrgKind::UserLed,
        "Harrowmere Disability Voice",
        &["its disabled members"],
    ),
    OrgPlan {
        paid_by: Some(COMMISSIONER),
        ..OrgPlan::plain(OrgKind::Provider, "Talking Space", &["the local NHS"])
    },
    OrgPlan::plain(
        OrgKind::UserLed,
        "Harrowmere Carers’ Forum",
        &["its members, who care for somebody"],
    ),
    OrgPlan {
        paid_by: Some("a national research fund, and nobody in Harrowmere"),
        ..OrgPlan::plain(
            OrgKind::Evaluator,
            "Harrowmere University",
            &["its charter, for the public"],
        )
    },
    OrgPlan::plain(
        OrgKind::UserLed,
        "Harrowmere Listeners",
        &["its members, who have had therapy"],
    ),
    OrgPlan::plain(OrgKind::Commissioner, "Coast Health Board", &["the NHS"]),
    OrgPlan::plain(
        OrgKind::Benefits,
        "Department for Work and Pensions",
        &["the Government"],
    ),
];

/// A seat before it is registered: the key of the role switcher, the organisation, the role, the name.
pub(crate) struct SeatPlan {
    pub(crate) key: &'static str,
    pub(crate) org: usize,
    pub(crate) role: Role,
    pub(crate) name: &'static str,
}

const fn seat(key: &'static str, org: usize, role: Role, name: &'static str) -> SeatPlan {
    SeatPlan { key, org, role, name }
}

/// Places in [`SEATS`].
pub(crate) const SAM: usize = 2;
const LENA: usize = 3;
const OWEN: usize = 10;
/// The guardian and the deputy.
pub(crate) const GRACE: usize = 4;
pub(crate) const TOMASZ: usize = 5;
/// The commissioner.
pub(super) const PRIYA: usize = 6;
/// The nominee.
pub(super) const NIA: usize = 28;
/// The evaluator.
pub(super) const EZRA: usize = 29;
/// The operator.
pub(crate) const KIT: usize = 7;

/// The lead of the second service, and its therapist.
pub(crate) const TESS: usize = 26;
/// Who sits, on some days, in a room of the jobcentre.
pub(crate) const NOOR: usize = 27;

/// Everybody with a seat. The first ten are the cast; each practice has a clinician and a desk.
pub(crate) const SEATS: [SeatPlan; 32] = [
    seat("clinician-patel", 0, Role::Clinician, "Dr Patel"),
    seat("practice-jo", 0, Role::PracticeAdmin, "Jo Reyes"),
    seat("coach-sam", NORTHWAY, Role::Coach, "Sam Okoro"),
    seat("lead-lena", NORTHWAY, Role::ProviderLead, "Lena Fox"),
    seat("guardian-grace", VOICE, Role::Guardian, "Grace Adeyemi"),
    seat("guardian-tomasz", COUNCIL, Role::Deputy, "Tomasz Wilk"),
    seat("commissioner-priya", BOARD, Role::Commissioner, "Priya Shah"),
    seat("operator-kit", COUNCIL, Role::Operator, "Kit Moss"),
    seat("coach-bea", NORTHWAY, Role::Coach, "Bea Lindqvist"),
    seat("coach-dan", NORTHWAY, Role::Coach, "Dan Achebe"),
    seat("lead-owen", EASTGATE, Role::ProviderLead, "Owen Pryce"),
    seat("coach-mina", EASTGATE, Role::Coach, "Mina Rahman"),
    seat("coach-joel", EASTGATE, Role::Coach, "Joel Kerr"),
    seat("clinician-hart", 1, Role::Clinician, "Dr Hart"),
    seat("practice-rosie", 1, Role::PracticeAdmin, "Rosie Tran"),
    seat("clinician-aziz", 2, Role::Clinician, "Dr Aziz"),
    seat("practice-will", 2, Role::PracticeAdmin, "Will Tasker"),
    seat("clinician-moreau", 3, Role::Clinician, "Dr Moreau"),
    seat("practice-anita", 3, Role::PracticeAdmin, "Anita Desai"),
    seat("clinician-osei", 4, Role::Clinician, "Dr Osei"),
    seat("practice-glen", 4, Role::PracticeAdmin, "Glen Price"),
    seat("clinician-barry", 5, Role::Clinician, "Nurse Barry"),
    seat("practice-nadia", 5, Role::PracticeAdmin, "Nadia Sadiq"),
    seat("clinician-lowe", 6, Role::Clinician, "Dr Lowe"),
    seat("practice-ife", 6, Role::PracticeAdmin, "Ife Balogun"),
    seat("clinician-quill", 0, Role::Clinician, "Nurse Quill"),
    seat("lead-tess", TALKING, Role::ProviderLead, "Tess Marlow"),
    seat("therapist-noor", TALKING, Role::Coach, "Noor Haddad"),
    seat("nominee-nia", FORUM, Role::Nominee, "Nia Roberts"),
    seat("evaluator-ezra", UNIVERSITY, Role::Evaluator, "Ezra Quaye"),
    seat("guardian-ines", LISTENERS, Role::Guardian, "Ines Calder"),
    seat("guardian-ravi", COAST, Role::Deputy, "Ravi Menon"),
];

/// The borough as registered.
#[derive(Debug, Clone)]
pub(crate) struct Borough {
    pub(crate) orgs: Vec<OrgId>,
    pub(crate) seats: Vec<MemberId>,
    pub(crate) scheme: SchemeId,
    /// The second service.
    pub(crate) talking: SchemeId,
}

impl Borough {
    /// The actor that a seat makes. Every seat of the demonstration began before its history does.
    pub(crate) fn actor(&self, seat: usize) -> Actor {
        let plan = &SEATS[seat];
        Actor::Member(Member {
            id: self.seats[seat],
            role: plan.role,
            org: self.orgs[plan.org],
            kind: ORGS[plan.org].kind,
            active: true,
        })
    }
    /// The seat of this role at this organisation, the first of them.
    pub(crate) fn first(org: usize, role: Role) -> usize {
        SEATS
            .iter()
            .position(|s| s.org == org && s.role == role)
            .unwrap_or(KIT)
    }
    /// The lead of a provider.
    pub(crate) const fn lead(provider: usize) -> usize {
        if provider == EASTGATE { OWEN } else { LENA }
    }
    /// The coaches of a provider.
    pub(crate) const fn coaches(provider: usize) -> &'static [usize] {
        if provider == EASTGATE {
            &[11, 12]
        } else {
            &[SAM, 8, 9]
        }
    }
}

/// Registers everything, from the console as a real deployment does.
///
/// `now` is where the history will end: the scheme runs on from there.
pub(crate) fn found(desk: &mut Desk, now: Timestamp) -> Result<Borough, Error> {
    let console = &Actor::Sayso;
    let mut orgs = vec![];
    for plan in &ORGS {
        let org = Org {
            id: register::fresh_id(desk),
            kind: plan.kind,
            name: plan.name.into(),
            ods: plan.ods.map(str::to_owned),
            interests: plan.interests(),
            takes_part: true,
        };
        orgs.push(register::organisation(desk, console, org)?);
    }
    let scheme = Scheme {
        id: register::fresh_id(desk),
        name: "Working Better".into(),
        orgs: orgs[..TALKING].iter().copied().chain([orgs[FORUM]]).collect(),
    };
    let scheme_id = scheme.id;
    register::scheme(desk, console, scheme)?;
    let mut seats = vec![];
    for plan in &SEATS {
        let seat = Seat {
            id: register::fresh_id(desk),
            org: orgs[plan.org],
            role: plan.role,
            name: plan.name.into(),
            from: desk.now() - SignedDuration::from_hours(24 * 90),
            until: None,
            takes_part: true,
        };
        seats.push(register::member(desk, console, seat)?);
    }
    let terms = Terms {
        id: register::fresh_id(desk),
        scheme: scheme_id,
        version: 1,
        promise: promise(&orgs, day(now), day(desk.now())),
        published_at: desk.now(),
        in_effect_at: desk.now(),
    };
    register::terms(desk, console, terms)?;
    let talking = second::found(desk, &orgs, now)?;
    Ok(Borough {
        orgs,
        seats,
        scheme: scheme_id,
        talking,
    })
}

pub(super) fn day(at: Timestamp) -> Date {
    at.to_zoned(jiff::tz::TimeZone::UTC).date()
}

pub(super) fn flow(orgs: &[OrgId], to: usize, purpose: Purpose, categories: &[Category]) -> Flow {
    Flow {
        recipient: orgs[to],
        recipient_name: ORGS[to].name.into(),
        recipient_kind: ORGS[to].kind,
        purpose,
        categories: Categories::of(categories),
        basis: "public task, UK GDPR Article 6(1)(e)".into(),
        kept: "for two years after support ends".into(),
    }
}

/// What the scheme promises: it ends ten months after `today`, on the last day of a month.
pub(crate) fn promise(orgs: &[OrgId], today: Date, published: Date) -> Promise {
    const SUPPORT: &[Category] = &[
        Category::Identity,
        Category::Contact,
        Category::AccessNeeds,
        Category::OwnWords,
        Category::Plan,
        Category::Appointments,
        Category::CoachNotes,
        Category::Jobs,
    ];
    let mut flows = vec![];
    for provider in [NORTHWAY, EASTGATE] {
        flows.push(flow(orgs, provider, Purpose::Refer, SUPPORT));
        flows.push(flow(
            orgs,
            provider,
            Purpose::InWork,
            &[Category::Contact, Category::Jobs],
        ));
        flows.push(flow(orgs, provider, Purpose::Employers, &[Category::Jobs]));
        flows.push(flow(orgs, provider, Purpose::Evaluation, &[Category::Jobs]));
        let needs = &[Category::HealthForWork];
        flows.push(flow(orgs, provider, Purpose::NeedsAtWork, needs));
    }
    for practice in 0..PRACTICES {
        let told = &[Category::FeedbackToGp];
        flows.push(flow(orgs, practice, Purpose::FeedbackToGp, told));
    }
    Promise {
        scheme_name: "Working Better".into(),
        what: "A coach helps you find or keep work that suits you. You decide what, when and how much."
            .into(),
        paid_by: format!("{COMMISSIONER} pays for it, to see whether it helps."),
        ends_on: today.checked_add(10.months()).map_or(today, Date::last_of_month),
        say_so_days: 183,
        erased_after_months: Some(24),
        hold_hours: 24,
        witnesses: 1,
        no_effect_on_benefits: Some(NoEffectOnBenefits {
            organisation: COMMISSIONER.into(),
            signed_by: "Priya Shah".into(),
            signed_on: published,
        }),
        advice: "Harrowmere Advice, 020 7946 0222".into(),
        flows,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_places_in_the_lists_are_what_their_names_say() {
        assert_eq!(ORGS[NORTHWAY].name, "Northway Work");
        assert!(ORGS[NORTHWAY].benefits_contracts.is_empty());
        assert!(!ORGS[EASTGATE].benefits_contracts.is_empty() && ORGS[EASTGATE].payment_by_result.is_some());
        assert_eq!(ORGS[DWP].kind, OrgKind::Benefits);
        assert!(SEATS.iter().all(|s| ORGS[s.org].kind != OrgKind::Benefits));
        assert_eq!(ORGS[TALKING].name, "Talking Space");
        assert_eq!((SEATS[TESS].org, SEATS[NOOR].org), (TALKING, TALKING));
        assert_eq!(SEATS[SAM].name, "Sam Okoro");
        assert_eq!(SEATS[KIT].role, Role::Operator);
        assert_eq!(
            (SEATS[GRACE].role, SEATS[TOMASZ].role),
            (Role::Guardian, Role::Deputy)
        );
        let second = |seat: usize| (SEATS[seat].role, SEATS[seat].org);
        assert_eq!(second(30), (Role::Guardian, LISTENERS));
        assert_eq!(second(31), (Role::Deputy, COAST));
        assert_eq!(SEATS[PRIYA].role, Role::Commissioner);
        assert_eq!((SEATS[NIA].role, SEATS[NIA].org), (Role::Nominee, FORUM));
        for provider in [NORTHWAY, EASTGATE] {
            assert_eq!(SEATS[Borough::lead(provider)].role, Role::ProviderLead);
            for coach in Borough::coaches(provider) {
                assert_eq!((SEATS[*coach].org, SEATS[*coach].role), (provider, Role::Coach));
            }
        }
        for practice in 0..PRACTICES {
            assert_eq!(ORGS[practice].kind, OrgKind::Practice);
            assert_eq!(SEATS[Borough::first(practice, Role::Clinician)].org, practice);
            assert_eq!(SEATS[Borough::first(practice, Role::PracticeAdmin)].org, practice);
        }
    }
}
