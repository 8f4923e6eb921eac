//! Steps: a command with a name, its time, and what to type to run it again. Owns: how results are printed.

use std::fmt;
use std::path::PathBuf;
use std::process;
use std::time::{Duration, Instant};

use crate::place::Place;

/// A command line that can be run and shown.
pub(crate) struct Command {
    program: String,
    args: Vec<String>,
    env: Vec<(String, String)>,
    dir: PathBuf,
}

impl Command {
    /// A program and its words, run in the repository's root.
    pub(crate) fn new(program: &str, args: &[&str]) -> Self {
        let args = args.iter().map(|&a| a.to_owned()).collect();
        Self {
            program: program.to_owned(),
            args,
            env: Vec::new(),
            dir: PathBuf::new(),
        }
    }
    /// The same cargo that started us, so that the toolchain stays the same.
    pub(crate) fn cargo(args: &[&str]) -> Self {
        Self::new("cargo", args)
    }
    /// More words.
    pub(crate) fn args<S: AsRef<str>>(mut self, more: &[S]) -> Self {
        self.args.extend(more.iter().map(|a| a.as_ref().to_owned()));
        self
    }
    /// One environment variable.
    pub(crate) fn env(mut self, key: &str, value: &str) -> Self {
        self.env.push((key.to_owned(), value.to_owned()));
        self
    }
    /// A directory below the root.
    pub(crate) fn within(mut self, dir: &str) -> Self {
        self.dir = PathBuf::from(dir);
        self
    }
    /// Ready to start.
    pub(crate) fn build(&self, place: &Place) -> process::Command {
        let program = match self.program.as_str() {
            "cargo" => std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned()),
            other => other.to_owned(),
        };
        let mut command = process::Command::new(program);
        command
            .args(&self.args)
            .envs(self.env.iter().map(|(k, v)| (k, v)))
            .current_dir(place.root.join(&self.dir));
        command
    }
    /// Runs it and says whether it exited with 0.
    pub(crate) fn run(&self, place: &Place) -> Result<(), Failure> {
        match self.build(place).status() {
            Ok(status) if status.success() => Ok(()),
            Ok(status) => Err(Failure::plain(format!("it ended with {status}")).again(self)),
            Err(error) => Err(Failure::plain(format!("it did not start: {error}")).again(self)),
        }
    }
}

/// What a person would type.
impl fmt::Display for Command {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.dir.as_os_str().is_empty() {
            write!(f, "cd {} && ", self.dir.display())?;
        }
        for (key, value) in &self.env {
            write!(f, "{key}={value} ")?;
        }
        f.write_str(&self.program)?;
        for arg in &self.args {
            if arg.contains(' ') {
                write!(f, " '{arg}'")?;
            } else {
                write!(f, " {arg}")?;
            }
        }
        Ok(())
    }
}

/// Why a run stopped.
#[derive(Debug)]
pub(crate) struct Failure {
    step: Option<String>,
    why: String,
    again: Option<String>,
}

impl Failure {
    /// A reason alone.
    pub(crate) fn plain(why: impl Into<String>) -> Self {
        Self {
            step: None,
            why: why.into(),
            again: None,
        }
    }
    /// …and the command that shows it again.
    pub(crate) fn again(mut self, command: &impl fmt::Display) -> Self {
        self.again.get_or_insert_with(|| command.to_string());
        self
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.step {
            Some(step) => write!(f, "Stopped at {step}: {}.", self.why)?,
            None => write!(f, "Stopped: {}.", self.why)?,
        }
        if let Some(again) = &self.again {
            write!(f, "\nTo run it again: {again}")?;
        }
        Ok(())
    }
}

/// One run of xtask: its place, the steps so far, and what was left out.
pub(crate) struct Run<'a> {
    /// Where we are.
    pub(crate) place: &'a Place,
    began: Instant,
    done: Vec<(String, Duration)>,
    skipped: Vec<String>,
}

impl<'a> Run<'a> {
    /// Nothing done yet.
    pub(crate) fn new(place: &'a Place) -> Self {
        Self {
            place,
            began: Instant::now(),
            done: Vec::new(),
            skipped: Vec::new(),
        }
    }

    /// Runs one command as a step.
    pub(crate) fn step(&mut self, name: &str, command: &Command) -> Result<(), Failure> {
        let place = self.place;
        self.work(name, &command.to_string(), || command.run(place))
    }

    /// Runs `work` as a step named `name`; `shown` says in one line what it does.
    pub(crate) fn work(
        &mut self,
        name: &str,
        shown: &str,
        work: impl FnOnce() -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        println!("\n── {name}: {shown}");
        let began = Instant::now();
        let result = work();
        let took = began.elapsed();
        match result {
            Ok(()) => {
                println!("── {name}: done in {}", seconds(took));
                self.done.push((name.to_owned(), took));
                Ok(())
            }
            Err(mut failure) => {
                println!("── {name}: stopped after {}", seconds(took));
                failure.step.get_or_insert_with(|| name.to_owned());
                Err(failure)
            }
        }
    }

    /// Leaves something out, and says so. Under CI that is a failure: a check that did not run proves nothing.
    pub(crate) fn skip(&mut self, what: &str, why: &str) -> Result<(), Failure> {
        let line = format!("{what}: {why}");
        println!("\n── skipped {line}");
        if self.place.ci {
            return Err(Failure::plain(format!("CI may not skip {line}")));
        }
        self.skipped.push(line);
        Ok(())
    }

    /// The closing words.
    pub(crate) fn summary(&self, all_well: bool) {
        println!();
        for (name, took) in &self.done {
            println!("  {name:<12} {:>9}", seconds(*took));
        }
        println!("  {:<12} {:>9}", "together", seconds(self.began.elapsed()));
        for line in &self.skipped {
            println!("  skipped {line}");
        }
        match (all_well, self.skipped.is_empty()) {
            (true, true) => println!("All passed."),
            (true, false) => println!("All that ran passed. {} did not run.", self.skipped.len()),
            (false, _) => println!("Not finished."),
        }
    }
}

fn seconds(time: Duration) -> String {
    let whole = time.as_secs();
    if whole >= 60 {
        format!("{} min {:02} s", whole / 60, whole % 60)
    } else {
        format!("{:.1} s", time.as_secs_f64())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(ci: bool) -> Place {
        Place {
            root: PathBuf::from("/"),
            target: PathBuf::from("/"),
            ci,
            root_user: false,
        }
    }

    #[test]
    fn a_command_is_shown_as_a_person_would_type_it() {
        let command = Command::new("npm", &["run", "two words"])
            .env("A", "1")
            .within("tests/browser");
        assert_eq!(command.to_string(), "cd tests/browser && A=1 npm run 'two words'");
    }

    #[test]
    fn a_skip_is_a_failure_under_ci_and_only_there() {
        assert!(Run::new(&place(false)).skip("the proofs", "no solver").is_ok());
        assert!(Run::new(&place(true)).skip("the proofs", "no solver").is_err());
    }

    #[test]
    fn a_failed_step_says_its_name_and_how_to_run_it_again() {
        let place = place(false);
        let failure = Run::new(&place)
            .step("nothing", &Command::new("false", &[]))
            .expect_err("false fails");
        assert!(failure.to_string().starts_with("Stopped at nothing: "));
        assert!(failure.to_string().ends_with("To run it again: false"));
    }

    #[test]
    fn minutes_are_written_as_minutes() {
        assert_eq!(seconds(Duration::from_millis(2_340)), "2.3 s");
        assert_eq!(seconds(Duration::from_secs(125)), "2 min 05 s");
    }
}
