//! Published examples that nobody on this project wrote, through the whole path.

use std::io::BufReader;
use std::path::{Path, PathBuf};

use sayso_interop::{FileIn, ImportPlan, read};
use sayso_testkit::Town;

use crate::common::{bring, everything, held, on_list, rows};

fn examples() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/uk-core/examples");
    if folder.is_dir() {
        return Some(folder);
    }
    println!("skipped: the published examples are not here (../shared/data from the project's root)");
    None
}

fn files(folder: &Path, names: &[&str]) -> ImportPlan {
    let mut open: Vec<_> = names
        .iter()
        .map(|name| {
            (
                name,
                BufReader::new(std::fs::File::open(folder.join(name)).expect("a published file")),
            )
        })
        .collect();
    let files = open.iter_mut().map(|(name, reader)| FileIn { name, reader });
    read(files).unwrap_or_else(|p| panic!("{}", p[0]))
}

#[test]
fn uk_core_people_come_in_as_a_list_and_requests_for_scans_are_not_ours() {
    let Some(folder) = examples() else { return };
    let town = Town::new();
    let plan = files(
        &folder,
        &[
            "UKCore-Patient-RichardSmith-Example.json",
            "UKCore-ServiceRequest-ColonoscopyRequest-Example.json",
            "UKCore-ServiceRequest-ECG-Example.json",
            "UKCore-Consent-ForInformationAccess-Example.json",
            "UKCore-Organization-WhiteRoseMedicalCentre-Example.json",
            "UKCore-Task-Colonoscopy-Example.json",
        ],
    );
    let jo = town.actor(town.cast.jo);
    let report = bring(&town.house, jo, &plan).unwrap();
    assert_eq!(
        (report.people.new, report.offers.new, report.consents.new),
        (1, 0, 1)
    );
    // A colonoscopy and an ECG are told of by their places, and nothing of them is kept.
    let not_ours = report.skipped.iter().filter(|s| s.why.starts_with("not ours"));
    assert_eq!(not_ours.count(), 2);
    assert!(!report.not_understood.is_empty());
    let all = everything(&town.house, town.around(), "after.db");
    assert_eq!(
        (rows(&all, "referral"), rows(&all, "said"), rows(&all, "entry")),
        (0, 0, 1)
    );

    assert!(
        town.act(move |desk, _| sayso_app::import::open_offers(desk, &jo))
            .unwrap()
            .is_empty()
    );
    let richard = held(&town.house, on_list(&town, "9912003888"));
    let texts: Vec<_> = richard.entries.iter().map(|w| w.entry.text.as_str()).collect();
    assert!(
        texts.len() == 1 && texts[0].starts_with("WHITE ROSE MEDICAL CENTRE recorded your consent"),
        "{texts:?}"
    );

    let before = everything(&town.house, town.around(), "before.db");
    assert!(bring(&town.house, jo, &plan).unwrap().changed_nothing());
    assert_eq!(
        rows(&before, "event"),
        rows(&everything(&town.house, town.around(), "again.db"), "event")
    );
}

#[test]
fn every_published_example_that_reads_comes_in_twice_with_the_same_result() {
    let Some(folder) = examples() else { return };
    let mut names: Vec<_> = std::fs::read_dir(&folder)
        .unwrap()
        .map(|e| e.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    let town = Town::new();
    for seat in [town.cast.jo, town.cast.kit] {
        let actor = town.actor(seat);
        let mut read_over = 0;
        for name in &names {
            let file = std::fs::File::open(folder.join(name)).unwrap();
            let mut reader = BufReader::new(file);
            let Ok(plan) = read([FileIn {
                name,
                reader: &mut reader,
            }]) else {
                read_over += 1;
                continue;
            };
            bring(&town.house, actor, &plan).unwrap_or_else(|e| panic!("{name}: {e}"));
            let again = bring(&town.house, actor, &plan).unwrap();
            assert!(again.changed_nothing(), "{name}");
        }
        println!("{} brought in, {read_over} broken", names.len() - read_over);
    }
}
