//! Reading the elements that several resources share: identifiers, codes, names, contacts. Owns: which of several
//! is taken. Never takes over what is former.

use crate::codes::{ContactKind, ContactUse};
use crate::json::Node;
use crate::obj::{Ctx, Obj};
use crate::path::Path;
use crate::systems::{VERIFICATION, known_spelling};
use crate::types::{Coding, Concept, Contact, Identifier, Name, When};

const IDENTIFIER_USE: &[&str] = &["usual", "official", "temp", "secondary", "old"];
const NAME_USE: &[&str] = &[
    "usual",
    "official",
    "temp",
    "nickname",
    "anonymous",
    "old",
    "maiden",
];
const CONTACT_SYSTEM: &[&str] = &["phone", "fax", "email", "pager", "url", "sms", "other"];

/// An identifier, and what only the reader of a Patient asks.
pub(crate) struct RichIdentifier {
    pub(crate) identifier: Identifier,
    pub(crate) line: usize,
    /// Position in the list, for messages.
    pub(crate) at: usize,
    /// UK Core's code of how sure somebody is of the number.
    pub(crate) status: Option<String>,
}

/// The identifiers that can be matched: with a system and a value, in use.
pub(crate) fn identifiers(obj: &Obj<'_>) -> Vec<Identifier> {
    rich_identifiers(obj).into_iter().map(|r| r.identifier).collect()
}

pub(crate) fn rich_identifiers(obj: &Obj<'_>) -> Vec<RichIdentifier> {
    let mut at = 0;
    obj.each("identifier", |ctx, node, path| {
        at += 1;
        let (identifier, status) = identifier(ctx, node, path)?;
        Some(RichIdentifier {
            identifier,
            line: node.line,
            at: at - 1,
            status,
        })
    })
}

pub(crate) fn identifier(ctx: &Ctx<'_>, node: &Node, path: Path<'_>) -> Option<(Identifier, Option<String>)> {
    let obj = Obj::new(ctx, node, path)?;
    let mut status = None;
    obj.extensions(|url, inner| {
        if url == VERIFICATION {
            let concept = inner.one("valueCodeableConcept", concept).unwrap_or_default();
            status = concept.codings.into_iter().find_map(|c| c.code);
        }
        url == VERIFICATION
    });
    let (system, value) = (obj.text("system"), obj.text("value"));
    let former = obj.one_of("use", IDENTIFIER_USE) == Some("old") || has_ended(&obj);
    // The kind of identifier follows from its system; who assigned it is another organisation's business.
    obj.leave(&["type", "assigner"]);
    let found = match (system, value) {
        (Some(system), Some(value)) if !former => Some((
            Identifier {
                system: known_spelling(&system).to_owned(),
                value,
            },
            status,
        )),
        (_, None) if status.is_some() => {
            // UK Core lets a sender say "traced, none found" without a number. That is not a fault.
            ctx.note(
                &obj.path,
                "says how sure somebody is of a number that is not there",
            );
            None
        }
        (_, None) => {
            obj.need("value");
            None
        }
        (None, Some(_)) => {
            ctx.note(&obj.path, "has no system, so that nothing can be matched with it");
            None
        }
        (Some(_), Some(_)) => {
            ctx.note(&obj.path, "is no longer in use, so it is not taken over");
            None
        }
    };
    obj.finish();
    found
}

/// Whether the element has a period with an end. Without a clock nobody knows whether the end has come; taking
/// over a former name or number would do harm, leaving out a current one is only a question to ask.
fn has_ended(obj: &Obj<'_>) -> bool {
    obj.one("period", |ctx, node, path| {
        Some(period(ctx, node, path).1.is_some())
    })
    .unwrap_or(false)
}

/// Start and end.
pub(crate) fn period(ctx: &Ctx<'_>, node: &Node, path: Path<'_>) -> (Option<When>, Option<When>) {
    let Some(obj) = Obj::new(ctx, node, path) else {
        return (None, None);
    };
    let both = (obj.when("start"), obj.when("end"));
    obj.finish();
    both
}

pub(crate) fn coding(ctx: &Ctx<'_>, node: &Node, path: Path<'_>) -> Option<Coding> {
    let obj = Obj::new(ctx, node, path)?;
    let found = Coding {
        system: obj.text("system"),
        code: obj.text("code"),
        display: obj.text("display"),
    };
    // Which edition of a code system, and who picked the code, changes nothing for us.
    obj.leave(&["version", "userSelected"]);
    obj.finish();
    Some(found)
}

pub(crate) fn concept(ctx: &Ctx<'_>, node: &Node, path: Path<'_>) -> Option<Concept> {
    let obj = Obj::new(ctx, node, path)?;
    let found = Concept {
        codings: obj.each("coding", coding),
        text: obj.text("text"),
    };
    obj.finish();
    Some(found)
}

/// The one name to use. A second name may be a former one, and a former name can put a person in danger: so one
/// is taken, the others are counted and left.
pub(crate) fn name(obj: &Obj<'_>) -> Option<Name> {
    let mut names = obj.each("name", |ctx, node, path| {
        let inner = Obj::new(ctx, node, path)?;
        let found = Name {
            text: inner.text("text"),
            family: inner.text("family"),
            given: inner.texts("given"),
            prefix: inner.texts("prefix"),
            suffix: inner.texts("suffix"),
        };
        let rank = inner.one_of("use", NAME_USE);
        let former = has_ended(&inner) || matches!(rank, Some("old" | "maiden"));
        inner.finish();
        let rank = match rank {
            Some("official") => 0,
            Some("usual") => 1,
            None => 2,
            Some(_) => 3,
        };
        Some((former, rank, found))
    });
    names.sort_by_key(|(former, rank, _)| (*former, *rank));
    for _ in names.iter().skip(1) {
        obj.ctx.note(
            &Path::Key(&obj.path, "name"),
            "one name is enough; former and further names are not taken over",
        );
    }
    names.into_iter().next().map(|(_, _, name)| name)
}

/// Every way to reach somebody that is in use.
pub(crate) fn contacts(obj: &Obj<'_>) -> Vec<Contact> {
    obj.each("telecom", |ctx, node, path| {
        let inner = Obj::new(ctx, node, path)?;
        let system = inner.one_of("system", CONTACT_SYSTEM);
        let value = inner.text("value");
        let place = inner.code::<ContactUse>("use");
        let rank = inner.positive("rank");
        let former = has_ended(&inner) || place == Some(ContactUse::Old);
        let kind = match system {
            Some("phone") => Some(ContactKind::Phone),
            Some("sms") => Some(ContactKind::Sms),
            Some("email") => Some(ContactKind::Email),
            _ => None,
        };
        let found = match (kind, value) {
            (Some(kind), Some(value)) if !former => Some(Contact {
                kind,
                value,
                place,
                rank,
            }),
            _ => {
                ctx.note(
                    &inner.path,
                    "only telephone, text message and e-mail that are in use are taken over",
                );
                None
            }
        };
        inner.finish();
        found
    })
}
