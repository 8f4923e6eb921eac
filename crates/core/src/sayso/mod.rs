//! What a person said: the say-so, how it was given, how it ended. Owns: the facts of the ledger. Never answers
//! "may I?" (that is [`rule`]) and never forgets a fact: the ledger is append-only.

mod interpreted;
pub mod rule;

pub use interpreted::{Interpreted, Interpreter, LONGEST_NAME};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::category::Categories;
use crate::id::{MemberId, OrgId, PersonId, SaidId, SupporterId, TermsId};
use crate::org::spelled;
use crate::parcel::ParcelHash;

spelled! {
    /// What a say-so is for. Each is its own yes, and all but the first are off until asked for.
    Purpose {
        /// Send a referral and get support.
        Refer = "refer",
        /// Tell the GP what the person chose to tell.
        FeedbackToGp = "feedback_to_gp",
        /// Let the coach speak to employers.
        Employers = "employers",
        /// Stay in touch once in work.
        InWork = "in_work",
        /// Know what the person needs at work because of their health.
        NeedsAtWork = "needs_at_work",
        /// Keep evidence of pay.
        PayEvidence = "pay_evidence",
        /// Use answers to learn whether the service works.
        Evaluation = "evaluation",
    }
}

impl Purpose {
    /// The words a person reads.
    #[must_use]
    pub const fn in_words(self) -> &'static str {
        match self {
            Self::Refer => "to support you",
            Self::FeedbackToGp => "to tell your GP how it went",
            Self::Employers => "to speak to employers for you",
            Self::InWork => "to stay in touch once you are in work",
            Self::NeedsAtWork => "to know what you need at work",
            Self::PayEvidence => "to keep evidence of your pay",
            Self::Evaluation => "to learn whether the service works",
        }
    }
}

impl Purpose {
    /// Those that are each their own yes, in the order in which they are shown.
    pub const OPTIONAL: [Self; 6] = [
        Self::FeedbackToGp,
        Self::Employers,
        Self::InWork,
        Self::NeedsAtWork,
        Self::PayEvidence,
        Self::Evaluation,
    ];

    /// Does a yes to it let somebody read? What is given to evaluation is counted, and read by nobody.
    #[must_use]
    pub const fn opens(self) -> bool {
        !matches!(self, Self::Evaluation)
    }

    /// What a yes to it means, as a person reads it before they answer.
    #[must_use]
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::Refer => "A coach gets in touch with you, and the two of you decide what to do.",
            Self::FeedbackToGp => "Your practice can read the lines you tick, and no others.",
            Self::Employers => {
                "Your coach may speak to employers you choose together. Sayso itself sends them nothing."
            }
            Self::InWork => "Your coach stays in touch after you start work. You can end it any time.",
            Self::NeedsAtWork => {
                "Your coach can read what you write about it, and write it down for you. Needs, not diagnoses."
            }
            Self::PayEvidence => "Exact pay may be written down. Without this yes, nothing exact is kept.",
            Self::Evaluation => {
                "Your answers may be used to see whether this helps. Nobody there opens your page."
            }
        }
    }
}

spelled! {
    /// How we heard it.
    Channel {
        /// Face to face.
        InPerson = "in_person",
        /// By phone, read back.
        Phone = "phone",
        /// The person typed it.
        Online = "online",
        /// A paper slip.
        Paper = "paper",
    }
}

impl Channel {
    /// The words a person reads.
    #[must_use]
    pub const fn in_words(self) -> &'static str {
        match self {
            Self::InPerson => "in person",
            Self::Phone => "by phone",
            Self::Online => "online",
            Self::Paper => "on paper",
        }
    }
}

spelled! {
    /// The shape in which the words were shown. All carry one wording version.
    Format {
        /// The page or letter.
        Standard = "standard",
        /// 18 point or more.
        LargePrint = "large_print",
        /// Pictures and short sentences.
        EasyRead = "easy_read",
        /// For email and Braille.
        PlainText = "plain_text",
        /// Read aloud.
        Audio = "audio",
    }
}

/// Who pressed the keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum KeyedBy {
    /// The person themself.
    Person,
    /// Staff who heard the person say it.
    Member(MemberId),
    /// A supporter whom the person named, within what they chose: a stop, never a yes.
    Supporter(SupporterId),
    /// An attorney or a deputy, under this recorded power, while a record for the one decision counted.
    Attorney(SupporterId),
}

/// How a say-so was given or ended: who explained, who typed, how it was heard.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct How {
    /// How we heard it.
    pub channel: Channel,
    /// BCP 47 language tag of the words shown.
    pub language: String,
    /// Their shape.
    pub format: Format,
    /// The wording version: one hash over every text in every language and shape. `None`: nobody was shown a text, or it
    /// was kept before texts had versions.
    #[serde(default)]
    pub wording: Option<String>,
    /// Who explained, where somebody did.
    pub explained_by: Option<MemberId>,
    /// Who typed.
    pub keyed_by: KeyedBy,
    /// Who interpreted, where somebody did and said so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub interpreted: Option<Interpreted>,
}

impl How {
    /// The person, online, in English, on the standard page.
    #[must_use]
    pub fn online() -> Self {
        Self {
            channel: Channel::Online,
            language: "en".into(),
            format: Format::Standard,
            wording: None,
            explained_by: None,
            keyed_by: KeyedBy::Person,
            interpreted: None,
        }
    }
}

/// A person's agreement: to these terms, for this recipient and purpose, covering these categories, in this time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaySo {
    /// Its number in the ledger.
    pub id: SaidId,
    /// Whose.
    pub person: PersonId,
    /// The words agreed to.
    pub terms: TermsId,
    /// The one organisation that it names.
    pub recipient: OrgId,
    /// What for.
    pub purpose: Purpose,
    /// What may be shared.
    pub categories: Categories,
    /// The exact sending that it covers, where it covers one.
    pub parcel: Option<ParcelHash>,
    /// When it begins.
    pub from: Timestamp,
    /// When it runs out unless asked again. Silence means stop.
    pub until: Timestamp,
    /// When the person said it.
    pub happened_at: Timestamp,
    /// When we learnt it.
    pub recorded_at: Timestamp,
    /// How it was given.
    pub how: How,
}

spelled! {
    /// Why a say-so is over.
    Ending {
        /// The person changed their mind.
        Stopped = "stopped",
        /// Its time ran out.
        Expired = "expired",
        /// The terms or an organisation's interests changed, and nobody is carried over.
        Superseded = "superseded",
    }
}

/// A fact that ends one say-so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ended {
    /// Its own number in the ledger.
    pub id: SaidId,
    /// The say-so that is over.
    pub said: SaidId,
    /// Why.
    pub ending: Ending,
    /// From when it counts: when the person said it, not when it was typed.
    pub happened_at: Timestamp,
    /// When we learnt it.
    pub recorded_at: Timestamp,
    /// How it was heard; `None` where nobody said anything (it ran out).
    pub how: Option<How>,
}

/// Everything one person has said, in the order we learnt it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ledger {
    /// Say-sos given.
    pub given: Vec<SaySo>,
    /// Facts that ended some.
    pub ended: Vec<Ended>,
    /// What the guardian has switched off, as far as it concerns this person. Not a word of theirs: it is read with
    /// the ledger so that nobody can ask the one without the other.
    pub off: Vec<Off>,
    /// Say-sos that rest on terms, or on interests behind their recipient, which are others now. They allow nothing from
    /// that moment, whether or not anybody has written down yet that they ended.
    pub outdated: Vec<SaidId>,
}

/// Something that is switched off now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Off {
    /// Nothing may reach this organisation, or not for this purpose.
    Recipient {
        /// Who.
        org: OrgId,
        /// One purpose alone; `None`: whatever for.
        purpose: Option<Purpose>,
    },
    /// The person's own practice sends nothing, or not for this purpose. Support that runs goes on.
    Sending {
        /// One purpose alone; `None`: whatever for.
        purpose: Option<Purpose>,
    },
}
