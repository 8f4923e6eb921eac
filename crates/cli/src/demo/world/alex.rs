//! Alex's own ten weeks, day by day, as the tour finds them.

use jiff::tz::TimeZone;
use jiff::{SignedDuration, ToSpan as _};
use sayso_core::sayso::Purpose;

use super::acts::{Act, Route};
use super::life::Plan;
use super::places::{Borough, NORTHWAY, SAM};
use super::texts;

/// Alex, as the tour finds them.
pub(super) fn alex(plan: &mut Plan) {
    let today = plan.now.to_zoned(TimeZone::UTC).date();
    let weekday = |days: i64| {
        let date = today.checked_sub(days.days()).unwrap_or(today);
        i64::from(date.weekday().to_monday_zero_offset())
    };
    // Seventy days ago or a few more it was a Monday; yesterday or before was the last working day.
    let early = weekday(70);
    let last = 1 + (weekday(1) - 4).max(0);
    let before = last + 1 + (weekday(last + 1) - 4).max(0);
    let midnight = today.to_zoned(TimeZone::UTC).map_or(plan.now, |z| z.timestamp());
    let days_ago = |days: i64, hour: i64, minute: i64| {
        let days = match days {
            1 => last,
            2 => before,
            _ => days + early,
        };
        midnight - SignedDuration::from_hours(24 * days) + SignedDuration::from_mins(60 * hour + minute)
    };
    let lead = Borough::lead(NORTHWAY);
    let bea = 8;
    for (days, hour, minute, act) in [
        (70, 10, 20, Act::Yes(Route::Desk, NORTHWAY)),
        (70, 10, 21, Act::Deliver),
        (70, 19, 5, Act::Enrol),
        (70, 19, 12, Act::OpenOwn),
        (69, 10, 22, Act::Deliver),
        (68, 9, 30, Act::Intake(lead)),
        (68, 9, 34, Act::Read),
        (68, 9, 36, Act::Acknowledge),
        (67, 11, 0, Act::Accept),
        (67, 11, 4, Act::Assign(SAM)),
        (66, 9, 40, Act::OpenFile(SAM)),
        (62, 14, 0, Act::Meet(SAM)),
        (62, 15, 10, Act::Note(SAM, texts::FIRST_NOTES[3])),
        (62, 15, 14, Act::Step(SAM, texts::STEPS[0])),
        (61, 20, 0, Act::OpenOwn),
        (61, 20, 3, Act::Hope),
        (61, 20, 6, Act::Give(Purpose::NeedsAtWork)),
        (61, 20, 8, Act::Need),
        (40, 13, 30, Act::Pry(bea)),
        (21, 10, 0, Act::OpenFile(SAM)),
        (21, 11, 15, Act::Note(SAM, texts::NOTES[4])),
        (2, 16, 0, Act::OpenFile(SAM)),
        (2, 16, 8, Act::Draft(SAM, texts::RECORDS[0])),
        (1, 9, 12, Act::OpenFile(SAM)),
        (1, 9, 15, Act::Book(SAM, texts::MEETINGS[0], 8)),
    ] {
        let at = days_ago(days, hour, minute);
        plan.put(at, act);
    }
}
