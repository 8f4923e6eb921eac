//! From what was typed to details, or to what is wrong with it. Never asks for more than a name and one way to make
//! contact; never calls an answer wrong that a person could mean.

use jiff::Timestamp;
use jiff::civil::Date;
use sayso_app::languages::LANGUAGES;
use sayso_core::person::Details;
use sayso_words::Say;
use sayso_words::sayings::card as say;

use super::Typed;

/// What was read.
#[derive(Debug)]
pub(super) struct Read {
    pub(super) details: Details,
    pub(super) own_words: String,
}

/// Something to put right: beside which field, which field the summary leads to, in which words.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Wrong {
    pub(super) id: &'static str,
    pub(super) link: &'static str,
    pub(super) words: Say,
}

/// Longest answers, in characters: a line, and a page. A basket lives in memory.
const LINE: usize = 200;
const PAGE: usize = 4000;

pub(super) fn read(typed: &Typed, now: Timestamp) -> Result<Read, Vec<Wrong>> {
    let mut wrong = vec![];
    let mut say = |id, link, words| wrong.push(Wrong { id, link, words });
    if typed.name.is_empty() {
        say("name", "name", say::enter_name());
    }
    if typed.phone.is_empty() && typed.email.is_empty() {
        say("phone", "phone", say::enter_reach());
    }
    if !typed.phone.is_empty() && typed.phone.chars().filter(char::is_ascii_digit).count() < 5 {
        say("phone", "phone", say::enter_phone());
    }
    if !typed.email.is_empty() && !is_email(&typed.email) {
        say("email", "email", say::enter_email());
    }
    let birth_date = match birth_date(typed, now) {
        Ok(date) => date,
        Err(words) => {
            say("birth-date", "birth-date-day", words);
            None
        }
    };
    for (id, text) in [
        ("name", &typed.name),
        ("phone", &typed.phone),
        ("email", &typed.email),
    ] {
        if text.chars().count() > LINE {
            say(id, id, say::too_long_line());
        }
    }
    for (id, text) in [
        ("own_words", &typed.own_words),
        ("access_needs", &typed.access_needs),
    ] {
        if text.chars().count() > PAGE {
            say(id, id, say::too_long_page());
        }
    }
    if !wrong.is_empty() {
        return Err(wrong);
    }
    let some = |text: &str| Some(plain(text)).filter(|t| !t.is_empty());
    let known = LANGUAGES.iter().any(|(code, _)| *code == typed.language);
    Ok(Read {
        details: Details {
            name: plain(&typed.name),
            birth_date,
            nhs_number: None,
            phone: some(&typed.phone),
            email: some(&typed.email),
            language: some(&typed.language).filter(|_| known),
            interpreter: typed.interpreter,
            access_needs: some(&typed.access_needs),
            reading: None,
        },
        own_words: plain(&typed.own_words),
    })
}

/// Without control characters other than line breaks: nobody types them, and a letter cannot show them.
fn plain(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_control() || *c == '\n')
        .collect::<String>()
        .trim()
        .to_owned()
}

fn is_email(text: &str) -> bool {
    let parts = text.split_once('@');
    parts.is_some_and(|(name, host)| !name.is_empty() && !host.is_empty() && !host.contains('@'))
        && !text.contains(char::is_whitespace)
}

fn birth_date(typed: &Typed, now: Timestamp) -> Result<Option<Date>, Say> {
    let parts = [&typed.year, &typed.month, &typed.day];
    if parts.iter().all(|p| p.is_empty()) {
        return Ok(None);
    }
    let not_a_date = say::enter_date;
    let number = |text: &str| text.parse::<i16>().ok();
    let small = |text: &str| text.parse::<i8>().ok();
    let date = number(&typed.year)
        .zip(small(&typed.month))
        .zip(small(&typed.day))
        .and_then(|((y, m), d)| Date::new(y, m, d).ok())
        .filter(|d| d.year() >= 1900);
    let date = date.ok_or_else(not_a_date)?;
    let today = now.to_zoned(jiff::tz::TimeZone::UTC).date();
    if date > today {
        return Err(not_a_date());
    }
    // Adults only (model, "Supporter").
    let sixteen = date
        .checked_add(jiff::Span::new().years(16))
        .map_err(|_| not_a_date())?;
    if sixteen > today {
        return Err(say::too_young());
    }
    Ok(Some(date))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed() -> Typed {
        Typed {
            name: "Alex".into(),
            phone: "020 7946 0000".into(),
            ..Typed::default()
        }
    }
    fn now() -> Timestamp {
        "2026-05-18T09:00:00Z".parse().unwrap()
    }
    fn wrong(typed: &Typed) -> Vec<&'static str> {
        read(typed, now())
            .unwrap_err()
            .into_iter()
            .map(|w| w.id)
            .collect()
    }

    #[test]
    fn a_name_and_one_way_to_make_contact_are_enough() {
        let by_phone = read(&typed(), now()).unwrap().details;
        assert_eq!((by_phone.birth_date, by_phone.email), (None, None));
        let by_email = Typed {
            phone: String::new(),
            email: "a@b.example".into(),
            ..typed()
        };
        assert!(read(&by_email, now()).is_ok());
        assert_eq!(wrong(&Typed::default()), ["name", "phone"]);
    }

    #[test]
    fn an_address_without_an_at_and_a_date_that_never_was_are_put_right() {
        let dated = |day: &str, month: &str, year: &str| Typed {
            day: day.into(),
            month: month.into(),
            year: year.into(),
            ..typed()
        };
        assert_eq!(
            wrong(&Typed {
                email: "nobody".into(),
                ..typed()
            }),
            ["email"]
        );
        for (day, month, year) in [
            ("31", "2", "1990"),
            ("1", "", ""),
            ("1", "1", "2030"),
            ("2", "6", "2010"),
        ] {
            assert_eq!(
                wrong(&dated(day, month, year)),
                ["birth-date"],
                "{day} {month} {year}"
            );
        }
        let born = read(&dated("18", "5", "2010"), now()).unwrap().details.birth_date;
        assert_eq!(born.map(|d| d.to_string()).as_deref(), Some("2010-05-18"));
    }

    #[test]
    fn characters_that_nobody_types_do_not_reach_a_letter() {
        let odd = Typed {
            name: "Al\u{0}ex\u{7}".into(),
            own_words: "one\r\ntwo".into(),
            ..typed()
        };
        let read = read(&odd, now()).unwrap();
        assert_eq!(
            (read.details.name.as_str(), read.own_words.as_str()),
            ("Alex", "one\ntwo")
        );
    }

    #[test]
    fn only_a_language_of_the_list_is_kept_as_a_code() {
        let with = |code: &str| Typed {
            language: code.into(),
            ..typed()
        };
        assert_eq!(
            read(&with("pl"), now()).unwrap().details.language.as_deref(),
            Some("pl")
        );
        assert_eq!(read(&with("<b>"), now()).unwrap().details.language, None);
    }
}
