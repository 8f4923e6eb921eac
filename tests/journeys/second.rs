//! Two services for one person. Neither can learn that the other is there; each is its own yes and its own way out; the
//! person sees both.

use std::time::{Duration, Instant};

use jiff::SignedDuration;
use sayso_app::agree::Kept;
use sayso_app::change_mind::{self, Heard};
use sayso_app::{Error, agree, diary, own, practice, register, support, venue};
use sayso_core::category::{Categories, Category};
use sayso_core::decide::support::Writing;
use sayso_core::entry::EntryKind;
use sayso_core::id::Source as _;
use sayso_core::id::{EntryId, MemberId, OrgId, PersonId, SchemeId};
use sayso_core::org::OrgKind;
use sayso_core::person::Details;
use sayso_core::sayso::Purpose;
use sayso_core::seat::Actor;
use sayso_core::terms::{Flow, Promise, Terms};
use sayso_testkit::{Browser, Second, Served, Town};
use sayso_web::{Who, all_routes};

use crate::shared::{DAY, HOUR, says, told};

fn billie() -> Details {
    Details {
        name: "Billie Dene".into(),
        ..Town::alex_details()
    }
}

fn writes(town: &Town, by: MemberId, person: PersonId, kind: EntryKind, text: &str) {
    let (by, at) = (town.actor(by), town.source.now() + DAY * 2);
    let writing = Writing {
        kind,
        text: text.into(),
        at: (kind != EntryKind::Note).then_some(at),
        draft: false,
        finishes: None,
    };
    town.act(move |desk, _| support::write(desk, &by, person, &writing))
        .expect("written");
}

fn meetings(town: &Town, person: PersonId) -> Vec<EntryId> {
    let held = town
        .act(move |desk, _| own::open(desk, &Actor::Person(person), "your page", 0, None))
        .expect("the person reads what is held");
    let all = held.entries.into_iter();
    all.filter(|w| w.entry.kind == EntryKind::Appointment)
        .map(|w| w.entry.id)
        .collect()
}

/// One town in which Alex has a coach, and somebody has a therapist.
pub(crate) struct Two {
    pub(crate) town: Town,
    pub(crate) second: Second,
    pub(crate) alex: Kept,
    pub(crate) other: Kept,
    calendar: String,
}

/// `both`: it is Alex who has the therapist too. Otherwise it is Billie, and everything else is the same to the byte.
pub(crate) fn two(both: bool) -> Two {
    town_of_two(true, both)
}

/// The same the other way round: Alex has the therapist, and the coach too or not.
fn two_seen_from_the_second(both: bool) -> Two {
    town_of_two(both, true)
}

/// Who has the coach and who the therapist: Alex, or else Billie.
fn town_of_two(alex_has_the_coach: bool, alex_has_the_therapist: bool) -> Two {
    let town = Town::new();
    let second = town.second_service();
    let (alex, billie_row) = (town.listed(Town::alex_details()), town.listed(billie()));
    let patel = town.actor(town.cast.patel);
    let (who, details) = if alex_has_the_coach {
        (alex, Town::alex_details())
    } else {
        (billie_row, billie())
    };
    let yes = sayso_app::agree::Yes {
        details,
        ..town.yes()
    };
    let kept = town
        .act(move |desk, _| agree::at_the_desk(desk, &patel, Some(who), &yes))
        .expect("a yes to the first service");
    town.to_sam(&kept);
    let sam = town.cast.sam;
    writes(&town, sam, who, EntryKind::Note, "We talked about gardens");
    writes(&town, sam, who, EntryKind::Appointment, "At the library");
    let of_sam = town.actor(sam);
    let calendar = town
        .act(move |desk, _| diary::make_address(desk, &of_sam))
        .expect("a calendar address");
    let (who, details) = if alex_has_the_therapist {
        (alex, Town::alex_details())
    } else {
        (billie_row, billie())
    };
    let yes = town.yes_to_talking(&second, details);
    let other = town
        .act(move |desk, _| agree::at_the_desk(desk, &patel, Some(who), &yes))
        .expect("a yes to the second service");
    town.to_noor(&second, &other);
    writes(
        &town,
        second.noor,
        who,
        EntryKind::Note,
        "Sleep is better by the sea",
    );
    writes(&town, second.noor, who, EntryKind::Appointment, "As you choose");
    Two {
        town,
        second,
        alex: kept,
        other,
        calendar,
    }
}

impl Two {
    /// Every id that somebody could put into an address, right or wrong.
    pub(crate) fn ids(&self) -> Vec<String> {
        let (alex, other) = (self.alex.person, self.other.person);
        let mut ids: Vec<String> = vec![
            alex.to_string(),
            self.alex.referral.to_string(),
            self.other.referral.to_string(),
            self.second.talking.to_string(),
            self.second.scheme.to_string(),
            self.second.noor.to_string(),
            self.town.cast.sam.to_string(),
            "00000000-0000-7000-8000-0000000000aa".into(),
        ];
        ids.extend(meetings(&self.town, alex).iter().map(ToString::to_string));
        ids.extend(meetings(&self.town, other).iter().map(ToString::to_string));
        ids.sort_unstable();
        ids.dedup();
        ids
    }
}

/// Every page of a provider with every id in it, and what a stranger can open: path, status and body.
fn everything(
    served: &Served,
    seats: &[MemberId],
    ids: &[String],
    calendar: &str,
) -> Vec<(String, u16, String)> {
    let wanted = [
        Who::Coach,
        Who::Provider,
        Who::ProviderLead,
        Who::Anybody,
        Who::SignedIn,
    ];
    let feed = format!("/calendar/{calendar}.ics");
    pages_of(served, seats, ids, &wanted, &[&feed, "/nothing-here"])
}

/// Every page that these kinds of seat can open, with every id in it, and these as well.
pub(crate) fn pages_of(
    served: &Served,
    seats: &[MemberId],
    ids: &[String],
    wanted: &[Who],
    more: &[&str],
) -> Vec<(String, u16, String)> {
    let mut paths: Vec<String> = more.iter().map(|path| (*path).to_owned()).collect();
    for route in all_routes() {
        if route.method != "GET" || !wanted.contains(&route.who) || route.path.contains("{*") {
            continue;
        }
        let (before, rest) = route.path.split_once('{').unwrap_or((route.path, ""));
        let Some((_, rest)) = rest.split_once('}') else {
            paths.push(before.to_owned());
            continue;
        };
        for first in ids {
            match rest.split_once('{') {
                None => paths.push(format!("{before}{first}{rest}")),
                Some((middle, _)) => {
                    paths.extend(
                        ids.iter()
                            .map(|second| format!("{before}{first}{middle}{second}")),
                    );
                }
            }
        }
    }
    let mut all = vec![];
    for seat in seats {
        let mut browser = served.sit(Ok(*seat));
        for path in &paths {
            let page = browser.open(path);
            all.push((path.clone(), page.status, page.body.clone()));
        }
    }
    all
}

pub(crate) fn same(with: &[(String, u16, String)], without: &[(String, u16, String)]) {
    assert_eq!(with.len(), without.len());
    for (a, b) in with.iter().zip(without) {
        assert_eq!((&a.0, a.1), (&b.0, b.1));
        assert_eq!(
            a.2, b.2,
            "{} is another page when the person has another service",
            a.0
        );
    }
}

#[test]
fn neither_service_can_learn_that_the_other_is_there() {
    let (with, without) = (two(true), two(false));
    // The ids of the two towns are the same ids: every page can be compared to the byte.
    assert_eq!(with.alex.person, without.alex.person);
    assert_eq!(with.other.referral, without.other.referral);
    assert!(with.alex.person == with.other.person && without.alex.person != without.other.person);
    let mut ids = with.ids();
    ids.extend(without.ids());
    ids.retain(|id| *id != without.other.person.to_string());
    ids.sort_unstable();
    ids.dedup();
    let seats = [with.town.cast.sam, with.town.cast.lena, with.town.cast.bea];
    let look = |two: &Two, served: &Served| everything(served, &seats, &ids, &two.calendar);
    let (served_with, served_without) = (with.town.serve(), without.town.serve());
    let (a, b) = (look(&with, &served_with), look(&without, &served_without));
    same(&a, &b);
    assert!(a.iter().filter(|(_, status, _)| *status == 200).count() > 20);
    for (path, _, body) in &a {
        for word in ["Noor", "by the sea", "to sleep again", "As you choose"] {
            assert!(!body.contains(word), "{path} says {word}");
        }
    }
    // The person pauses the one, tells their GP about it, and leaves it: still nothing.
    for step in 0..3 {
        for two in [&with, &without] {
            let (person, scheme, practice) = (two.other.person, two.second.scheme, two.town.cast.riverside);
            let own = Actor::Person(person);
            two.town
                .act(move |desk, _| match step {
                    0 => {
                        let asked = (practice, Purpose::FeedbackToGp);
                        change_mind::give_within(desk, &own, person, scheme, asked, None)
                    }
                    1 => change_mind::pause_one(desk, &own, person, Some(scheme), Heard::ONLINE),
                    _ => change_mind::leave_one(desk, &own, person, Some(scheme), Heard::ONLINE).map(drop),
                })
                .expect("the person changes their mind about one service");
            two.town.later(SignedDuration::from_mins(1));
        }
        same(&look(&with, &served_with), &look(&without, &served_without));
    }
    // And it goes on as before with the coach.
    let mut sam = served_with.sit(Ok(with.town.cast.sam));
    sam.open(&format!("/person/{}", with.alex.person));
    says(&sam, "We talked about gardens");
}

#[test]
fn nor_can_the_second_service_learn_of_the_first() {
    let (with, without) = (two_seen_from_the_second(true), two_seen_from_the_second(false));
    assert_eq!(with.other.person, without.other.person);
    assert!(with.alex.person == with.other.person && without.alex.person != without.other.person);
    let mut ids = with.ids();
    ids.extend(without.ids());
    ids.retain(|id| *id != without.alex.person.to_string());
    ids.sort_unstable();
    ids.dedup();
    let seats = [with.second.noor, with.second.tess];
    let look = |two: &Two, served: &Served| everything(served, &seats, &ids, &two.calendar);
    let (served_with, served_without) = (with.town.serve(), without.town.serve());
    let (a, b) = (look(&with, &served_with), look(&without, &served_without));
    same(&a, &b);
    assert!(a.iter().filter(|(_, status, _)| *status == 200).count() > 10);
    for (path, _, body) in &a {
        for word in ["Sam Okoro", "about gardens", "work with plants"] {
            assert!(!body.contains(word), "{path} says {word}");
        }
    }
    // The person pauses the coach, and leaves them: still nothing.
    for step in 0..2 {
        for two in [&with, &without] {
            let (person, scheme) = (two.alex.person, two.town.cast.scheme);
            let own = Actor::Person(person);
            two.town
                .act(move |desk, _| match step {
                    0 => change_mind::pause_one(desk, &own, person, Some(scheme), Heard::ONLINE),
                    _ => change_mind::leave_one(desk, &own, person, Some(scheme), Heard::ONLINE).map(drop),
                })
                .expect("the person changes their mind about one service");
            two.town.later(SignedDuration::from_mins(1));
        }
        same(&look(&with, &served_with), &look(&without, &served_without));
    }
}

#[test]
fn what_another_service_wrote_can_be_neither_noted_nor_withheld_and_looks_as_absent() {
    let two = two(true);
    let (town, person) = (&two.town, two.alex.person);
    let served = town.serve();
    let noors: Vec<EntryId> = town
        .act(move |desk, _| own::open(desk, &Actor::Person(person), "your page", 0, None))
        .expect("held")
        .entries
        .into_iter()
        .filter(|w| w.author.contains("Noor"))
        .map(|w| w.entry.id)
        .collect();
    assert_eq!(noors.len(), 2);
    let mut sam = served.sit(Ok(town.cast.sam));
    for what in ["meeting", "withhold", "cover"] {
        let mut answer = |id: &str| {
            sam.open(&format!("/person/{person}/note"));
            let token = sam.token().expect("a form");
            let fields = [
                ("csrf", token.as_str()),
                ("outcome", "came"),
                ("answer", "yes"),
                ("ground", "serious_harm"),
                ("words", "x"),
                ("days", "5"),
                ("channel", "in_person"),
            ];
            let page = sam.post(&format!("/person/{person}/{what}/{id}"), &fields);
            (page.status, page.body.replace(id, ""))
        };
        let absent = answer("00000000-0000-7000-8000-0000000000aa");
        assert_ne!(absent.0, 200, "{what}");
        for id in &noors {
            assert_eq!(answer(&id.to_string()), absent, "{what}");
        }
    }
}

#[test]
fn what_is_absent_and_what_is_anothers_takes_no_measurably_different_time() {
    let two = two(true);
    let served = two.town.serve();
    let mut sam = served.sit(Ok(two.town.cast.sam));
    let theirs = meetings(&two.town, two.alex.person);
    let noors = format!("/person/{}/meeting/{}", two.alex.person, theirs[0]);
    let nobodys = format!(
        "/person/{}/meeting/00000000-0000-7000-8000-0000000000aa",
        two.alex.person
    );
    let (mut of_the_other, mut of_nobody) = (vec![], vec![]);
    for _ in 0..40 {
        for (path, times) in [(&noors, &mut of_the_other), (&nobodys, &mut of_nobody)] {
            let from = Instant::now();
            assert_eq!(sam.open(path).status, 404);
            times.push(from.elapsed());
        }
    }
    let median = |times: &mut Vec<Duration>| {
        times.sort_unstable();
        times[times.len() / 2]
    };
    let (a, b) = (median(&mut of_the_other), median(&mut of_nobody));
    // One row more or less is microseconds; this is what somebody could see over a network.
    assert!(a.abs_diff(b) < Duration::from_millis(5), "{a:?} and {b:?}");
}

#[test]
fn the_person_sees_both_leaves_one_and_the_other_goes_on() {
    let two = two(true);
    let (town, person) = (&two.town, two.alex.person);
    let served = town.serve();
    let mut alex = served.sit(Err(person));
    alex.open("/home");
    for words in [
        "You have 2 services",
        "Working Better",
        "Talking Therapies",
        "Sam Okoro",
        "Noor Haddad is there for you",
    ] {
        says(&alex, words);
    }
    alex.open("/home/explained");
    says(&alex, "None of them is told that you said yes to another");
    alex.open("/home/change");
    says(&alex, "Leave Talking Therapies and keep the rest");
    let what = format!("leave {}", two.second.scheme);
    alex.send("/home/change", &[("what", &what)]);
    says(&alex, "You have left");
    // Two organisations: the therapist has a notice, and the coach's page is as it was.
    let mut noor = served.sit(Ok(two.second.noor));
    noor.open(&format!("/person/{person}"));
    assert!(!noor.page.says("by the sea"), "{}", noor.page.text());
    let mut sam = served.sit(Ok(town.cast.sam));
    sam.open(&format!("/person/{person}"));
    says(&sam, "We talked about gardens");
    sam.open("/today");
    assert!(!sam.page.says("topped sharing"), "{}", sam.page.text());
    assert!(told(town, person).contains("You left Talking Therapies"));
    alex.open("/home");
    says(&alex, "Sam Okoro is your coach");
    assert!(!alex.page.says("Noor Haddad is your coach"));
}

#[test]
fn what_a_coach_keys_ends_their_own_service_and_names_no_other() {
    let two = two(true);
    let (town, person) = (&two.town, two.alex.person);
    let sam = town.actor(town.cast.sam);
    let stopped = town
        .act(move |desk, _| support::stop(desk, &sam, person, Heard::ONLINE))
        .expect("Sam keys that Alex left");
    assert_eq!(stopped.had_gone_to, ["Northway Work"]);
    let noor = town.actor(two.second.noor);
    town.act(move |desk, _| support::pause(desk, &noor, person, Heard::ONLINE))
        .expect("the therapist's own pause is the therapist's");
    let held = town
        .act(move |desk, _| own::open(desk, &Actor::Person(person), "your page", 0, None))
        .expect("held");
    let open: Vec<&str> = held.all_open().map(|s| s.service.as_str()).collect();
    assert_eq!(open, ["Talking Therapies"]);
    // The way back is one step, though something else of theirs is open.
    let back = Actor::Person(person);
    town.act(move |desk, _| sayso_app::come_back::come_back(desk, &back))
        .expect("the person did not leave");
}

#[test]
fn what_waits_to_be_sent_to_the_one_is_sent_though_the_other_ends() {
    let town = Town::new();
    let second = town.second_service();
    let kept = town.alex_with_sam();
    let person = kept.person;
    let yes = town.yes_to_talking(&second, Town::alex_details());
    let patel = town.actor(town.cast.patel);
    let other = town
        .act(move |desk, _| agree::at_the_desk(desk, &patel, Some(person), &yes))
        .expect("a second yes, while the first is live");
    let (alex, scheme) = (Actor::Person(person), town.cast.scheme);
    town.act(move |desk, _| change_mind::leave_one(desk, &alex, person, Some(scheme), Heard::ONLINE))
        .expect("Alex leaves the first");
    town.to_noor(&second, &other);
}

#[test]
fn a_person_asks_for_a_second_service_by_themself_and_their_practice_learns_nothing() {
    let town = Town::new();
    let second = town.second_service();
    let kept = town.alex_with_sam();
    // Messages can be read out for a day: none of the first service's is left to come or go between the two looks.
    town.later(SignedDuration::from_hours(30));
    let served = town.serve();
    let person = kept.person;
    let practice = |served: &Served| {
        let mut pages = vec![];
        for seat in [town.cast.patel, town.cast.jo] {
            let mut browser = served.sit(Ok(seat));
            let own = format!("/practice/person/{person}");
            for path in [
                "/practice",
                "/practice/sent",
                "/practice/notices",
                "/practice/messages",
                &own,
            ] {
                let text = browser.open(path).text();
                pages.push((path.to_owned(), text));
            }
        }
        pages
    };
    let before = practice(&served);
    let mut alex = served.sit(Err(person));
    alex.open("/home/services");
    says(&alex, "Your practice is not told that you ask");
    alex.follow(&second.scheme.to_string());
    says(&alex, "Phone: 020 7946 0111");
    alex.send("/home/services/", &[]);
    assert_eq!(alex.page.status, 422);
    alex.send(
        "/home/services/",
        &[
            ("lines", "phone"),
            ("lines", "own_words"),
            ("words", "To sleep again"),
        ],
    );
    says(&alex, "This is not sent yet.");
    says(&alex, "To sleep again");
    // A form that is not the letter keeps nothing, and shows the letter that it would be.
    alex.send("/home/services/", &[("step", "yes"), ("words", "Something else")]);
    assert_eq!(alex.page.status, 422, "{}", alex.page.text());
    says(&alex, "This is not sent yet.");
    alex.send("/home/services/", &[("step", "yes")]);
    says(&alex, "You have 2 services");
    assert_eq!(practice(&served), before, "the practice had no hand in it");
    town.later(SignedDuration::from_hours(25));
    let mut tess = served.sit(Ok(second.tess));
    tess.open("/intake");
    says(&tess, "Alex Morgan");
    // Nor can the practice find out by typing a yes to one more thing of that service.
    let mut jo = served.sit(Ok(town.cast.jo));
    jo.open(&format!("/practice/person/{person}/more"));
    let scheme = second.scheme.to_string();
    let choices = jo.page.choices();
    let of_the_second = choices.iter().find(|(_, v)| v.ends_with(&scheme));
    let what = of_the_second
        .expect("the list is the same for everybody")
        .1
        .clone();
    let said = [
        ("what", what.as_str()),
        ("line", "appointments"),
        ("channel", "phone"),
        ("decided", "patient"),
    ];
    assert_eq!(jo.send("/more", &said).status, 422);
    says(&jo, "This cannot be kept now.");
    assert!(!told(&town, person).contains("wrote down your yes"));
    // Leaving it tells the practice nothing either.
    let mut alex = served.sit(Err(person));
    alex.open("/home/change");
    alex.send("/home/change", &[("what", &format!("leave {}", second.scheme))]);
    town.later(HOUR);
    assert_eq!(practice(&served), before);
    // A second ask while it is open is no page.
    alex.open(&format!("/home/services/{}", town.cast.scheme));
    assert_eq!(alex.page.status, 404);
}

/// Every row of the data directory that names this person, as a count.
fn rows_about(town: &Town, person: PersonId) -> usize {
    told(town, person).lines().count()
}

#[test]
fn a_clinician_chooses_the_service_first_and_that_page_is_about_nobody() {
    let town = Town::new();
    let second = town.second_service();
    let served = town.serve();
    let alex = town.listed(Town::alex_details());
    let before = rows_about(&town, alex);
    let mut patel = served.sit(Ok(town.cast.patel));
    patel.open("/practice/find?for=offer");
    let born = [("born[day]", "18"), ("born[month]", "5"), ("born[year]", "1990")];
    let sought = [&[("name", "Alex Morgan")], &born[..]].concat();
    patel.send("/practice/find", &sought);
    patel.send("/practice/find/choose", &[]);
    says(&patel, "Which service is it about?");
    patel.send("/service", &[]);
    assert_eq!(patel.page.status, 422);
    patel.send("/service", &[("service", &second.scheme.to_string())]);
    says(&patel, "About Talking Therapies");
    // Until an answer is kept there is nothing about Alex: the tests' own look at the page is the one new row.
    assert_eq!(rows_about(&town, alex), before + 1);
    patel.send("/offer/", &[("answer", "yes")]);
    assert!(patel.page.says("Turn the screen to Alex Morgan") && patel.page.says("It goes to Talking Space"));
    patel.send("/share", &[("lines", "phone"), ("channel", "in_person")]);
    says(&patel, "Kept, not sent yet");
    assert!(told(&town, alex).contains("Talking Space may have"));
}

#[test]
fn one_card_can_be_for_either_and_asks_which_before_anything_else() {
    let town = Town::new();
    let second = town.second_service();
    let served = town.serve();
    let jo = town.actor(town.cast.jo);
    let words = town
        .act(move |desk, _| practice::make_cards(desk, &jo, 1))
        .expect("a card");
    let mut home = served.browser();
    home.open("/card");
    home.send("/card", &[("words", &words[0])]);
    says(&home, "Which would you like to read about?");
    says(&home, "None of them learns of another");
    let here = home.page.path.clone();
    home.send("/service", &[]);
    assert_eq!(home.page.status, 422);
    home.open(&here.replace("/service", "/you"));
    says(&home, "Which would you like to read about?");
    home.send("/service", &[("service", &second.scheme.to_string())]);
    says(&home, "Talking Space");
    assert!(!home.page.says("Northway"), "{}", home.page.text());
}

#[test]
fn the_person_chooses_where_to_meet_and_only_they_and_their_therapist_can_see_it() {
    let two = two(true);
    let (town, person) = (&two.town, two.alex.person);
    let served = town.serve();
    let noor_actor = town.actor(two.second.noor);
    let secret = town
        .act(move |desk, _| diary::make_address(desk, &noor_actor))
        .expect("a calendar address");
    let mut reader = served.browser();
    let feed = format!("/calendar/{secret}.ics");
    let before = reader.open(&feed).body.clone();
    let mut alex = served.sit(Err(person));
    alex.open("/home/notes");
    alex.follow("/home/meeting/");
    says(
        &alex,
        "The building belongs to Department for Work and Pensions. They are not told that you come.",
    );
    alex.send("/home/meeting/", &[]);
    assert_eq!(alex.page.status, 422);
    let tess = town.actor(two.second.tess);
    let room = town
        .act(move |desk, _| venue::offered(desk, &tess))
        .expect("the list")
        .into_iter()
        .find(|v| v.what.owner.is_some())
        .expect("the room in the jobcentre");
    alex.send("/home/meeting/", &[("venue", &room.id.to_string())]);
    says(&alex, "You chose: Room 4, Harbour Street");
    let mut noor = served.sit(Ok(two.second.noor));
    noor.open(&format!("/person/{person}"));
    says(&noor, "They chose to meet: Room 4, Harbour Street");
    noor.open("/diary");
    says(&noor, "Room 4, Harbour Street");
    // Nobody else, nowhere else: no calendar, shared screen, count, message, other service, practice or guardian.
    assert_eq!(reader.open(&feed).body, before);
    noor.open("/diary?screen=shared");
    assert!(!noor.page.says("Harbour Street"));
    let cast = town.cast;
    for seat in [
        cast.sam,
        cast.lena,
        cast.patel,
        cast.jo,
        cast.grace,
        cast.priya,
        cast.kit,
        two.second.tess,
    ] {
        let mut browser = served.sit(Ok(seat));
        for path in [
            "/today",
            "/caseload",
            "/diary",
            "/intake",
            "/team",
            "/practice",
            "/practice/sent",
            "/guardian",
            "/figures",
            "/operator",
            "/public-log",
            &format!("/person/{person}"),
            &format!("/practice/person/{person}"),
        ] {
            assert!(!browser.open(path).says("Harbour Street"), "{path}");
        }
    }
    for sent in town.later(DAY * 3) {
        assert!(!sent.message.text.contains("Harbour"), "{:?}", sent.message.kind);
    }
    let history = told(town, person);
    assert!(history.contains("You chose where a meeting is.") && !history.contains("Harbour"));
    // The lead's list says nothing about anybody, and its owner has no seat that could look.
    let mut tess = served.sit(Ok(two.second.tess));
    tess.open("/venues");
    assert!(tess.page.says("Room 4, Harbour Street") && !tess.page.says("Alex"));
    // Another provider's place is no place of theirs.
    let meeting = meetings(town, person)[0];
    let own = Actor::Person(person);
    let wrong = town.act(move |desk, _| venue::choose(desk, &own, meeting, sayso_core::id::VenueId::NIL));
    assert!(matches!(wrong, Err(Error::NotFound)));
}

#[test]
fn what_the_gp_is_told_of_one_service_says_nothing_of_the_other() {
    let two = two(true);
    let (town, person) = (&two.town, two.alex.person);
    let served = town.serve();
    let (own, scheme, practice) = (Actor::Person(person), town.cast.scheme, town.cast.riverside);
    town.act(move |desk, _| {
        let chosen = Categories::of(&[Category::FeedbackToGp]);
        let asked = (practice, Purpose::FeedbackToGp);
        change_mind::give_within(desk, &own, person, scheme, asked, Some(chosen))
    })
    .expect("the GP may hear how it goes with the coach");
    let mut patel = served.sit(Ok(town.cast.patel));
    let with =
        |browser: &mut Browser, referral: &str| browser.open(&format!("/practice/sent/{referral}")).text();
    let of_the_coach = with(&mut patel, &two.alex.referral.to_string());
    let of_the_therapist = with(&mut patel, &two.other.referral.to_string());
    assert!(of_the_coach.contains("With a coach"), "{of_the_coach}");
    assert!(!of_the_therapist.contains("With a coach"), "{of_the_therapist}");
    // Stopping it for the one leaves what was said to the other.
    let other = two.second.scheme;
    let held = town
        .act(move |desk, _| {
            let asked = (practice, Purpose::FeedbackToGp);
            change_mind::give_within(desk, &own, person, other, asked, None)?;
            let one = (Purpose::FeedbackToGp, Some(scheme));
            change_mind::stop_one_of(desk, &own, person, one, Heard::ONLINE)?;
            own::open(desk, &own, "your page", 0, None)
        })
        .expect("one is stopped");
    let live: Vec<_> = held
        .said
        .iter()
        .filter(|s| s.live && s.said.purpose == Purpose::FeedbackToGp)
        .collect();
    assert!(live.len() == 1 && live[0].scheme == Some(other));
}

#[test]
fn a_job_that_one_service_knows_of_neither_shows_nor_stops_anything_at_the_other() {
    use sayso_core::job::Told;
    let two = two(true);
    let (town, person) = (&two.town, two.alex.person);
    let served = town.serve();
    let started = "2026-01-05".parse().expect("a day");
    let own = Actor::Person(person);
    town.act(move |desk, _| {
        let told = Told {
            started: Some(started),
            ..Told::default()
        };
        sayso_app::job::tell(desk, &own, None, told)
    })
    .expect("Alex tells of a job");
    // The coach stops until Alex says yes to support in work; the therapist was told of no job, and goes on.
    let mut sam = served.sit(Ok(town.cast.sam));
    sam.open(&format!("/person/{person}"));
    let coach_stops = sam.page.text();
    writes(town, two.second.noor, person, EntryKind::Note, "We go on");
    let mut noor = served.sit(Ok(two.second.noor));
    noor.open("/caseload?stage=in_work");
    assert!(!noor.page.says("Alex Morgan"), "{}", noor.page.text());
    noor.open(&format!("/person/{person}"));
    assert_ne!(coach_stops, noor.page.text());
    says(&noor, "We go on");
}

#[test]
fn one_organisation_cannot_be_two_services() {
    let town = Town::new();
    let second = town.second_service();
    let northway: OrgId = town.cast.northway;
    let scheme: SchemeId = second.scheme;
    let refused = town.act(move |desk, _| {
        let flow = Flow {
            recipient: northway,
            recipient_name: "Northway Work".into(),
            recipient_kind: OrgKind::Provider,
            purpose: Purpose::Refer,
            categories: Categories::of(&[Category::Identity, Category::Contact]),
            basis: "public task".into(),
            kept: "for two years".into(),
        };
        let promise = Promise {
            witnesses: 0,
            scheme_name: "Talking Therapies".into(),
            what: "Somebody listens.".into(),
            paid_by: "Somebody pays.".into(),
            ends_on: "2027-09-30".parse().expect("a day"),
            say_so_days: 183,
            erased_after_months: None,
            hold_hours: 24,
            no_effect_on_benefits: None,
            advice: "Citizens Advice".into(),
            flows: vec![flow],
        };
        let terms = Terms {
            id: register::fresh_id::<sayso_core::id::TermsKind>(desk),
            scheme,
            version: 2,
            promise,
            published_at: desk.now(),
            in_effect_at: desk.now(),
        };
        register::terms(desk, &Actor::Sayso, terms)
    });
    let error = refused
        .expect_err("two services are two organisations")
        .to_string();
    assert!(error.contains("Northway Work"), "{error}");
}
