//! A referral of somebody else's, brought in from a file: the practice sees that it waits, and the person answers it in
//! the same way as any offer. Whatever they say, it is off the list.

use sayso_app::import;
use sayso_app::own;
use sayso_core::nhs_number::NhsNumber;
use sayso_core::seat::Actor;
use sayso_interop::{FileIn, read};
use sayso_testkit::{Browser, Served, Town};

/// Two people of Riverside's own list; for each a referral about work, and one for a scan that is none of ours.
fn brought_in(town: &Town) -> import::Report {
    let mut numbers = (500..).filter_map(NhsNumber::invented);
    let mut rows = vec![];
    for (id, name) in [("a", "Robin Vale"), ("b", "Kim Ash")] {
        let number = numbers.next().expect("there are many").digits();
        rows.push(format!(
            r#"{{"resourceType":"Patient","id":"{id}","name":[{{"text":"{name}"}}],"telecom":[{{"system":"phone","value":"020 7946 0333"}}],
            "identifier":[{{"system":"https://fhir.nhs.uk/Id/nhs-number","value":"{number}"}}]}}"#
        ));
        let asks = r#"[{"coding":[{"system":"http://hl7.org/fhir/us/sdoh-clinicalcare/CodeSystem/SDOHCC-CodeSystemTemporaryCodes","code":"employment-status"}]}]"#;
        let scan = r#"[{"text":"Imaging, about finding work"}]"#;
        for (n, category) in [asks, scan].iter().enumerate() {
            rows.push(format!(
                r#"{{"resourceType":"ServiceRequest","id":"r{id}{n}","status":"active","intent":"order","category":{category},
                "identifier":[{{"system":"https://gp.example/r","value":"{id}{n}"}}],"subject":{{"reference":"Patient/{id}"}}}}"#
            ));
        }
    }
    let text = format!(
        r#"{{"resourceType":"Bundle","type":"collection","entry":[{}]}}"#,
        rows.iter()
            .map(|r| format!(r#"{{"resource":{r}}}"#))
            .collect::<Vec<_>>()
            .join(",")
    );
    let mut bytes = text.as_bytes();
    let plan = read([FileIn {
        name: "referrals.json",
        reader: &mut bytes,
    }])
    .expect("the file is sound");
    let jo = town.actor(town.cast.jo);
    town.act(move |desk, _| import::apply(desk, &jo, &plan))
        .expect("it comes in")
}

fn list(served: &Served, town: &Town) -> Browser {
    let mut jo = served.sit(Ok(town.cast.jo));
    jo.open("/practice");
    jo.follow("/practice/offers");
    jo
}

#[test]
fn an_imported_referral_waits_for_the_persons_own_answer_and_any_answer_takes_it_off() {
    let town = Town::new();
    let report = brought_in(&town);
    assert_eq!(report.offers.new, 2);
    let not_ours = report.skipped.iter().filter(|s| s.why.starts_with("not ours"));
    assert_eq!(
        not_ours.count(),
        2,
        "the scans are told of, and nothing of them is kept"
    );

    let served = town.serve();
    let mut jo = list(&served, &town);
    assert!(jo.page.says("Somebody referred Robin Vale.") && jo.page.says("Somebody referred Kim Ash."));
    assert!(jo.page.says("Waiting for their own answer."));
    let people: Vec<String> = jo
        .page
        .forms()
        .into_iter()
        .filter(|(action, _)| action == "/practice/find/choose")
        .filter_map(|(_, fields)| fields.into_iter().find(|(n, _)| n == "person").map(|(_, v)| v))
        .collect();
    assert_eq!(people.len(), 2);
    let robin = people
        .iter()
        .find(|id| jo.open(&format!("/practice/person/{id}")).says("Robin Vale"))
        .expect("one of them")
        .clone();

    // The ordinary question, with its three equal doors; Robin says no.
    jo.open("/practice/offers");
    jo.send("/practice/find/choose", &[("person", &robin)]);
    assert!(jo.page.says("What do they say?") && jo.page.says("Robin Vale"));
    for door in ["yes", "not_yet", "no"] {
        assert!(jo.page.body.contains(&format!("value=\"{door}\"")), "{door}");
    }
    jo.send("/offer/", &[("answer", "no")]);
    assert!(jo.page.says("Thank them for telling you"));
    let after = list(&served, &town);
    assert!(!after.page.says("Robin Vale") && after.page.says("Kim Ash"));

    // Only Robin reads that it was there; the words of the sender are gone.
    let id = robin.parse().expect("an id");
    let held = town.act(move |desk, _| own::open(desk, &Actor::Person(id), "your page", 50, None));
    let held = held.expect("their own page");
    assert!(held.entries.is_empty());
    assert!(
        held.history
            .iter()
            .any(|s| s.text.starts_with("You answered a referral"))
    );
}

#[test]
fn nobody_else_finds_the_list_and_another_practice_finds_it_empty() {
    let town = Town::new();
    brought_in(&town);
    let served = town.serve();
    for seat in [
        town.cast.sam,
        town.cast.lena,
        town.cast.grace,
        town.cast.priya,
        town.cast.kit,
    ] {
        assert_eq!(served.sit(Ok(seat)).open("/practice/offers").status, 404);
    }
    let mut hart = served.sit(Ok(town.cast.hart));
    assert!(
        hart.open("/practice/offers")
            .says("No referral is waiting for an answer.")
    );
}
