//! A plan back to FHIR R4: one Bundle of type collection, UK Core profiles, always in the same order. Owns: the
//! mapping out, the mirror of the readers. Reading what this writes gives the plan that went in. Never adds a value
//! that is not in the plan: no clock, no ids of its own, except an id for an item that has none.

use serde_json::{Map, Value, json};

use crate::plan::{
    ImportPlan, Kind, LanguageIn, OfferIn, OrgIn, OutsideConsent, PersonIn, PractitionerIn, Ref, RoleIn,
    Target, TaskIn,
};
use crate::systems::{
    CONTACT_PREFERENCE, INTERESTS, INTERPRETER, NHS_NUMBER, ORG_KIND, ROLE, SDOHCC, UK_CORE, VERIFICATION,
    VERIFICATION_CODES,
};
use crate::types::{Coding, Concept, Contact, Identifier, Name, When};

/// The whole plan as a Bundle, as text. References to nothing in the plan are left out.
///
/// A plan that Sayso reads back holds the same items; `origin` then names the new file.
#[must_use]
pub fn to_json(plan: &ImportPlan) -> String {
    let mut text = format!("{:#}", bundle(plan));
    text.push('\n');
    text
}

/// The whole plan as a Bundle of type collection.
#[must_use]
pub fn bundle(plan: &ImportPlan) -> Value {
    let out = Out(plan);
    let mut entries = Vec::new();
    let mut add = |kind: Kind, index: usize, resource: Map<String, Value>| {
        let id = out.id(kind, index);
        let mut entry = Map::new();
        if is_uuid(&id) {
            entry.insert("fullUrl".to_owned(), format!("urn:uuid:{id}").into());
        }
        let mut whole = Map::new();
        whole.insert("resourceType".to_owned(), kind.as_str().into());
        whole.insert("id".to_owned(), id.into());
        whole.insert(
            "meta".to_owned(),
            json!({ "profile": [format!("{UK_CORE}{}", kind.as_str())] }),
        );
        whole.extend(resource);
        entry.insert("resource".to_owned(), whole.into());
        entries.push(Value::Object(entry));
    };
    plan.organisations
        .iter()
        .enumerate()
        .for_each(|(i, x)| add(Kind::Organization, i, out.organisation(x)));
    plan.practitioners
        .iter()
        .enumerate()
        .for_each(|(i, x)| add(Kind::Practitioner, i, practitioner(x)));
    plan.roles
        .iter()
        .enumerate()
        .for_each(|(i, x)| add(Kind::PractitionerRole, i, out.role(x)));
    plan.people
        .iter()
        .enumerate()
        .for_each(|(i, x)| add(Kind::Patient, i, out.person(x)));
    plan.offers
        .iter()
        .enumerate()
        .for_each(|(i, x)| add(Kind::ServiceRequest, i, out.offer(x)));
    plan.tasks
        .iter()
        .enumerate()
        .for_each(|(i, x)| add(Kind::Task, i, out.task(x)));
    plan.consents
        .iter()
        .enumerate()
        .for_each(|(i, x)| add(Kind::Consent, i, out.consent(x)));
    let mut bundle = Map::new();
    bundle.insert("resourceType".to_owned(), "Bundle".into());
    bundle.insert("type".to_owned(), "collection".into());
    // FHIR has no empty lists.
    if !entries.is_empty() {
        bundle.insert("entry".to_owned(), entries.into());
    }
    bundle.into()
}

struct Out<'a>(&'a ImportPlan);

/// An object to which nothing empty is ever added.
#[derive(Default)]
struct Obj(Map<String, Value>);

impl Obj {
    fn set(mut self, key: &str, value: Option<impl Into<Value>>) -> Self {
        if let Some(value) = value.map(Into::into)
            && !is_empty(&value)
        {
            self.0.insert(key.to_owned(), value);
        }
        self
    }
    fn list(self, key: &str, values: impl IntoIterator<Item = Value>) -> Self {
        let values: Vec<Value> = values.into_iter().filter(|v| !is_empty(v)).collect();
        self.set(key, Some(values))
    }
    fn texts(self, key: &str, values: &[String]) -> Self {
        self.list(key, values.iter().map(|v| v.as_str().into()))
    }
    fn end(self) -> Value {
        self.0.into()
    }
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(list) => list.is_empty(),
        Value::Object(members) => members.is_empty(),
        Value::Bool(_) | Value::Number(_) => false,
    }
}

fn is_uuid(id: &str) -> bool {
    id.len() == 36
        && id.bytes().enumerate().all(|(at, b)| match at {
            8 | 13 | 18 | 23 => b == b'-',
            _ => b.is_ascii_digit() || (b'a'..=b'f').contains(&b),
        })
}

fn coding(coding: &Coding) -> Value {
    Obj::default()
        .set("system", coding.system.as_deref())
        .set("code", coding.code.as_deref())
        .set("display", coding.display.as_deref())
        .end()
}

fn concept(concept: &Concept) -> Value {
    Obj::default()
        .list("coding", concept.codings.iter().map(coding))
        .set("text", concept.text.as_deref())
        .end()
}

fn identifier(identifier: &Identifier) -> Value {
    json!({ "system": identifier.system, "value": identifier.value })
}

fn name(name: &Name) -> Value {
    Obj::default()
        .set("use", Some("official"))
        .set("text", name.text.as_deref())
        .set("family", name.family.as_deref())
        .texts("given", &name.given)
        .texts("prefix", &name.prefix)
        .texts("suffix", &name.suffix)
        .end()
}

fn contact(contact: &Contact) -> Value {
    Obj::default()
        .set("system", Some(contact.kind.as_str()))
        .set("value", Some(contact.value.as_str()))
        .set("use", contact.place.map(crate::ContactUse::as_str))
        .set("rank", contact.rank)
        .end()
}

fn period(start: Option<When>, end: Option<When>) -> Value {
    Obj::default()
        .set("start", when(start))
        .set("end", when(end))
        .end()
}

fn when(when: Option<When>) -> Option<String> {
    when.map(|w| w.to_string())
}

/// In use is what FHIR assumes, so only its absence is said.
fn active(active: bool) -> Option<bool> {
    (!active).then_some(false)
}

fn practitioner(from: &PractitionerIn) -> Map<String, Value> {
    Obj::default()
        .list("identifier", from.identifiers.iter().map(identifier))
        .set("active", active(from.active))
        .list("name", from.name.iter().map(name))
        .list("telecom", from.contacts.iter().map(contact))
        .0
}

fn language(from: &LanguageIn) -> Value {
    Obj::default()
        .set("language", Some(concept(&from.language)))
        .set("preferred", from.preferred.then_some(true))
        .end()
}

impl Out<'_> {
    /// The item's own id, or one made from its place in the list.
    fn id(&self, kind: Kind, index: usize) -> String {
        let plan = self.0;
        let origin = match kind {
            Kind::Organization => plan.organisations.get(index).map(|x| &x.origin),
            Kind::Practitioner => plan.practitioners.get(index).map(|x| &x.origin),
            Kind::PractitionerRole => plan.roles.get(index).map(|x| &x.origin),
            Kind::Patient => plan.people.get(index).map(|x| &x.origin),
            Kind::ServiceRequest => plan.offers.get(index).map(|x| &x.origin),
            Kind::Task => plan.tasks.get(index).map(|x| &x.origin),
            Kind::Consent => plan.consents.get(index).map(|x| &x.origin),
        };
        origin
            .and_then(|o| o.id.clone())
            .unwrap_or_else(|| format!("{}-{}", kind.as_str(), index + 1))
    }

    fn reference(&self, to: &Ref) -> Value {
        match to.target() {
            Target::Here(kind, index) => {
                let id = self.id(*kind, *index);
                let address = if is_uuid(&id) {
                    format!("urn:uuid:{id}")
                } else {
                    format!("{}/{id}", kind.as_str())
                };
                json!({ "reference": address })
            }
            Target::Known(known) => json!({ "identifier": identifier(known) }),
            Target::Elsewhere => Value::Null,
        }
    }

    fn one(&self, to: Option<&Ref>) -> Option<Value> {
        to.map(|r| self.reference(r))
    }

    fn each<'r>(&'r self, to: &'r [Ref]) -> impl Iterator<Item = Value> + 'r {
        to.iter().map(|r| self.reference(r))
    }

    fn organisation(&self, from: &OrgIn) -> Map<String, Value> {
        let interests = from.interests.as_ref().map(|interests| {
            let part = |url: &str, text: &String| json!({ "url": url, "valueString": text });
            let parts = interests.owners.iter().map(|t| part("owner", t));
            let parts = parts.chain(
                interests
                    .benefits_contracts
                    .iter()
                    .map(|t| part("benefitsContract", t)),
            );
            let parts = parts.chain(interests.paid_by.iter().map(|t| part("paidBy", t)));
            let parts = parts.chain(
                interests
                    .payment_by_result
                    .iter()
                    .map(|t| part("paymentByResult", t)),
            );
            Obj::default()
                .set("url", Some(INTERESTS))
                .list("extension", parts)
                .end()
        });
        Obj::default()
            .list("extension", interests)
            .list("identifier", from.identifiers.iter().map(identifier))
            .set("active", active(from.active))
            .list(
                "type",
                from.kind.map(|k| concept(&Concept::of(ORG_KIND, k.as_str()))),
            )
            .set("name", from.name.as_deref())
            .list("telecom", from.contacts.iter().map(contact))
            .set("partOf", self.one(from.part_of.as_ref()))
            .0
    }

    fn role(&self, from: &RoleIn) -> Map<String, Value> {
        // The role is a reading of the codes; where nobody gave codes, our own says it.
        let own = from
            .role
            .filter(|_| from.codes.is_empty())
            .map(|r| Concept::of(ROLE, r.as_str()));
        Obj::default()
            .list("identifier", from.identifiers.iter().map(identifier))
            .set("active", active(from.active))
            .set("period", Some(period(from.start, from.end)))
            .set("practitioner", self.one(from.practitioner.as_ref()))
            .set("organization", self.one(from.organization.as_ref()))
            .list("code", from.codes.iter().chain(&own).map(concept))
            .0
    }

    fn person(&self, from: &PersonIn) -> Map<String, Value> {
        let number = from.nhs_number.map(|number| {
            let status = from.nhs_number_status.as_deref().map(|code| {
                let status = concept(&Concept::of(VERIFICATION_CODES, code));
                json!({ "url": VERIFICATION, "valueCodeableConcept": status })
            });
            Obj::default()
                .list("extension", status)
                .set("system", Some(NHS_NUMBER))
                .set("value", Some(number.digits()))
                .end()
        });
        let part = |url: &str, from: &Option<Concept>| {
            from.as_ref()
                .map(|c| json!({ "url": url, "valueCodeableConcept": concept(c) }))
        };
        let method = part("PreferredContactMethod", &from.contact_method);
        let format = part("PreferredWrittenCommunicationFormat", &from.written_format);
        let preference = (method.is_some() || format.is_some()).then(|| {
            let parts = method.into_iter().chain(format);
            Obj::default()
                .list("extension", parts)
                .set("url", Some(CONTACT_PREFERENCE))
                .end()
        });
        let interpreter = from
            .interpreter
            .map(|yes| json!({ "url": INTERPRETER, "valueBoolean": yes }));
        Obj::default()
            .list("extension", preference.into_iter().chain(interpreter))
            .list(
                "identifier",
                number.into_iter().chain(from.identifiers.iter().map(identifier)),
            )
            .set("active", active(from.active))
            .list("name", from.name.iter().map(name))
            .list("telecom", from.contacts.iter().map(contact))
            .set("birthDate", from.birth_date.map(|d| d.to_string()))
            .set("deceasedBoolean", from.died.then_some(true))
            .list("communication", from.languages.iter().map(language))
            .list("generalPractitioner", self.each(&from.general_practitioners))
            .set(
                "managingOrganization",
                self.one(from.managing_organization.as_ref()),
            )
            .0
    }

    fn offer(&self, from: &OfferIn) -> Map<String, Value> {
        let unsafe_contact = from
            .contact_prohibited
            .then(|| concept(&Concept::of(SDOHCC, "contacting-subject-prohibited")));
        Obj::default()
            .list("identifier", from.identifiers.iter().map(identifier))
            .set("status", Some(from.status.as_str()))
            .set("intent", Some(from.intent.as_str()))
            .list("category", from.categories.iter().map(concept))
            .set("code", from.code.as_ref().map(concept))
            .list("orderDetail", unsafe_contact)
            .set("subject", Some(self.reference(&from.subject)))
            .set("authoredOn", when(from.authored_on))
            .set("requester", self.one(from.requester.as_ref()))
            .list("performer", self.each(&from.performers))
            .0
    }

    fn task(&self, from: &TaskIn) -> Map<String, Value> {
        Obj::default()
            .list("identifier", from.identifiers.iter().map(identifier))
            .list("partOf", self.each(&from.part_of))
            .set("status", Some(from.status.as_str()))
            .set("businessStatus", from.business_status.as_ref().map(concept))
            .set("intent", Some(from.intent.as_str()))
            .set("code", from.code.as_ref().map(concept))
            .set("focus", self.one(from.focus.as_ref()))
            .set("for", self.one(from.subject.as_ref()))
            .set("authoredOn", when(from.authored_on))
            .set("lastModified", when(from.last_modified))
            .set("requester", self.one(from.requester.as_ref()))
            .set("owner", self.one(from.owner.as_ref()))
            .0
    }

    fn consent(&self, from: &OutsideConsent) -> Map<String, Value> {
        let provision = Obj::default()
            .set("type", from.provision.map(crate::Provision::as_str))
            .set("period", Some(period(from.start, from.end)))
            .list("purpose", from.purposes.iter().map(coding));
        Obj::default()
            .list("identifier", from.identifiers.iter().map(identifier))
            .set("status", Some(from.status.as_str()))
            .set("scope", Some(concept(&from.scope)))
            .list("category", from.categories.iter().map(concept))
            .set("patient", self.one(from.patient.as_ref()))
            .set("dateTime", when(from.recorded))
            .list("performer", self.each(&from.performers))
            .list("organization", self.each(&from.organizations))
            .list("policy", from.policies.iter().map(|uri| json!({ "uri": uri })))
            .set("policyRule", from.policy_rule.as_ref().map(concept))
            .set("provision", Some(provision.end()))
            .0
    }
}
