//! Reaching a person by their safe channel. Owns: by which way, at which hours and in which words a message may go out.
//! Never sends anything, and never puts into a message what somebody looking over a shoulder could learn from.

use jiff::Timestamp;
use jiff::civil::time;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use crate::decision::MessageKind;
use crate::person::{Details, SafeContact, Way};

/// The hours of the week, in London, at which a phone may ring or a message may arrive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hours {
    /// Which days, Monday first.
    pub days: [bool; 7],
    /// From this hour.
    pub from: u8,
    /// Before this hour, 24 at most.
    pub until: u8,
}

impl Default for Hours {
    /// Any day, and not at night.
    fn default() -> Self {
        Self {
            days: [true; 7],
            from: 8,
            until: 20,
        }
    }
}

/// London's rule for summer time, written out: nothing is read from the machine.
fn london() -> TimeZone {
    TimeZone::posix("GMT0BST,M3.5.0/1,M10.5.0/2").unwrap_or(TimeZone::UTC)
}

impl Hours {
    /// Some hour of some day is left.
    #[must_use]
    pub fn leave_any(&self) -> bool {
        self.from < self.until && self.until <= 24 && self.days.contains(&true)
    }

    /// The first allowed moment from `at` on; `None` where no hour is allowed.
    #[must_use]
    pub fn next(&self, at: Timestamp) -> Option<Timestamp> {
        if !self.leave_any() {
            return None;
        }
        let zone = london();
        let mut day = at.to_zoned(zone.clone()).date();
        // Two weeks: an hour that a change of the clocks leaves out comes again a week later.
        for _ in 0..15 {
            let tomorrow = day.tomorrow().ok()?;
            let weekday = usize::try_from(day.weekday().to_monday_zero_offset()).ok()?;
            if self.days[weekday] {
                let hour = |hour: u8| match i8::try_from(hour).ok().filter(|h| *h < 24) {
                    Some(h) => day.to_datetime(time(h, 0, 0, 0)).to_zoned(zone.clone()),
                    None => tomorrow.to_zoned(zone.clone()),
                };
                let begins = hour(self.from).ok()?.timestamp();
                let ends = hour(self.until).ok()?.timestamp();
                if at < ends && begins < ends {
                    return Some(at.max(begins));
                }
            }
            day = tomorrow;
        }
        None
    }
}

/// What a message to somebody must keep to.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Limits {
    /// When a message may arrive. A sign-in code that was just asked for arrives at once.
    pub hours: Hours,
    /// Others see this phone, mailbox or address: a message says no name and nothing of what it is about.
    pub shared: bool,
    /// Whom a text seems to come from, in words that the person picked; empty: the number of the text service.
    pub sender: String,
    /// The person asked for no more texts.
    pub no_texts: bool,
}

/// The longest sender that a text can carry: the networks show no more.
pub const SENDER: usize = 11;
/// The longest text message: one, not two that may arrive apart.
pub const TEXT: usize = 160;
/// The subject of every email.
pub const SUBJECT: &str = "A message for you";
/// How to stop texts, where a reply arrives.
const STOP: &str = " To stop texts reply STOP.";

/// Can a text carry these words as its sender? Letters, digits and spaces, with a letter among them.
#[must_use]
pub fn is_sender(words: &str) -> bool {
    words.len() <= SENDER
        && words.bytes().all(|b| b.is_ascii_alphanumeric() || b == b' ')
        && words.bytes().any(|b| b.is_ascii_alphabetic())
}

/// What this deployment can send by itself. Everything else waits at the practice, to be read out or printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Ways {
    /// Texts.
    pub text: bool,
    /// Replies to texts come back here.
    pub replies: bool,
    /// Email.
    pub email: bool,
}

impl Ways {
    /// Something can be sent.
    #[must_use]
    pub const fn any(self) -> bool {
        self.text || self.email
    }
}

/// One message in the words that leave the house.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outgoing {
    /// A text or an email.
    pub way: Way,
    /// The number (`+44…`) or the mailbox.
    pub address: String,
    /// Whom it seems to come from; empty: whatever the deployment says.
    pub sender: String,
    /// What it says.
    pub body: String,
}

/// What becomes of a message to a person now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Plan {
    /// The practice reads it out or prints it.
    ByHand,
    /// Not before then: the person may not be reached now.
    Later(Timestamp),
    /// It may leave.
    Now(Outgoing),
}

/// A phone number as the networks dial it: `020 7946 0111` is `+442079460111`. `None`: not a number.
#[must_use]
pub fn dialled(phone: &str) -> Option<String> {
    let kept: String = phone.chars().filter(|c| !" ()-.\u{a0}".contains(*c)).collect();
    let digits = match (
        kept.strip_prefix('+'),
        kept.strip_prefix("00"),
        kept.strip_prefix('0'),
    ) {
        (Some(rest), _, _) | (None, Some(rest), _) => rest.to_owned(),
        (None, None, Some(rest)) => format!("44{rest}"),
        (None, None, None) => return None,
    };
    let is_number = (8..=15).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    is_number.then(|| format!("+{digits}"))
}

/// What becomes of this message at `at`. Nothing leaves without a safe way that the person chose.
#[must_use]
pub fn plan(
    kind: MessageKind,
    text: &str,
    details: &Details,
    contact: Option<&SafeContact>,
    ways: Ways,
    at: Timestamp,
) -> Plan {
    let Some(contact) = contact else {
        return Plan::ByHand;
    };
    let limits = &contact.limits;
    let address = match contact.way {
        Way::Text if ways.text && !limits.no_texts => details.phone.as_deref().and_then(dialled),
        Way::Email if ways.email => details.email.clone().filter(|e| is_mailbox(e)),
        Way::Text | Way::Email | Way::Phone | Way::Post | Way::AskAtPractice => None,
    };
    let Some(address) = address else {
        return Plan::ByHand;
    };
    if kind != MessageKind::Code {
        match limits.hours.next(at) {
            None => return Plan::ByHand,
            Some(later) if later > at => return Plan::Later(later),
            Some(_) => {}
        }
    }
    let says_stop = contact.way == Way::Text && ways.replies && limits.sender.is_empty();
    Plan::Now(Outgoing {
        way: contact.way,
        address,
        sender: limits.sender.clone(),
        body: body(kind, text, details, contact, says_stop),
    })
}

/// One mailbox, and nothing that could begin another line of a letterhead.
fn is_mailbox(email: &str) -> bool {
    let plain = email
        .chars()
        .all(|c| !c.is_control() && !c.is_whitespace() && !"<>,;:\"()".contains(c));
    plain
        && matches!(email.split_once('@'), Some((who, at)) if !who.is_empty() && at.contains('.') && !at.contains('@'))
}

/// The words: what the rule wrote, with the first name in front unless others see it, and how to stop texts. What does
/// not fit is left out, the name first.
fn body(kind: MessageKind, text: &str, details: &Details, contact: &SafeContact, says_stop: bool) -> String {
    let text = if contact.may_name_service && !contact.limits.shared {
        text.replace("a new message.", "a new message about your support.")
    } else {
        text.to_owned()
    };
    let stop = if says_stop { STOP } else { "" };
    let name = details.name.split_whitespace().next().unwrap_or_default();
    if kind != MessageKind::Code && !contact.limits.shared && !name.is_empty() {
        let mut letters = text.chars();
        let first = letters
            .next()
            .map(|c| c.to_lowercase().to_string())
            .unwrap_or_default();
        let named = format!("{name}, {first}{}{stop}", letters.as_str());
        if named.chars().count() <= TEXT {
            return named;
        }
    }
    let plain = format!("{text}{stop}");
    if plain.chars().count() <= TEXT {
        plain
    } else {
        format!("{}{stop}", crate::words::NEW_MESSAGE)
    }
}

#[cfg(test)]
#[path = "reach_tests.rs"]
mod tests;
