//! What people and coaches wrote in the invented world. Warm, plain, and never about ability or attitude.

use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};
use sayso_core::job::wage::PayBand;
use sayso_core::job::{AccessToWork, Contract, Hours, Made, Notice, Told, Verdict, WhyEnded};

/// After a first meeting.
pub(super) const FIRST_NOTES: &[&str] = &[
    "We met at the library and had a good long talk. You told me what you enjoyed in your last job, and what wore \
     you out. We agreed to go slowly.",
    "Thank you for telling me your story today. We looked at what would make a week feel manageable, and started \
     with that.",
    "We talked on the phone because the bus was late. You would like work that leaves you energy for your family. \
     I will look for short shifts near you.",
    "We walked in the park while we talked, which suited us both. You know a lot about plants. I wrote down three \
     places that might be glad of that.",
    "We went through how this works and what I can see. You asked good questions about who reads my notes. You do.",
];

/// Later on.
pub(super) const NOTES: &[&str] = &[
    "You tried the morning routine we talked about. It worked on four days, which is more than you expected.",
    "We read two adverts together. One felt right, one did not, and you could say why.",
    "You had a hard week, so we kept it short. Nothing to do before next time.",
    "We wrote a few lines about your years away from work. You chose the words.",
    "You visited the garden centre and liked the people there. They would be happy to see you again.",
    "We practised how to ask for a chair with a back, and for a break at eleven.",
    "You called the college yourself. The course starts in spring, and there is a place.",
    "We looked at the journey by bus. The second stop is flat all the way, so that is the one.",
    "You met the team for a coffee. They explained the job, and you told them what you need.",
    "Two afternoons of volunteering done. You said that you slept well after both.",
    "We talked about money worries. I gave you the number of free, independent advice.",
    "Your manager agreed to shorter days for a month. We will see together how it feels.",
];

/// Next steps, agreed together.
pub(super) const STEPS: &[&str] = &[
    "You: visit the garden centre on a quiet morning. Me: ask them about part-time hours.",
    "Me: find out whether the course can be done from home.",
    "You: write down three things you liked in your last job.",
    "Me: send you the list of places with step-free entrances.",
    "You: try the bus once, with a friend. Me: be on the phone if you want.",
    "Together: look at two adverts next time, and only two.",
    "Me: ask the library about their volunteer mornings.",
    "You: rest this week. Me: call on Thursday, if that is still all right.",
];

/// Meetings.
pub(super) const MEETINGS: &[&str] = &[
    "A talk at the library, by the window",
    "A phone call",
    "A video call",
    "Coffee at the community centre",
    "A walk in the park",
];

/// What Alex needs at work.
pub(super) const NEED: &str = "To sit down for ten minutes every hour. A later start on Mondays helps.";

/// What people hope for.
pub(super) const HOPES: &[&str] = &[
    "To have a reason to set the alarm.",
    "To earn enough that I do not have to count every day.",
    "To work with my hands again.",
    "To be useful, without being worn out by Wednesday.",
    "That my children see me go to work.",
];

/// Why a provider could not help.
pub(super) const DECLINES: &[&str] = &[
    "We have no coach who signs at the moment, and we did not want to keep you waiting for somebody who cannot.",
    "You live outside the area that we can visit. Your practice can refer you to the other team.",
    "Our group for this starts again in three months. You are welcome to ask then, or to choose the other team now.",
];

/// Words for the GP record.
pub(super) const RECORDS: &[&str] = &[
    "Has support with work from a local service. Mornings free for treatment work best.",
    "Has agreed shorter days with their employer for four weeks. Would welcome a review of pain relief after that.",
    "Started volunteering two afternoons a week. Reports better sleep.",
    "Would like fit notes to say what helps at work: a chair with a back, and a break every hour.",
    "In part-time work since last month. Would like appointments after 2pm.",
];

/// What a clinician makes of words that were too long.
pub(super) const AMENDED: &str = "Support with work from a local service. Mornings are needed for treatment.";

/// A report of a danger, in few words.
pub(super) const DANGER: &str = "They told me that somebody at home takes their phone and their money. They are safe with a friend today.";

/// A concern, as a person writes it.
pub(super) const CONCERN: &str = "Somebody at the desk said that my money could depend on this. I would like to know whether that is true.";

/// Its answer.
pub(super) const HEARD: &str = "It is not true, and nobody may say it. We have spoken to the practice. Your yes stays yours: you can stop at any time.";

/// How many people a coach has time for.
pub(super) const PLACES: &[u32] = &[20, 24, 18];

/// What a person writes beside a note.
pub(super) const BESIDE: &str =
    "That is not quite how it was. I did call the college, and they have not answered yet.";

/// Public questions and their answers. The last one waits.
pub(super) const QUESTIONS: &[(&str, &str)] = &[
    (
        "Does the Jobcentre learn that somebody takes part?",
        "No. Nothing about anybody goes there. The page “Where data goes” lists every recipient, and a test holds it true.",
    ),
    (
        "Who pays the coaches, and do they earn more if people start work?",
        "The Board pays. Eastgate Futures gets a payment for each job that lasts; Northway Work does not. You see this \
         before you choose.",
    ),
    (
        "Can my doctor see what I talk about with a coach?",
        "Only words that you agreed to, one by one. Nothing is sent by itself.",
    ),
];

/// A concern that nobody signed.
pub(super) const PRESSED: &str =
    "I was told that everybody else had said yes. I only wanted to think about it for a week.";

/// What an organisation answers the guardian.
pub(super) const ANSWERED: &[&str] = &[
    "They rang that morning with a new number, and it was written down the same day.",
    "A meeting was moved that day. Both days stand in the diary.",
    "A letter had come back. We looked up whether the address was right.",
];

/// Why the guardian switched a flow off, for the two seats alone.
pub(super) const SWITCHED: &str =
    "Until we know what was said to an employer on the phone, no more calls are made.";

/// A demand of the benefits system, and the advice on it.
pub(super) const DEMAND: &str =
    "A letter asks for the names of everybody who has started work. It names no power.";
/// What the lawyer said.
pub(super) const ADVICE: &str =
    "No power is named, and none would reach this. Answer that nothing is handed over.";

/// What people tell about how to reach them.
pub(super) const WHEN: &[&str] = &[
    "Any time after 10.",
    "Not on Fridays.",
    "Text first, then call.",
    "Mornings are best.",
    "After 4pm, when the children are back.",
];

/// Private words.
pub(super) const PRIVATE: &[&str] = &[
    "marigold",
    "teapot",
    "northsea",
    "bluebell",
    "penny whistle",
    "old oak",
];

/// A job that began a week ago: one that suits, or one that did not and was left after three days.
pub(super) fn job(good: bool, now: Timestamp) -> Told {
    let today = now.to_zoned(TimeZone::UTC).date();
    let before = |days: i64| today.checked_sub(Span::new().days(days)).ok();
    let both = Told {
        started: before(7),
        ..Told::default()
    };
    if good {
        Told {
            work: Some("Plants and a shop counter, three days a week".into()),
            hours: Some(Hours::SixteenToThirty),
            hours_wanted: Some(true),
            pay: Some(PayBand::AtLeast),
            contract: Some(Contract::Permanent),
            notice: Some(Notice::FourWeeks),
            asked_for: Some("A chair with a back, and a break at eleven".into()),
            made: Some(Made::All),
            access_to_work: Some(AccessToWork::Granted),
            verdict: Some(Verdict::Yes),
            ..both
        }
    } else {
        Told {
            work: Some("Packing at night".into()),
            hours: Some(Hours::UnderEight),
            hours_wanted: Some(false),
            pay: Some(PayBand::Below),
            contract: Some(Contract::ZeroHours),
            notice: Some(Notice::Less),
            asked_for: Some("Day shifts".into()),
            made: Some(Made::None),
            verdict: Some(Verdict::No),
            ended: before(4),
            why_ended: Some(WhyEnded::DidNotSuit),
            ..both
        }
    }
}
