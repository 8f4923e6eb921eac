//! Seats between states: a coach who is not at work for now, two who share a job, a coach who goes to another provider.
//! Each story ends on what the person can see, and on who sees nothing.

use sayso_app::agree::Kept;
use sayso_app::{Error, cover, intake, members, own, register, seat_pause};
use sayso_core::coaching::CoverState;
use sayso_core::id::MemberId;
use sayso_core::sayso::Channel;
use sayso_core::seat::{Actor, Role};
use sayso_testkit::Town;

use crate::shared::{DAY, HOUR, says, told};

fn file(kept: &Kept) -> String {
    format!("/person/{}", kept.person)
}

fn pause(town: &Town, coach: MemberId) {
    let lena = town.actor(town.cast.lena);
    town.act(move |desk, _| seat_pause::pause_in_team(desk, &lena, coach))
        .expect("it rests");
}

/// The person answers the one change of coach that they were asked about.
fn answers(town: &Town, kept: &Kept, yes: bool) {
    let person = kept.person;
    town.act(move |desk, _| {
        let alex = Actor::Person(person);
        let held = own::open(desk, &alex, "your page", 0, None)?;
        let id = held.covers[0].cover.id;
        cover::answer(desk, &alex, person, id, yes, Channel::Online)
    })
    .expect("answered");
}

#[test]
fn a_coach_whose_seat_rests_can_do_nothing_and_is_back_without_a_new_yes() {
    let town = Town::new();
    let kept = town.alex_with_sam();
    let served = town.serve();
    let mut sam = served.sit(Ok(town.cast.sam));
    assert_eq!(sam.open(&file(&kept)).status, 200);
    let before = town
        .act({
            let person = kept.person;
            move |desk, _| own::open(desk, &Actor::Person(person), "your page", 0, None)
        })
        .expect("own page")
        .said
        .len();

    let mut lena = served.sit(Ok(town.cast.lena));
    lena.open("/team");
    lena.follow(&town.cast.sam.to_string());
    says(&lena, "Nobody is told why.");
    lena.send("/pause", &[]);
    says(&lena, "Who may help them meanwhile?");
    assert_eq!(
        sam.open(&file(&kept)).path,
        "/sign-in",
        "signed out at the minute"
    );
    // No other way in: a seat that rests is let in by nobody, and acts by no other door.
    let (seat, actor, person) = (town.cast.sam, town.actor(town.cast.sam), kept.person);
    let let_in = town.act(move |desk, _| sayso_app::session::sit(desk, Ok(seat)).map(drop));
    assert_eq!(let_in, Err(Error::NotFound));
    let read = town.act(move |desk, _| sayso_app::file::open(desk, &actor, person).map(drop));
    assert_eq!(read, Err(Error::Denied));
    let console = town.act(move |desk, _| members::link(desk, &Actor::Sayso, seat));
    assert_eq!(console, Err(Error::Conflict), "no link opens it either");
    // The lead is asked to name somebody, and can choose nobody who rests.
    lena.open("/intake");
    says(&lena, "You answer meanwhile.");
    let (lead, referral) = (town.actor(town.cast.lena), kept.referral);
    let chosen = town.act(move |desk, _| intake::assign(desk, &lead, referral, Some(seat)));
    assert!(matches!(chosen, Err(Error::Input(_))), "{chosen:?}");

    // The person is told who answers, and not why; there is a message, and it says nothing.
    let mut alex = served.sit(Err(kept.person));
    alex.open("/home/coach");
    says(
        &alex,
        "Sam Okoro is not at work for now. The team’s lead answers meanwhile.",
    );
    let history = told(&town, kept.person);
    assert!(
        history.contains(
            "wrote down that your coach is not at work for now. The team’s lead at Northway Work answers"
        ),
        "{history}"
    );
    assert_eq!(
        town.later(HOUR)
            .iter()
            .filter(|g| g.message.text.contains("new message"))
            .count(),
        1
    );

    let mut lena = served.sit(Ok(town.cast.lena));
    lena.open(&format!("/team/{}", town.cast.sam));
    lena.send("/resume", &[]);
    let mut sam = served.sit(Ok(town.cast.sam));
    assert!(sam.open(&file(&kept)).says("work with plants"), "as before");
    let after = town
        .act(move |desk, _| own::open(desk, &Actor::Person(person), "your page", 0, None))
        .expect("own page")
        .said
        .len();
    assert_eq!(before, after, "no yes was asked for or given");
    assert!(told(&town, kept.person).contains("wrote down that your coach is back."));
}

#[test]
fn while_a_seat_rests_a_colleague_helps_only_with_a_yes_and_only_until_it_is_back() {
    for yes in [true, false] {
        let town = Town::new();
        let kept = town.alex_with_sam();
        pause(&town, town.cast.sam);
        let served = town.serve();
        let mut lena = served.sit(Ok(town.cast.lena));
        lena.open(&format!("/team/{}", town.cast.sam));
        assert_eq!(lena.send("/meanwhile", &[]).status, 422, "nobody was chosen");
        says(&lena, "Choose a colleague");
        lena.send("/meanwhile", &[("colleague", &town.cast.bea.to_string())]);
        let mut bea = served.sit(Ok(town.cast.bea));
        assert_eq!(bea.open(&file(&kept)).status, 404, "silence is no");
        let mut alex = served.sit(Err(kept.person));
        alex.open("/home/coach");
        says(&alex, "May Bea Lindqvist help you beside Sam Okoro?");
        alex.send("/home/coach/", &[("yes", if yes { "yes" } else { "no" })]);
        let seen = bea.open(&file(&kept)).status;
        assert_eq!(seen, if yes { 200 } else { 404 });
        // Asked once: whoever answered is not asked again by the same form.
        lena.send("/meanwhile", &[("colleague", &town.cast.bea.to_string())]);
        assert_eq!(bea.open(&file(&kept)).status, seen);
        lena.open(&format!("/team/{}", town.cast.sam));
        lena.send("/resume", &[]);
        assert_eq!(bea.open(&file(&kept)).status, 404, "over at the minute");
        assert_eq!(served.sit(Ok(town.cast.sam)).open(&file(&kept)).status, 200);
    }
}

#[test]
fn only_the_own_lead_and_whoever_keeps_members_can_let_a_seat_rest() {
    let town = Town::new();
    let kept = town.alex_with_sam();
    let served = town.serve();
    let cast = &town.cast;
    for seat in [cast.sam, cast.bea, cast.owen, cast.grace, cast.patel, cast.priya] {
        let (actor, sam) = (town.actor(seat), cast.sam);
        let tried = town.act(move |desk, _| seat_pause::pause_in_team(desk, &actor, sam));
        assert!(matches!(tried, Err(Error::Denied | Error::NotFound)), "{tried:?}");
        let tried = town.act(move |desk, _| seat_pause::pause(desk, &actor, sam));
        assert_eq!(tried, Err(Error::Denied));
    }
    let mut kit = served.sit(Ok(cast.kit));
    kit.open(&format!("/members/{}", cast.sam));
    kit.send("/pause", &[]);
    says(&kit, "no, it rests for now");
    assert!(told(&town, kept.person).contains("is not at work for now"));
    kit.send("/resume", &[]);
    says(&kit, "Make a one-time link");
    // Nobody locks the door behind themselves.
    let (actor, own_seat) = (town.actor(cast.kit), cast.kit);
    let tried = town.act(move |desk, _| seat_pause::pause(desk, &actor, own_seat));
    assert!(matches!(tried, Err(Error::Input(_))), "{tried:?}");
}

#[test]
fn two_coaches_share_one_person_with_their_yes_and_without_a_last_day() {
    let town = Town::new();
    let kept = town.alex_with_sam();
    let served = town.serve();
    let mut sam = served.sit(Ok(town.cast.sam));
    sam.open(&file(&kept));
    sam.follow("/cover");
    let bea_id = town.cast.bea.to_string();
    sam.send(
        "/cover",
        &[("colleague", &bea_id), ("beside", "yes"), ("until_day", "3")],
    );
    assert_eq!(sam.page.status, 422, "a last day and none at once");
    sam.open(&format!("{}/cover", file(&kept)));
    sam.send("/cover", &[("colleague", &bea_id), ("beside", "yes")]);
    says(&sam, "beside the coach");
    assert_eq!(served.sit(Ok(town.cast.bea)).open(&file(&kept)).status, 404);
    answers(&town, &kept, true);
    // Long after: both, and the person sees both by name.
    town.later(DAY * 100);
    let opened = |seat: MemberId| served.sit(Ok(seat)).open(&file(&kept)).status;
    assert_eq!((opened(town.cast.sam), opened(town.cast.bea)), (200, 200));
    assert!(
        served
            .sit(Ok(town.cast.bea))
            .open("/caseload")
            .says("Alex Morgan")
    );
    let mut alex = served.sit(Err(kept.person));
    alex.open("/home/coach");
    says(&alex, "Sam Okoro and Bea Lindqvist help you");
    // Another coach, and then Sam again: Alex's yes was to Bea beside Sam as it stood, and does not come back by itself.
    for coach in [None, Some(town.cast.sam)] {
        let (lena, referral) = (town.actor(town.cast.lena), kept.referral);
        town.act(move |desk, _| intake::assign(desk, &lena, referral, coach))
            .expect("the lead assigns");
    }
    assert_eq!((opened(town.cast.sam), opened(town.cast.bea)), (200, 404));
    sam = served.sit(Ok(town.cast.sam));
    sam.open(&format!("{}/cover", file(&kept)));
    sam.send("/cover", &[("colleague", &bea_id), ("beside", "yes")]);
    answers(&town, &kept, false);
    assert_eq!((opened(town.cast.sam), opened(town.cast.bea)), (200, 404));
    let state = town
        .act({
            let person = kept.person;
            move |desk, _| own::open(desk, &Actor::Person(person), "your page", 0, None)
        })
        .expect("own page")
        .covers[0]
        .cover
        .state;
    assert_eq!(state, CoverState::NotWanted);
}

#[test]
fn a_coach_with_a_seat_at_another_provider_sees_nobody_they_helped_before() {
    let town = Town::new();
    let kept = town.alex_with_sam();
    let (kit, lena, old, eastgate) = (
        town.actor(town.cast.kit),
        town.actor(town.cast.lena),
        town.cast.sam,
        town.cast.eastgate,
    );
    town.act(move |desk, _| sayso_app::team::end_seat(desk, &lena, old))
        .expect("Sam leaves Northway");
    let new = town
        .act(move |desk, _| members::add(desk, &kit, eastgate, Role::Coach, "Sam Okoro"))
        .expect("and has a seat at Eastgate");
    assert_ne!(new, old, "another seat");
    let served = town.serve();
    let mut sam = served.sit(Ok(new));
    assert_eq!(sam.open(&file(&kept)).status, 404);
    assert!(!sam.open("/caseload").says("Alex"));
    assert!(!sam.open("/today").says("Alex"));
    // The old seat opens nothing, by whatever passkey or link; the new one has none of the old one’s.
    let fresh = town.actor(new);
    assert_eq!(
        town.act(move |desk, _| sayso_app::passkey::none_yet(desk, fresh)),
        Ok(true)
    );
    let link = town.act(move |desk, _| register::link(desk, &Actor::Sayso, old));
    let opened = link.map(|l| town.act(move |desk, _| sayso_app::session::with_link(desk, &l).map(drop)));
    assert!(!matches!(opened, Ok(Ok(()))), "the ended seat lets nobody in");
}

#[test]
fn staff_who_are_patients_keep_themselves_away_and_only_the_person_lets_them_back() {
    let town = Town::new();
    let kept = town.alex_with_sam();
    let served = town.serve();
    let patient = format!("/practice/person/{}", kept.person);
    let mut jo = served.sit(Ok(town.cast.jo));
    let born = [("born[day]", "18"), ("born[month]", "5"), ("born[year]", "1990")];
    let sought: Vec<(&str, &str)> = [("name", "Alex Morgan")].into_iter().chain(born).collect();
    jo.open("/practice/find?for=mind");
    jo.send("/practice/find", &sought);
    says(&jo, "This is me, or somebody I know");
    jo.send("/keep-me-away", &[]);
    says(&jo, "You are kept away from this record");
    // From that minute Jo finds nobody and opens nothing; a colleague does their part.
    assert_eq!(jo.open(&patient).status, 404);
    jo.open("/practice/find?for=mind");
    jo.send("/practice/find", &sought);
    says(&jo, "Nobody on the list fits");
    assert_eq!(served.sit(Ok(town.cast.patel)).open(&patient).status, 200);
    let history = told(&town, kept.person);
    assert!(
        history.contains("Jo Reyes, practice team at Riverside Surgery chose to be kept away"),
        "{history}"
    );
    assert!(
        !history.contains("Jo Reyes, practice team at Riverside Surgery opened"),
        "{history}"
    );

    // A coach: by name alone, and the lead finds somebody else.
    let mut sam = served.sit(Ok(town.cast.sam));
    sam.open(&format!("{}/cover", file(&kept)));
    sam.send("/keep-me-away", &[]);
    assert!(!sam.page.says("Alex Morgan"));
    assert_eq!(sam.open(&file(&kept)).status, 404);
    assert!(served.sit(Ok(town.cast.lena)).open("/intake").says("Alex Morgan"));
    let (lena, referral, coach) = (town.actor(town.cast.lena), kept.referral, town.cast.sam);
    let chosen = town.act(move |desk, _| intake::assign(desk, &lena, referral, Some(coach)));
    assert!(matches!(chosen, Err(Error::Input(_))), "{chosen:?}");

    // The lead: not while nobody else could see to it; then from the list, before anything is opened.
    let mut lena = served.sit(Ok(town.cast.lena));
    lena.open("/intake");
    assert_eq!(lena.send("/keep-me-away", &[]).status, 422);
    says(&lena, "Choose who it is");
    lena.send("/keep-me-away", &[("person", &kept.person.to_string())]);
    says(&lena, "No other lead could see to it");
    let northway = town.cast.northway;
    let seat = town
        .act(move |desk, _| members::add(desk, &Actor::Sayso, northway, Role::ProviderLead, "Lou Marsh"))
        .expect("a second lead");
    lena.open("/intake");
    lena.send("/keep-me-away", &[("person", &kept.person.to_string())]);
    assert!(lena.page.path == "/intake" && !lena.page.says("Alex Morgan"));
    assert_eq!(lena.open(&format!("/intake/{}", kept.referral)).status, 404);
    assert!(served.sit(Ok(seat)).open("/intake").says("Alex Morgan"));
    assert!(told(&town, kept.person).contains("Lena Fox, team lead at Northway Work chose to be kept away"));

    // Nobody whom it does not concern can say it, and nobody but Alex takes it back.
    for seat in [
        town.cast.hart,
        town.cast.bea,
        town.cast.lena,
        town.cast.grace,
        town.cast.kit,
    ] {
        let (actor, person) = (town.actor(seat), kept.person);
        let tried = town.act(move |desk, _| sayso_app::awkward::keep_me_away(desk, &actor, person));
        assert!(matches!(tried, Err(Error::Denied | Error::NotFound)), "{tried:?}");
    }
    let mut alex = served.sit(Err(kept.person));
    alex.open("/home/around");
    // A page that Alex opened before: what Dr Patel chose meanwhile stays chosen.
    let (patel, person) = (town.actor(town.cast.patel), kept.person);
    town.act(move |desk, _| sayso_app::awkward::keep_me_away(desk, &patel, person))
        .expect("Dr Patel keeps away");
    alex.send("/around/seats", &[("seat", &town.cast.sam.to_string())]);
    assert_eq!(served.sit(Ok(town.cast.jo)).open(&patient).status, 200);
    for (seat, path) in [(town.cast.patel, patient.clone()), (town.cast.sam, file(&kept))] {
        assert_eq!(served.sit(Ok(seat)).open(&path).status, 404, "{path}");
    }
}

#[test]
fn what_helps_somebody_picks_the_shape_that_their_words_come_in() {
    let town = Town::new();
    let served = town.serve();
    let mut jo = served.sit(Ok(town.cast.jo));
    jo.open("/practice/find?for=offer");
    jo.send("/practice/find/add", &[("new_name", "Robin Hale")]);
    let offer = jo.page.path.clone();
    jo.open(&format!("{offer}/details"));
    jo.send(
        "/details",
        &[
            ("name", "Robin Hale"),
            ("phone", "020 7946 0222"),
            ("access_needs", "I read Easy Read best."),
        ],
    );
    let form = jo.page.forms();
    let reads = form
        .iter()
        .flat_map(|(_, fields)| fields)
        .find(|(name, _)| name == "reads");
    assert_eq!(
        reads.map(|(_, value)| value.as_str()),
        Some("en.easy_read"),
        "{form:?}"
    );
}

#[test]
fn each_row_of_the_history_leads_to_a_concern_with_its_day_and_who_in_words() {
    let town = Town::new();
    let kept = town.alex_with_sam();
    let served = town.serve();
    served.sit(Ok(town.cast.sam)).open(&file(&kept));
    let mut alex = served.sit(Err(kept.person));
    alex.open("/home/history?show=looks");
    alex.follow("/home/concerns?row=");
    let body = alex.page.body.clone();
    let text = body
        .split("<textarea")
        .nth(1)
        .and_then(|t| t.split('>').nth(1))
        .unwrap_or_default();
    assert!(
        text.contains("I ask about") && text.contains("Sam Okoro, coach at Northway Work"),
        "{text}"
    );
    let row = kept.person.to_string();
    assert!(!text.contains(&row) && !text.contains("/home/"), "no id: {text}");
    alex.send("/home/concerns", &[("kind", "pressed")]);
    says(&alex, "I ask about");
    // Somebody else’s row is no row.
    assert_eq!(alex.open(&format!("/home/concerns?row={row}")).status, 404);
}
