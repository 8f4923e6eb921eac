//! The form on which a job is told, for the person and for a coach who writes it down as they heard it. Every field can
//! be left out. The rate of pay that somebody types becomes a band here and goes no further.

use jiff::civil::Date;
use maud::{Markup, html};
use sayso_core::job::wage::{self, PayBand, Rate, Region};
use sayso_core::job::{AccessToWork, Contract, Hours, Made, Notice, Told, Verdict, WhyEnded};
use sayso_core::{screen, words};

use crate::form::Form;
use crate::nhs::{
    Choice, Choices, DateInput, DatePart, Input, Label, Row, Size, SummaryList, Textarea, checkboxes,
    date_input, input, radios, summary_list, textarea,
};

/// What is wrong with the form: field and words.
pub(super) type Wrong = Vec<(&'static str, &'static str)>;

const NUMBER: &str = "This may hold a National Insurance number. Take it out, or tick below to keep it";

fn why(wrong: &Wrong, field: &str) -> Option<&'static str> {
    wrong.iter().find(|(f, _)| *f == field).map(|(_, words)| *words)
}

fn small(question: &str) -> Label<'_> {
    Label {
        content: question.into(),
        size: Some(Size::S),
        ..Label::default()
    }
}

/// A question with one answer, or none: what was chosen can be unsaid again.
fn one_of<'a>(name: &'a str, question: &'a str, mut items: Vec<Choice<'a>>, form: &'a Form) -> Markup {
    items.push(Choice::new("", "Not said"));
    radios(&Choices {
        name,
        legend: Some(small(question)),
        items,
        selected: vec![form.get(name)],
        small: true,
        ..Choices::default()
    })
}

/// The names of a date's three fields, the first of which an error leads to.
const DATES: [(&str, [&str; 3], &str); 3] = [
    (
        "started",
        ["started_day", "started_month", "started_year"],
        "started-started_day",
    ),
    (
        "ended",
        ["ended_day", "ended_month", "ended_year"],
        "ended-ended_day",
    ),
    (
        "since",
        ["since_day", "since_month", "since_year"],
        "since-since_day",
    ),
];

fn a_date(nth: usize, question: &str, form: &Form, wrong: &Wrong) -> Markup {
    let (id, names, first) = DATES[nth];
    let labels = ["Day", "Month", "Year"];
    let parts = names.iter().zip(labels).map(|(name, label)| DatePart {
        name,
        label: Some(label),
        value: Some(form.get(name)).filter(|v| !v.is_empty()),
        width: Some(if label == "Year" { 4 } else { 2 }),
        ..DatePart::default()
    });
    date_input(&DateInput {
        id,
        legend: Some(small(question)),
        error: why(wrong, first).map(Into::into),
        items: parts.collect(),
        ..DateInput::default()
    })
}

fn read_date(nth: usize, form: &Form, wrong: &mut Wrong) -> Option<Date> {
    let (_, names, first) = DATES[nth];
    let parts = names.map(|name| form.get(name));
    if parts.iter().all(|p| p.is_empty()) {
        return None;
    }
    let day = parts[0].parse().ok();
    let (month, year) = (parts[1].parse().ok(), parts[2].parse().ok());
    let date = match (year, month, day) {
        (Some(y), Some(m), Some(d)) => Date::new(y, m, d).ok(),
        _ => None,
    };
    if date.is_none() {
        wrong.push((first, "There is no such day. Check day, month and year"));
    }
    date
}

/// All the fields.
pub(super) fn fields(form: &Form, wrong: &Wrong, rate: Option<Rate>, yours: bool) -> Markup {
    let text = |name: &'static str, label: &'static str, hint: &'static str| {
        textarea(&Textarea {
            name,
            label: Label {
                content: label.into(),
                size: Some(Size::S),
                ..Label::default()
            },
            hint: hint.into(),
            value: form.get(name),
            error: why(wrong, name).map(Into::into),
            rows: Some(2),
            ..Textarea::default()
        })
    };
    let whose = |you: &'static str, they: &'static str| if yours { you } else { they };
    html! {
        p { "Leave out whatever you like. Nothing here must be filled in." }
        (text("work", "What is the work?", "For example, gardening. Please do not name the employer."))
        (a_date(0, "When did it start, or when does it?", form, wrong))
        (one_of("hours", "How many hours in a usual week?", all(Hours::ALL, Hours::as_str, Hours::in_words), form))
        (one_of("hours_wanted", whose("Are these the hours you wanted?", "Are these the hours they wanted?"), yes_no(), form))
        (pay(form, wrong, rate))
        (one_of("contract", "What kind of contract is it?", all(Contract::ALL, Contract::as_str, Contract::in_words), form))
        (one_of("notice", "When are shifts known?", all(Notice::ALL, Notice::as_str, Notice::in_words), form))
        (text("asked_for", "Which changes were asked for because of health?",
            "For example, a later start, or a chair. Needs, not diagnoses."))
        (one_of("made", "Were they made?", all(Made::ALL, Made::as_str, Made::in_words), form))
        (one_of("access", "Access to Work", all(AccessToWork::ALL, AccessToWork::as_str, AccessToWork::in_words), form))
        (a_date(2, "Since when?", form, wrong))
        (one_of("verdict", whose("Is it what you wanted?", "Is it what they wanted, in their own judgement?"),
            all(Verdict::ALL, Verdict::as_str, Verdict::in_words), form))
        h2 { "If it has ended" }
        (a_date(1, "When did it end?", form, wrong))
        (one_of("why_ended", "Why did it end?", all(WhyEnded::ALL, WhyEnded::as_str, WhyEnded::in_words), form))
        @if wrong.iter().any(|(_, w)| *w == NUMBER) {
            (checkboxes(&Choices {
                name: "keep_number",
                items: vec![Choice::new("yes", "Keep the words as they are written")],
                ..Choices::default()
            }))
        }
    }
}

fn all<T: Copy + 'static>(
    values: &'static [T],
    value: fn(T) -> &'static str,
    words: fn(T) -> &'static str,
) -> Vec<Choice<'static>> {
    let choice = |v: &T| Choice::new(value(*v), capital(words(*v)));
    values.iter().map(choice).collect()
}

fn yes_no() -> Vec<Choice<'static>> {
    vec![Choice::new("yes", "Yes"), Choice::new("no", "No")]
}

pub(super) fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or(String::new(), |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

fn pay(form: &Form, wrong: &Wrong, rate: Option<Rate>) -> Markup {
    let hint = rate.map_or_else(
        || "We keep only whether it is below or above the Real Living Wage.".to_owned(),
        |r| {
            format!(
                "We compare it with the Real Living Wage, {} or {} in London since {}. Then we forget what you typed.",
                pounds(r.uk),
                pounds(r.london),
                words::day(r.from)
            )
        },
    );
    let kept = PayBand::parse(form.get("pay_kept"));
    html! {
        (input(&Input {
            name: "rate",
            label: Label { content: "What is the pay for one hour?".into(), size: Some(Size::S), ..Label::default() },
            hint: hint.into(),
            value: Some(form.get("rate")).filter(|v| !v.is_empty()),
            error: why(wrong, "rate").map(Into::into),
            inputmode: Some("decimal"),
            autocomplete: Some("off"),
            prefix: "£".into(),
            width: Some(5),
            ..Input::default()
        }))
        @if let Some(kept) = kept {
            input type="hidden" name="pay_kept" value=(kept);
            p { "Kept now: " (kept.in_words()) ". Leave the field empty to keep that." }
        }
        (one_of("region", "Where is the work?", vec![
            Choice::new(Region::Uk.as_str(), "Not in London"),
            Choice::new(Region::London.as_str(), "In London"),
        ], form))
    }
}

fn pounds(pence: u32) -> String {
    format!("£{}.{:02}", pence / 100, pence % 100)
}

/// What the form tells, or what to put right.
pub(super) fn read(form: &Form, today: Date) -> Result<Told, Wrong> {
    let mut wrong = vec![];
    let started = read_date(0, form, &mut wrong);
    let ended = read_date(1, form, &mut wrong);
    let access_since = read_date(2, form, &mut wrong);
    if let (Some(first), Some(last)) = (started, ended)
        && last < first
    {
        wrong.push(("ended-ended_day", "It cannot end before it starts"));
    }
    let region = Region::parse(form.get("region")).unwrap_or(Region::Uk);
    let pay = match (form.get("rate"), wage::pence(form.get("rate"))) {
        ("", _) => PayBand::parse(form.get("pay_kept")),
        (_, Some(amount)) => wage::band(amount, region, started.unwrap_or(today)),
        (_, None) => {
            wrong.push(("rate", "Write the pay as pounds and pence, like 13.45"));
            None
        }
    };
    for field in ["work", "asked_for"] {
        if !form.ticked("keep_number", "yes") && !screen::ni_numbers(form.get(field)).is_empty() {
            wrong.push((field, NUMBER));
        }
    }
    let told = Told {
        work: form.some("work"),
        started,
        ended,
        why_ended: WhyEnded::parse(form.get("why_ended")),
        hours: Hours::parse(form.get("hours")),
        hours_wanted: match form.get("hours_wanted") {
            "yes" => Some(true),
            "no" => Some(false),
            _ => None,
        },
        pay,
        contract: Contract::parse(form.get("contract")),
        notice: Notice::parse(form.get("notice")),
        asked_for: form.some("asked_for"),
        made: Made::parse(form.get("made")),
        access_to_work: AccessToWork::parse(form.get("access")),
        access_since,
        verdict: Verdict::parse(form.get("verdict")),
    };
    if told.is_empty() && wrong.is_empty() {
        wrong.push(("work", "Tell us at least one thing about the job"));
    }
    if wrong.is_empty() { Ok(told) } else { Err(wrong) }
}

/// The form as it stands for a job that was told before.
pub(super) fn filled(told: &Told) -> Form {
    let mut all: Vec<(&str, String)> = vec![];
    let mut put = |name, value: Option<&str>| {
        if let Some(value) = value {
            all.push((name, value.to_owned()));
        }
    };
    put("work", told.work.as_deref());
    put("asked_for", told.asked_for.as_deref());
    put("hours", told.hours.map(Hours::as_str));
    put(
        "hours_wanted",
        told.hours_wanted.map(|w| if w { "yes" } else { "no" }),
    );
    put("pay_kept", told.pay.map(PayBand::as_str));
    put("contract", told.contract.map(Contract::as_str));
    put("notice", told.notice.map(Notice::as_str));
    put("made", told.made.map(Made::as_str));
    put("access", told.access_to_work.map(AccessToWork::as_str));
    put("verdict", told.verdict.map(Verdict::as_str));
    put("why_ended", told.why_ended.map(WhyEnded::as_str));
    for ((_, names, _), date) in DATES.iter().zip([told.started, told.ended, told.access_since]) {
        if let Some(date) = date {
            let parts = [
                date.day().to_string(),
                date.month().to_string(),
                date.year().to_string(),
            ];
            all.extend(names.iter().copied().zip(parts));
        }
    }
    let fields: Vec<(&str, &str)> = all.iter().map(|(n, v)| (*n, v.as_str())).collect();
    Form::of(&fields)
}

/// A job as it is told, line by line; what was left out has no line.
pub(super) fn told(t: &Told) -> Markup {
    let mut rows: Vec<Row> = vec![];
    let mut put = |key: &'static str, value: Option<String>| {
        if let Some(value) = value {
            rows.push(Row::fact(key, capital(&value)));
        }
    };
    put("Work", t.work.clone());
    put("Started", t.started.map(words::day));
    put("Hours", t.hours.map(|h| h.in_words().into()));
    put(
        "Hours wanted",
        t.hours_wanted.map(|w| if w { "yes" } else { "no" }.into()),
    );
    put("Pay", t.pay.map(|p| p.in_words().into()));
    put("Contract", t.contract.map(|c| c.in_words().into()));
    put("Shifts", t.notice.map(|n| n.in_words().into()));
    put("Changes asked for", t.asked_for.clone());
    put("Changes made", t.made.map(|m| m.in_words().into()));
    put(
        "Access to Work",
        t.access_to_work.map(|a| match t.access_since {
            Some(day) => format!("{} since {}", a.in_words(), words::day(day)),
            None => a.in_words().into(),
        }),
    );
    put("What they wanted?", t.verdict.map(|v| v.in_words().into()));
    put("Ended", t.ended.map(words::day));
    put("Why it ended", t.why_ended.map(|w| w.in_words().into()));
    summary_list(&SummaryList {
        rows,
        ..SummaryList::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    const TODAY: Date = date(2026, 5, 20);

    #[test]
    fn a_rate_becomes_a_band_and_the_amount_is_nowhere() {
        let told = read(&Form::of(&[("rate", "13.50"), ("region", "uk")]), TODAY).expect("a job");
        assert_eq!(told.pay, Some(PayBand::AtLeast));
        assert!(!format!("{told:?}").contains("13"), "{told:?}");
        let london = read(&Form::of(&[("rate", "13.50"), ("region", "london")]), TODAY).expect("a job");
        assert_eq!(london.pay, Some(PayBand::Below));
        assert!(read(&Form::of(&[("rate", "good")]), TODAY).is_err());
    }

    #[test]
    fn one_field_is_enough_and_none_is_not() {
        assert!(read(&Form::of(&[("verdict", "partly")]), TODAY).is_ok());
        assert!(read(&Form::of(&[]), TODAY).is_err());
    }

    #[test]
    fn what_was_told_stands_in_the_form_again() {
        let told = Told {
            work: Some("plants".into()),
            started: Some(date(2026, 4, 1)),
            access_to_work: Some(AccessToWork::Waiting),
            access_since: Some(date(2026, 3, 1)),
            pay: Some(PayBand::Below),
            verdict: Some(Verdict::No),
            hours_wanted: Some(false),
            ..Told::default()
        };
        assert_eq!(read(&filled(&told), TODAY), Ok(told));
    }

    #[test]
    fn a_number_in_the_words_is_asked_about_and_may_stay() {
        let typed = ("work", "plants QQ123456C");
        assert_eq!(read(&Form::of(&[typed]), TODAY), Err(vec![("work", NUMBER)]));
        assert!(read(&Form::of(&[typed, ("keep_number", "yes")]), TODAY).is_ok());
    }
}
