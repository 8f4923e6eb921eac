//! What these tests share: files as text, and the whole database as text.

use std::path::Path;
use std::sync::Arc;

use sayso_app::import::{self, Report};
use sayso_app::practice::{self, Sought};
use sayso_app::{Error, House, Lane, own};
use sayso_core::id::PersonId;
use sayso_core::seat::Actor;
use sayso_interop::{FileIn, ImportPlan, read};
use sayso_testkit::Town;

/// Riverside, by its code.
pub(crate) const RIVERSIDE: &str =
    r#"{"identifier":{"system":"https://fhir.nhs.uk/Id/ods-organization-code","value":"Y00001"}}"#;
/// Hilltop, by its code.
pub(crate) const HILLTOP: &str =
    r#"{"identifier":{"system":"https://fhir.nhs.uk/Id/ods-organization-code","value":"Y00002"}}"#;

/// A Bundle of these resources.
pub(crate) fn bundle(resources: &[String]) -> ImportPlan {
    let entries: Vec<String> = resources
        .iter()
        .map(|r| format!(r#"{{"resource":{r}}}"#))
        .collect();
    let text = format!(
        r#"{{"resourceType":"Bundle","type":"collection","entry":[{}]}}"#,
        entries.join(",")
    );
    plan(&text)
}

/// A file with this text.
pub(crate) fn plan(text: &str) -> ImportPlan {
    let mut bytes = text.as_bytes();
    let files = [FileIn {
        name: "file.json",
        reader: &mut bytes,
    }];
    read(files).unwrap_or_else(|p| panic!("{}", p[0]))
}

/// A Patient with an id, a name, `identifier` and the rest of its elements.
pub(crate) fn patient(id: &str, name: &str, identifier: &str, rest: &str) -> String {
    format!(
        r#"{{"resourceType":"Patient","id":"{id}","name":[{{"text":"{name}"}}],"identifier":[{identifier}]{rest}}}"#
    )
}

/// An identifier.
pub(crate) fn number(system: &str, value: &str) -> String {
    format!(r#"{{"system":"{system}","value":"{value}"}}"#)
}

/// An NHS number as an identifier.
pub(crate) fn nhs(value: &str) -> String {
    number("https://fhir.nhs.uk/Id/nhs-number", value)
}

/// `,"generalPractitioner":[…]`
pub(crate) fn with_gp(gp: &str) -> String {
    format!(r#","generalPractitioner":[{gp}]"#)
}

/// Brings a plan in.
pub(crate) fn bring(house: &Arc<House>, actor: Actor, plan: &ImportPlan) -> Result<Report, Error> {
    let plan = plan.clone();
    house.act(Lane::Normal, None, move |desk, _| {
        import::apply(desk, &actor, &plan)
    })
}

/// Who has this NHS number on Riverside's list.
pub(crate) fn on_list(town: &Town, number: &str) -> PersonId {
    let jo = town.actor(town.cast.jo);
    let sought = Sought {
        nhs_number: Some(number.parse().expect("a number")),
        ..Sought::default()
    };
    let found = town.act(move |desk, _| practice::find(desk, &jo, &sought));
    found.expect("Jo may look")[0].person
}

/// What a person sees of what is held about them.
pub(crate) fn held(house: &Arc<House>, person: PersonId) -> own::Held {
    house
        .act(Lane::Normal, None, move |desk, _| {
            own::open(desk, &Actor::Person(person), "your page", 50, None)
        })
        .expect("the person sees their own page")
}

/// Every row of every table, as text: what "nothing was written" means.
pub(crate) fn everything(house: &Arc<House>, around: &Path, name: &str) -> Vec<String> {
    let copy = around.join(name);
    house.backup(&copy).expect("a copy");
    let db = rusqlite::Connection::open(copy).expect("the copy opens");
    let tables: Vec<String> = db
        .prepare("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        .and_then(|mut s| s.query_map([], |r| r.get(0))?.collect())
        .expect("tables");
    let mut all = vec![];
    for table in tables {
        let mut rows = db.prepare(&format!("SELECT * FROM \"{table}\"")).expect("rows");
        let width = rows.column_count();
        let mut of_table: Vec<String> = rows
            .query_map([], |r| {
                let cells: Result<Vec<_>, _> = (0..width)
                    .map(|i| r.get_ref(i).map(|v| format!("{v:?}")))
                    .collect();
                Ok(format!("{table}: {}", cells?.join(" | ")))
            })
            .and_then(Iterator::collect)
            .expect("cells");
        of_table.sort();
        all.append(&mut of_table);
    }
    all
}

/// How many rows a table has.
pub(crate) fn rows(all: &[String], table: &str) -> usize {
    let start = format!("{table}: ");
    all.iter().filter(|r| r.starts_with(&start)).count()
}
