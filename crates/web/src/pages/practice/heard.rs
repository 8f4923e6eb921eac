//! How and when something was heard: asked wherever staff type what a patient said. No answer is kept without it.

use jiff::Timestamp;
use jiff::civil::{Date, Time};
use maud::{Markup, html};
use sayso_app::change_mind::Heard;
use sayso_core::sayso::Channel;

use super::wrong;
use crate::form::Form;
use crate::nhs::{
    Choice, Choices, DateInput, Details, Input, Item, Legend, Size, checkboxes, date_input, details, input,
    radios,
};

/// What is wrong: the field's id and words.
pub(super) type Problems = Vec<(&'static str, &'static str)>;

/// A day as typed in three fields; `None` when all are empty.
pub(super) fn day(form: &Form, prefix: &str) -> Result<Option<Date>, ()> {
    let part = |name: &str| form.get(&format!("{prefix}[{name}]")).to_owned();
    let (day, month, year) = (part("day"), part("month"), part("year"));
    if day.is_empty() && month.is_empty() && year.is_empty() {
        return Ok(None);
    }
    let number = |text: &str| text.parse::<i16>().map_err(|_| ());
    let small = |text: &str| text.parse::<i8>().map_err(|_| ());
    Date::new(number(&year)?, small(&month)?, small(&day)?)
        .map(Some)
        .map_err(|_| ())
}

/// Three fields for a day, holding what was typed.
pub(super) fn day_fields(
    form: &Form,
    prefix: &str,
    legend: &str,
    hint: &str,
    errors: &[(&str, &str)],
) -> Markup {
    let part = |name: &str| form.get(&format!("{prefix}[{name}]")).to_owned();
    let (day, month, year) = (part("day"), part("month"), part("year"));
    let shown = |value: &'_ str| !value.is_empty();
    date_input(&DateInput {
        id: prefix,
        name_prefix: Some(prefix),
        legend: Some(Legend::from(legend)),
        hint: hint.into(),
        error: wrong(errors, prefix),
        items: DateInput::parts(
            Some(day.as_str()).filter(|v| shown(v)),
            Some(month.as_str()).filter(|v| shown(v)),
            Some(year.as_str()).filter(|v| shown(v)),
        ),
        ..DateInput::default()
    })
}

/// Reads the channel and the time. A day without a time counts from its beginning; a time without a day is today's.
pub(super) fn read(form: &Form, now: Timestamp) -> Result<Heard, Problems> {
    let mut problems = vec![];
    let channel = Channel::parse(form.get("channel")).filter(|c| *c != Channel::Online);
    if channel.is_none() {
        problems.push(("channel", "Say how you heard it"));
    }
    let zone = sayso_core::time::london();
    let typed = form.get("time");
    let time = if typed.is_empty() {
        Ok(None)
    } else {
        // "9.30" and "9:30" are half past nine; the parser wants two digits.
        let typed = typed.replace('.', ":");
        let pad = if typed.find(':') == Some(1) { "0" } else { "" };
        format!("{pad}{typed}").parse::<Time>().map(Some)
    };
    let said_at = match (day(form, "said"), time) {
        (Ok(None), Ok(None)) => None,
        (Ok(date), Ok(time)) => {
            let date = date.unwrap_or_else(|| now.to_zoned(zone.clone()).date());
            let at = date.to_datetime(time.unwrap_or(Time::midnight()));
            at.to_zoned(zone).ok().map(|z| z.timestamp())
        }
        (date, time) => {
            if date.is_err() {
                problems.push(("said", "Enter a real date, for example 15 3 2026"));
            }
            if time.is_err() {
                problems.push(("time", "Enter a time like 14:30"));
            }
            None
        }
    };
    if said_at.is_some_and(|at| at > now) {
        problems.push(("said", "That time is in the future. Give the time it was said"));
    }
    match channel {
        Some(channel) if problems.is_empty() => Ok(Heard { channel, said_at }),
        _ => Err(problems),
    }
}

/// The same for a stop, which nothing about a time may hold up: one that is unreadable or lies ahead counts as now.
pub(super) fn read_for_a_stop(form: &Form, now: Timestamp) -> Result<Heard, Problems> {
    match read(form, now) {
        Err(problems)
            if problems
                .iter()
                .all(|(field, _)| matches!(*field, "said" | "time")) =>
        {
            let channel = Channel::parse(form.get("channel")).unwrap_or(Channel::Phone);
            Ok(Heard {
                channel,
                said_at: None,
            })
        }
        other => other,
    }
}

/// The fields: how it was heard, and, folded away, when, if that was not just now.
pub(super) fn fields(form: &Form, errors: &[(&str, &str)]) -> Markup {
    let given = ["said[day]", "said[month]", "said[year]", "time"];
    let open = given.iter().any(|name| !form.get(name).is_empty());
    let when = html! {
        (day_fields(form, "said", "On which day?", "The day on the paper slip, or of the phone call.", errors))
        (input(&Input {
            name: "time",
            label: "At what time, if you know".into(),
            hint: "Like 14:30".into(),
            value: form.some("time").as_deref(),
            error: wrong(errors, "time"),
            width: Some(5),
            ..Input::default()
        }))
    };
    html! {
        (radios(&Choices {
            name: "channel",
            legend: Some(Legend { content: "How did you hear it?".into(), size: Some(Size::M), ..Legend::default() }),
            error: wrong(errors, "channel"),
            items: vec![
                Choice::new("in_person", "In person"),
                Choice::new("phone", "By phone, and I read it back"),
                Choice::new("paper", "On a paper slip"),
            ],
            selected: vec![form.get("channel")],
            ..Choices::default()
        }))
        (details(&Details {
            summary: "They said it earlier".into(),
            content: when.into(),
            open,
            ..Details::default()
        }))
    }
}

/// Who decided: staff type only what the patient themself said.
pub(super) fn decided(form: &Form, errors: &[(&str, &str)]) -> Markup {
    let theirs = Item {
        value: "patient",
        text: "The patient decided this themselves".into(),
        ..Item::default()
    };
    checkboxes(&Choices {
        name: "decided",
        legend: Some(Legend {
            content: "Who decided?".into(),
            size: Some(Size::M),
            ..Legend::default()
        }),
        error: wrong(errors, "decided"),
        items: vec![theirs.into()],
        selected: Vec::from_iter(form.ticked("decided", "patient").then_some("patient")),
        ..Choices::default()
    })
}

/// What is wrong where nobody said that it was the patient who decided.
pub(super) fn undecided(form: &Form) -> Option<(&'static str, &'static str)> {
    let theirs = form.ticked("decided", "patient");
    (!theirs).then_some(("decided", "Confirm that the patient decided this themselves"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn a_slip_counts_from_the_day_that_is_written_on_it() {
        let form = Form::of(&[
            ("channel", "paper"),
            ("said[day]", "14"),
            ("said[month]", "5"),
            ("said[year]", "2026"),
        ]);
        let heard = read(&form, at("2026-05-18T09:00:00Z")).unwrap();
        // London is an hour ahead in May.
        assert_eq!(heard.said_at, Some(at("2026-05-13T23:00:00Z")));
        assert_eq!(heard.channel, Channel::Paper);
    }

    #[test]
    fn a_time_alone_is_todays() {
        let form = Form::of(&[("channel", "phone"), ("time", "9.30")]);
        let heard = read(&form, at("2026-05-18T12:00:00Z")).unwrap();
        assert_eq!(heard.said_at, Some(at("2026-05-18T08:30:00Z")));
    }

    #[test]
    fn a_stop_is_not_held_up_by_a_time_that_cannot_be() {
        let now = at("2026-05-18T12:00:00Z");
        for time in ["23:00", "half past"] {
            let form = Form::of(&[("channel", "phone"), ("time", time)]);
            let now_by_phone = Heard {
                channel: Channel::Phone,
                said_at: None,
            };
            let heard = read_for_a_stop(&form, now).unwrap();
            assert_eq!(
                (heard.channel, heard.said_at),
                (now_by_phone.channel, now_by_phone.said_at),
                "{time}"
            );
        }
        assert!(read_for_a_stop(&Form::of(&[]), now).is_err());
    }

    #[test]
    fn nothing_is_taken_without_how_it_was_heard_or_from_the_future() {
        let now = at("2026-05-18T12:00:00Z");
        assert_eq!(read(&Form::of(&[]), now).unwrap_err()[0].0, "channel");
        assert_eq!(
            read(&Form::of(&[("channel", "online")]), now).unwrap_err()[0].0,
            "channel"
        );
        let later = Form::of(&[("channel", "phone"), ("time", "23:00")]);
        assert_eq!(read(&later, now).unwrap_err()[0].0, "said");
        let odd = Form::of(&[("channel", "phone"), ("said[day]", "31"), ("said[month]", "2")]);
        assert_eq!(read(&odd, now).unwrap_err()[0].0, "said");
    }
}
