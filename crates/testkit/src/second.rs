//! A second service in the town: talking therapies, run by an organisation of its own, under terms of its own.

use jiff::SignedDuration;
use jiff::civil::date;
use sayso_app::agree::{Kept, Lines, Yes};
use sayso_app::{Desk, Error, intake, practice, register, support, venue};
use sayso_core::category::{Categories, Category};
use sayso_core::decision::{Org, Scheme, Seat};
use sayso_core::id::{MemberId, OrgId, PersonId, SchemeId};
use sayso_core::org::{Interests, OrgKind};
use sayso_core::person::Details;
use sayso_core::sayso::{Channel, Format, Purpose};
use sayso_core::seat::{Actor, Role};
use sayso_core::terms::{Flow, Promise, Terms};
use sayso_core::venue::{Meeting, What};

use crate::{Cast, Town};

/// Who is who in the second service.
#[derive(Debug, Clone, Copy)]
pub struct Second {
    /// Talking Space.
    pub talking: OrgId,
    /// Its scheme.
    pub scheme: SchemeId,
    /// Its lead.
    pub tess: MemberId,
    /// Its therapist.
    pub noor: MemberId,
    /// Its guardian, at a user-led organisation that has no part in the first service.
    pub ines: MemberId,
    /// The deputy of that guardian, at another organisation that has no part in the first service.
    pub ravi: MemberId,
}

impl Town {
    /// Founds the second service, with a room in a jobcentre among the places to meet.
    ///
    /// # Panics
    /// When it cannot be founded.
    #[must_use]
    pub fn second_service(&self) -> Second {
        let cast = self.cast;
        let second = self
            .act(move |desk, _| found(desk, &cast))
            .expect("a second service");
        let tess = self.actor(second.tess);
        let places = [
            (Meeting::InPerson, "The quiet room at the library", None),
            (
                Meeting::InPerson,
                "Room 4, Harbour Street",
                Some("Department for Work and Pensions"),
            ),
            (Meeting::Phone, "A call", None),
            (Meeting::Video, "A video call", None),
        ];
        for (meeting, name, owner) in places {
            let what = What {
                meeting,
                name: name.into(),
                owner: owner.map(str::to_owned),
            };
            self.act(move |desk, _| venue::offer(desk, &tess, &what))
                .expect("a place to meet");
        }
        second
    }

    /// Somebody on Riverside's list.
    ///
    /// # Panics
    /// When the row cannot be kept.
    #[must_use]
    pub fn listed(&self, details: Details) -> PersonId {
        let jo = self.actor(self.cast.jo);
        self.act(move |desk, _| practice::load(desk, &jo, details))
            .expect("a row of the list")
    }

    /// A yes to the second service.
    #[must_use]
    pub fn yes_to_talking(&self, second: &Second, details: Details) -> Yes {
        Yes {
            scheme: second.scheme,
            provider: second.talking,
            details,
            lines: Lines {
                phone: true,
                email: false,
                access_needs: true,
                own_words: true,
            },
            own_words: "I would like to sleep again".into(),
            channel: Channel::InPerson,
            format: Format::Standard,
            language: "en".into(),
            said_at: None,
            interpreted: None,
            salt: [6; 32],
        }
    }

    /// From held to active with Noor.
    ///
    /// # Panics
    /// When a step is not possible.
    pub fn to_noor(&self, second: &Second, kept: &Kept) {
        self.later(SignedDuration::from_hours(25));
        let (tess, noor, noor_id) = (self.actor(second.tess), self.actor(second.noor), second.noor);
        let (referral, person) = (kept.referral, kept.person);
        self.act(move |desk, _| {
            intake::acknowledge(desk, &tess, referral)?;
            intake::accept(desk, &tess, referral)?;
            intake::assign(desk, &tess, referral, Some(noor_id))?;
            support::meet(desk, &noor, person, Channel::InPerson)
        })
        .expect("met");
    }
}

fn found(desk: &mut Desk, cast: &Cast) -> Result<Second, Error> {
    let console = &Actor::Sayso;
    let org = |desk: &mut Desk, kind, name: &str, owner: &str, paid_by: Option<&str>| {
        let org = Org {
            id: register::fresh_id(desk),
            kind,
            name: name.into(),
            ods: None,
            interests: Interests {
                owners: vec![owner.into()],
                benefits_contracts: vec![],
                paid_by: paid_by.map(str::to_owned),
                payment_by_result: None,
            },
            takes_part: true,
        };
        register::organisation(desk, console, org)
    };
    let payer = Some("Borough Health Board");
    let talking = org(desk, OrgKind::Provider, "Talking Space", "the local NHS", payer)?;
    let listeners = org(desk, OrgKind::UserLed, "Borough Listeners", "its members", None)?;
    let board = org(desk, OrgKind::Commissioner, "Coast Health Board", "the NHS", None)?;
    let scheme = Scheme {
        id: register::fresh_id(desk),
        name: "Talking Therapies".into(),
        orgs: vec![cast.riverside, talking, listeners, board],
    };
    let scheme_id = scheme.id;
    register::scheme(desk, console, scheme)?;
    let seat = |desk: &mut Desk, org, role, name: &str| {
        let seat = Seat {
            id: register::fresh_id(desk),
            org,
            role,
            name: name.into(),
            from: desk.now() - SignedDuration::from_hours(24 * 365),
            until: None,
            takes_part: true,
        };
        register::member(desk, console, seat)
    };
    let tess = seat(desk, talking, Role::ProviderLead, "Tess Marlow")?;
    let noor = seat(desk, talking, Role::Coach, "Noor Haddad")?;
    let ines = seat(desk, listeners, Role::Guardian, "Ines Calder")?;
    let ravi = seat(desk, board, Role::Deputy, "Ravi Menon")?;
    let terms = Terms {
        id: register::fresh_id(desk),
        scheme: scheme_id,
        version: 1,
        promise: promise(cast, talking),
        published_at: desk.now(),
        in_effect_at: desk.now(),
    };
    register::terms(desk, console, terms)?;
    Ok(Second {
        talking,
        scheme: scheme_id,
        tess,
        noor,
        ines,
        ravi,
    })
}

fn promise(cast: &Cast, talking: OrgId) -> Promise {
    let flow = |recipient, name: &str, kind, purpose, categories: &[Category]| Flow {
        recipient,
        recipient_name: name.into(),
        recipient_kind: kind,
        purpose,
        categories: Categories::of(categories),
        basis: "public task, UK GDPR Article 6(1)(e)".into(),
        kept: "for two years after support ends".into(),
    };
    Promise {
        witnesses: 0,
        scheme_name: "Talking Therapies".into(),
        what: "Somebody listens, and you work out together what helps.".into(),
        paid_by: "Borough Health Board pays for it, as part of the NHS.".into(),
        ends_on: date(2027, 9, 30),
        say_so_days: 183,
        erased_after_months: None,
        hold_hours: 24,
        no_effect_on_benefits: None,
        advice: "Citizens Advice, 0800 144 8848".into(),
        flows: vec![
            flow(
                talking,
                "Talking Space",
                OrgKind::Provider,
                Purpose::Refer,
                &[
                    Category::Identity,
                    Category::Contact,
                    Category::AccessNeeds,
                    Category::OwnWords,
                    Category::Appointments,
                    Category::CoachNotes,
                ],
            ),
            flow(
                cast.riverside,
                "Riverside Surgery",
                OrgKind::Practice,
                Purpose::FeedbackToGp,
                &[Category::FeedbackToGp],
            ),
        ],
    }
}
