//! In which language and shape somebody reads here: the mark in their browser, saying a text in it, and the form that
//! chooses. Owns: no words. The mark says nothing but the choice, and goes when the browser or "Exit this page" ends it.

use std::fmt::Write as _;

use axum::http::{HeaderMap, HeaderValue};
use jiff::Timestamp;
use jiff::civil::Date;
use maud::{Markup, html};
use sayso_core::reads::{Language, Reads};
use sayso_core::sayso::Format;
use sayso_words::sayings::{common, reading};
use sayso_words::{Arg, Part, Piece, Say};

use crate::nhs::{Button, Choose, Content, Details, Select, button, details, problems_in, select};

/// The mark's name in the browser.
const MARK: &str = "reads";

/// What the browser says was chosen here.
#[must_use]
pub(crate) fn chosen(headers: &HeaderMap) -> Option<Reads> {
    let all = headers.get_all(axum::http::header::COOKIE).iter();
    let pairs = all.filter_map(|v| v.to_str().ok()).flat_map(|v| v.split(';'));
    let mut found = pairs.filter_map(|pair| pair.trim().split_once('='));
    found
        .find(|(name, _)| *name == MARK)
        .and_then(|(_, v)| Reads::parse(v))
}

/// Puts the choice into the browser; `None` takes it out.
pub(crate) fn mark(reads: Option<Reads>, secure: bool) -> HeaderValue {
    let secure = if secure { "; Secure" } else { "" };
    let text = match reads {
        Some(reads) => format!("{MARK}={reads}; Path=/; HttpOnly; SameSite=Lax{secure}"),
        None => format!("{MARK}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0"),
    };
    HeaderValue::from_str(&text).expect("our own words")
}

/// Says texts in one language and shape.
#[derive(Debug, Clone, Copy, Default)]
pub struct Words(
    /// Which.
    pub Reads,
);

impl Words {
    /// The text, with English words in the midst of another language marked as such.
    #[must_use]
    pub fn t(self, say: &Say) -> Content<'static> {
        drawn(&say.pieces(self.0.language, Part::Standard))
    }
    /// The text for where no markup can stand.
    #[must_use]
    pub fn s(self, say: &Say) -> String {
        say.words(self.0.language)
    }
    /// A minute in London.
    #[must_use]
    pub fn at(self, at: Timestamp) -> String {
        sayso_words::moment(at, self.0.language)
    }
    /// A day.
    #[must_use]
    pub fn day(self, day: Date) -> String {
        sayso_words::day(day, self.0.language)
    }
    /// What a rule or the log calls something, found by its English words.
    #[must_use]
    pub fn k(self, english: &str) -> Content<'static> {
        self.t(&common::same(sayso_words::known(english)))
    }
    /// What a deployment published in English.
    #[must_use]
    pub fn published(self, english: &str) -> Content<'static> {
        self.t(&common::same(Arg::published(english)))
    }
    /// One line for each.
    #[must_use]
    pub fn list(self, all: impl IntoIterator<Item = Say>) -> Markup {
        html! {
            ul class="nhsuk-list nhsuk-list--bullet" { @for say in all { li { (self.t(&say)) } } }
        }
    }
    /// The summary of what is to be put right, by field.
    #[must_use]
    pub fn problems(self, wrong: &[(&str, Say)]) -> Markup {
        let words: Vec<(&str, String)> = wrong.iter().map(|(f, say)| (*f, self.s(say))).collect();
        let words: Vec<(&str, &str)> = words.iter().map(|(f, s)| (*f, s.as_str())).collect();
        problems_in(&self.s(&common::there_is_a_problem()), &words)
    }
    /// What is to be put right in this field.
    #[must_use]
    pub fn wrong(self, wrong: &[(&str, Say)], field: &str) -> Option<Content<'static>> {
        let found = wrong.iter().find(|(f, _)| *f == field);
        found.map(|(_, say)| self.t(say))
    }
}

/// Words as markup.
pub(crate) fn drawn(pieces: &[Piece]) -> Content<'static> {
    if let [only] = pieces
        && !only.english
    {
        return only.words.clone().into();
    }
    let markup = html! {
        @for piece in pieces {
            @if piece.english { span lang="en" { (piece.words) } } @else { (piece.words) }
        }
    };
    markup.into()
}

/// The words for a shape, as somebody chooses it.
pub(crate) fn shape(format: Format) -> Say {
    match format {
        Format::Standard => reading::standard(),
        Format::LargePrint => reading::large_print(),
        Format::EasyRead => reading::easy_read(),
        Format::PlainText => reading::plain_text(),
        Format::Audio => reading::audio(),
    }
}

/// Two lists: language and shape.
pub(crate) fn fields(w: Words, now: Reads) -> Markup {
    let languages = Language::ALL.iter().map(|l| Choose::Item {
        value: l.as_str(),
        text: l.own_name(),
        disabled: false,
    });
    let words: Vec<(&str, String)> = Format::ALL
        .iter()
        .map(|f| (f.as_str(), w.s(&shape(*f))))
        .collect();
    let shapes = words.iter().map(|(value, text)| Choose::Item {
        value,
        text,
        disabled: false,
    });
    html! {
        (select(&Select {
            name: "read_language",
            label: w.s(&reading::language()).into(),
            items: languages.collect(),
            value: Some(now.language.as_str()),
            ..Select::default()
        }))
        (select(&Select {
            name: "read_format",
            label: w.s(&reading::format()).into(),
            items: shapes.collect(),
            value: Some(now.format.as_str()),
            ..Select::default()
        }))
    }
}

/// What was chosen in [`fields`].
pub(crate) fn read(form: &crate::form::Form) -> Option<Reads> {
    Some(Reads {
        language: Language::parse(form.get("read_language"))?,
        format: Format::parse(form.get("read_format"))?,
    })
}

/// The form that shows a page another way: closed until somebody wants it, named in every language.
pub(crate) fn chooser(now: Reads, action: &str, csrf: &Markup, to: Option<&str>) -> Markup {
    let w = Words(now);
    let other = Language::ALL.iter().copied().filter(|l| *l != now.language);
    let summary = html! {
        (w.t(&reading::choose()))
        @for l in other { " · " span lang=(l) { (reading::choose().words(l)) } }
    };
    let inside = Details {
        summary: summary.into(),
        content: html! {
            form method="post" action=(action) novalidate {
                (csrf)
                @if let Some(to) = to { input type="hidden" name="to" value=(to); }
                (fields(w, now))
                (button(&Button::secondary(w.t(&reading::show()))))
            }
        }
        .into(),
        ..Details::default()
    };
    html! { div class="app-screen-only" { (details(&inside)) } }
}

/// At the head of a page: the same page in the other language, one press away. `to` is the page.
pub(crate) fn switch(now: Reads, csrf: &Markup, to: &str) -> Markup {
    html! {
        @for other in Language::ALL.iter().copied().filter(|l| *l != now.language) {
            form class="app-switch app-screen-only" method="post" action="/words" novalidate {
                (csrf)
                input type="hidden" name="to" value=(to);
                input type="hidden" name="read_language" value=(other);
                input type="hidden" name="read_format" value=(now.format);
                button class="app-switch__button" type="submit" lang=(other) { (other.own_name()) }
            }
        }
    }
}

/// The same on a page that anybody can open, with large print beside it: links, since a cache keeps no token.
pub(crate) fn links(now: Reads, to: &str) -> Markup {
    let size = match now.format {
        Format::LargePrint => Format::Standard,
        Format::Standard | Format::EasyRead | Format::PlainText | Format::Audio => Format::LargePrint,
    };
    let sized = Reads { format: size, ..now };
    html! {
        p class="app-switch app-screen-only" {
            a class="app-switch__button" rel="nofollow" href=(in_reading(sized, to)) { (Words(now).t(&shape(size))) }
            @for other in Language::ALL.iter().copied().filter(|l| *l != now.language) {
                @let there = Reads { language: other, ..now };
                " " a class="app-switch__button" rel="nofollow" lang=(other) hreflang=(other) href=(in_reading(there, to)) {
                    (other.own_name())
                }
            }
        }
    }
}

/// The address that puts a choice into the browser and goes on to `to`, which is a page of ours.
fn in_reading(reads: Reads, to: &str) -> String {
    let mut link = format!("/in/{reads}?to=");
    for byte in to.bytes() {
        // What may stand in a query as it is; the rest would end it, or begin another field.
        if byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte) {
            link.push(char::from(byte));
        } else {
            // A String takes every character.
            let _ = write!(link, "%{byte:02X}");
        }
    }
    link
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mark_is_read_back_and_nothing_else_is_taken_for_it() {
        let mut headers = HeaderMap::new();
        let cookie = "visitor=x; reads=cy.easy_read";
        headers.insert(axum::http::header::COOKIE, HeaderValue::from_static(cookie));
        assert_eq!(chosen(&headers), Reads::parse("cy.easy_read"));
        headers.insert(axum::http::header::COOKIE, HeaderValue::from_static("reads=<b>"));
        assert_eq!(chosen(&headers), None);
        assert!(mark(None, true).to_str().unwrap().contains("Max-Age=0"));
    }

    #[test]
    fn a_page_that_anybody_keeps_offers_the_other_language_and_large_print_without_a_token() {
        let text = links(Reads::default(), "/promises").0;
        assert!(text.contains("href=\"/in/cy.standard?to=/promises\">Cymraeg") && !text.contains("<form"));
        assert!(text.contains("href=\"/in/en.large_print?to=/promises\">Large print"));
        let large = links(Reads::parse("cy.large_print").unwrap(), "/").0;
        assert!(
            large.contains("\"/in/cy.standard?to=/\">Print safonol")
                && large.contains("\"/in/en.large_print?to=/\"")
        );
    }

    #[test]
    fn an_address_stands_in_the_link_as_one_value_whatever_is_in_it() {
        let link = in_reading(Reads::default(), "/x&to=/y\"%26é");
        let (_, query) = link.split_once('?').unwrap();
        assert_eq!(query.matches(['&', '"', 'é']).count(), 0);
        let read: Vec<(String, String)> = serde_urlencoded::from_str(query).unwrap();
        assert_eq!(read, [("to".to_owned(), "/x&to=/y\"%26é".to_owned())]);
    }

    #[test]
    fn a_form_in_one_language_is_found_by_those_who_read_the_other() {
        let text = chooser(Reads::default(), "/words", &html! {}, Some("/card")).0;
        assert!(
            text.contains("<span lang=\"cy\">Iaith a maint y geiriau</span>") && text.contains("Cymraeg")
        );
    }
}
