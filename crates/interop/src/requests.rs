//! `ServiceRequest`, Task and Consent. Owns: what of them is taken over, and which elements they must have. Never
//! takes over reasons, diagnoses, priorities or notes: they are not needed to ask a person, and free text leaks.

use crate::codes::{Intent, Provision};
use crate::elements::{coding, concept, identifiers, period};
use crate::json::{Node, Value};
use crate::obj::{Ctx, Obj};
use crate::path::Path;
use crate::plan::{Kind, OfferIn, Origin, OutsideConsent, Ref, TaskIn};
use crate::refs::{Allowed, reference};
use crate::systems::SDOHCC;

const PRIORITY: &[&str] = &["routine", "urgent", "asap", "stat"];

const PATIENT: Allowed = Allowed::only(&[Kind::Patient]);
const ORGANIZATION: Allowed = Allowed::only(&[Kind::Organization]);
const TASK: Allowed = Allowed::only(&[Kind::Task]);
const SOMEBODY: Allowed = Allowed {
    kinds: &[
        Kind::Practitioner,
        Kind::PractitionerRole,
        Kind::Organization,
        Kind::Patient,
    ],
    others: &["CareTeam", "HealthcareService", "Device", "RelatedPerson"],
    any: false,
};
const ANYTHING: Allowed = Allowed {
    kinds: &Kind::ALL,
    others: &["any other"],
    any: true,
};

fn somebody(ctx: &Ctx<'_>, node: &Node, path: Path<'_>) -> Option<Ref> {
    reference(ctx, node, path, SOMEBODY)
}

/// Checked, never kept, so that it cannot come to mean pressure.
fn priority(obj: &Obj<'_>) {
    if obj.has("priority") {
        let _ = obj.one_of("priority", PRIORITY);
        obj.leave(&["priority"]);
    }
}

fn intent(obj: &Obj<'_>, wrong_here: Intent) -> Option<Intent> {
    obj.need("intent");
    let found = obj.code::<Intent>("intent")?;
    if found == wrong_here {
        let path = Path::Key(&obj.path, "intent");
        let what = "FHIR does not have this code here";
        obj.ctx.problem(
            obj.line,
            &path,
            what,
            "Use another intent, for example order or plan",
        );
        return None;
    }
    Some(found)
}

pub(crate) fn offer(obj: &Obj<'_>, origin: Origin) -> Option<OfferIn> {
    for key in ["status", "subject"] {
        obj.need(key);
    }
    if obj.bool("doNotPerform") == Some(true) {
        // Read as a request it would say the opposite of what was meant.
        let path = Path::Key(&obj.path, "doNotPerform");
        let what = "this asks that something is not done, which Sayso cannot keep";
        obj.ctx
            .problem(obj.line, &path, what, "Take this resource out of the file");
    }
    priority(obj);
    let mut contact_prohibited = false;
    obj.each("orderDetail", |ctx, node, path| {
        let prohibited = concept(ctx, node, path)?.has(SDOHCC, "contacting-subject-prohibited");
        contact_prohibited |= prohibited;
        if !prohibited {
            ctx.not_kept(&path);
        }
        Some(())
    });
    obj.leave(&[
        "reasonCode",
        "reasonReference",
        "note",
        "supportingInfo",
        "encounter",
        "bodySite",
        "specimen",
    ]);
    obj.leave(&[
        "occurrenceDateTime",
        "occurrencePeriod",
        "occurrenceTiming",
        "locationCode",
        "insurance",
    ]);
    obj.leave(&[
        "locationReference",
        "performerType",
        "patientInstruction",
        "relevantHistory",
        "basedOn",
    ]);
    let (status, intent) = (obj.code("status"), intent(obj, Intent::Unknown));
    let subject = obj.one("subject", |c, n, p| reference(c, n, p, PATIENT));
    let (identifiers, categories) = (identifiers(obj), obj.each("category", concept));
    let (code, authored_on) = (obj.one("code", concept), obj.when("authoredOn"));
    let (requester, performers) = (obj.one("requester", somebody), obj.each("performer", somebody));
    Some(OfferIn {
        origin,
        identifiers,
        status: status?,
        intent: intent?,
        categories,
        code,
        subject: subject?,
        authored_on,
        requester,
        performers,
        contact_prohibited,
    })
}

pub(crate) fn task(obj: &Obj<'_>, origin: Origin) -> Option<TaskIn> {
    obj.need("status");
    priority(obj);
    let anything = |c: &Ctx<'_>, n: &Node, p: Path<'_>| reference(c, n, p, ANYTHING);
    let task = |c: &Ctx<'_>, n: &Node, p: Path<'_>| reference(c, n, p, TASK);
    // Reasons and descriptions travel in clear and read as blame; inputs and outputs are other people's work.
    obj.leave(&[
        "statusReason",
        "description",
        "reasonCode",
        "reasonReference",
        "note",
        "input",
        "output",
    ]);
    obj.leave(&[
        "encounter",
        "executionPeriod",
        "performerType",
        "restriction",
        "location",
        "insurance",
    ]);
    obj.leave(&["relevantHistory", "groupIdentifier", "basedOn"]);
    let (status, intent) = (obj.code("status"), intent(obj, Intent::Directive));
    let (identifiers, code) = (identifiers(obj), obj.one("code", concept));
    let (business_status, focus) = (obj.one("businessStatus", concept), obj.one("focus", anything));
    let (subject, requester) = (obj.one("for", anything), obj.one("requester", somebody));
    let (owner, part_of) = (obj.one("owner", somebody), obj.each("partOf", task));
    let (authored_on, last_modified) = (obj.when("authoredOn"), obj.when("lastModified"));
    Some(TaskIn {
        origin,
        identifiers,
        status: status?,
        intent: intent?,
        code,
        business_status,
        focus,
        subject,
        requester,
        owner,
        part_of,
        authored_on,
        last_modified,
    })
}

pub(crate) fn consent(obj: &Obj<'_>, origin: Origin) -> Option<OutsideConsent> {
    for key in ["status", "scope", "category"] {
        obj.need(key);
    }
    let mut provision = (None, None, None, Vec::new());
    if let Some(node) = obj.get("provision")
        && let Some(inner) = Obj::new(obj.ctx, node, Path::Key(&obj.path, "provision"))
    {
        provision.0 = inner.code::<Provision>("type");
        if let Some(both) = inner.one("period", |c, n, p| Some(period(c, n, p))) {
            (provision.1, provision.2) = both;
        }
        provision.3 = inner.each("purpose", coding);
        inner.finish();
    }
    let policies = obj.each("policy", |ctx, node, path| {
        let inner = Obj::new(ctx, node, path)?;
        let uri = inner.text("uri");
        inner.leave(&["authority"]);
        inner.finish();
        uri
    });
    let somebody = |c: &Ctx<'_>, n: &Node, p: Path<'_>| reference(c, n, p, SOMEBODY);
    let organization = |c: &Ctx<'_>, n: &Node, p: Path<'_>| reference(c, n, p, ORGANIZATION);
    // A scanned form can hold anything; whoever needs it asks the sender.
    obj.leave(&["sourceAttachment", "sourceReference", "verification"]);
    let (status, scope) = (obj.code("status"), obj.one("scope", concept));
    let (identifiers, categories) = (identifiers(obj), obj.each("category", concept));
    let (patient, recorded) = (
        obj.one("patient", |c, n, p| reference(c, n, p, PATIENT)),
        obj.when("dateTime"),
    );
    let (performers, organizations) = (
        obj.each("performer", somebody),
        obj.each("organization", organization),
    );
    let policy_rule = obj.one("policyRule", concept);
    Some(OutsideConsent {
        origin,
        identifiers,
        status: status?,
        scope: scope?,
        categories,
        patient,
        recorded,
        performers,
        organizations,
        policies,
        policy_rule,
        provision: provision.0,
        start: provision.1,
        end: provision.2,
        purposes: provision.3,
    })
}

/// The ids of resources that stand inside this one.
pub(crate) fn contained_ids(node: &Node) -> Vec<String> {
    let Some(Value::List(list)) = node.member("contained").map(|n| &n.value) else {
        return Vec::new();
    };
    list.iter()
        .filter_map(|n| n.member("id")?.text())
        .map(str::to_owned)
        .collect()
}
