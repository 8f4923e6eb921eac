//! What changes from one version of terms to the next: in words, for whoever signs and for everybody; and which older
//! say-sos it ends. Owns: both, so that what is said and what is done come from one comparison.

use super::{Flow, NoEffectOnBenefits, Promise};
use crate::category::{Categories, Category};
use crate::id::OrgId;
use crate::org::Interests;
use crate::sayso::{Purpose, SaySo};
use crate::words;

/// A version as it is compared: the promise, and who stood behind each recipient when it was written.
#[derive(Debug, Clone, Copy)]
pub struct Version<'a> {
    /// What it says.
    pub promise: &'a Promise,
    /// Who stands behind each recipient.
    pub interests: &'a [(OrgId, Interests)],
}

/// One change, in one plain sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// The words.
    pub text: String,
    /// It ends say-sos that were given to the older version: those people are asked afresh.
    pub asks_afresh: bool,
}

/// Say-sos to an older version that a newer one ends, from the minute at which the newer one is in effect.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Ends {
    /// Those that name this recipient.
    pub recipient: OrgId,
    /// For this purpose.
    pub purpose: Purpose,
    /// Only those that cover this category; `None`: all of them.
    pub category: Option<Category>,
}

impl Ends {
    /// Is this one of the say-sos that end?
    #[must_use]
    pub fn ends(&self, said: &SaySo) -> bool {
        said.recipient == self.recipient
            && said.purpose == self.purpose
            && self.category.is_none_or(|c| said.categories.has(c))
    }
}

fn without(all: Categories, these: Categories) -> Categories {
    all.iter().filter(|c| !these.has(*c)).collect()
}

/// What changed for everybody, whoever receives what.
fn for_everybody(old: &Promise, new: &Promise) -> bool {
    let promise_weaker = old.no_effect_on_benefits.is_some()
        && old.no_effect_on_benefits.as_ref().map(|p| &p.organisation)
            != new.no_effect_on_benefits.as_ref().map(|p| &p.organisation);
    old.what != new.what || old.paid_by != new.paid_by || promise_weaker
}

/// Which say-sos to `old` no longer hold under `new`. What is new to a recipient or a purpose needs no entry: no older
/// say-so ever reached it. A flow that only lost categories ends those say-sos that cover one of them.
#[must_use]
pub fn ends(old: &Promise, new: &Promise) -> Vec<Ends> {
    let everybody = for_everybody(old, new);
    let mut all = vec![];
    for was in &old.flows {
        let (recipient, purpose) = (was.recipient, was.purpose);
        let mut end = |category| {
            let ends = Ends {
                recipient,
                purpose,
                category,
            };
            if !all.contains(&ends) {
                all.push(ends);
            }
        };
        match new.flow(recipient, purpose) {
            None => end(None),
            Some(now) => {
                if everybody
                    || !was.categories.has_all(now.categories)
                    || was.kept != now.kept
                    || was.basis != now.basis
                {
                    end(None);
                } else {
                    without(was.categories, now.categories)
                        .iter()
                        .for_each(|c| end(Some(c)));
                }
            }
        }
    }
    all
}

/// Everything that changes, one sentence each: first where information goes, then who stands behind it, then the rest.
/// Empty: nothing changes.
#[must_use]
pub fn diff(old: Version, new: Version) -> Vec<Sentence> {
    let mut said = Said(vec![]);
    for now in &new.promise.flows {
        arrives(old.promise, new, now, &mut said);
    }
    for was in &old.promise.flows {
        goes(new.promise, was, &mut said);
    }
    for (org, now) in new.interests {
        let was = old.interests.iter().find(|(id, _)| id == org);
        let name = new.promise.flows.iter().find(|f| f.recipient == *org);
        if let (Some((_, was)), Some(flow)) = (was, name) {
            behind(&flow.recipient_name, was, now, &mut said);
        }
    }
    the_rest(old.promise, new.promise, &mut said);
    said.0
}

struct Said(Vec<Sentence>);

impl Said {
    fn say(&mut self, asks_afresh: bool, text: String) {
        self.0.push(Sentence { text, asks_afresh });
    }
}

fn arrives(old: &Promise, new: Version, now: &Flow, said: &mut Said) {
    let (name, what_for) = (&now.recipient_name, now.purpose.in_words());
    let Some(was) = old.flow(now.recipient, now.purpose) else {
        let known = old.flows.iter().any(|f| f.recipient == now.recipient);
        let (kind, gets) = if known {
            ("A new purpose", "also gets")
        } else {
            ("A new recipient", "gets")
        };
        said.say(
            false,
            format!(
                "{kind}: {name} {gets} {}, {what_for}. Kept {}. It needs a new yes from each person.",
                words::list(now.categories),
                now.kept
            ),
        );
        if !known && let Some((_, interests)) = new.interests.iter().find(|(id, _)| *id == now.recipient) {
            for sentence in words::interests(name, interests) {
                said.say(false, sentence);
            }
        }
        return;
    };
    let (more, less) = (
        without(now.categories, was.categories),
        without(was.categories, now.categories),
    );
    if !more.is_empty() {
        let more = words::list(more);
        said.say(true, format!("{name} gets more, {what_for}: {more}."));
    }
    if !less.is_empty() {
        let less = words::list(less);
        said.say(true, format!("{name} no longer gets this, {what_for}: {less}."));
    }
    if was.kept != now.kept {
        said.say(
            true,
            format!(
                "How long {name} keeps it changes ({what_for}): {}. Until now: {}.",
                now.kept, was.kept
            ),
        );
    }
    if was.basis != now.basis {
        said.say(
            true,
            format!(
                "The legal basis changes for {name} ({what_for}): {}. Until now: {}.",
                now.basis, was.basis
            ),
        );
    }
    if was.recipient_name != now.recipient_name {
        said.say(false, format!("{} is now called {name}.", was.recipient_name));
    }
}

fn goes(new: &Promise, was: &Flow, said: &mut Said) {
    if new.flow(was.recipient, was.purpose).is_none() {
        said.say(
            true,
            format!(
                "{} no longer gets anything {}.",
                was.recipient_name,
                was.purpose.in_words()
            ),
        );
    }
}

/// These end older say-sos at once when they are registered, not when terms take effect: here they are only said.
fn behind(name: &str, was: &Interests, now: &Interests, said: &mut Said) {
    let none = || "none".to_owned();
    let list = |items: &[String]| {
        if items.is_empty() {
            none()
        } else {
            words::and(items)
        }
    };
    let one = |item: &Option<String>| item.clone().unwrap_or_else(none);
    let rows = [
        ("Owners of", list(&was.owners), list(&now.owners)),
        (
            "Contracts with the benefits system of",
            list(&was.benefits_contracts),
            list(&now.benefits_contracts),
        ),
        ("Who pays", one(&was.paid_by), one(&now.paid_by)),
        (
            "Pay that depends on results, of",
            one(&was.payment_by_result),
            one(&now.payment_by_result),
        ),
    ];
    for (what, was, now) in rows.into_iter().filter(|(_, was, now)| was != now) {
        said.say(
            false,
            format!("{what} {name}: {now}. In the version before: {was}."),
        );
    }
}

fn the_rest(old: &Promise, new: &Promise, said: &mut Said) {
    let texts = [
        ("What is offered", &old.what, &new.what, true),
        ("Who pays, and why", &old.paid_by, &new.paid_by, true),
        (
            "What the service is called",
            &old.scheme_name,
            &new.scheme_name,
            false,
        ),
        ("Where to get advice", &old.advice, &new.advice, false),
    ];
    for (what, was, now, asks) in texts.into_iter().filter(|(_, was, now, _)| was != now) {
        said.say(asks, format!("{what} changes. New: “{now}” Until now: “{was}”"));
    }
    if old.no_effect_on_benefits != new.no_effect_on_benefits {
        let asks = for_everybody(old, new) && old.no_effect_on_benefits.is_some();
        said.say(
            asks,
            promised(
                old.no_effect_on_benefits.as_ref(),
                new.no_effect_on_benefits.as_ref(),
            ),
        );
    }
    if old.ends_on != new.ends_on {
        said.say(
            false,
            format!(
                "The service ends on {}. Until now: {}.",
                words::day(new.ends_on),
                words::day(old.ends_on)
            ),
        );
    }
    if old.say_so_days != new.say_so_days {
        said.say(
            false,
            format!(
                "A new yes lasts {} days. Until now: {}. A yes that was given keeps its own end.",
                new.say_so_days, old.say_so_days
            ),
        );
    }
    if old.erased_after_months != new.erased_after_months {
        let in_words = |months: Option<u8>| {
            months.map_or_else(
                || "only what a person erases themself".into(),
                |m| format!("{m} months after support ended"),
            )
        };
        said.say(
            false,
            format!(
                "What is erased by itself, after a new yes: {}. Until now: {}. A yes that was given keeps what it said.",
                in_words(new.erased_after_months),
                in_words(old.erased_after_months)
            ),
        );
    }
    if old.witnesses != new.witnesses {
        said.say(
            false,
            format!(
                "Outside witnesses who are asked to countersign the public log: {}. Until now: {}.",
                new.witnesses, old.witnesses
            ),
        );
    }
    if old.hold_hours != new.hold_hours {
        said.say(
            false,
            format!(
                "A referral waits {} hours before it leaves. Until now: {}.",
                new.hold_hours, old.hold_hours
            ),
        );
    }
}

fn promised(old: Option<&NoEffectOnBenefits>, new: Option<&NoEffectOnBenefits>) -> String {
    match (old, new) {
        (Some(was), None) => format!(
            "{} no longer promises that your answer has no effect on benefits.",
            was.organisation
        ),
        (_, Some(now)) => format!(
            "{} promises that your answer has no effect on benefits. Signed {}, {}.",
            now.organisation,
            now.signed_by,
            words::day(now.signed_on)
        ),
        (None, None) => String::new(),
    }
}

#[cfg(test)]
mod tests;
