//! What shows that a claim holds: a test by its file and name, or a theorem of the policies. Owns the list of claims;
//! a test here looks each of them up, so that no page claims what nothing shows.

use sayso_words::Say;
use sayso_words::sayings::claims as say;

/// Something that shows a claim.
#[derive(Debug, Clone, Copy)]
pub(super) enum Shown {
    /// A test: file and name.
    Test(&'static str, &'static str),
    /// A theorem that a solver proved of the policies, for every request there can be.
    Theorem(&'static str),
}

/// One claim, and what shows it.
#[derive(Debug)]
pub(super) struct Claim {
    pub(super) says: fn() -> Say,
    pub(super) more: fn() -> Say,
    pub(super) shown: &'static [Shown],
}

use Shown::{Test, Theorem};

const RULE: &str = "crates/core/src/sayso/rule_tests.rs";
const DECIDE: &str = "crates/core/src/decide/tests.rs";
const PROPERTIES: &str = "crates/core/tests/properties.rs";
const TERMS: &str = "crates/core/src/words.rs";
const ENGINE: &str = "crates/store/tests/engine.rs";
const CHANGE: &str = "tests/journeys/terms.rs";
const CARD: &str = "tests/journeys/card.rs";

/// What it does.
pub(super) const KEEPS: &[Claim] = &[
    Claim {
        says: say::voluntary,
        more: say::voluntary_more,
        shown: &[
            Test(RULE, "silence_is_no"),
            Test(
                DECIDE,
                "a_yes_makes_a_say_so_and_a_held_referral_that_rests_on_it",
            ),
            Test(
                CARD,
                "a_no_at_home_changes_one_count_and_leaves_one_event_about_nobody",
            ),
            Theorem("T4"),
        ],
    },
    Claim {
        says: say::leave,
        more: say::leave_more,
        shown: &[
            Test(RULE, "a_change_of_mind_wins"),
            Test(
                DECIDE,
                "leaving_works_from_every_state_and_tells_only_that_the_person_has_left",
            ),
            Test(PROPERTIES, "after_leaving_nothing_is_allowed_at_any_time"),
            Theorem("T5"),
            Theorem("T7"),
        ],
    },
    Claim {
        says: say::taken_out,
        more: say::taken_out_more,
        shown: &[
            Test(
                CARD,
                "an_unticked_line_is_gone_from_the_letter_and_from_what_is_kept",
            ),
            Test(DECIDE, "it_is_sent_only_with_a_permit_for_this_very_parcel"),
            Theorem("T2"),
        ],
    },
    Claim {
        says: say::lasts,
        more: say::lasts_more,
        shown: &[
            Test(RULE, "time_runs_out"),
            Test(DECIDE, "when_time_runs_out_the_referral_closes_in_neutral_words"),
        ],
    },
    Claim {
        says: say::change,
        more: say::change_more,
        shown: &[
            Test(
                CHANGE,
                "a_change_takes_two_signatures_and_its_notice_and_is_public_from_the_second",
            ),
            Test(CHANGE, "a_new_category_asks_afresh_and_silence_is_no"),
            Test(
                CHANGE,
                "no_other_way_leads_to_a_later_version_not_even_the_console_or_the_database",
            ),
            Theorem("S3"),
        ],
    },
    Claim {
        says: say::locked,
        more: say::locked_more,
        shown: &[
            Test(ENGINE, "what_is_encrypted_is_in_no_file_of_the_data_directory"),
            Test(
                ENGINE,
                "erasing_a_person_puts_their_words_out_of_reach_and_leaves_the_other_classes",
            ),
        ],
    },
];

/// What it will not do.
pub(super) const NEVER: &[Claim] = &[
    Claim {
        says: say::benefits,
        more: say::benefits_more,
        shown: &[
            Theorem("T1"),
            Theorem("T1c"),
            Test(
                TERMS,
                "with_a_benefits_recipient_the_promise_cannot_be_made_and_the_terms_cannot_be_published",
            ),
            Test(
                CHANGE,
                "the_database_takes_nothing_that_names_an_organisation_of_the_benefits_system",
            ),
        ],
    },
    Claim {
        says: say::record,
        more: say::record_more,
        shown: &[
            Theorem("T3"),
            Test(
                DECIDE,
                "words_reach_the_record_by_two_keys_in_order_and_by_no_other_way",
            ),
        ],
    },
    Claim {
        says: say::stretch,
        more: say::stretch_more,
        shown: &[
            Test(RULE, "yes_to_one_thing_is_not_yes_to_another"),
            Test(PROPERTIES, "nothing_is_allowed_that_no_single_live_yes_covers"),
            Theorem("T7"),
        ],
    },
    Claim {
        says: say::payers,
        more: say::payers_more,
        shown: &[Theorem("T6")],
    },
    Claim {
        says: say::number,
        more: say::number_more,
        shown: &[
            Test(
                "crates/core/src/counts.rs",
                "a_small_number_is_not_shown_and_a_larger_one_stands_for_five",
            ),
            Test(CHANGE, "a_month_is_counted_once_and_stands_in_the_log"),
        ],
    },
    Claim {
        says: say::card,
        more: say::card_more,
        shown: &[Test(CARD, "wrong_used_and_expired_words_get_the_same_page")],
    },
    Claim {
        says: say::against,
        more: say::against_more,
        shown: &[Test(
            "tests/words.rs",
            "the_schema_and_the_code_have_no_place_for_what_the_model_forbids",
        )],
    },
    Claim {
        says: say::one_way,
        more: say::one_way_more,
        shown: &[
            Test("tests/architecture.rs", "no_name_smells_of_an_override"),
            Test(
                DECIDE,
                "a_danger_can_be_reported_after_leaving_and_reopens_nothing",
            ),
            Test(
                "tests/journeys/guardian.rs",
                "a_legal_demand_takes_two_seats_and_the_dwp_gets_nothing_and_everybody_can_count",
            ),
            Theorem("T2"),
            Theorem("T8"),
            Theorem("T8c"),
        ],
    },
];

/// The source of every test that is named above, as `docs/shown-by.txt` has it: a line `── FILE NAME`, then the function.
const SOURCES: &str = include_str!("../../../../../../docs/shown-by.txt");
const MARK: &str = "── ";

/// A test that some claim names: its file, and its source.
pub(super) fn source_of(name: &str) -> Option<(&'static str, &'static str)> {
    SOURCES.split(MARK).find_map(|part| {
        let (head, source) = part.split_once('\n')?;
        let (file, found) = head.split_once(' ')?;
        (found == name).then(|| (file, source.trim_end()))
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::fmt::Write as _;

    use super::*;

    fn root() -> String {
        concat!(env!("CARGO_MANIFEST_DIR"), "/../../").to_owned()
    }

    /// A test's own lines: from `#[test]` to the end of its block.
    fn function(source: &str, name: &str) -> Option<String> {
        let lines: Vec<&str> = source.lines().collect();
        let is_it = |l: &&str| l.trim_start().starts_with(&format!("fn {name}("));
        let at = lines.iter().position(is_it)?;
        let indent: String = lines[at].chars().take_while(|c| *c == ' ').collect();
        // Attributes and what is said of it stand right above. In a property test the macro stands there.
        let above = lines[..at].iter().rev();
        let begin = at
            - above
                .take_while(|l| l.trim_start().starts_with(['#', '/']))
                .count();
        lines[begin..at].iter().find(|l| l.contains("#[test]"))?;
        let end = at + lines[at..].iter().position(|l| *l == format!("{indent}}}"))?;
        let own = lines[begin..=end]
            .iter()
            .map(|l| l.strip_prefix(&indent).unwrap_or(l));
        Some(own.collect::<Vec<_>>().join("\n"))
    }

    #[test]
    fn every_claim_is_shown_by_a_test_or_theorem_that_exists() {
        let policy = std::fs::read_to_string(root() + "docs/policy.txt").expect("our own");
        for claim in KEEPS.iter().chain(NEVER) {
            let says = (claim.says)().key();
            assert!(!claim.shown.is_empty(), "{says}");
            for shown in claim.shown {
                let there = match shown {
                    Test(file, name) => source_of(name).is_some_and(|(found, _)| found == *file),
                    Theorem(id) => policy
                        .lines()
                        .any(|l| l.split_whitespace().take(2).eq([*id, "proved."])),
                };
                assert!(there, "{says}: {shown:?}");
            }
        }
    }

    /// What the pages show is the source as it stands: a test that went, or that says something else now, shows here.
    #[test]
    fn the_tests_that_are_shown_are_the_tests_there_are() {
        let named = KEEPS.iter().chain(NEVER).flat_map(|c| c.shown);
        let tests: BTreeSet<(&str, &str)> = named
            .filter_map(|s| match s {
                Test(file, name) => Some((*file, *name)),
                Theorem(_) => None,
            })
            .collect();
        let mut text = String::new();
        for (file, name) in tests {
            let source = std::fs::read_to_string(root() + file).expect(file);
            let found = function(&source, name).unwrap_or_else(|| panic!("{file} has no test {name}"));
            write!(text, "{MARK}{file} {name}\n{found}\n\n").expect("a String");
        }
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(root() + "docs/shown-by.txt", &text).expect("written");
        }
        let kept = std::fs::read_to_string(root() + "docs/shown-by.txt").expect("our own");
        assert!(kept == text, "docs/shown-by.txt is behind; UPDATE=1 makes it");
    }
}
