//! What answers to forms say. Each seat posts to every address there is, with nothing, with nonsense and with what
//! could be right: no answer says more than the pages do, and what one seat typed is read by nobody it is not for.

use std::collections::{BTreeMap, BTreeSet};

use sayso_app::practice;
use sayso_testkit::{Browser, Served};
use sayso_web::{Route, Who, all_routes};

use super::{World, crawl, crawl_and_look, found, seats, somebody_else, whole, world};

/// Nonsense that a careless page could show, keep or choke on.
const NONSENSE: &str = "Zznonsense <b>\"'&</b> QQ 12 34 56 C ../../\u{0}";

/// These end or change what the others look at: they are tried last, when nothing is looked for afterwards.
fn ends_something(route: &Route) -> bool {
    ["stop", "finish", "pause", "undo"].contains(&route.action)
        || ["taking_part", "signed_out"].contains(&route.event)
}

/// What could be chosen in the forms of the whole house, and the names of all fields.
fn fields(
    w: &World,
    served: &Served,
    ids: &BTreeMap<&'static str, String>,
) -> BTreeMap<String, Option<String>> {
    let mut known: BTreeMap<String, Option<String>> = BTreeMap::new();
    for (who, seat, _) in seats(w, w.person) {
        // The others have no form of their own.
        if who.contains("another") || who.contains("elsewhere") || who == "guardian" || who == "commissioner"
        {
            continue;
        }
        crawl_and_look(served, &mut served.sit(seat), ids, |page| {
            for (name, _) in page.forms().into_iter().flat_map(|(_, fields)| fields) {
                known.entry(name).or_default();
            }
            for (name, value) in page.choices() {
                known.entry(name).or_default().get_or_insert(value);
            }
        });
    }
    // Another coach for the person would be another seat that may read them.
    for name in ["csrf", "coach"] {
        known.remove(name);
    }
    known
}

/// A referral at the desk and an answer at home, both begun and neither confirmed: what they hold is in memory alone.
fn begun(w: &World, served: &Served) -> [(&'static str, String); 2] {
    let token = |browser: &Browser| browser.page.path.split('/').nth(2).expect("a token").to_owned();
    let jo_seat = w.town.actor(w.town.cast.jo);
    let card = w.town.act(move |desk, _| practice::make_cards(desk, &jo_seat, 1));
    let mut visitor = served.browser();
    visitor.open("/card");
    visitor.send("/card", &[("words", &card.expect("a card")[0])]);
    let at_home = token(&visitor);
    visitor.send(&at_home, &[("answer", "yes")]);
    let typed = [
        ("name", "Zqname"),
        ("phone", "Zqphone 020 7946 0111"),
        ("own_words", "Zqwords"),
    ];
    assert_eq!(visitor.send("/you", &typed).status, 200);

    let mut jo = served.sit(Ok(w.town.cast.jo));
    jo.open("/practice/find?for=offer");
    let sought = [
        ("name", "Zqname Morgan"),
        ("born[day]", "18"),
        ("born[month]", "5"),
        ("born[year]", "1990"),
    ];
    jo.send("/practice/find", &sought);
    jo.send("/practice/find/choose", &[]);
    [("at home", at_home), ("at the desk", token(&jo))]
}

/// Is this form on the pages of that seat?
fn is_for(route: Who, who: &str) -> bool {
    match route {
        Who::Anybody | Who::SignedIn => true,
        Who::Person => who == "the person" || who == "another person",
        // Nobody of the list is one; their own forms have a story of their own.
        Who::Supporter | Who::Attorney => false,
        Who::Practice => who.ends_with("of the practice"),
        Who::Clinician => who == "clinician of the practice",
        Who::PracticeAdmin => who == "reception of the practice",
        Who::Coach => who == "the assigned coach",
        Who::ProviderLead => who == "lead of the provider",
        Who::Provider => is_for(Who::Coach, who) || is_for(Who::ProviderLead, who),
        Who::Guardian => who == "guardian" || who.starts_with("deputy"),
        Who::Keeper => is_for(Who::Guardian, who) || is_for(Who::Operator, who),
        Who::Signer => is_for(Who::Guardian, who) || who == "nominee for terms",
        Who::Commission => is_for(Who::Commissioner, who) || is_for(Who::Evaluator, who),
        Who::Commissioner | Who::Evaluator | Who::Operator => format!("{route:?}").to_lowercase() == who,
    }
}

fn addresses<'a>(route: &Route, ids: impl Iterator<Item = &'a str>) -> BTreeSet<String> {
    ids.map(|id| {
        let mut path = route.path.to_owned();
        while let (Some(a), Some(b)) = (path.find('{'), path.find('}')) {
            path.replace_range(a..=b, id);
        }
        path
    })
    .collect()
}

/// Posts to every address of `routes` in every way, and gives all that came back.
fn post_everything<'a>(
    who: &str,
    browser: &mut Browser,
    routes: impl Iterator<Item = &'a Route>,
    ids: &BTreeMap<&'static str, String>,
    known: &BTreeMap<String, Option<String>>,
    typed: &str,
) -> String {
    browser.open("/accessibility");
    if browser.page.forms().is_empty() {
        browser.open("/start");
    }
    let token = browser.token().unwrap_or_default();
    let right = |name: &str, choice: &Option<String>| match (choice, name) {
        (Some(value), _) => value.clone(),
        (None, name) if name.contains("day") || name.contains("month") => "3".into(),
        (None, name) if name.contains("year") => "2026".into(),
        (None, "time") => "10:00".into(),
        (None, _) => typed.into(),
    };
    let nothing: Vec<(&str, String)> = vec![("csrf", token)];
    let with = |value: &dyn Fn(&str, &Option<String>) -> String| {
        let mut all = nothing.clone();
        all.extend(
            known
                .iter()
                .map(|(name, choice)| (name.as_str(), value(name, choice))),
        );
        all
    };
    let ways = [nothing.clone(), with(&|_, _| NONSENSE.into()), with(&right)];
    let mut all = String::new();
    for route in routes {
        let own = is_for(route.who, who);
        let some = ["person", "referral", "at the desk"];
        let these = ids.iter().filter(|(what, _)| own || some.contains(what));
        for path in addresses(route, these.map(|(_, id)| id.as_str())) {
            let mut nothing_there = false;
            for (at, way) in ways.iter().enumerate() {
                // What is not found without a word is tried once more, with what could be right.
                if at == 1 && (nothing_there || !own) {
                    continue;
                }
                let fields: Vec<(&str, &str)> = way.iter().map(|(n, v)| (*n, v.as_str())).collect();
                let answer = browser.post(&path, &fields).clone();
                assert!(
                    answer.status < 500 || answer.status == 503,
                    "{path}: {}",
                    answer.status
                );
                let told = answer.headers.values().chain([&answer.path]);
                for line in told {
                    assert!(
                        !line.contains("Zz") && !line.contains("Zq"),
                        "{path} answers with a word in {line}"
                    );
                }
                nothing_there = answer.status == 404;
                all.push_str(&whole(&answer));
            }
        }
    }
    all
}

fn forms() -> Vec<Route> {
    // A launch proves itself by a secret; a signed-out browser would see nothing more.
    let skip = ["/launch", "/sign-out"];
    let mut all = all_routes();
    all.retain(|r| r.method == "POST" && !skip.contains(&r.path));
    all
}

/// What a practice's seat reads of its own list while it keys what somebody at the desk says.
const KEYING: [&str; 3] = ["Zqphone", "Zqemail", "Zqaccess"];

#[test]
fn no_answer_to_a_form_says_more_than_the_pages_and_no_typed_word_reaches_a_wrong_seat() {
    let w = world();
    let served = w.town.serve();
    let other = somebody_else(&w);
    let mut ids = w.ids.clone();
    ids.extend(begun(&w, &served));
    let known = fields(&w, &served, &w.ids);
    assert!(known.len() > 20 && known.contains_key("text"), "{known:?}");

    let (posts, seats) = (forms(), seats(&w, other));
    let mark = |at: usize| format!("Zztyped{}", (b'a' + u8::try_from(at).expect("few seats")) as char);
    for (at, (who, seat, may)) in seats.iter().enumerate() {
        let mut may = may.clone();
        if who.ends_with("of the practice") {
            may.extend(KEYING);
        }
        let mut browser = served.sit(*seat);
        let routes = posts.iter().filter(|r| !ends_something(r));
        let all = post_everything(who, &mut browser, routes, &ids, &known, &mark(at));
        let leaked: Vec<_> = found(&all).difference(&may).copied().collect();
        assert!(leaked.is_empty(), "an answer to a form tells {who} {leaked:?}");
    }
    let nobody = post_everything(
        "nobody",
        &mut served.browser(),
        posts.iter(),
        &w.ids,
        &known,
        "Zztypednobody",
    );
    assert!(
        found(&nobody).is_empty(),
        "an answer to a form tells a stranger {:?}",
        found(&nobody)
    );

    // Who may read what each seat typed, by the same order as the seats. A corrected name or way to make contact
    // reaches whoever may read that; what anybody tells the guardian's side reaches guardian and deputy.
    let typed_by_and_read_by: [(usize, &[usize]); 14] = [
        (0, &[0, 2, 3, 5, 7]),
        (1, &[1, 2, 3]),
        (2, &[0, 2, 3]),
        (3, &[0, 2, 3]),
        (4, &[4]),
        (5, &[0, 5]),
        (6, &[6]),
        (7, &[0, 7]),
        (8, &[8]),
        (9, &[0, 9]),
        (10, &[0, 10]),
        // What is written about a draft of terms is read by those who propose and those who sign.
        (11, &[11, 13]),
        (12, &[12]),
        (13, &[11, 13]),
    ];
    let mut read_by_another = 0;
    for (reader, (who, seat, _)) in seats.iter().enumerate() {
        let all = crawl(&served, &mut served.sit(*seat), &w.ids);
        for (writer, readers) in &typed_by_and_read_by {
            let seen = all.contains(&mark(*writer));
            assert!(
                !seen || readers.contains(&reader) || [9, 10].contains(&reader),
                "{who} reads what {} typed",
                seats[*writer].0
            );
            read_by_another += usize::from(seen && reader != *writer);
        }
        assert!(
            !all.contains("Zztypednobody") || [9, 10].contains(&reader),
            "{who} reads what a stranger typed"
        );
    }
    assert!(
        read_by_another >= 2,
        "what a coach writes reaches the person, and the other way round"
    );

    // Last, what ends things: still no word in any answer beyond what each seat may see.
    for (who, seat, may) in &seats {
        let routes = posts.iter().filter(|r| ends_something(r) && r.who != Who::Person);
        let all = post_everything(who, &mut served.sit(*seat), routes, &ids, &known, "Zzlast");
        let mut may = may.clone();
        if who.ends_with("of the practice") {
            may.extend(KEYING);
        }
        let leaked: Vec<_> = found(&all).difference(&may).copied().collect();
        assert!(leaked.is_empty(), "an answer to a stop tells {who} {leaked:?}");
    }
}
