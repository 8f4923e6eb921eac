//! The table of a result: comma-separated, read strictly. Owns: that no cell that counts people shows a number under 10 or
//! one that is not a multiple of 5, that a rate beside a hidden number is hidden too, and that there is no total to take a
//! hidden number from. One text for one table, so that it has one hash.

use std::fmt;

use crate::counts::{SHOWN_FROM, STEP};

/// The longest text of a table that is read, in bytes.
pub const LONGEST: usize = 20_000;
/// How many rows, and how many columns, at most.
const MOST: (usize, usize) = (200, 20);
/// The longest name of a row or a column, in characters.
const NAME: usize = 80;
/// How many problems are told at once.
const TOLD: usize = 10;
/// How the name of a column begins whose cells count nobody.
const RATE: &str = "rate: ";
/// Names that promise the sum of others.
const SUMS: [&str; 6] = ["total", "totals", "sum", "all", "overall", "everybody"];

/// A table that may be published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// The names of the columns; the first is over the names of the rows.
    pub head: Vec<String>,
    /// Each row: its name, then its cells.
    pub rows: Vec<Vec<String>>,
}

/// What stands in the way of publishing, each with its line, at most ten.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoTable(pub Vec<String>);

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for row in std::iter::once(&self.head).chain(&self.rows) {
            writeln!(f, "{}", row.join(","))?;
        }
        Ok(())
    }
}

/// Does this column count nobody?
fn is_rate(name: &str) -> bool {
    name.starts_with(RATE)
}

/// A name: begins with a letter, so that no spreadsheet takes it for a formula, and says no sum.
fn name_fault(name: &str) -> Option<&'static str> {
    let known = |c: char| c.is_alphanumeric() || " -’'()/.:%".contains(c);
    let promised = name.to_lowercase();
    if name.chars().count() > NAME {
        return Some("is longer than 80 characters");
    }
    if !name.chars().next().is_some_and(char::is_alphabetic) || !name.chars().all(known) {
        return Some(
            "is not a name: begin with a letter, and use letters, digits, spaces and - ’ ( ) / . : % alone",
        );
    }
    let mut words = promised.split(|c: char| !c.is_alphanumeric());
    words
        .any(|w| SUMS.contains(&w))
        .then_some("promises a sum: a hidden number could be taken from it. Leave it out")
}

fn count_fault(cell: &str) -> Option<&'static str> {
    let Some(n) = whole(cell) else {
        return (cell != "*").then_some("is no whole number and no star");
    };
    if n < SHOWN_FROM {
        return Some("is under 10: write a star");
    }
    (n % STEP != 0).then_some("is not rounded to the nearest 5")
}

/// A whole number in its one spelling.
fn whole(cell: &str) -> Option<u64> {
    let digits = !cell.is_empty() && cell.len() <= 9 && cell.bytes().all(|b| b.is_ascii_digit());
    let n = digits.then(|| cell.parse().ok()).flatten()?;
    (cell == "0" || !cell.starts_with('0')).then_some(n)
}

/// A number that counts nobody: up to four digits, at most two after the point.
fn is_number(cell: &str) -> bool {
    let plain = cell.strip_prefix('-').unwrap_or(cell);
    let (before, after) = plain.split_once('.').unwrap_or((plain, "0"));
    let digits = |t: &str, most| (1..=most).contains(&t.len()) && t.bytes().all(|b| b.is_ascii_digit());
    digits(before, 4) && digits(after, 2)
}

impl Table {
    /// Reads a table as the evaluator gave it.
    ///
    /// # Errors
    /// [`NoTable`] with everything that is wrong, up to ten.
    pub fn read(given: &str) -> Result<Self, NoTable> {
        let one = |what: &str| NoTable(vec![what.into()]);
        if given.len() > LONGEST {
            return Err(one("The table is longer than 20,000 characters."));
        }
        let given = given.strip_prefix('\u{feff}').unwrap_or(given);
        let lines = given.lines().enumerate().filter(|(_, l)| !l.trim().is_empty());
        let mut lines = lines.map(|(at, line)| {
            let cells: Vec<String> = line.split(',').map(|cell| cell.trim().to_owned()).collect();
            (at + 1, cells)
        });
        let Some((at, head)) = lines.next() else {
            return Err(one("The table is empty. Its first line names the columns."));
        };
        let rows: Vec<(usize, Vec<String>)> = lines.collect();
        if head.len() < 2 || head.len() > MOST.1 || rows.is_empty() || rows.len() > MOST.0 {
            return Err(one(
                "A table has 2 to 20 columns, a first line with their names, and 1 to 200 rows under it.",
            ));
        }
        let mut found = vec![];
        names(at, &head, &mut found);
        if head[1..].iter().all(|name| is_rate(name)) {
            found.push(format!(
                "Line {at}: no column counts people. A rate stands beside the count that it is of."
            ));
        }
        let mut seen = std::collections::BTreeSet::new();
        for (at, row) in &rows {
            row_faults(*at, &head, row, &mut found);
            if row.first().is_some_and(|name| !seen.insert(name.to_lowercase())) {
                found.push(format!("Line {at}: another row has this name."));
            }
        }
        if found.is_empty() {
            let rows = rows.into_iter().map(|(_, row)| row).collect();
            return Ok(Self { head, rows });
        }
        found.truncate(TOLD);
        Err(NoTable(found))
    }
}

fn names(at: usize, head: &[String], found: &mut Vec<String>) {
    let mut seen = std::collections::BTreeSet::new();
    for (column, name) in (1..).zip(head) {
        if let Some(fault) = name_fault(name) {
            found.push(format!("Line {at}, column {column}: this {fault}."));
        }
        if !seen.insert(name.to_lowercase()) {
            found.push(format!(
                "Line {at}, column {column}: another column has this name."
            ));
        }
    }
}

fn row_faults(at: usize, head: &[String], row: &[String], found: &mut Vec<String>) {
    if row.len() != head.len() {
        found.push(format!(
            "Line {at}: it has {} cells, and there are {} columns.",
            row.len(),
            head.len()
        ));
        return;
    }
    if let Some(fault) = name_fault(&row[0]) {
        found.push(format!("Line {at}, column 1: this {fault}."));
    }
    let cells = || (2..).zip(head.iter().zip(row).skip(1));
    let hidden = cells().any(|(_, (name, cell))| !is_rate(name) && cell == "*");
    for (column, (name, cell)) in cells() {
        // What was typed is not told again: it may be the very number that must not be shown.
        let fault = match (is_rate(name), cell.as_str()) {
            (false, cell) => count_fault(cell),
            (true, "*") => None,
            (true, _) if hidden => Some("is a rate beside a hidden number: write a star"),
            (true, cell) => (!is_number(cell)).then_some("is no number like -2.5, and no star"),
        };
        if let Some(fault) = fault {
            found.push(format!("Line {at}, column {column}: this {fault}."));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = "Outcome,Offered,Not offered,rate: difference,rate: low,rate: high\n\
        Started work,45,30,4.5,-0.5,9.5\n\
        Slept worse,*,10,*,*,*\n";

    fn faults(text: &str) -> String {
        Table::read(text).unwrap_err().0.join("\n")
    }

    #[test]
    fn a_table_reads_back_as_it_was_written_and_has_one_text() {
        let table = Table::read(GOOD).unwrap();
        assert_eq!(table.to_string(), GOOD);
        let loose = GOOD.replace(',', " , ").replace('\n', "\r\n\r\n");
        assert_eq!(Table::read(&loose), Ok(table.clone()));
        assert_eq!(Table::read(&format!("\u{feff}{GOOD}")), Ok(table));
    }

    #[test]
    fn no_cell_shows_a_small_number_or_one_that_is_not_rounded() {
        for n in (0..10).chain([11, 12, 13, 14, 16, 99, 1001]) {
            let said = faults(&format!("Outcome,People\nStarted work,{n}\n"));
            assert!(said.contains("Line 2, column 2"), "{n}: {said}");
            assert!(
                !said.contains(&format!(" {n} ")),
                "what was typed is not told again"
            );
        }
        for n in ["*", "10", "15", "1000"] {
            assert!(
                Table::read(&format!("Outcome,People\nStarted work,{n}\n")).is_ok(),
                "{n}"
            );
        }
        for odd in ["", "010", "+15", "1e2", "10.0", "ten", "**", "-15", "９0"] {
            assert!(
                Table::read(&format!("Outcome,People\nStarted work,{odd}\n")).is_err(),
                "{odd}"
            );
        }
    }

    #[test]
    fn a_rate_beside_a_hidden_number_is_hidden_and_never_stands_alone() {
        assert!(faults("Outcome,People,rate: share\nSlept worse,*,3.3\n").contains("beside a hidden number"));
        assert!(faults("Outcome,rate: share\nSlept worse,3.3\n").contains("no column counts people"));
        assert!(faults("Outcome,People,rate: share\nSlept worse,10,3.333\n").contains("no number like"));
    }

    #[test]
    fn there_is_no_total_to_take_a_hidden_number_from() {
        for head in ["Outcome,Total", "Outcome,All people", "Outcome,People (overall)"] {
            assert!(
                faults(&format!("{head}\nStarted work,20\n")).contains("promises a sum"),
                "{head}"
            );
        }
        assert!(faults("Outcome,People\nTotal,20\n").contains("promises a sum"));
        assert!(Table::read("Outcome,People\nTotally different work,20\n").is_ok());
    }

    #[test]
    fn every_problem_is_told_with_its_line_up_to_ten() {
        let said = faults("Outcome,People\n=1+1,3\nStarted work,10,10\nA,10\na,10\n");
        for line in [
            "Line 2, column 1",
            "Line 2, column 2",
            "Line 3: it has 3 cells",
            "Line 5: another row",
        ] {
            assert!(said.contains(line), "{said}");
        }
        let rows: Vec<String> = (0..50).map(|n| format!("Row {n},1")).collect();
        let many = rows.join("\n");
        assert_eq!(
            Table::read(&format!("Outcome,People\n{many}"))
                .unwrap_err()
                .0
                .len(),
            TOLD
        );
        assert!(Table::read("").is_err() && Table::read("\n\n").is_err() && Table::read("a,b\n").is_err());
    }
}
