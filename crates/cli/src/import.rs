//! `sayso import`: files of somebody else's, brought in as one seat or several in turn. Owns: opening the files, and
//! what is printed: counts, files, lines and paths, never a value out of a file. The whole of every file is checked
//! before anything is opened or written.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::BufReader;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;
use sayso_app::import::{self, Counts, Report, Who};
use sayso_app::{Error, House, Lane};
use sayso_interop::{FileIn, ImportPlan, read};

use crate::{CliError, Deployment, config, house};

/// How many places are listed for one reason, unless all are asked for.
const PLACES: usize = 10;

/// Options of `import`.
#[derive(Debug, Clone, Args)]
pub struct Import {
    /// Which deployment.
    #[command(flatten)]
    pub at: Deployment,
    /// In whose seat: a name or id that `user list` prints, ROLE@ORGANISATION (name or ODS code), or
    /// `console` to set up; may be given several times, each takes its own part in turn
    #[arg(long = "as", value_name = "MEMBER", required = true)]
    pub members: Vec<String>,
    /// List every item that was left out, not the first ten for each reason
    #[arg(long)]
    pub all: bool,
    /// FHIR R4 files: a bundle, single resources, or one resource a line
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
}

/// Imports files and prints what was done.
///
/// # Errors
/// Bad input when a file is broken (every problem is printed first) or when no one seat is meant; then nothing of
/// that seat's part is written.
pub fn run(args: &Import) -> Result<(), CliError> {
    let plan = Arc::new(plan(&args.files)?);
    let config = config::load(&args.at)?;
    // Only setting up may make a deployment: a wrong path must not make a new one.
    let house = if args.members.iter().any(|m| m.trim() == "console") {
        house::open(&config)?
    } else {
        house::existing(&config)?
    };
    let outcome = args.members.iter().try_for_each(|member| {
        let report = bring_in(&house, member, &plan)?;
        print!("{}", in_words(member, &report, args.all));
        Ok(())
    });
    house.close();
    if outcome.is_ok() && !plan.not_understood.is_empty() {
        println!("Not understood, and left in the file:");
        for note in &plan.not_understood {
            println!("  {note}");
        }
    }
    outcome
}

/// Reads and checks every file.
fn plan(files: &[PathBuf]) -> Result<ImportPlan, CliError> {
    let mut open = vec![];
    let mut problems = vec![];
    for path in files {
        match File::open(path) {
            Ok(file) => open.push((shown(path), BufReader::new(file))),
            Err(error) => problems.push(format!("{}: {error}. Check its name", shown(path))),
        }
    }
    let files = open.iter_mut().map(|(name, reader)| FileIn { name, reader });
    match read(files) {
        Ok(plan) if problems.is_empty() => return Ok(plan),
        Ok(_) => {}
        Err(more) => problems.extend(more.iter().map(ToString::to_string)),
    }
    for problem in &problems {
        eprintln!("{problem}");
    }
    Err(CliError::input(format!(
        "{}. Nothing was written",
        some(problems.len(), "problem")
    )))
}

/// A file name may hold characters that steer a terminal.
fn shown(path: &Path) -> String {
    let name = path.to_string_lossy();
    name.chars()
        .map(|c| if c.is_control() { '?' } else { c })
        .collect()
}

fn some(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

/// One seat's part, in one transaction.
///
/// # Errors
/// Bad input when the words name no seat or several; failed when the seat may not import. Nothing is written then.
pub fn bring_in(house: &Arc<House>, member: &str, plan: &Arc<ImportPlan>) -> Result<Report, CliError> {
    let (words, plan) = (member.to_owned(), Arc::clone(plan));
    let outcome = house.act(Lane::Normal, None, move |desk, _| {
        match import::who(desk, &words)? {
            Who::Seat(actor) => import::apply(desk, &actor, &plan).map(Ok),
            other => Ok(Err(other)),
        }
    });
    match outcome {
        Ok(Ok(report)) => Ok(report),
        Ok(Err(Who::Several(seats))) => {
            let seats: Vec<String> = seats.iter().map(ToString::to_string).collect();
            let seats = seats.join("\n  ");
            Err(CliError::input(format!(
                "“{member}” is more than one seat. Choose one by its id:\n  {seats}"
            )))
        }
        Ok(Err(Who::Seat(_) | Who::Nobody)) => Err(CliError::input(format!(
            "“{member}” is no seat that is open now. `sayso user list` prints them"
        ))),
        Err(Error::Denied | Error::NotFound) => Err(CliError::failed(format!(
            "“{member}” may not import. Nothing was kept but that it was tried. An operator brings in organisations and seats; a \
             clinician or the practice team brings in people of their own practice"
        ))),
        Err(other) => Err(other.into()),
    }
}

/// The report in plain lines.
#[must_use]
pub fn in_words(member: &str, report: &Report, all: bool) -> String {
    let mut text = format!("As {member}:\n");
    let mut line = |line: String| {
        text.push_str("  ");
        text.push_str(&line);
        text.push('\n');
    };
    for (what, counts) in [
        ("organisations", report.organisations),
        ("seats", report.seats),
        ("people", report.people),
        ("open offers", report.offers),
        ("consents that somebody else recorded", report.consents),
    ] {
        if counts != Counts::default() {
            let Counts {
                new,
                updated,
                unchanged,
            } = counts;
            line(format!(
                "{what}: {new} new, {updated} changed, {unchanged} as they were"
            ));
        }
    }
    if report.changed_nothing() {
        line("nothing was changed".into());
    }
    if report.seats.new > 0 {
        line("a seat opens with a sign-in link: sayso user reset".into());
    }
    if report.offers.new > 0 {
        line("an open offer is no referral: the person answers it, or leaves it".into());
    }
    for left in &report.left {
        line(format!("{} {}: {}", left.count, left.kind.as_str(), left.why));
    }
    let mut reasons: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for skipped in &report.skipped {
        reasons
            .entry((skipped.kind, skipped.why))
            .or_default()
            .push(skipped);
    }
    for ((kind, why), places) in reasons {
        line(format!("left out, {} {}: {why}", places.len(), kind.as_str()));
        let shown = if all { places.len() } else { PLACES };
        for at in places.iter().take(shown) {
            line(format!("  {}:{} {}", at.file, at.line, at.path));
        }
        if places.len() > shown {
            line(format!("  and {} more; --all lists them", places.len() - shown));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_file_is_a_problem_of_the_input_and_is_told_with_the_others() {
        let dir = tempfile::tempdir().expect("a directory");
        let broken = dir.path().join("broken.json");
        std::fs::write(&broken, "{").expect("written");
        let outcome = plan(&[dir.path().join("none.json"), broken]);
        assert_eq!(
            outcome.unwrap_err().to_string(),
            "2 problems. Nothing was written"
        );
    }

    #[test]
    fn a_name_that_steers_a_terminal_is_shown_without_its_control_characters() {
        assert_eq!(shown(Path::new("a\u{1b}[2Jb.json")), "a?[2Jb.json");
    }
}
