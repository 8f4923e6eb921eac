//! Everything that is held as one FHIR R4 Bundle of type collection: for the person's own file. The person and the
//! organisations come from the writer that every export uses; what the person wrote and was told is added here.

use sayso_core::entry::{EntryKind, EntryState};
use sayso_core::sayso::Interpreted;
use sayso_core::time::stamp;
use sayso_interop::{
    Contact, ContactKind, ImportPlan, Kind, Name, OrgIn, Origin, PartialDate, PersonIn, Ref,
};
use serde_json::{Value, json};

use super::{Held, Said, Written};
use crate::telling::Sentence;

/// The Bundle. References are to the entries of this Bundle (`urn:uuid`).
#[must_use]
pub fn bundle(held: &Held) -> Value {
    let mut bundle = sayso_interop::export::bundle(&plan(held));
    let subject = json!({ "reference": format!("urn:uuid:{}", held.person.id) });
    let mut all = vec![];
    let mut add = |kind: &str, id: String, body: Value| {
        let mut resource = json!({ "resourceType": kind, "id": id });
        if let (Some(to), Value::Object(from)) = (resource.as_object_mut(), body) {
            to.extend(from);
        }
        all.push(json!({ "fullUrl": format!("urn:uuid:{id}"), "resource": resource }));
    };
    for s in &held.said {
        add("Consent", s.said.id.to_string(), consent(s, &subject));
    }
    for w in held.entries.iter().filter(|w| w.entry.state != EntryState::Draft) {
        let (kind, body) = entry(w, &subject);
        add(kind, w.entry.id.to_string(), body);
    }
    for s in &held.history {
        add("AuditEvent", s.id.to_string(), audit(s));
    }
    if let Some(entries) = bundle.get_mut("entry").and_then(Value::as_array_mut) {
        entries.extend(all);
    }
    bundle
}

fn plan(held: &Held) -> ImportPlan {
    let origin = |id: String| Origin {
        id: Some(id),
        ..Origin::default()
    };
    let d = &held.person.details;
    let contact = |kind, value: &Option<String>| {
        value.as_ref().map(|value| Contact {
            kind,
            value: value.clone(),
            place: None,
            rank: None,
        })
    };
    let name = |text: &str| {
        Some(Name {
            text: Some(text.to_owned()),
            ..Name::default()
        })
    };
    let phone = contact(ContactKind::Phone, &d.phone);
    let email = contact(ContactKind::Email, &d.email);
    ImportPlan {
        organisations: vec![OrgIn {
            origin: origin(held.practice.id.to_string()),
            name: Some(held.practice.name.clone()),
            kind: Some(held.practice.kind),
            active: true,
            ..OrgIn::default()
        }],
        people: vec![PersonIn {
            origin: origin(held.person.id.to_string()),
            nhs_number: d.nhs_number,
            active: true,
            name: name(&d.name),
            contacts: phone.into_iter().chain(email).collect(),
            birth_date: d.birth_date.map(PartialDate::Day),
            interpreter: d.interpreter.then_some(true),
            general_practitioners: vec![Ref::here(Kind::Organization, 0)],
            managing_organization: Some(Ref::here(Kind::Organization, 0)),
            ..PersonIn::default()
        }],
        ..ImportPlan::default()
    }
}

fn consent(s: &Said, subject: &Value) -> Value {
    let code = |system: &str, code: &str| json!({ "coding": [{ "system": system, "code": code }] });
    let mut consent = json!({
        "status": if s.live { "active" } else { "inactive" },
        "scope": code("http://terminology.hl7.org/CodeSystem/consentscope", "patient-privacy"),
        "category": [code("http://loinc.org", "59284-0")],
        "patient": subject,
        "dateTime": stamp(s.said.happened_at),
        "policyRule": { "text": format!("Terms, version {}", s.version.unwrap_or_default()) },
        "provision": {
            "type": "permit",
            "period": { "start": stamp(s.said.from), "end": stamp(s.said.until) },
            "actor": [{
                "role": code("http://terminology.hl7.org/CodeSystem/v3-ParticipationType", "IRCP"),
                "reference": { "display": s.recipient }
            }],
            "purpose": [{ "display": s.said.purpose.in_words() }],
            "class": s.said.categories.iter().map(|c| json!({ "display": c.in_words() })).collect::<Vec<_>>()
        }
    });
    if let Some(i) = &s.said.how.interpreted {
        consent["extension"] = json!([{ "url": INTERPRETED, "extension": parts_of(i) }]);
    }
    consent
}

/// Our own extension: R4 has no place for who interpreted what somebody agreed to.
const INTERPRETED: &str = "https://sayso.example/fhir/StructureDefinition/interpreted";

fn parts_of(i: &Interpreted) -> Vec<Value> {
    let part = |url: &str, text: &str| json!({ "url": url, "valueString": text });
    let mut parts = vec![part("by", i.by.as_str()), part("language", &i.language)];
    // An empty string is no FHIR string.
    parts.extend((!i.who.is_empty()).then(|| part("who", &i.who)));
    parts
}

pub(crate) fn entry(w: &Written, subject: &Value) -> (&'static str, Value) {
    let e = &w.entry;
    let words = w.beside.as_ref();
    let note =
        words.map(|b| json!([{ "authorReference": subject, "time": stamp(b.written_at), "text": b.text }]));
    let mut body = match e.kind {
        EntryKind::Hope | EntryKind::Step | EntryKind::OwnStep => json!({
            "lifecycleStatus": if e.state == EntryState::Closed { "completed" } else { "active" },
            "description": { "text": e.text },
            "subject": subject,
            "statusDate": stamp(e.written_at).get(..10)
        }),
        EntryKind::Appointment => json!({
            "status": "booked",
            "description": e.text,
            "participant": [
                { "actor": subject, "status": "accepted" },
                { "actor": { "display": w.author }, "status": "accepted" }
            ]
        }),
        EntryKind::Note | EntryKind::Need | EntryKind::OwnWords | EntryKind::Outside => json!({
            "status": "completed",
            "subject": subject,
            "sent": stamp(e.written_at),
            "sender": { "display": w.author },
            "payload": [{ "contentString": e.text }]
        }),
    };
    let kind = match e.kind {
        EntryKind::Hope | EntryKind::Step | EntryKind::OwnStep => "Goal",
        EntryKind::Appointment => "Appointment",
        EntryKind::Note | EntryKind::Need | EntryKind::OwnWords | EntryKind::Outside => "Communication",
    };
    // An Appointment has a comment in place of notes.
    match (kind, note, words) {
        ("Appointment", _, Some(b)) => body["comment"] = b.text.clone().into(),
        (_, Some(note), _) => body["note"] = note,
        _ => {}
    }
    (kind, body)
}

fn audit(s: &Sentence) -> Value {
    json!({
        "type": { "system": "http://terminology.hl7.org/CodeSystem/audit-event-type", "code": "rest" },
        "action": if s.is_look { "R" } else { "E" },
        "recorded": stamp(s.recorded_at),
        "outcome": if s.allowed { "0" } else { "8" },
        "outcomeDesc": s.text,
        "agent": [{ "who": { "display": s.who }, "requestor": true }],
        "source": { "observer": { "display": "Sayso" } }
    })
}
