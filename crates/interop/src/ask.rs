//! Questions that the import asks of a plan: which practice, which recipient, which details. Owns: how several
//! FHIR elements answer one of them. Never changes the plan.

use sayso_core::person::Details;

use crate::codes::{ContactKind, ContactUse, Intent, RequestStatus};
use crate::plan::{ImportPlan, Kind, OfferIn, OrgIn, PersonIn, Ref, Target};
use crate::systems::{EMPLOYMENT, ODS, SDOHCC};
use crate::types::Contact;

impl OrgIn {
    /// The code in the Organisation Data Service, as the file spells it.
    #[must_use]
    pub fn ods(&self) -> Option<&str> {
        self.identifiers
            .iter()
            .find(|i| i.system == ODS)
            .map(|i| i.value.as_str())
    }
}

impl OfferIn {
    /// Whether the sender still asks for it: only then may it become an open offer.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        matches!(
            self.status,
            RequestStatus::Draft | RequestStatus::Active | RequestStatus::OnHold
        )
    }

    /// Whether it asks for something to be done: an order, a plan or a proposal, and no directive or option.
    #[must_use]
    pub const fn asks(&self) -> bool {
        !matches!(self.intent, Intent::Directive | Intent::Option | Intent::Unknown)
    }

    /// Whether its codes say that it is about support with work. Words are not looked at: they say anything.
    #[must_use]
    pub fn is_about_work(&self) -> bool {
        let mut all = self.categories.iter().chain(&self.code);
        all.any(|what| what.has(SDOHCC, EMPLOYMENT))
    }
}

impl PersonIn {
    /// The first way of this kind: the sender's first choice, a mobile before other telephones.
    #[must_use]
    pub fn contact(&self, kind: ContactKind) -> Option<&Contact> {
        let of_kind = self.contacts.iter().filter(|c| c.kind == kind);
        of_kind.min_by_key(|c| (c.rank.unwrap_or(u32::MAX), c.place != Some(ContactUse::Mobile)))
    }

    /// The language to speak in: the preferred one, else the first; `None` for English or when nothing is said.
    #[must_use]
    pub fn language(&self) -> Option<&str> {
        let chosen = self
            .languages
            .iter()
            .find(|l| l.preferred)
            .or_else(|| self.languages.first())?;
        let tag = chosen.language.codings.iter().find(|c| {
            c.system
                .as_deref()
                .is_some_and(|s| s == "urn:ietf:bcp:47" || s.ends_with("/UKCore-HumanLanguage"))
        });
        let code = tag?.code.as_deref()?;
        (code != "en" && !code.starts_with("en-")).then_some(code)
    }

    /// How to communicate, beyond a spoken language, in the words of the file.
    #[must_use]
    pub fn access_needs(&self) -> Option<String> {
        let mut needs = Vec::new();
        for language in &self.languages {
            let concept = &language.language;
            let plain = |c: &crate::Coding| {
                c.system
                    .as_deref()
                    .is_some_and(|s| s.ends_with("bcp:47") || s.ends_with("HumanLanguage"))
                    && c.code
                        .as_deref()
                        .is_some_and(|code| code.len() == 2 || code.starts_with("en"))
            };
            // A plain spoken language has its own field; signing, Makaton and words without a code do not.
            if !concept.codings.iter().all(plain) || concept.codings.is_empty() {
                needs.extend(concept.in_words());
            }
        }
        needs.extend(self.written_format.as_ref().and_then(crate::Concept::in_words));
        (!needs.is_empty()).then(|| needs.join("; "))
    }

    /// The row that a practice's list holds. The name is empty when the file gives none; a birth date without its
    /// day is left out, because a guessed day would open somebody else's page.
    #[must_use]
    pub fn details(&self) -> Details {
        let value = |kind| self.contact(kind).map(|c| c.value.clone());
        Details {
            name: self.name.as_ref().map(crate::Name::in_full).unwrap_or_default(),
            birth_date: self.birth_date.and_then(crate::PartialDate::whole),
            nhs_number: self.nhs_number,
            phone: value(ContactKind::Phone).or_else(|| value(ContactKind::Sms)),
            email: value(ContactKind::Email),
            language: self.language().map(str::to_owned),
            interpreter: self.interpreter == Some(true),
            access_needs: self.access_needs(),
            reading: None,
        }
    }
}

impl ImportPlan {
    /// The person's practice: the organisation among their GPs, else where their GP works, else whose record it is.
    #[must_use]
    pub fn practice_of(&self, person: &PersonIn) -> Option<Ref> {
        let gps = &person.general_practitioners;
        let direct = gps.iter().find(|r| self.is_organization(r)).cloned();
        direct
            .or_else(|| gps.iter().find_map(|r| self.workplace(r)))
            .or_else(|| {
                person
                    .managing_organization
                    .clone()
                    .filter(|r| self.is_organization(r))
            })
    }

    /// Who is asked to take the offer: the organisation among the performers, else where a performer works, else
    /// the owner of a task whose focus is this offer. Never a person.
    #[must_use]
    pub fn recipient_of(&self, offer: usize) -> Option<Ref> {
        let asked = &self.offers.get(offer)?.performers;
        let here = Target::Here(Kind::ServiceRequest, offer);
        let tasks = self
            .tasks
            .iter()
            .filter(|t| t.focus.as_ref().is_some_and(|f| *f.target() == here));
        let owners: Vec<&Ref> = tasks.filter_map(|t| t.owner.as_ref()).collect();
        let all = || asked.iter().chain(owners.iter().copied());
        all()
            .find(|r| self.is_organization(r))
            .cloned()
            .or_else(|| all().find_map(|r| self.workplace(r)))
    }

    /// Who sent the offer: the requester if it is an organisation, else where the requester works.
    #[must_use]
    pub fn sender_of(&self, offer: usize) -> Option<Ref> {
        let requester = self.offers.get(offer)?.requester.as_ref()?;
        if self.is_organization(requester) {
            Some(requester.clone())
        } else {
            self.workplace(requester)
        }
    }

    #[expect(
        clippy::unused_self,
        reason = "reads as a question to the plan, like its neighbours"
    )]
    fn is_organization(&self, to: &Ref) -> bool {
        match to.target() {
            Target::Here(kind, _) => *kind == Kind::Organization,
            Target::Known(identifier) => identifier.system == ODS,
            Target::Elsewhere => false,
        }
    }

    fn workplace(&self, to: &Ref) -> Option<Ref> {
        match to.target() {
            Target::Here(Kind::PractitionerRole, role) => self.roles.get(*role)?.organization.clone(),
            Target::Here(Kind::Practitioner, _) => {
                let mut places = self.roles.iter().filter(|r| r.practitioner.as_ref() == Some(to));
                // With two workplaces nobody can tell which is meant.
                let place = places.next()?.organization.clone();
                places.next().is_none().then_some(place).flatten()
            }
            _ => None,
        }
    }
}
