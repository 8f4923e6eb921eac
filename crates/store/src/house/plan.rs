//! How the database would answer a question: for tests that what is asked in each round reads no whole table.

/// How it would be answered, step by step, in the database's own words.
fn steps(sql: &str) -> Vec<String> {
    let db = rusqlite::Connection::open_in_memory().expect("a database");
    for (_, _, schema) in crate::MIGRATIONS {
        db.execute_batch(schema).expect("the schema");
    }
    let mut plan = db
        .prepare(&format!("EXPLAIN QUERY PLAN {sql}"))
        .expect("it is SQL");
    // Every place is empty: the plan does not depend on what stands there.
    plan.raw_query()
        .mapped(|row| row.get::<_, String>("detail"))
        .map(|line| line.expect("a line"))
        .collect()
}

/// What this question reads from end to end, as it calls it.
pub(super) fn reads_whole(sql: &str) -> Vec<String> {
    let lines = steps(sql);
    let scanned = lines.iter().filter_map(|line| line.strip_prefix("SCAN "));
    scanned
        .map(|what| what.split(' ').next().unwrap_or_default().to_owned())
        .collect()
}

/// The indexes by which this question finds what it reads.
pub(super) fn finds_by(sql: &str) -> Vec<String> {
    let lines = steps(sql);
    let found = lines.iter().filter_map(|line| line.split_once("INDEX "));
    found
        .map(|(_, index)| index.split(' ').next().unwrap_or_default().to_owned())
        .collect()
}

#[test]
fn a_question_without_an_index_is_noticed() {
    assert_eq!(reads_whole("SELECT 1 FROM person p WHERE p.details = $1"), ["p"]);
    assert!(reads_whole("SELECT 1 FROM person p WHERE p.id = $1").is_empty());
}
