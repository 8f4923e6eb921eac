//! The whole data directory before and after something: every row of every table, every file. Reads the database from
//! outside the product, as somebody with the file and a key would not need to: rows differ or they do not.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use rusqlite::types::Value;
use rusqlite::{Connection, OpenFlags};
use sayso_core::id::MemberId;

/// One row: column and value, in the table's order.
type Row = Vec<(String, String)>;

/// Everything that stood in a data directory at one moment.
#[derive(PartialEq, Eq)]
pub(crate) struct Snapshot {
    tables: BTreeMap<String, Vec<Row>>,
    files: BTreeSet<String>,
}

impl Snapshot {
    /// Reads the directory `data`.
    pub(crate) fn of(data: &Path) -> Self {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY;
        let db = Connection::open_with_flags(data.join("sayso.db"), flags).expect("the database opens");
        let names: Vec<String> = db
            .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
            .and_then(|mut s| s.query_map((), |r| r.get(0))?.collect())
            .expect("the tables have names");
        assert!(names.len() > 20, "the tables of the house are there");
        let tables = names.into_iter().map(|name| {
            let rows = rows(&db, &name);
            (name, rows)
        });
        Self {
            tables: tables.collect(),
            files: files(data),
        }
    }

    /// Rows of `after` that `self` has not, by table.
    fn added(&self, after: &Self) -> Vec<(String, Row)> {
        let mut added = vec![];
        for (table, rows) in &after.tables {
            let mut known = self.tables.get(table).cloned().unwrap_or_default();
            for row in rows {
                match known.iter().position(|k| k == row) {
                    Some(at) => drop(known.remove(at)),
                    None => added.push((table.clone(), row.clone())),
                }
            }
        }
        added
    }
}

fn rows(db: &Connection, table: &str) -> Vec<Row> {
    let mut all = db
        .prepare(&format!("SELECT * FROM {table}"))
        .expect("a table can be read");
    let columns: Vec<String> = all.column_names().map(str::to_owned).collect();
    let read = all.query_map((), |row| {
        let cell = |(at, name): (usize, &String)| Ok((name.clone(), shown(&row.get(at)?)));
        columns.iter().enumerate().map(cell).collect()
    });
    read.and_then(Iterator::collect).expect("rows can be read")
}

fn shown(value: &Value) -> String {
    match value {
        Value::Null => "null".into(),
        Value::Integer(n) => n.to_string(),
        Value::Real(n) => n.to_string(),
        Value::Text(text) => text.clone(),
        Value::Blob(bytes) => bytes.iter().fold("0x".into(), |t, b| format!("{t}{b:02x}")),
    }
}

fn files(dir: &Path) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for entry in std::fs::read_dir(dir).expect("the directory is there").flatten() {
        if entry.path().is_dir() {
            found.extend(files(&entry.path()));
        }
        found.insert(entry.path().display().to_string());
    }
    found
}

/// Is this text, as letters, in any file of the directory?
pub(crate) fn is_on_disk(dir: &Path, text: &str) -> bool {
    files(dir)
        .iter()
        .map(Path::new)
        .filter(|f| f.is_file())
        .any(|file| {
            let bytes = std::fs::read(file).expect("a file can be read");
            bytes.windows(text.len()).any(|w| w == text.as_bytes())
        })
}

fn cell<'a>(row: &'a Row, column: &str) -> &'a str {
    let found = row.iter().find(|(name, _)| name == column);
    found.map_or_else(|| panic!("no column {column}"), |(_, value)| value)
}

/// What a *no* (or *not yet*) leaves: one counter is one higher, and one event says so, about nobody. `seat` is the
/// member who counted it; `None` is somebody at home. Everything else in the directory is as it was.
pub(crate) fn one_count_and_one_event_about_nobody(
    before: &Snapshot,
    after: &Snapshot,
    what: &str,
    seat: Option<MemberId>,
) {
    assert!(before.files == after.files, "no file came or went");
    let (added, gone) = (before.added(after), after.added(before));
    let tables: Vec<&str> = added.iter().map(|(t, _)| t.as_str()).collect();
    assert_eq!(tables, ["counter", "event", "event_told"], "{added:?}");

    let count = |row: &Row| cell(row, "n").parse::<i64>().expect("a number");
    let (counter, event, told) = (&added[0].1, &added[1].1, &added[2].1);
    assert_eq!(cell(counter, "what"), what);
    match gone.as_slice() {
        [] => assert_eq!(count(counter), 1),
        [(table, old)] => {
            assert_eq!((table.as_str(), count(old) + 1), ("counter", count(counter)));
            for same in ["practice_id", "month", "what"] {
                assert_eq!(cell(old, same), cell(counter, same));
            }
        }
        more => panic!("more went than one count: {more:?}"),
    }

    let member = seat.map_or_else(|| "null".into(), |m| m.to_string());
    assert_eq!(
        (cell(event, "kind"), cell(event, "member_id")),
        ("answer_counted", member.as_str())
    );
    assert_eq!((cell(event, "said_id"), cell(event, "purpose")), ("null", "null"));
    assert_eq!(
        (cell(told, "seq"), cell(told, "person_ix")),
        (cell(event, "seq"), "null")
    );
}
