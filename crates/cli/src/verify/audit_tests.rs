use std::path::PathBuf;

use sayso_log::leaf::{Document, Leaf};
use sayso_log::note::{Scheme, SigningKey};
use sayso_log::tile::Appender;

use super::*;

const BEGAN: i64 = 1_796_083_200;
const TEN: i64 = 600;

/// A log as files in a directory, which is signed as it stands.
struct Written {
    dir: tempfile::TempDir,
    key: SigningKey,
}

fn seal(after: i64, n: u8) -> String {
    let at = jiff::Timestamp::from_second(BEGAN + after).expect("a time");
    let at = Stamp::try_from(format!("{at:.3}")).expect("a stamp");
    let sealed = Document(Hash::of(&[n]));
    Leaf::PrivateRoot { at, sealed }.to_line()
}

impl Written {
    fn new() -> Self {
        Self {
            dir: tempfile::tempdir().expect("a directory"),
            key: SigningKey::from_seed("log.example/log", Scheme::Plain, &[1; 32]).expect("a key"),
        }
    }

    fn writes(&self, lines: &[String]) {
        let mut tree = Appender::new();
        for line in lines {
            tree.append(line.as_bytes()).expect("it fits");
        }
        let checkpoint = sayso_log::checkpoint::Checkpoint::new("log.example/log", tree.head()).expect("one");
        let mut files = vec![(
            "checkpoint".to_owned(),
            checkpoint.sign(&self.key).to_string().into_bytes(),
        )];
        let mut tiles = tree.take_full();
        tiles.extend(tree.partials());
        files.extend(tiles.into_iter().map(|(path, bytes)| (path.to_string(), bytes)));
        for (path, bytes) in files {
            let path = self.dir.path().join(path);
            fs::create_dir_all(path.parent().expect("a directory")).expect("made");
            fs::write(path, bytes).expect("written");
        }
    }

    fn seen(&self) -> PathBuf {
        self.dir.path().join("seen")
    }

    /// What is wrong, what is missing, and what is said.
    fn looks(&self) -> Report {
        self.tries().expect("it can be checked")
    }

    fn tries(&self) -> Result<Report, CliError> {
        let args = Log {
            from: self.dir.path().to_str().expect("a path").to_owned(),
            key: Some(self.key.verifier()),
            witness: vec![],
            remember: Some(self.seen()),
        };
        log(&args, BEGAN)
    }
}

#[test]
fn a_log_that_went_back_or_has_another_past_is_never_remembered() {
    let log = Written::new();
    let lines: Vec<String> = (0..4).map(|n| seal(i64::from(n) * TEN, n)).collect();
    log.writes(&lines);
    assert_eq!(log.looks().wrong, Vec::<String>::new());
    let kept = fs::read(log.seen()).expect("remembered");
    log.writes(&lines[..3]);
    assert_eq!(
        log.looks().wrong,
        ["The log has 3 lines now, and had 4 when you last looked. It was rolled back."]
    );
    let other: Vec<String> = (0..5).map(|n| seal(i64::from(n) * TEN, n + 9)).collect();
    for another in [&other[..4], &other] {
        log.writes(another);
        assert_eq!(
            log.looks().wrong,
            ["The first 4 lines are not those that you saw last time. The log was changed."]
        );
        assert_eq!(fs::read(log.seen()).expect("still there"), kept);
    }
    log.writes(&lines);
    let said = log.looks().said;
    assert!(
        said.iter()
            .any(|s| s == "It continues what you saw last time, at 4 lines."),
        "{said:?}"
    );
}

#[test]
fn a_pause_is_told_once_to_whoever_remembers() {
    let log = Written::new();
    let mut lines = vec![seal(0, 0), seal(TEN, 1), seal(9 * TEN, 2)];
    log.writes(&lines);
    let first = log.looks();
    assert!(first.wrong.is_empty() && first.missing.len() == 1, "{first:?}");
    assert!(
        first.missing[0].starts_with("No number was sealed between"),
        "{first:?}"
    );
    lines.push(seal(10 * TEN, 3));
    log.writes(&lines);
    let again = log.looks();
    assert!(again.wrong.is_empty() && again.missing.is_empty(), "{again:?}");
    assert!(
        again
            .said
            .iter()
            .any(|s| s.contains("You were told when you looked")),
        "{again:?}"
    );
    lines.push(seal(20 * TEN, 4));
    log.writes(&lines);
    assert_eq!(log.looks().missing.len(), 1, "the next one is news");
    // Somebody who looks for the first time hears of both.
    fs::remove_file(log.seen()).expect("gone");
    assert_eq!(log.looks().missing.len(), 2);
}

#[test]
fn what_cannot_be_read_is_said_and_the_log_is_accused_of_nothing() {
    let log = Written::new();
    let lines: Vec<String> = (0..3).map(|n| seal(i64::from(n) * TEN, n)).collect();
    log.writes(&lines);
    log.looks();
    let kept = fs::read(log.seen()).expect("remembered");
    for tile in ["tile/entries/000.p/3", "tile/0/000.p/3"] {
        let path = log.dir.path().join(tile);
        let bytes = fs::read(&path).expect("a tile");
        // A directory in its place can be found and not read.
        fs::remove_file(&path).expect("away");
        fs::create_dir(&path).expect("a directory");
        let why = log.tries().expect_err("nothing is known").to_string();
        assert!(why.contains("cannot be read") && why.contains(tile), "{why}");
        assert_eq!(fs::read(log.seen()).expect("still there"), kept);
        fs::remove_dir(&path).expect("away");
        fs::write(&path, bytes).expect("back");
        // One that is not there at all is the log's own fault.
        fs::rename(&path, log.dir.path().join("aside")).expect("aside");
        assert!(!log.looks().wrong.is_empty(), "{tile}");
        fs::rename(log.dir.path().join("aside"), &path).expect("back");
    }
    assert_eq!(log.looks().wrong, Vec::<String>::new());
}
