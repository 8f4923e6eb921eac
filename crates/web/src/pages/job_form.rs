//! The form on which a job is told, for the person and for a coach who writes it down as they heard it. Every field can
//! be left out. The rate of pay that somebody types becomes a band here and goes no further.

use jiff::civil::Date;
use maud::{Markup, html};
use sayso_core::job::wage::{self, PayBand, Rate, Region};
use sayso_core::job::{AccessToWork, Contract, Hours, Made, Notice, Told, Verdict, WhyEnded};
use sayso_core::screen;

use crate::form::Form;
use crate::nhs::{
    Choice, Choices, DateInput, DatePart, Input, Label, Row, Size, SummaryList, Textarea, checkboxes,
    date_input, input, radios, summary_list, textarea,
};
use crate::reading::Words;
use sayso_words::Say;
use sayso_words::known;
use sayso_words::sayings::card;
use sayso_words::sayings::common::same;
use sayso_words::sayings::job as say;

/// What is wrong with the form: field and words.
pub(super) type Wrong = Vec<(&'static str, Say)>;

fn small(question: &str) -> Label<'_> {
    Label {
        content: question.into(),
        size: Some(Size::S),
        ..Label::default()
    }
}

/// A question with one answer, or none: what was chosen can be unsaid again.
fn one_of<'a>(
    name: &'a str,
    question: &'a str,
    mut items: Vec<Choice<'a>>,
    form: &'a Form,
    w: Words,
) -> Markup {
    items.push(Choice::new("", w.t(&say::not_said())));
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

fn a_date(nth: usize, question: &str, form: &Form, wrong: &Wrong, w: Words) -> Markup {
    let (id, names, first) = DATES[nth];
    let labels = [card::day(), card::month(), card::year()].map(|l| w.s(&l));
    let parts = names.iter().zip(&labels).map(|(name, label)| DatePart {
        name,
        label: Some(label),
        value: Some(form.get(name)).filter(|v| !v.is_empty()),
        width: Some(if name.ends_with("year") { 4 } else { 2 }),
        ..DatePart::default()
    });
    date_input(&DateInput {
        id,
        legend: Some(small(question)),
        error: w.wrong(wrong, first),
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
        wrong.push((first, say::no_such_day()));
    }
    date
}

/// All the fields.
pub(super) fn fields(form: &Form, wrong: &Wrong, rate: Option<Rate>, yours: bool, w: Words) -> Markup {
    let text = |name: &'static str, label: &str, hint: &str| {
        textarea(&Textarea {
            name,
            label: Label {
                content: label.to_owned().into(),
                size: Some(Size::S),
                ..Label::default()
            },
            hint: hint.to_owned().into(),
            value: form.get(name),
            error: w.wrong(wrong, name),
            rows: Some(2),
            ..Textarea::default()
        })
    };
    let whose = |you: Say, they: Say| w.s(&if yours { you } else { they });
    html! {
        p { (w.t(&say::leave_out())) }
        (text("work", &w.s(&say::what_work()), &w.s(&say::what_work_hint())))
        (a_date(0, &w.s(&say::when_start()), form, wrong, w))
        (one_of("hours", &w.s(&say::how_many()), all(Hours::ALL, Hours::as_str, Hours::in_words, w), form, w))
        (one_of("hours_wanted", &whose(say::hours_you(), say::hours_they()), yes_no(w), form, w))
        (pay(form, wrong, rate, w))
        (one_of("contract", &w.s(&say::contract_kind()), all(Contract::ALL, Contract::as_str, Contract::in_words, w), form, w))
        (one_of("notice", &w.s(&say::when_shifts()), all(Notice::ALL, Notice::as_str, Notice::in_words, w), form, w))
        (text("asked_for", &w.s(&say::which_changes()),
            &w.s(&say::which_changes_hint())))
        (one_of("made", &w.s(&say::were_made()), all(Made::ALL, Made::as_str, Made::in_words, w), form, w))
        (one_of("access", &w.s(&say::access()), all(AccessToWork::ALL, AccessToWork::as_str, AccessToWork::in_words, w), form, w))
        (a_date(2, &w.s(&say::since_when()), form, wrong, w))
        (one_of("verdict", &whose(say::what_you_wanted(), say::what_they_wanted()),
            all(Verdict::ALL, Verdict::as_str, Verdict::in_words, w), form, w))
        h2 { (w.t(&say::if_ended())) }
        (a_date(1, &w.s(&say::when_end()), form, wrong, w))
        (one_of("why_ended", &w.s(&say::why_end()), all(WhyEnded::ALL, WhyEnded::as_str, WhyEnded::in_words, w), form, w))
        @if wrong.iter().any(|(_, said)| *said == say::number()) {
            (checkboxes(&Choices {
                name: "keep_number",
                items: vec![Choice::new("yes", w.t(&say::keep_words()))],
                ..Choices::default()
            }))
        }
    }
}

fn all<T: Copy + 'static>(
    values: &'static [T],
    value: fn(T) -> &'static str,
    words: fn(T) -> &'static str,
    w: Words,
) -> Vec<Choice<'static>> {
    let choice = |v: &T| Choice::new(value(*v), capital(&w.s(&same(known(words(*v))))));
    values.iter().map(choice).collect()
}

fn yes_no(w: Words) -> Vec<Choice<'static>> {
    vec![
        Choice::new("yes", w.t(&say::yes())),
        Choice::new("no", w.t(&say::no())),
    ]
}

pub(super) fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or(String::new(), |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

fn pay(form: &Form, wrong: &Wrong, rate: Option<Rate>, w: Words) -> Markup {
    let hint = rate.map_or_else(
        || w.s(&say::only_band()),
        |r| {
            w.s(&say::rate_hint(
                wage::SOURCE,
                pounds(r.uk),
                pounds(r.london),
                r.from,
            ))
        },
    );
    let kept = PayBand::parse(form.get("pay_kept"));
    html! {
        (input(&Input {
            name: "rate",
            label: Label { content: w.t(&say::how_much()), size: Some(Size::S), ..Label::default() },
            hint: hint.into(),
            value: Some(form.get("rate")).filter(|v| !v.is_empty()),
            error: w.wrong(wrong, "rate"),
            inputmode: Some("decimal"),
            autocomplete: Some("off"),
            prefix: "£".into(),
            width: Some(5),
            ..Input::default()
        }))
        @if let Some(kept) = kept {
            input type="hidden" name="pay_kept" value=(kept);
            p { (w.t(&say::kept_now(sayso_words::known(kept.in_words())))) }
        }
        (one_of("region", &w.s(&say::where_work()), vec![
            Choice::new(Region::Uk.as_str(), w.t(&say::not_london())),
            Choice::new(Region::London.as_str(), w.t(&say::in_london())),
        ], form, w))
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
        wrong.push(("ended-ended_day", say::end_first()));
    }
    let region = Region::parse(form.get("region")).unwrap_or(Region::Uk);
    let pay = match (form.get("rate"), wage::pence(form.get("rate"))) {
        ("", _) => PayBand::parse(form.get("pay_kept")),
        (_, Some(amount)) => wage::band(amount, region, started.unwrap_or(today)),
        (_, None) => {
            wrong.push(("rate", say::pay_format()));
            None
        }
    };
    for field in ["work", "asked_for"] {
        if !form.ticked("keep_number", "yes") && !screen::ni_numbers(form.get(field)).is_empty() {
            wrong.push((field, say::number()));
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
        wrong.push(("work", say::one_thing()));
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
        told.hours_wanted.map(|yes| if yes { "yes" } else { "no" }),
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
pub(super) fn told(t: &Told, w: Words) -> Markup {
    let k = |words: &str| w.s(&same(known(words)));
    let mut rows: Vec<Row> = vec![];
    let mut put = |key: Say, value: Option<String>| {
        if let Some(value) = value {
            rows.push(Row::fact(w.t(&key), capital(&value)));
        }
    };
    put(say::r_work(), t.work.clone());
    put(say::r_started(), t.started.map(|d| w.day(d)));
    put(say::r_hours(), t.hours.map(|h| k(h.in_words())));
    put(
        say::r_hours_wanted(),
        t.hours_wanted
            .map(|yes| w.s(&if yes { say::yes_small() } else { say::no_small() })),
    );
    put(say::r_pay(), t.pay.map(|p| k(p.in_words())));
    put(say::r_contract(), t.contract.map(|c| k(c.in_words())));
    put(say::r_shifts(), t.notice.map(|n| k(n.in_words())));
    put(say::r_changes(), t.asked_for.clone());
    put(say::r_made(), t.made.map(|m| k(m.in_words())));
    put(
        say::access(),
        t.access_to_work.map(|a| match t.access_since {
            Some(day) => w.s(&say::since(known(a.in_words()), day)),
            None => k(a.in_words()),
        }),
    );
    put(say::r_wanted(), t.verdict.map(|v| k(v.in_words())));
    put(say::r_ended(), t.ended.map(|d| w.day(d)));
    put(say::r_why(), t.why_ended.map(|why| k(why.in_words())));
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
        assert_eq!(
            read(&Form::of(&[typed]), TODAY),
            Err(vec![("work", say::number())])
        );
        assert!(read(&Form::of(&[typed, ("keep_number", "yes")]), TODAY).is_ok());
    }
}
