//! A coach's diary by day, the same for a screen that others can see, and a calendar feed. Neither of the last two says
//! a name, a place or anything that somebody typed.

use std::fmt::Write as _;

use axum::extract::{Path, Query};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, HOST};
use axum::http::{HeaderMap, HeaderValue};
use axum::response::IntoResponse as _;
use maud::{Markup, html};
use sayso_app::diary::{self, Diary, Meeting};
use sayso_app::telling::moment_in_words;
use sayso_app::{Error, Lane};
use sayso_core::spoken::tidy;
use sayso_core::venue::Meeting as How;

use crate::ctx::{Answer, Ctx};
use crate::form::Posted;
use crate::nhs::{Button, button};
use crate::routes::{Routes, Who};

pub(super) fn register(r: &mut Routes) {
    let coach = Who::Coach;
    r.get("/diary", coach, "list_caseload", "list_opened place_opened", page);
    r.post(
        "/diary/address",
        coach,
        "list_caseload",
        "calendar_made",
        make_address,
    );
    r.post(
        "/diary/address/end",
        coach,
        "list_caseload",
        "calendar_ended",
        end_address,
    );
    r.get(
        "/calendar/{address}",
        Who::Anybody,
        "list_caseload",
        "place_opened",
        calendar,
    );
}

#[derive(Debug, serde::Deserialize)]
struct Screen {
    screen: Option<String>,
}

async fn page(Query(screen): Query<Screen>, mut ctx: Ctx) -> Answer {
    let shared = screen.screen.as_deref() == Some("shared");
    let diary = ctx
        .act(Lane::Normal, move |desk, visit| {
            diary::open(desk, &visit.actor, shared)
        })
        .await?;
    let body = html! {
        h1 { @match diary.meetings.len() {
            0 => "No meeting in the next two weeks",
            1 => "1 meeting in the next two weeks",
            n => { (n) " meetings in the next two weeks" }
        } }
        @if shared {
            p { "This view names nobody. " a href="/diary" { "Show names and places" } }
        } @else {
            p { "If others can see this screen: " a href="/diary?screen=shared" { "show it without names" } }
        }
        (by_day(&diary.meetings))
        @if !shared { (address(&ctx, &diary)) }
    };
    Ok(ctx.page("Diary", Some("/today"), &body))
}

/// One heading for each day, the day's meetings beneath.
fn by_day(meetings: &[Meeting]) -> Markup {
    let mut days: Vec<(String, Vec<(String, &Meeting)>)> = vec![];
    for meeting in meetings {
        let when = moment_in_words(meeting.at);
        let (day, time) = when.rsplit_once(" at ").unwrap_or((&when, ""));
        match days.last_mut() {
            Some((before, meetings)) if before == day => meetings.push((time.to_owned(), meeting)),
            _ => days.push((day.to_owned(), vec![(time.to_owned(), meeting)])),
        }
    }
    html! {
        @for (day, list) in &days {
            h2 { (day) }
            ul {
                @for (at, (time, meeting)) in list.iter().enumerate() {
                    @if let Some(way) = at.checked_sub(1).and_then(|before| between(list[before].1, meeting)) {
                        li class="app-quiet" { (way) }
                    }
                    li { strong { (time) } " "
                        @match &meeting.with {
                            Some(with) => { a href={ "/person/" (with.person) } { (with.name) } ". " span class="app-wrap" { (with.place) }
                                @if let Some(venue) = &with.venue { " They chose: " (venue.name) "." } }
                            None => { (title(meeting)) }
                        }
                    }
                }
            }
        }
    }
}

/// What lies between two meetings of a day: that they collide, or how long there is to get to another place. A call can
/// be had anywhere, and a shared screen knows no places.
fn between(before: &Meeting, next: &Meeting) -> Option<String> {
    let place = |m: &Meeting| match &m.with.as_ref()?.venue {
        Some(venue) => (venue.meeting == How::InPerson).then(|| tidy(&venue.name)),
        None => (!m.by_phone).then(|| tidy(m.with.as_ref().map_or("", |with| with.place.as_str()))),
    };
    let minutes = before.at.duration_until(next.at).as_mins();
    if minutes == 0 {
        return Some("Both begin at the same time.".to_owned());
    }
    let elsewhere = place(before)? != place(next)?;
    let time = hours(minutes);
    elsewhere.then(|| format!("{time} from the start of one to the start of the next, somewhere else."))
}

/// `45 minutes`, `1 hour`, `2 hours and 5 minutes`.
fn hours(minutes: i64) -> String {
    let count = |n: i64, one: &str| {
        if n == 1 {
            format!("1 {one}")
        } else {
            format!("{n} {one}s")
        }
    };
    match (minutes / 60, minutes % 60) {
        (0, m) => count(m, "minute"),
        (h, 0) => count(h, "hour"),
        (h, m) => format!("{} and {}", count(h, "hour"), count(m, "minute")),
    }
}

const fn title(meeting: &Meeting) -> &'static str {
    if meeting.by_phone { "Call" } else { "Meeting" }
}

fn address(ctx: &Ctx, diary: &Diary) -> Markup {
    html! {
        h2 { "In your own calendar" }
        p { "A calendar can show your times. It says “Call” or “Meeting”, and never a name or a place." }
        @if diary.has_address {
            p { "You have an address. Making another ends the old one." }
            form method="post" action="/diary/address/end" novalidate {
                (ctx.csrf())
                (button(&Button::secondary("End the address")))
            }
        }
        form method="post" action="/diary/address" novalidate {
            (ctx.csrf())
            (button(&Button::secondary("Make an address")))
        }
    }
}

async fn make_address(headers: HeaderMap, Posted { mut ctx, .. }: Posted) -> Answer {
    let secret = ctx
        .act(Lane::Normal, |desk, visit| {
            diary::make_address(desk, &visit.actor)
        })
        .await?;
    let host = headers.get(HOST).and_then(|h| h.to_str().ok()).unwrap_or("");
    let scheme = if ctx.site.secure { "https" } else { "http" };
    let body = html! {
        h1 { "Copy this address into your calendar" }
        p class="app-wrap" { code { (scheme) "://" (host) "/calendar/" (secret) ".ics" } }
        p { "It is shown once. Whoever has it sees when you are busy, and nothing else. End it if you lose it." }
    };
    Ok(ctx.page("A calendar address", Some("/diary"), &body))
}

async fn end_address(Posted { mut ctx, .. }: Posted) -> Answer {
    ctx.act(Lane::Normal, |desk, visit| diary::end_address(desk, &visit.actor))
        .await?;
    Ok(ctx.see("/diary"))
}

async fn calendar(Path(address): Path<String>, mut ctx: Ctx) -> Answer {
    let secret = address.strip_suffix(".ics").unwrap_or_default().to_owned();
    // Ours are 32 hexadecimal digits; anything else was not made here.
    if secret.len() != 32 || !secret.bytes().all(|b| b.is_ascii_hexdigit()) {
        return Err(ctx.failure(Error::NotFound));
    }
    let (meetings, now) = ctx
        .open(move |desk, _| Ok((diary::calendar(desk, &secret)?, desk.now())))
        .await?;
    let mut response = feed(&meetings, now).into_response();
    let headers = response.headers_mut();
    headers.insert(
        CONTENT_TYPE,
        HeaderValue::from_static("text/calendar; charset=utf-8"),
    );
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}

/// RFC 5545: lines end in CR LF, times are UTC, a meeting is taken to last an hour.
fn feed(meetings: &[Meeting], now: jiff::Timestamp) -> String {
    let stamp = |at: jiff::Timestamp| at.strftime("%Y%m%dT%H%M%SZ").to_string();
    let mut text = String::from(
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Sayso//Calendar//EN\r\nCALSCALE:GREGORIAN\r\nMETHOD:PUBLISH\r\n",
    );
    for m in meetings {
        // Writing to a String cannot fail.
        let _ = write!(
            text,
            "BEGIN:VEVENT\r\nUID:{}@calendar\r\nDTSTAMP:{}\r\nDTSTART:{}\r\nDURATION:PT1H\r\nSUMMARY:{}\r\nCLASS:PRIVATE\r\nEND:VEVENT\r\n",
            m.mark,
            stamp(now),
            stamp(m.at),
            title(m)
        );
    }
    text.push_str("END:VCALENDAR\r\n");
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_feed_is_made_of_times_marks_and_two_words() {
        let at: jiff::Timestamp = "2026-05-25T13:00:00Z".parse().expect("a time");
        let meeting = |by_phone| Meeting {
            at,
            by_phone,
            with: Some(diary::With {
                person: sayso_core::id::PersonId::NIL,
                name: "Zqname".into(),
                place: "Zqplace".into(),
                venue: Some(sayso_core::venue::What {
                    meeting: sayso_core::venue::Meeting::Phone,
                    name: "Zqvenue".into(),
                    owner: None,
                }),
            }),
            mark: "ab12".into(),
        };
        let text = feed(&[meeting(true), meeting(false)], at);
        assert!(!text.contains("Zq"), "{text}");
        assert!(text.contains("SUMMARY:Call\r\n") && text.contains("SUMMARY:Meeting\r\n"));
        assert!(text.contains("DTSTART:20260525T130000Z\r\n"));
        assert!(
            text.lines().all(|l| l.len() <= 75) && text.matches('\n').count() == text.matches("\r\n").count()
        );
    }
}
