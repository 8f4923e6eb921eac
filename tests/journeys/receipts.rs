//! Receipts: asked for by the person alone, checked by anybody without us. Each story ends on what the check, or the page,
//! then says.

use std::path::Path;
use std::process::Command;

use jiff::SignedDuration;
use sayso_app::change_mind;
use sayso_app::passkey::Relying;
use sayso_app::public_log::{Outcome, Rounds};
use sayso_app::support;
use sayso_core::decide::support::Writing;
use sayso_core::entry::EntryKind;
use sayso_core::id::PersonId;
use sayso_testkit::{Browser, Served, Town};

use crate::log_kit::{TEN, operator_edits};
use crate::own_end::asks_and_confirms;
use crate::shared::{enrolled, says, starts_work};

/// A town whose log is signed in the story.
struct Signed {
    town: Town,
    log: Rounds,
    person: PersonId,
}

impl Signed {
    fn new() -> Self {
        let town = Town::new();
        let person = town.alex_with_sam().person;
        let log = Rounds::new(&town.house, "log.example");
        let mut it = Self { town, log, person };
        it.signs();
        it
    }

    #[track_caller]
    fn signs(&mut self) {
        self.town.later(TEN);
        let outcome = self.log.round().expect("a round");
        assert!(matches!(outcome, Outcome::Signed(_)), "{outcome:?}");
    }

    fn leaves(&self) {
        let (alex, person) = (self.town.person(self.person), self.person);
        let heard = change_mind::Heard::ONLINE;
        self.town
            .act(move |desk, _| change_mind::leave(desk, &alex, person, heard))
            .expect("Alex leaves");
    }

    /// What `sayso verify receipt` says, offline but for `more`, and how it ends.
    fn verify(&self, text: &str, more: &[&str]) -> (Option<i32>, String) {
        let file = self.town.around().join("receipt.txt");
        std::fs::write(&file, text).expect("written");
        let key = self
            .town
            .house
            .read_log(|log| log.standing(sayso_store::Standing::Key));
        let key = String::from_utf8(key.expect("read").expect("a key")).expect("text");
        verify_file(&file, &[&["--key", &key], more].concat())
    }
}

pub(crate) fn verify_file(file: &Path, more: &[&str]) -> (Option<i32>, String) {
    let out = Command::new(env!("CARGO_BIN_EXE_sayso"))
        .args(["verify", "receipt"])
        .arg(file)
        .args(more)
        .output()
        .expect("the binary runs");
    let said = [out.stdout, out.stderr].concat();
    (out.status.code(), String::from_utf8_lossy(&said).into_owned())
}

/// What one of poppler's tools makes of a file, or nothing where it is not installed.
fn stranger(name: &str, args: &[&str], file: &Path) -> Option<String> {
    let args = args.iter().map(|a| {
        if *a == "FILE" {
            file.as_os_str()
        } else {
            std::ffi::OsStr::new(a)
        }
    });
    let out = Command::new(name).args(args).output();
    let Ok(out) = out else {
        eprintln!("{name} is not installed: not read by a stranger");
        return None;
    };
    assert!(out.status.success(), "{name} cannot read the file");
    Some(String::from_utf8_lossy(&out.stdout).into_owned())
}

/// A text without its spaces and line ends.
fn letters(text: &str) -> String {
    text.split_whitespace().collect()
}

/// The links to receipts on the page that is open, each with the row that it stands in.
fn receipts(browser: &Browser) -> Vec<(String, String)> {
    let mut found = vec![];
    for row in browser.page.body.split("<tr") {
        if let Some((_, rest)) = row.split_once("href=\"/home/receipt/") {
            let (id, _) = rest.split_once('"').expect("an address ends");
            found.push((format!("/home/receipt/{id}"), row.to_owned()));
        }
    }
    found
}

/// The receipt of the row that says this.
#[track_caller]
pub(crate) fn receipt_of(browser: &mut Browser, words: &str) -> String {
    browser.open("/home/history");
    let all = receipts(browser);
    let found = all.iter().find(|(_, row)| row.contains(words));
    found.unwrap_or_else(|| panic!("{words} in {all:?}")).0.clone()
}

fn with_address(site: &mut sayso_web::Site) {
    site.relying = Relying::of("https://support.example.org").map(std::sync::Arc::new);
}

#[test]
fn alex_leaves_and_takes_a_receipt_that_is_checked_without_us() {
    let mut it = Signed::new();
    it.leaves();
    let site = it.town.serve_with(with_address);
    let mut alex = site.sit(Err(it.person));
    alex.open("/home/changed");
    let (link, _) = receipts(&alex).remove(0);
    alex.open(&link);
    says(&alex, "You left, online. Sharing stopped at once.");
    says(&alex, "Not yet stamped");
    says(&alex, "Nobody may require you to show this.");
    says(&alex, "Tell the guardian if somebody asks you for it");
    let early = alex.open(&format!("{link}/file")).body.clone();
    let (code, said) = it.verify(&early, &[]);
    assert_eq!(code, Some(2), "{said}");
    assert!(said.contains("not yet stamped"), "{said}");

    it.signs();
    alex.open(&link);
    says(&alex, "Take the receipt as a file");
    let file = alex.open(&format!("{link}/file")).clone();
    assert_eq!(file.status, 200);
    assert!(file.headers["content-disposition"].contains("filename=\"receipt.txt\""));
    for name in ["Alex", "Morgan", "Northway", "Sam"] {
        assert!(!file.body.contains(name), "{name} in {}", file.body);
    }
    let (code, said) = it.verify(&file.body, &[]);
    assert_eq!(code, Some(0), "{said}");
    assert!(
        said.contains("This receipt is genuine.") && said.contains("kind: left"),
        "{said}"
    );

    let sheet = alex.open(&format!("{link}/print")).clone();
    assert!(sheet.body.contains("<svg class=\"app-qr\""), "{}", sheet.text());
    assert!(sheet.says("Nobody may require you to show this.") && sheet.says("Sayso receipt 1"));
    let code = said
        .lines()
        .find_map(|l| l.strip_prefix("Short code: "))
        .expect("a code");
    assert!(sheet.says(code), "{code}: {}", sheet.text());
    alex.open("/home/history");
    says(&alex, "You asked for a receipt.");

    // Somebody made Alex show it. That is a concern that anybody can report, also without an account.
    let mut somebody = site.browser();
    somebody.open("/speak-up");
    says(&somebody, "I was asked to show my receipt");
    somebody.send(
        "/speak-up",
        &[("kind", "receipt"), ("text", "The jobcentre asked to see it")],
    );
    let mut grace = site.sit(Ok(it.town.cast.grace));
    grace.open("/concerns");
    says(&grace, "I was asked to show my receipt");
}

#[test]
fn a_receipt_goes_along_as_a_letter_and_what_stands_in_it_is_genuine() {
    let it = Signed::new();
    let site = it.town.serve_with(with_address);
    let mut alex = site.sit(Err(it.person));
    let link = receipt_of(&mut alex, "recorded your yes");
    let page = alex.open(&link).clone();
    let way = format!("href=\"{link}/pdf\" download");
    assert!(page.body.contains(&way), "{}", page.body);
    let text = alex.open(&format!("{link}/file")).body.clone();
    let sheet = alex.open(&format!("{link}/print")).clone();
    let before = asked(&mut alex);
    let pdf = alex.open(&format!("{link}/pdf")).clone();
    assert_eq!(pdf.headers["content-type"], "application/pdf");
    assert_eq!(
        pdf.headers["content-disposition"],
        "attachment; filename=\"receipt.pdf\""
    );
    assert!(
        asked(&mut alex) > before,
        "a letter is a row of the history like a file"
    );

    let file = it.town.around().join("receipt.pdf");
    std::fs::write(&file, &pdf.bytes).expect("written");
    let Some(read) = stranger("pdftotext", &["FILE", "-"], &file) else {
        return;
    };
    for name in ["Alex", "Morgan", "Northway", "Sam"] {
        assert!(!read.contains(name), "{name} in {read}");
    }
    assert!(read.contains("Nobody may require you to show this."), "{read}");
    // The words of the sheet, and the whole receipt letter for letter.
    let code = text_after(&sheet.text(), "Short code ");
    assert!(read.contains(&format!("Short code: {code}")), "{code}: {read}");
    let whole = letters(&text);
    let words = |line: &&str| !["1/2", "2/2", "1/3", "2/3", "3/3"].contains(&line.trim());
    let read: String = read.lines().filter(words).collect();
    assert!(letters(&read).contains(&whole), "{text} in {read}");
    let tree = stranger("pdfinfo", &["-struct-text", "FILE"], &file).expect("it is installed");
    for part in ["H1", "H2", "P", "Figure", "Code"] {
        assert!(
            tree.lines().any(|l| l.trim_start().starts_with(part)),
            "{part}: {tree}"
        );
    }
    let parts = pdf.body.split("/Type/StructElem");
    let figures: Vec<&str> = parts.filter(|p| p.starts_with("/S/Figure")).collect();
    let alternative = "/Alt(A code that opens the page that checks receipts)";
    assert!(
        figures.len() == 1 && figures[0].contains(alternative),
        "{figures:?}"
    );
    let inside = stranger("pdfdetach", &["-save", "1", "-o", "/dev/stdout", "FILE"], &file);
    let inside = inside.expect("it is installed");
    assert_eq!(inside, text);
    let (code, said) = it.verify(&inside, &[]);
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("This receipt is genuine."), "{said}");

    // Nobody else gets one.
    let mut sam = site.sit(Ok(it.town.cast.sam));
    assert_eq!(sam.open(&format!("{link}/pdf")).status, 404);
    let outside = site.browser().open(&format!("{link}/pdf")).clone();
    assert_ne!(outside.headers["content-type"], "application/pdf");
    operator_edits(
        &it.town.data(),
        "UPDATE event SET kind = 'paused' WHERE kind = 'agreed'",
    );
    assert_eq!(
        alex.open(&format!("{link}/pdf")).status,
        404,
        "nor of a row that was changed"
    );
}

fn asked(browser: &mut Browser) -> usize {
    let history = browser.open("/home/history");
    history.body.matches("You asked for a receipt.").count()
}

fn text_after(text: &str, label: &str) -> String {
    let (_, rest) = text.split_once(label).expect("it is there");
    rest.split_whitespace().next().expect("a word").to_owned()
}

#[test]
fn a_changed_receipt_and_one_from_elsewhere_are_told_apart() {
    let it = Signed::new();
    let site = it.town.serve();
    let mut alex = site.sit(Err(it.person));
    let link = receipt_of(&mut alex, "recorded your yes");
    let text = alex.open(&format!("{link}/file")).body.clone();
    assert_eq!(it.verify(&text, &[]).0, Some(0));
    let (code, said) = it.verify(&text.replace("outcome: allowed", "outcome: not_allowed"), &[]);
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("has been changed"), "{said}");
    let (code, said) = it.verify("a letter", &[]);
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("not a receipt from this log"), "{said}");
    let file = it.town.around().join("receipt.txt");
    std::fs::write(&file, &text).expect("written");
    let other = "log.example/2026+2c9e59a6+AYqI4910CfGV/VLbLTy6XXLKZwm/HZQSG/N0iAG0D29c";
    let (code, said) = verify_file(&file, &["--key", other]);
    assert_eq!(code, Some(1), "{said}");
    let witness = "patients.example/witness+37d0c77b+BIE5dw6ofRdfVqNUZsNMfszLjYqRtO43ol32D1uPybOU";
    let (code, said) = it.verify(&text, &["--witness", witness]);
    assert_eq!(code, Some(2), "{said}");
    assert!(
        said.contains("not yet stamped by enough outside witnesses"),
        "{said}"
    );
    assert_eq!(verify_file(&file, &[]).0, Some(2), "no key, and nobody to ask");
    assert_eq!(
        verify_file(&it.town.around().join("gone"), &["--key", other]).0,
        Some(2)
    );
}

#[test]
fn there_is_no_receipt_for_attendance_plan_or_jobs_and_none_for_anybody_else() {
    let it = Signed::new();
    let (sam, person) = (it.town.actor(it.town.cast.sam), it.person);
    for (kind, days) in [
        (EntryKind::Appointment, Some(2)),
        (EntryKind::Note, None),
        (EntryKind::Step, None),
    ] {
        it.town
            .act(move |desk, _| {
                let written = Writing {
                    kind,
                    text: "At the library".into(),
                    at: days.map(|d| desk.now() + SignedDuration::from_hours(24 * d)),
                    draft: false,
                    finishes: None,
                };
                support::write(desk, &sam, person, &written)
            })
            .expect("written");
    }
    let site = it.town.serve();
    let mut alex = site.sit(Err(it.person));
    starts_work(&it.town, &mut alex);
    alex.open("/home/plan");
    let history = alex.open("/home/history").clone();
    let all = receipts(&alex);
    assert!(!all.is_empty());
    for duty in [
        "You opened",
        "You signed in",
        "met you",
        "a meeting",
        "a note",
        "a next step",
        "a job",
    ] {
        assert!(history.says(duty), "{duty}: {}", history.text());
        for (_, row) in &all {
            assert!(!row.contains(duty), "{row}");
        }
    }
    // Nor by its address.
    let met = history
        .body
        .split("href=\"/home/history/")
        .skip(1)
        .map(|part| part.split_once('"').expect("an address ends"))
        .find(|(_, rest)| {
            rest.split("</a>")
                .next()
                .unwrap_or_default()
                .contains("You opened")
        })
        .expect("a row")
        .0;
    assert_eq!(alex.open(&format!("/home/receipt/{met}")).status, 404);
    let (link, _) = &all[0];
    let mut sam = site.sit(Ok(it.town.cast.sam));
    assert_eq!(sam.open(link).status, 404);
    let mut yes = it.town.yes();
    yes.details.name = "Robin Vale".into();
    yes.salt = [8; 32];
    let other = it.town.says_yes(yes).person;
    let mut robin = site.sit(Err(other));
    assert_eq!(robin.open(link).status, 404);
}

#[test]
fn from_a_say_so_to_its_receipt() {
    let it = Signed::new();
    let site = it.town.serve();
    let mut alex = site.sit(Err(it.person));
    let held = alex.open("/home/held").clone();
    let link = held
        .links()
        .into_iter()
        .find(|l| l.starts_with("/home/receipt-of/"))
        .expect("a link");
    alex.open(&link);
    says(&alex, "Your receipt");
    says(&alex, "recorded your yes");
    says(&alex, "Take the receipt as a file");
}

#[test]
fn an_edited_event_shows_in_the_history_in_the_doctor_and_against_the_live_log() {
    for sql in [
        // What happened.
        "UPDATE event SET kind = 'paused' WHERE kind = 'agreed'",
        // When.
        "UPDATE event SET happened_at = '2020-01-01T00:00:00.000Z' WHERE kind = 'agreed'",
        // To something that the program does not know.
        "UPDATE event SET kind = 'nothing' WHERE kind = 'agreed'",
        // The words, with the commitment beside them.
        "UPDATE event_told SET body = x'00', commitment = zeroblob(32) \
         WHERE seq = (SELECT seq FROM event WHERE kind = 'agreed')",
    ] {
        let it = Signed::new();
        let site = it.town.serve();
        let mut alex = site.sit(Err(it.person));
        let link = receipt_of(&mut alex, "recorded your yes");
        let text = alex.open(&format!("{link}/file")).body.clone();
        let url = format!("http://{}/log", site.address);
        let (code, said) = it.verify(&text, &["--against", &url]);
        assert_eq!(code, Some(0), "{said}");
        assert!(
            said.contains("This log still has its line") && said.contains("still says"),
            "{said}"
        );

        operator_edits(&it.town.data(), sql);
        let page = alex.open("/home/history").clone();
        assert_eq!(page.status, 200, "{sql}");
        says(&alex, "Some of this was changed");
        says(&alex, "One row on this page is not as first written.");
        assert_eq!(
            page.body.matches("This is not what was first written.").count(),
            1,
            "{sql}"
        );
        assert_eq!(alex.open("/home").status, 200, "the rest goes on: {sql}");
        assert_eq!(alex.open(&link).status, 200, "{sql}");
        says(&alex, "This row was changed");

        let (code, said) = it.verify(&text, &[]);
        assert_eq!(code, Some(0), "what was first written can still be shown: {said}");
        let (code, said) = it.verify(&text, &["--against", &url]);
        assert_eq!(code, Some(1), "{said}");
        assert!(said.contains("no longer says what this receipt says"), "{said}");
        doctor_finds(&it.town, &site, "1 row of the history is not as first written");
    }
}

#[track_caller]
pub(crate) fn doctor_finds(town: &Town, _: &Served, words: &str) {
    let out = Command::new(env!("CARGO_BIN_EXE_sayso"))
        .args(["doctor", "--data"])
        .arg(town.data())
        .output()
        .expect("the binary runs");
    let said = String::from_utf8_lossy(&[out.stdout, out.stderr].concat()).into_owned();
    assert!(said.contains(words), "{said}");
    assert_eq!(out.status.code(), Some(1), "{said}");
}

#[test]
fn a_row_that_was_taken_out_shows_to_everybody() {
    let it = Signed::new();
    let site = it.town.serve();
    let mut alex = site.sit(Err(it.person));
    operator_edits(
        &it.town.data(),
        "DELETE FROM event_told WHERE seq = (SELECT seq FROM event WHERE kind = 'agreed'); \
         DELETE FROM event WHERE kind = 'agreed';",
    );
    alex.open("/home/history");
    says(
        &alex,
        "The number of rows kept, about everybody, does not fit what was sealed.",
    );
    doctor_finds(&it.town, &site, "rows");
}

#[test]
fn after_an_erasure_the_log_is_whole_to_the_doctor_and_a_receipt_from_before_still_holds() {
    let mut it = Signed::new();
    enrolled(&it.town, it.person);
    let site = it.town.serve();
    let mut alex = site.sit(Err(it.person));
    let link = receipt_of(&mut alex, "recorded your yes");
    let text = alex.open(&format!("{link}/file")).body.clone();
    asks_and_confirms(&it.town, &site, it.person);
    it.town.later(SignedDuration::from_hours(7 * 24));
    it.signs();
    let doctor = || {
        let data = it.town.data();
        let source = std::sync::Arc::clone(&it.town.source) as _;
        sayso_app::doctor::examine_house(&data, None, &data.join("keys/log"), source).expect("a look")
    };
    let found = doctor();
    assert_eq!(found.wrong, Vec::<String>::new());
    let said = found.said.join(" ");
    assert!(said.contains("are about people whose data was erased"), "{said}");
    let url = format!("http://{}/log", site.address);
    let (code, said) = it.verify(&text, &["--against", &url]);
    assert_eq!(code, Some(0), "{said}");

    // Its words are gone, so that nobody can say whether they fit; a changed commitment shows all the same.
    operator_edits(
        &it.town.data(),
        "UPDATE event_told SET commitment = zeroblob(32) WHERE seq = (SELECT seq FROM event WHERE kind = 'agreed')",
    );
    let wrong = doctor().wrong.join(" ");
    assert!(
        wrong.contains("The commitments of the history are not those of the private tree."),
        "{wrong}"
    );
    assert_eq!(it.verify(&text, &["--against", &url]).0, Some(1));
}
