//! Two records of one person: linked by two of the practice, opened together by nobody but the person with both private
//! words, and taken apart again whole. And two people who were taken for one.

use sayso_app::agree::{self, Kept};
use sayso_app::change_mind::{self, Heard};
use sayso_app::practice::{self, Sought};
use sayso_app::{Error, awkward, own};
use sayso_core::decision::MessageKind;
use sayso_core::entry::EntryKind;
use sayso_core::id::PersonId;
use sayso_core::person::{Answer, Details, Limits, Remembered, SafeContact, Way};
use sayso_core::sayso::Channel;
use sayso_core::seat::Actor;
use sayso_testkit::{Browser, Second, Served, Town};

use crate::shared::{DAY, HOUR, enrolled, says, told};

const WHY: [(&str, &str); 1] = [("why", "two_numbers")];

/// A town in which Riverside has two records with a yes each: one with Northway and Sam, one with Talking Space and Noor.
struct Two {
    town: Town,
    second: Second,
    alex: Kept,
    other: Kept,
}

fn other_details(name: &str) -> Details {
    Details {
        name: name.into(),
        birth_date: Town::alex_details().birth_date,
        nhs_number: Some("943 476 5919".parse().expect("a number")),
        phone: Some("020 7946 0222".into()),
        ..Details::default()
    }
}

fn two(name: &str) -> Two {
    let two = two_just_now(name);
    // For a week after a word was first set, a birth date opens the page that takes it back.
    two.town.later(DAY * 8);
    two
}

fn two_just_now(name: &str) -> Two {
    let two = two_before_a_word(name);
    enrolled(&two.town, two.alex.person);
    two
}

/// Only the other record has a private word.
fn two_before_a_word(name: &str) -> Two {
    let town = Town::new();
    let second = town.second_service();
    let alex = town.alex_with_sam();
    let row = town.listed(other_details(name));
    let (patel, yes) = (
        town.actor(town.cast.patel),
        town.yes_to_talking(&second, other_details(name)),
    );
    let other = town
        .act(move |desk, _| agree::at_the_desk(desk, &patel, Some(row), &yes))
        .expect("a yes on the other record");
    town.to_noor(&second, &other);
    let (them, contact) = (town.person(other.person), by_text());
    town.act(move |desk, _| own::enrol(desk, &them, contact, "bluebell"))
        .expect("enrolled");
    Two {
        town,
        second,
        alex,
        other,
    }
}

fn by_text() -> SafeContact {
    SafeContact {
        way: Way::Text,
        when: "Any time".into(),
        may_name_service: false,
        limits: Limits::default(),
    }
}

impl Two {
    fn page(&self) -> String {
        format!("/practice/person/{}/two-records", self.alex.person)
    }

    /// Jo proposes it on the pages; both are told.
    fn proposed(&self, served: &Served) -> Browser {
        let mut jo = served.sit(Ok(self.town.cast.jo));
        jo.open(&format!("/practice/person/{}/wrong", self.alex.person));
        jo.follow("/two-records");
        jo.send("/two-records/find", &[("number", "943 476 5919")]);
        says(&jo, "Is this the same patient?");
        assert_eq!(jo.send("/two-records/propose", &[]).status, 422, "a reason");
        jo.send("/two-records/propose", &WHY);
        says(&jo, "A clinician of this practice has to agree");
        let told = self.town.later(HOUR);
        for person in [self.alex.person, self.other.person] {
            let to = |g: &&sayso_app::deliver::Gone| {
                g.message.kind == MessageKind::ToPerson && g.message.person == person
            };
            assert_eq!(told.iter().filter(to).count(), 1, "each is told");
        }
        jo
    }

    /// Dr Patel agrees.
    fn listed(&self, served: &Served) {
        let mut patel = served.sit(Ok(self.town.cast.patel));
        patel.open("/practice/two-records");
        says(&patel, "there are two NHS numbers");
        patel.follow("/two-records");
        patel.send("/two-records/agree", &[]);
        says(&patel, "Two records, listed as one");
        self.town.later(HOUR);
    }

    /// Alex, on the first record, gives the card, the word and the code of the other.
    fn joined(&self, alex: &mut Browser) {
        alex.open("/home/two-records");
        let words = [("words", self.other.card.as_str()), ("private", "bluebell")];
        alex.send("/two-records/ask", &words);
        let code = self.code(self.other.person).expect("a code");
        alex.send("/two-records/join", &[("code", &code)]);
        says(alex, "You have two records here");
    }

    fn code(&self, person: PersonId) -> Option<String> {
        let gone = self.town.later(HOUR / 60);
        let mut codes = gone.iter().filter(|g| g.message.kind == MessageKind::Code);
        let code = codes.find(|g| g.message.person == person)?;
        let digits = code.message.text.chars().filter(char::is_ascii_digit);
        Some(digits.take(6).collect())
    }

    /// Everything that a record holds, but for its history.
    fn holds(&self, person: PersonId) -> String {
        let held = self
            .town
            .act(move |desk, _| own::open(desk, &Actor::Person(person), "your page", 0, None))
            .expect("the person reads what is held");
        let said: Vec<_> = held.said.iter().map(|s| (&s.said, s.live)).collect();
        let referrals: Vec<_> = held.referrals.iter().map(|s| &s.referral).collect();
        format!("{said:?} {referrals:?} {:?}", held.person.details)
    }

    /// A yes on this record is live.
    fn shares(&self, person: PersonId) -> bool {
        let held = self
            .town
            .act(move |desk, _| own::open(desk, &Actor::Person(person), "your page", 0, None))
            .expect("the person reads what is held");
        held.said.iter().any(|s| s.live)
    }

    fn found(&self, number: &str) -> Vec<(PersonId, Option<String>)> {
        let jo = self.town.actor(self.town.cast.jo);
        let sought = Sought {
            nhs_number: Some(number.parse().expect("a number")),
            ..Sought::default()
        };
        let found = self.town.act(move |desk, _| practice::find(desk, &jo, &sought));
        let found = found.expect("Jo may look").into_iter();
        found.map(|l| (l.person, l.also)).collect()
    }

    /// What the two providers see of everybody: path, status, body.
    fn providers(&self, served: &Served) -> Vec<(String, u16, String)> {
        let cast = self.town.cast;
        let mut all = vec![];
        for seat in [cast.sam, cast.lena, self.second.noor, self.second.tess] {
            let mut browser = served.sit(Ok(seat));
            for path in ["/today", "/caseload", "/board", "/intake", "/team"] {
                let page = browser.open(path).clone();
                all.push((format!("{seat} {path}"), page.status, without_token(&page.body)));
            }
            for kept in [&self.alex, &self.other] {
                let path = format!("/person/{}", kept.person);
                let page = browser.open(&path).clone();
                all.push((format!("{seat} {path}"), page.status, without_token(&page.body)));
            }
        }
        all
    }
}

/// A form's token belongs to the session, and every session is another one.
fn without_token(body: &str) -> String {
    let mut parts = body.split("name=\"csrf\" value=\"");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |all, part| {
        all + "csrf" + part.split_once('"').map_or("", |(_, rest)| rest)
    })
}

#[test]
fn two_records_become_one_and_can_be_taken_apart_again_whole() {
    let two = two("Alexandra Morgan");
    let (a, b) = (two.alex.person, two.other.person);
    let before = [two.holds(a), two.holds(b)];
    let served = two.town.serve();
    let mut jo = two.proposed(&served);
    assert!(told(&two.town, a).contains("two records of you, because there are two NHS numbers"));
    assert_eq!(two.found("943 476 5919"), [(b, None)], "nothing has changed yet");
    assert_eq!(
        jo.post(&format!("{}/agree", two.page()), &[]).status,
        403,
        "a form of ours only"
    );
    two.listed(&served);
    let also = "Alexandra Morgan, born 18 May 1990, NHS number 943 476 5919";
    assert_eq!(two.found("943 476 5919"), [(a, Some(also.into()))]);

    // Neither card opens the other's record by the practice's word.
    let mut alex = served.sit(Err(a));
    alex.open("/home");
    says(&alex, "Your practice thinks that it has two records of you.");
    let token = alex.token().expect("a form");
    assert_eq!(
        alex.post("/home/two-records/open", &[("csrf", &token)]).status,
        404
    );
    alex.open("/home/two-records");
    let birth = [("words", two.other.card.as_str()), ("private", "1990-05-18")];
    alex.send("/two-records/ask", &birth);
    assert_eq!(two.code(b), None, "a birth date is not the private word");
    assert!(told(&two.town, b).contains("Somebody tried to sign in as you."));
    two.joined(&mut alex);

    // Either card opens the one that is kept; from there the other one, and back.
    let mut door = served.browser();
    door.open("/sign-in");
    let words = [("words", two.other.card.as_str()), ("private", "bluebell")];
    door.send("/sign-in", &words);
    let code = two.code(b).expect("a code");
    door.send("/sign-in/code", &[("code", &code), ("shared", "yes")]);
    door.open("/home/held");
    says(&door, "Northway Work");
    door.open("/home/two-records");
    door.send("/two-records/open", &[]);
    door.open("/home/held");
    says(&door, "Talking Space");
    assert!(!door.page.says("Northway Work"), "{}", door.page.text());
    let them = two.town.person(b);
    two.town
        .act(move |desk, _| own::write(desk, &them, EntryKind::Hope, "A garden of my own"))
        .expect("written on the record that is open");

    // Taken apart: everybody is signed out, and each record is what it was, with what was written under it since.
    door.open("/home/two-records");
    door.send("/two-records/apart", &[]);
    assert_eq!(door.page.path, "/sign-in");
    assert_eq!(door.open("/home").path, "/sign-in");
    assert_eq!(alex.open("/home").path, "/sign-in");
    assert_eq!([two.holds(a), two.holds(b)], before, "whole");
    assert_eq!(two.found("943 476 5919"), [(b, None)]);
    let mut alex = served.sit(Err(a));
    assert!(!alex.open("/home/notes").says("A garden of my own"));
    let mut other = served.sit(Err(b));
    assert!(
        other.open("/home/plan").says("A garden of my own"),
        "{}",
        other.page.text()
    );
    for person in [a, b] {
        let history = told(&two.town, person);
        assert!(history.contains("One sign-in now opens both."), "{history}");
        assert!(history.contains("took two records apart again. Each stands as it was."));
    }
}

#[test]
fn a_wrong_merge_shows_nobody_anything() {
    let two = two("Billie Dene");
    let (a, b) = (two.alex.person, two.other.person);
    let served = two.town.serve();
    two.proposed(&served);
    two.listed(&served);
    // Each hears that there may be two records, and nothing of the other.
    for (person, stranger, service) in [
        (a, "Billie", "Talking Space"),
        (b, "Alex Morgan", "Northway Work"),
    ] {
        let mut browser = served.sit(Err(person));
        for path in [
            "/home",
            "/home/two-records",
            "/home/held",
            "/home/history",
            "/home/around",
        ] {
            let page = browser.open(path);
            assert_eq!(page.status, 200, "{path}");
            assert!(
                !page.says(stranger) && !page.body.contains(&stranger.to_lowercase()),
                "{path}"
            );
        }
        assert!(!browser.open("/home/held").says(service));
        let copy = told(&two.town, person);
        assert!(!copy.contains(stranger), "{copy}");
    }
    // Alex has a card and a word of their own alone: with those the other record does not open.
    let mut alex = served.sit(Err(a));
    alex.open("/home/two-records");
    let mine = [("words", two.alex.card.as_str()), ("private", "marigold")];
    alex.send("/two-records/ask", &mine);
    assert_eq!(two.code(a).or(two.code(b)), None);
    let (them, words) = (two.town.person(a), two.other.card.clone());
    let guessed = two
        .town
        .act(move |desk, _| own::join(desk, &them, &words, "marigold", "000000"));
    assert_eq!(guessed, Ok(false));
    // Billie's card opens Billie's record, as ever.
    let mut billie = served.browser();
    billie.open("/sign-in");
    let words = [("words", two.other.card.as_str()), ("private", "bluebell")];
    billie.send("/sign-in", &words);
    let code = two.code(b).expect("a code");
    billie.send("/sign-in/code", &[("code", &code), ("shared", "yes")]);
    billie.open("/home/held");
    says(&billie, "Talking Space");
    // A stop of Alex's is Alex's alone.
    two.town
        .act(move |desk, _| change_mind::leave(desk, &Actor::Person(a), a, Heard::ONLINE))
        .expect("a stop cannot fail");
    assert!(two.shares(b), "Billie’s yes holds");
    assert!(!told(&two.town, b).contains("You left"));
    // Billie says that it is wrong. It ends at once, and is not proposed again.
    billie.open("/home/two-records");
    billie.send("/two-records/apart", &[]);
    assert_eq!(
        billie.page.path, "/home",
        "nobody was joined, so nobody is signed out"
    );
    assert_eq!(two.found("943 476 5919"), [(b, None)]);
    let mut jo = served.sit(Ok(two.town.cast.jo));
    jo.open(&two.page());
    jo.send("/two-records/find", &[("number", "943 476 5919")]);
    assert_eq!(jo.send("/two-records/propose", &WHY).status, 422);
    says(&jo, "The patient has said that these two are not one person.");
}

#[test]
fn no_provider_and_no_other_practice_learns_that_there_is_a_second_record() {
    let two = two("Alexandra Morgan");
    let (a, b) = (two.alex.person, two.other.person);
    let served = two.town.serve();
    let before = two.providers(&served);
    two.proposed(&served);
    two.listed(&served);
    let mut alex = served.sit(Err(a));
    two.joined(&mut alex);
    let after = two.providers(&served);
    for (one, other) in before.iter().zip(&after) {
        assert_eq!(one, other);
    }
    assert_eq!(before.len(), after.len());
    let mut hart = served.sit(Ok(two.town.cast.hart));
    assert_eq!(hart.open(&two.page()).status, 404);
    assert!(!hart.open("/practice/two-records").says("Morgan"));
    // What a provider types ends its own part, and shows it no second record.
    let (noor, heard) = (
        two.town.actor(two.second.noor),
        Heard {
            channel: Channel::Phone,
            said_at: None,
        },
    );
    two.town
        .act(move |desk, _| change_mind::leave(desk, &noor, b, heard))
        .expect("a stop cannot fail");
    assert!(two.shares(a));
}

#[test]
fn a_stop_on_either_of_two_joined_records_stops_on_both_what_it_was_about() {
    let two = two("Alexandra Morgan");
    let (a, b) = (two.alex.person, two.other.person);
    let served = two.town.serve();
    two.proposed(&served);
    let mut alex = served.sit(Err(a));
    // The person is the second one: no clinician is needed, and no practice's word is enough.
    two.joined(&mut alex);
    let northway = two.town.cast.scheme;
    let them = two.town.person(b);
    two.town
        .act(move |desk, _| change_mind::leave_one(desk, &them, b, Some(northway), Heard::ONLINE))
        .expect("a stop cannot fail");
    assert!(!two.shares(a), "it was about Northway");
    assert!(two.shares(b), "and not about Talking Space");
    let jo = two.town.actor(two.town.cast.jo);
    two.town
        .act(move |desk, _| change_mind::leave(desk, &jo, a, Heard::ONLINE))
        .expect("a stop cannot fail");
    assert!(!two.shares(b), "now it was about everything");
}

#[test]
fn a_seat_that_is_kept_from_one_of_two_records_still_stops_the_other() {
    let two = two("Alexandra Morgan");
    let (a, b) = (two.alex.person, two.other.person);
    let served = two.town.serve();
    two.proposed(&served);
    let mut alex = served.sit(Err(a));
    two.joined(&mut alex);
    let (them, jo) = (two.town.person(b), two.town.cast.jo);
    two.town
        .act(move |desk, _| awkward::keep_away(desk, &them, &[jo], &[]))
        .expect("Jo is kept away");
    let jo = two.town.actor(jo);
    two.town
        .act(move |desk, _| change_mind::leave(desk, &jo, a, Heard::ONLINE))
        .expect("a stop cannot fail");
    assert!(!two.shares(a), "what Jo was told stops");
    assert!(
        two.shares(b),
        "what Jo must not know goes on until the person says so"
    );
    two.town
        .act(move |desk, _| awkward::contact_over(desk, &jo, a))
        .expect("nor can a death");
}

#[test]
fn a_private_word_that_is_taken_back_takes_two_records_apart() {
    let two = two_just_now("Alexandra Morgan");
    let (a, b) = (two.alex.person, two.other.person);
    let served = two.town.serve();
    two.proposed(&served);
    let mut alex = served.sit(Err(a));
    two.joined(&mut alex);
    // Within a week of its first setting, “that was not me” takes the word away, and with it what rested on it.
    let them = two.town.person(b);
    two.town
        .act(move |desk, _| own::undo_enrolment(desk, &them))
        .expect("taken back");
    assert_eq!(alex.open("/home").path, "/sign-in");
    let mut alex = served.sit(Err(a));
    says(
        alex_at(&mut alex, "/home/two-records"),
        "There is one record of you here",
    );
    assert_eq!(two.found("943 476 5919"), [(b, None)]);
}

fn alex_at<'a>(browser: &'a mut Browser, path: &str) -> &'a Browser {
    browser.open(path);
    browser
}

#[test]
fn each_seat_has_its_own_part_and_whoever_moves_moves_with_both() {
    let two = two("Alexandra Morgan");
    let (a, b) = (two.alex.person, two.other.person);
    let served = two.town.serve();
    let patel = two.town.actor(two.town.cast.patel);
    let tried = two.town.act(move |desk, _| {
        let why = sayso_core::pair::PairWhy::PatientSaid;
        practice::pair::propose(desk, &patel, (a, b), why)
    });
    assert_eq!(
        tried,
        Err(Error::Denied),
        "a clinician agrees and does not propose"
    );
    two.proposed(&served);
    let jo = two.town.actor(two.town.cast.jo);
    let tried = two.town.act(move |desk, _| practice::pair::agree(desk, &jo, a));
    assert_eq!(tried, Err(Error::Denied), "the team proposes and does not agree");
    // The person changes their word: nothing else changes by that.
    let mut alex = served.sit(Err(a));
    two.joined(&mut alex);
    let (them, contact) = (two.town.person(b), by_text());
    two.town
        .act(move |desk, _| own::change_contact(desk, &them, contact, "bluebell", "bluebells"))
        .expect("another word");
    alex.open("/home/two-records");
    says(&alex, "You have two records here");
    // What was asked on either counts where the practice finds one: nobody is offered what they asked not to be.
    let (jo, patel) = (
        two.town.actor(two.town.cast.jo),
        two.town.actor(two.town.cast.patel),
    );
    let asked = Some((b, Remembered::DoNotAsk));
    let riverside = two.town.cast.riverside;
    two.town
        .act(move |desk, _| practice::offer::say_no(desk, &jo, riverside, Answer::No, asked))
        .expect("remembered on the other record");
    let offered = two
        .town
        .act(move |desk, _| practice::offer::open_offer(desk, &patel, riverside, Some(a), None, None));
    assert!(matches!(
        offered.map(|o| o.opening),
        Ok(practice::offer::Opening::Asked(Remembered::DoNotAsk))
    ));
    // Signing out everywhere is on both.
    let mut other = served.sit(Err(b));
    assert_eq!(other.open("/home").path, "/home");
    alex.open("/home/sessions");
    alex.send("/home/sessions", &[]);
    assert_eq!(other.open("/home").path, "/sign-in");
    let (them, hilltop) = (two.town.person(a), two.town.cast.hilltop);
    two.town
        .act(move |desk, _| sayso_app::awkward::move_practice(desk, &them, hilltop))
        .expect("moved");
    assert!(
        two.found("943 476 5919").is_empty(),
        "the old practice sees neither"
    );
}

#[test]
fn a_record_without_a_private_word_of_its_own_is_joined_to_no_other() {
    let two = two_before_a_word("Alex Morgan");
    let (jo, patel) = (
        two.town.actor(two.town.cast.jo),
        two.town.actor(two.town.cast.patel),
    );
    let (a, b) = (two.alex.person, two.other.person);
    two.town
        .act(move |desk, _| {
            practice::pair::propose(desk, &jo, (a, b), sayso_core::pair::PairWhy::TwoNumbers)?;
            practice::pair::agree(desk, &patel, a)
        })
        .expect("the practice lists them as one");
    let served = two.town.serve();
    // A session that began with a yes opens everything; who sets the first word later may be somebody else.
    let mut alex = served.sit(Err(two.alex.person));
    alex.open("/home/two-records");
    let words = [("words", two.other.card.as_str()), ("private", "bluebell")];
    alex.send("/home/two-records/ask", &words);
    says(&alex, "Set a private word first.");
    assert_eq!(two.code(two.other.person), None);
    enrolled(&two.town, two.alex.person);
    two.joined(&mut alex);
}
