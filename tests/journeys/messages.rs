//! Messages to people on their way out: by the safe channel alone, at allowed hours, tried again, and never after
//! somebody has left. The network is a stand-in that does what each story needs; real servers are in `carriers.rs`.

use std::collections::VecDeque;
use std::sync::Mutex;

use jiff::{SignedDuration, Timestamp};
use sayso_app::agree::Kept;
use sayso_app::carry::{self, Carrier, Claim, Envelope, Rounds};
use sayso_app::{agree, change_mind, deliver, own, session};
use sayso_core::decide::carry::{CLAIM, Trouble};
use sayso_core::decision::MessageKind;
use sayso_core::person::{Limits, SafeContact, Way};
use sayso_core::reach::Ways;
use sayso_core::referral::State;
use sayso_core::sayso::Channel;
use sayso_testkit::{Served, Town};

use crate::practice::told;

/// The outside, as a story needs it: answers in turn, then takes everything.
#[derive(Default)]
pub(crate) struct Outside {
    answers: Mutex<VecDeque<Trouble>>,
    always: Option<Trouble>,
    taken: Mutex<Vec<Envelope>>,
    tried: Mutex<Vec<Envelope>>,
}

impl Outside {
    fn with(answers: &[Trouble]) -> Self {
        Self {
            answers: Mutex::new(answers.iter().copied().collect()),
            ..Self::default()
        }
    }
    pub(crate) fn taken(&self) -> Vec<Envelope> {
        self.taken.lock().expect("no story breaks here").clone()
    }
    fn tried(&self) -> Vec<Envelope> {
        self.tried.lock().expect("no story breaks here").clone()
    }
}

const WAYS: Ways = Ways {
    text: true,
    replies: true,
    email: true,
};

impl Carrier for Outside {
    fn ways(&self) -> Ways {
        WAYS
    }
    fn carry(&self, envelope: &Envelope) -> Result<(), Trouble> {
        self.tried
            .lock()
            .expect("no story breaks here")
            .push(envelope.clone());
        let answer = self
            .answers
            .lock()
            .expect("no story breaks here")
            .pop_front()
            .or(self.always);
        if let Some(trouble) = answer {
            return Err(trouble);
        }
        self.taken
            .lock()
            .expect("no story breaks here")
            .push(envelope.clone());
        Ok(())
    }
}

pub(crate) fn enrolled(town: &Town, kept: &Kept, way: Way, limits: Limits) {
    let alex = town.person(kept.person);
    let contact = SafeContact {
        way,
        when: String::new(),
        may_name_service: false,
        limits,
    };
    town.act(move |desk, _| own::enrol(desk, &alex, contact, "marigold"))
        .expect("Alex says how to be reached");
}

/// Alex says yes at the desk, and wants texts. Nothing has been sent yet.
fn alex_by_text(town: &Town) -> Kept {
    let kept = town.alex_says_yes();
    enrolled(town, &kept, Way::Text, Limits::default());
    kept
}

fn round(town: &Town, outside: &Outside, rounds: &mut Rounds) {
    rounds.round(&town.house, outside).expect("the worker writes");
}

/// Minutes pass, with a round in each.
fn minutes(town: &Town, outside: &Outside, rounds: &mut Rounds, minutes: u32) {
    for _ in 0..minutes {
        town.source.advance(SignedDuration::from_mins(1));
        round(town, outside, rounds);
    }
}

fn daytime(town: &Town) {
    let noon: Timestamp = "2026-05-20T11:00:00Z".parse().expect("a moment");
    let now = town.act(|desk, _| Ok(desk.now())).expect("the time");
    town.source.advance(noon.duration_since(now));
}

fn referral_left(town: &Town) -> bool {
    let gone = deliver::round_to_organisations(&town.house).expect("the worker writes");
    gone.iter().any(|g| g.message.kind == MessageKind::Referral)
}

fn by_jo(town: &Town, kept: &Kept) {
    let (jo, person) = (town.actor(town.cast.jo), kept.person);
    let heard = change_mind::Heard {
        channel: Channel::Phone,
        said_at: None,
    };
    town.act(move |desk, _| change_mind::leave(desk, &jo, person, heard))
        .expect("Jo types what Alex said");
}

#[test]
fn a_yes_typed_by_staff_leaves_only_after_the_text_about_it_was_taken() {
    let town = Town::new();
    let kept = alex_by_text(&town);
    daytime(&town);
    let (outside, mut rounds) = (Outside::with(&[Trouble::ComeAgain]), Rounds::default());
    town.source.advance(SignedDuration::from_hours(24));
    round(&town, &outside, &mut rounds);
    assert!(!referral_left(&town), "Alex has not been told");

    minutes(&town, &outside, &mut rounds, 2);
    let taken = outside.taken();
    assert_eq!(taken.len(), 1);
    assert_eq!(taken[0].out.address, "+442079460111");
    assert_eq!(
        taken[0].out.body,
        "Alex, you have a new message. Sign in the usual way when it suits you. To stop texts reply STOP."
    );
    assert!(referral_left(&town));
    let events = told(&town, kept.person);
    for said in [
        "Sayso tried to send you a text.",
        "Sayso could not send you a message. The next try",
        "Sayso sent you a text.",
    ] {
        assert!(events.iter().any(|e| e.contains(said)), "{said}: {events:?}");
    }
}

#[test]
fn a_crash_between_handing_over_and_writing_it_down_hands_it_over_again_under_the_same_mark() {
    let town = Town::new();
    let _kept = alex_by_text(&town);
    daytime(&town);
    let claimed = town.act(|desk, _| {
        let due = carry::due(desk)?;
        carry::claim(desk, due[0], WAYS, &[])
    });
    let Ok(Claim::Carry(first)) = claimed else {
        panic!("{claimed:?}")
    };
    // It was handed over, and the process died. Nobody else hands it over while the claim lasts.
    let (outside, mut rounds) = (Outside::default(), Rounds::default());
    round(&town, &outside, &mut rounds);
    assert_eq!(outside.tried(), []);
    town.source.advance(CLAIM + SignedDuration::from_secs(1));
    round(&town, &outside, &mut rounds);
    let again = outside.taken();
    assert_eq!(again.len(), 1);
    assert_eq!(
        (again[0].id, &again[0].out),
        (first.id, &first.out),
        "the other end can tell a second copy"
    );
    minutes(&town, &outside, &mut rounds, 10);
    assert_eq!(outside.tried().len(), 1, "and then it is over");
}

#[test]
fn what_the_other_end_never_takes_ends_with_the_operator_who_learns_nothing_of_whose_it_is() {
    let town = Town::new();
    let kept = alex_by_text(&town);
    daytime(&town);
    let outside = Outside {
        always: Some(Trouble::ComeAgain),
        ..Outside::default()
    };
    let mut rounds = Rounds::default();
    minutes(&town, &outside, &mut rounds, 6 * 60);
    let tries = outside.tried();
    assert_eq!(tries.len(), 9, "then nobody tries by themselves");
    let waits: Vec<i64> = tries
        .windows(2)
        .map(|w| w[1].at.duration_since(w[0].at).as_mins())
        .collect();
    assert!(
        waits.windows(2).all(|w| w[0] < 2 * w[1]) && waits[7] >= 60,
        "each wait grows: {waits:?}"
    );

    let served = town.serve();
    let mut kit = served.sit(Ok(town.cast.kit));
    assert!(kit.open("/health").says("1 could not be sent"));
    kit.open("/health/messages");
    for said in ["Text", "asked to come again later", "1"] {
        assert!(kit.page.says(said), "{said}: {}", kit.page.text());
    }
    let body = kit.page.body.clone();
    let private = [
        "Alex".to_owned(),
        "7946".into(),
        kept.person.to_string(),
        tries[0].id.to_string(),
        "new message".into(),
    ];
    for word in &private {
        assert!(!body.contains(word.as_str()), "{word}");
    }
    assert_eq!(served.sit(Ok(town.cast.jo)).open("/health/messages").status, 404);

    // Reception gets it, and can read it out; Alex reads who decided.
    kit.send("/health/messages", &[("what", "by_hand")]);
    assert!(kit.page.says("None."), "{}", kit.page.text());
    let mut jo = served.sit(Ok(town.cast.jo));
    assert!(jo.open("/practice/messages").says("Alex Morgan"));
    let events = told(&town, kept.person);
    assert!(
        events
            .iter()
            .any(|e| e.starts_with("Kit Moss") && e.contains("They saw no names or words.")),
        "{events:?}"
    );
}

#[test]
fn the_operator_can_have_it_tried_again() {
    let town = Town::new();
    let _kept = alex_by_text(&town);
    daytime(&town);
    let (outside, mut rounds) = (Outside::with(&[Trouble::NoSuchAddress]), Rounds::default());
    round(&town, &outside, &mut rounds);
    minutes(&town, &outside, &mut rounds, 60);
    assert_eq!(
        outside.tried().len(),
        1,
        "an address that does not exist is not tried twice"
    );
    let served = town.serve();
    let mut kit = served.sit(Ok(town.cast.kit));
    assert!(kit.open("/health/messages").says("no such address"));
    kit.send("/health/messages", &[("what", "again")]);
    round(&town, &outside, &mut rounds);
    assert_eq!(outside.taken().len(), 1);
}

#[test]
fn a_message_waits_for_an_hour_at_which_alex_may_be_reached() {
    let town = Town::new();
    let kept = town.alex_says_yes();
    let mut limits = Limits::default();
    (limits.hours.from, limits.hours.until) = (9, 18);
    limits.hours.days[5] = false;
    limits.hours.days[6] = false;
    enrolled(&town, &kept, Way::Email, limits);
    // Friday 22 May 2026, 7pm in London.
    let friday: Timestamp = "2026-05-22T18:00:00Z".parse().unwrap();
    let now = town.act(|desk, _| Ok(desk.now())).expect("the time");
    town.source.advance(friday.duration_since(now));
    let (outside, mut rounds) = (Outside::default(), Rounds::default());
    minutes(&town, &outside, &mut rounds, 5);
    assert_eq!(outside.tried(), []);
    // Monday 25 May, one minute to nine; then nine.
    town.source
        .advance(SignedDuration::from_hours(61) + SignedDuration::from_mins(54));
    round(&town, &outside, &mut rounds);
    assert_eq!(outside.tried(), []);
    minutes(&town, &outside, &mut rounds, 2);
    assert_eq!(outside.taken().len(), 1);
    assert_eq!(outside.taken()[0].out.address, "alex@example.org");
    let events = told(&town, kept.person);
    let kept_for = "Sayso keeps a message for you until Monday 25 May 2026 at 9am, as you asked.";
    assert!(events.iter().any(|e| e.contains(kept_for)), "{events:?}");
}

#[test]
fn leaving_stops_what_was_waiting_and_is_told_by_the_safe_channel_alone() {
    let town = Town::new();
    let kept = alex_by_text(&town);
    daytime(&town);
    // The message about the yes is in the air when Jo types that Alex left.
    let claimed = town.act(|desk, _| {
        let due = carry::due(desk)?;
        carry::claim(desk, due[0], WAYS, &[])
    });
    let Ok(Claim::Carry(first)) = claimed else {
        panic!("{claimed:?}")
    };
    by_jo(&town, &kept);
    let id = first.id;
    town.act(move |desk, _| carry::outcome(desk, id, Way::Text, Err(Trouble::TimedOut)))
        .expect("what is gone has no outcome");
    let (outside, mut rounds) = (Outside::default(), Rounds::default());
    minutes(&town, &outside, &mut rounds, 60);
    let taken = outside.taken();
    assert_eq!(
        taken.len(),
        1,
        "one message, that somebody else wrote down that Alex left"
    );
    assert_ne!(taken[0].id, first.id);
    assert!(taken[0].out.body.starts_with("Alex, you have a new message."));
    assert!(!referral_left(&town));
}

#[test]
fn leaving_by_oneself_is_answered_by_silence() {
    let town = Town::new();
    let kept = alex_by_text(&town);
    daytime(&town);
    let (alex, person) = (town.person(kept.person), kept.person);
    town.act(move |desk, _| change_mind::leave(desk, &alex, person, change_mind::Heard::ONLINE))
        .expect("Alex leaves");
    let (outside, mut rounds) = (Outside::default(), Rounds::default());
    minutes(&town, &outside, &mut rounds, 24 * 60);
    assert_eq!(outside.tried(), []);
    // A code is something that Alex asks for.
    let words = kept.card.clone();
    town.act(move |desk, _| sayso_app::session::ask_for_code(desk, &words, "marigold"))
        .expect("a code is made");
    round(&town, &outside, &mut rounds);
    assert!(outside.taken()[0].out.body.starts_with("Your code is "));
}

#[test]
fn a_code_that_cannot_be_sent_in_time_is_at_reception() {
    let town = Town::new();
    let kept = alex_by_text(&town);
    daytime(&town);
    let (outside, mut rounds) = (Outside::default(), Rounds::default());
    round(&town, &outside, &mut rounds);
    let words = kept.card.clone();
    town.act(move |desk, _| sayso_app::session::ask_for_code(desk, &words, "marigold"))
        .expect("a code is made");
    let down = Outside {
        always: Some(Trouble::Unreachable),
        ..Outside::default()
    };
    minutes(&town, &down, &mut rounds, 10);
    assert!((1..=4).contains(&down.tried().len()), "{}", down.tried().len());
    let served = town.serve();
    assert!(
        served
            .sit(Ok(town.cast.jo))
            .open("/practice/messages")
            .says("A sign-in code")
    );
    assert!(
        served
            .sit(Ok(town.cast.kit))
            .open("/health/messages")
            .says("None.")
    );
}

#[test]
fn one_silent_server_costs_one_time_out_a_minute_and_not_one_a_message() {
    let town = Town::new();
    let kept = alex_by_text(&town);
    let mut bo = town.yes();
    bo.details.name = "Bo Field".into();
    bo.details.phone = Some("020 7946 0222".into());
    bo.details.nhs_number = None;
    bo.salt = [6; 32];
    let bo = town.says_yes(bo);
    enrolled(&town, &bo, Way::Text, Limits::default());
    assert_ne!(kept.person, bo.person);
    daytime(&town);
    let down = Outside {
        always: Some(Trouble::TimedOut),
        ..Outside::default()
    };
    let mut rounds = Rounds::default();
    for _ in 0..5 {
        round(&town, &down, &mut rounds);
    }
    assert_eq!(down.tried().len(), 1);
}

const SECRET: &str = "a secret of the text service, long enough";

fn post(served: &Served, secret: &str, body: &str) -> u16 {
    let answer =
        ureq::Agent::new_with_config(ureq::Agent::config_builder().http_status_as_error(false).build())
            .post(format!("http://{}/hook/text", served.address))
            .header("authorization", format!("Bearer {secret}"))
            .send(body);
    answer.expect("an answer").status().as_u16()
}

#[test]
fn stop_stops_texts_and_is_not_leaving() {
    let town = Town::new();
    let kept = alex_by_text(&town);
    daytime(&town);
    let (outside, mut rounds) = (Outside::default(), Rounds::default());
    round(&town, &outside, &mut rounds);
    assert_eq!(outside.taken().len(), 1);
    let served = town.serve_with(|site| site.replies_secret = Some(SECRET.into()));
    let stop = r#"{"from":"+442079460111","text":"Stop"}"#;
    assert_eq!(post(&served, "another secret", stop), 404);
    assert_eq!(post(&served, SECRET, "not json"), 422);
    assert_eq!(
        post(&served, SECRET, r#"{"from":"+442079460999","text":"STOP"}"#),
        204,
        "nobody we know looks the same"
    );
    assert_eq!(post(&served, SECRET, stop), 204);

    let events = told(&town, kept.person);
    assert!(
        events.iter().any(|e| e.contains("You get no more texts.")),
        "{events:?}"
    );
    let alex = town.person(kept.person);
    let held = town
        .act(move |desk, _| own::open(desk, &alex, "your page", 0, None))
        .expect("Alex reads");
    assert!(
        held.referrals.iter().all(|r| r.referral.state == State::Held),
        "STOP is not leaving"
    );
    // The next message is at reception, not on the phone.
    by_jo(&town, &kept);
    minutes(&town, &outside, &mut rounds, 5);
    assert_eq!(outside.tried().len(), 1);
    assert!(
        served
            .sit(Ok(town.cast.jo))
            .open("/practice/messages")
            .says("Alex Morgan")
    );
}

#[test]
fn alex_did_not_leave_and_takes_it_back_in_one_step() {
    let town = Town::new();
    let kept = town.alex_with_sam();
    by_jo(&town, &kept);
    let served = town.serve();
    let mut alex = served.sit(Err(kept.person));
    let said = "Jo Reyes, practice team at Riverside Surgery recorded that you left, by phone.";
    assert!(alex.open("/home").says(said), "{}", alex.page.text());
    assert!(alex.page.says("I did not leave"));
    // Nobody but Alex can say so.
    let jo = town.actor(town.cast.jo);
    assert!(
        town.act(move |desk, _| sayso_app::come_back::come_back(desk, &jo))
            .is_err()
    );
    alex.send("/home/return", &[]);
    assert!(!alex.page.says("Is this right?"), "{}", alex.page.text());
    let gone = town.later(SignedDuration::from_mins(1));
    assert!(
        gone.iter().any(|g| g.message.kind == MessageKind::Referral),
        "Northway has it again"
    );
    let lena = served.sit(Ok(town.cast.lena)).open("/intake").clone();
    assert!(lena.says("Alex Morgan"), "{}", lena.text());
    // The ledger keeps both: what Jo typed, and what Alex said about it.
    let events = told(&town, kept.person);
    assert!(events.iter().any(|e| e.contains("recorded that you left")));
    assert!(
        events
            .iter()
            .any(|e| e.starts_with("You said that you did not leave.")),
        "{events:?}"
    );
}

#[test]
fn one_step_is_for_what_others_typed_and_not_for_ever() {
    let town = Town::new();
    let kept = town.alex_with_sam();
    let (alex, person) = (town.person(kept.person), kept.person);
    town.act(move |desk, _| change_mind::leave(desk, &alex, person, change_mind::Heard::ONLINE))
        .expect("Alex leaves");
    let again = town.act(move |desk, _| sayso_app::come_back::come_back(desk, &alex));
    assert!(
        matches!(again, Err(sayso_app::Error::NotNow(_))),
        "what Alex said is what Alex said: {again:?}"
    );

    let town = Town::new();
    let kept = town.alex_with_sam();
    let alex = town.person(kept.person);
    by_jo(&town, &kept);
    town.source.advance(SignedDuration::from_hours(31 * 24));
    let late = town.act(move |desk, _| sayso_app::come_back::come_back(desk, &alex));
    assert!(matches!(late, Err(sayso_app::Error::NotNow(_))), "{late:?}");
}

#[test]
fn a_yes_typed_at_a_desk_redirects_no_message_of_somebody_who_has_told_us_where_to() {
    let town = Town::new();
    let kept = alex_by_text(&town);
    daytime(&town);
    let (person, alex, jo) = (kept.person, town.person(kept.person), town.actor(town.cast.jo));
    town.act(move |desk, _| change_mind::leave(desk, &alex, person, change_mind::Heard::ONLINE))
        .expect("Alex leaves");
    let mut yes = town.yes();
    yes.details.phone = Some("020 7946 0999".into());
    town.act(move |desk, _| agree::at_the_desk(desk, &jo, Some(person), &yes))
        .expect("Jo types a yes, and another number");
    let card = kept.card.clone();
    town.act(move |desk, _| session::ask_for_code(desk, &card, "marigold"))
        .expect("Alex signs in");

    let (outside, mut rounds) = (Outside::default(), Rounds::default());
    minutes(&town, &outside, &mut rounds, 3);
    let to: Vec<String> = outside.taken().into_iter().map(|e| e.out.address).collect();
    assert_eq!(to, ["+442079460111", "+442079460111"], "the notice and the code");
    // What was typed is in the letter that waits, and Alex reads it there.
    let own = town.act(move |desk, _| own::open(desk, &alex, "your page", 0, None));
    let own = own.expect("Alex's own page");
    let waiting = own.referrals.iter().find(|r| r.referral.state == State::Held);
    let parcel = waiting.and_then(|r| r.parcel.clone()).expect("it is held");
    assert!(parcel.lines.iter().any(|l| l.value == "020 7946 0999"));
    assert_eq!(own.person.details.phone.as_deref(), Some("020 7946 0111"));
}

#[test]
fn whoever_chose_letters_gets_the_words_of_the_page_on_paper() {
    let town = Town::new();
    let kept = town.alex_with_sam();
    enrolled(&town, &kept, Way::Post, Limits::default());
    by_jo(&town, &kept);
    daytime(&town);
    let (outside, mut rounds) = (Outside::default(), Rounds::default());
    minutes(&town, &outside, &mut rounds, 5);
    assert_eq!(outside.tried(), [], "a letter is nothing for a network");
    let served = town.serve();
    let mut jo = served.sit(Ok(town.cast.jo));
    let links = jo.open("/practice/messages").links();
    let letter = links
        .into_iter()
        .filter(|l| l.starts_with("/practice/messages/"))
        .find(|l| jo.open(l).says("If you did not leave"));
    assert!(letter.is_some(), "{}", jo.page.text());
    assert!(jo.page.says("They chose letters. Print it"));
    let mut alex = served.sit(Err(kept.person));
    for line in &sayso_core::words::LEFT_FOR_YOU[1..] {
        assert!(
            jo.page.says(line) && alex.open("/home").says(line),
            "one wording: {line}"
        );
    }
}

#[test]
fn a_letter_waits_until_somebody_says_that_it_was_posted_and_nothing_leaves_before() {
    let town = Town::new();
    let kept = town.alex_with_sam();
    enrolled(&town, &kept, Way::Post, Limits::default());
    let (person, alex, jo) = (kept.person, town.person(kept.person), town.actor(town.cast.jo));
    town.act(move |desk, _| change_mind::leave(desk, &alex, person, change_mind::Heard::ONLINE))
        .expect("Alex leaves");
    let mut yes = town.yes();
    yes.salt = [9; 32];
    town.act(move |desk, _| agree::at_the_desk(desk, &jo, Some(person), &yes))
        .expect("Jo types a yes");
    let day = SignedDuration::from_hours(24);
    let referral = |gone: &[sayso_app::deliver::Gone]| {
        gone.iter()
            .any(|g| g.message.kind == sayso_core::decision::MessageKind::Referral)
    };
    // A long weekend: nobody printed it, so Alex is not told, and nothing has left.
    for _ in 0..4 {
        assert!(!referral(&town.later(day)), "the letter has not been posted");
    }
    let served = town.serve();
    let mut jo = served.sit(Ok(town.cast.jo));
    assert!(jo.open("/practice").says("to be posted, given or read out"));
    jo.open("/practice/messages");
    let sheet = jo.follow("/practice/letters").clone();
    assert!(sheet.says("Alex Morgan") && sheet.says("Until you say that they are posted"));
    let title = sheet
        .body
        .split("<title>")
        .nth(1)
        .and_then(|t| t.split("</title>").next());
    assert!(title.is_some_and(|t| t.contains("Letters") && !t.contains("Alex")));
    assert!(
        !referral(&town.later(SignedDuration::ZERO)),
        "to look at it is not to post it"
    );
    let ids = sheet.forms().into_iter().flat_map(|(_, fields)| fields);
    let ids: Vec<String> = ids.filter(|(n, _)| n == "message").map(|(_, v)| v).collect();
    assert!(!ids.is_empty(), "{}", sheet.text());
    jo.send("/practice/letters", &[("how", "posted")]);
    assert!(
        jo.page.says("Nobody is waiting for a message."),
        "{}",
        jo.page.text()
    );
    assert!(!jo.open("/practice").says("to be posted, given"));
    let mut own = served.sit(Err(person));
    assert!(
        own.open("/home/history")
            .says("wrote down that a message to you was printed and posted.")
    );
    assert!(
        referral(&town.later(SignedDuration::ZERO)),
        "now Alex is told, and it leaves"
    );
}
