use jiff::civil::date;

use super::{EXAMPLE, plan};

fn problems(text: &str) -> Vec<String> {
    plan(text, date(2026, 11, 22)).expect_err("it has problems")
}

fn with(from: &str, to: &str) -> String {
    assert!(EXAMPLE.contains(from), "{from}");
    EXAMPLE.replacen(from, to, 1)
}

#[test]
fn the_example_is_a_plan() {
    let plan = plan(EXAMPLE, date(2026, 11, 22)).unwrap();
    assert_eq!(
        (plan.orgs.len(), plan.schemes.len(), plan.members.len()),
        (7, 1, 9)
    );
    assert_eq!(plan.schemes[0].recipients, [1, 0]);
}

#[test]
fn the_dwp_as_a_recipient_is_not_accepted_and_the_reason_is_given() {
    let said = problems(&with("to = \"northway\"", "to = \"dwp\""));
    assert_eq!(said.len(), 1, "{said:?}");
    let line = EXAMPLE.lines().position(|l| l == "[[scheme.flow]]").unwrap() + 1;
    assert!(said[0].starts_with(&format!("line {line}, to: ")), "{said:?}");
    assert!(
        said[0].contains("of kind “benefits”") && said[0].contains("There is no setting that allows it.")
    );
}

#[test]
fn a_benefits_organisation_can_be_named_and_has_no_members_and_no_part_in_a_scheme() {
    let said = problems(&with(
        "role = \"coach\"\norganisation = \"northway\"",
        "role = \"coach\"\norganisation = \"dwp\"",
    ));
    assert!(said[0].contains("can have no members"), "{said:?}");
    let said = problems(&with("\"council\", \"board\"]", "\"council\", \"dwp\"]"));
    assert!(said[0].contains("no part in a scheme"), "{said:?}");
}

#[test]
fn an_unknown_key_is_named_with_its_line() {
    let said = problems(&with("hold_hours = 24", "hold_days = 1"));
    let line = EXAMPLE.lines().position(|l| l == "hold_hours = 24").unwrap() + 1;
    assert!(
        said[0].contains(&format!("line {line}")) && said[0].contains("hold_days"),
        "{said:?}"
    );
}

#[test]
fn every_problem_is_told_at_once() {
    let text = with("kind = \"provider\"", "kind = \"club\"");
    let text = text.replacen("role = \"guardian\"", "role = \"king\"", 1);
    let text = text.replacen("organisation = \"board\"", "organisation = \"bored\"", 1);
    let text = text.replacen("owners = [\"its members\"]", "owners = []", 1);
    let said = problems(&text);
    for part in [
        "“club” is none of",
        "“king” is none of",
        "the key “bored”",
        "no owner",
    ] {
        assert!(said.iter().any(|p| p.contains(part)), "{part}: {said:?}");
    }
}

#[test]
fn terms_that_cannot_be_kept_are_not_accepted() {
    for (from, to, part) in [
        ("ends_on = 2027-09-30", "ends_on = 2020-01-01", "ends_on"),
        ("hold_hours = 24", "hold_hours = 0", "hold_hours"),
        ("say_so_days = 183", "say_so_days = 999", "say_so_days"),
        (
            "erased_after_months = 24",
            "erased_after_months = 1",
            "erased_after_months",
        ),
        ("purpose = \"refer\"", "purpose = \"sanction\"", "purpose"),
        ("\"coach_notes\", \"jobs\"]", "\"medical_record\"]", "categories"),
        ("ends_on = 2027-09-30", "ends_on = \"soon\"", "date"),
    ] {
        let said = problems(&with(from, to));
        assert!(said.iter().any(|p| p.contains(part)), "{part}: {said:?}");
    }
}

#[test]
fn a_guardian_does_not_sit_with_those_overseen() {
    let said = problems(&with(
        "role = \"guardian\"\norganisation = \"voice\"",
        "role = \"guardian\"\norganisation = \"northway\"",
    ));
    assert!(said[0].contains("role"), "{said:?}");
}

#[test]
fn a_scheme_without_a_deputy_elsewhere_is_not_set_up() {
    let said = problems(&with(
        "role = \"deputy\"\norganisation = \"council\"",
        "role = \"deputy\"\norganisation = \"voice\"",
    ));
    assert!(said[0].contains("no deputy at another organisation"), "{said:?}");
    let said = problems(&with("role = \"guardian\"", "role = \"deputy\""));
    assert!(said[0].contains("no guardian"), "{said:?}");
}

/// The example with a second scheme. Its guardian sits at “listeners”, its deputy at “board”.
fn two_schemes(organisations: &str) -> String {
    let scheme = format!(
        r#"
[[organisation]]
key = "talking"
name = "Talking Space"
kind = "provider"
owners = ["the local NHS"]

[[organisation]]
key = "listeners"
name = "Borough Listeners"
kind = "user_led"
owners = ["its members"]

[[scheme]]
name = "Talking Therapies"
organisations = [{organisations}]
what = "Somebody listens."
paid_by = "The board pays for it."
ends_on = 2027-09-30
say_so_days = 183
hold_hours = 24
advice = "Citizens Advice, 0800 144 8848"

[[scheme.flow]]
to = "talking"
purpose = "refer"
categories = ["identity", "contact"]
basis = "public task"
kept = "for two years"

[[member]]
name = "Ines Calder"
role = "guardian"
organisation = "listeners"

[[member]]
name = "Ravi Menon"
role = "deputy"
organisation = "board"
"#
    );
    format!("{EXAMPLE}{scheme}")
}

#[test]
fn a_scheme_without_a_guardian_or_deputy_is_not_set_up_and_the_check_says_which() {
    let whole = two_schemes(r#""riverside", "talking", "listeners", "board""#);
    assert_eq!(
        plan(&whole, date(2026, 11, 22)).unwrap().notes,
        Vec::<String>::new()
    );
    let line = whole.lines().filter(|l| *l == "[[scheme]]").count();
    assert_eq!(line, 2);
    // The first scheme's guardian and deputy are not the second's, though they sit in the same file.
    for (organisations, part) in [
        (
            r#""riverside", "talking", "board""#,
            "no guardian for “Talking Therapies”",
        ),
        (
            r#""riverside", "talking", "listeners""#,
            "no deputy at another organisation than the guardian’s for “Talking Therapies”",
        ),
    ] {
        let said = problems(&two_schemes(organisations));
        assert_eq!(said.len(), 1, "{said:?}");
        assert!(said[0].contains(part), "{said:?}");
    }
    let unlisted = whole.replacen("\"voice\", ", "", 1);
    let said = problems(&unlisted);
    assert!(
        said.len() == 1 && said[0].contains("no guardian for “Working Better”"),
        "{said:?}"
    );
}

#[test]
fn a_file_from_before_with_one_scheme_still_loads_and_says_whom_to_add() {
    let old = with("\"voice\", \"carers\", \"council\"", "\"council\"");
    let plan = plan(&old, date(2026, 11, 22)).unwrap();
    assert_eq!(plan.notes.len(), 2, "{:?}", plan.notes);
    assert!(
        plan.notes[0].contains("“voice” oversees “Working Better”"),
        "{:?}",
        plan.notes
    );
    assert_eq!(
        plan.schemes[0].orgs.len(),
        6,
        "the guardian’s and the nominee’s organisations are part of it"
    );
}
