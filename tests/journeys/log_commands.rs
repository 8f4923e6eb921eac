//! The real program, as processes: a server, a witness from cron and one with a server, somebody who checks, the turn of the
//! key, and a directory that was copied. Each step ends on an exit code and a plain sentence.

use std::io::{BufRead as _, BufReader, Read as _};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::time::Duration;

use sayso_log::note::Note;
use sayso_log::witness::AddCheckpoint;

use crate::log_kit::pause;
use crate::witness::copy_all;

const SAYSO: &str = env!("CARGO_BIN_EXE_sayso");

/// Ends with this code; what it said.
#[track_caller]
fn ends_with(code: i32, args: &[&str]) -> String {
    let Output {
        status,
        stdout,
        stderr,
    } = Command::new(SAYSO).args(args).output().expect("it runs");
    let said = format!(
        "{}{}",
        String::from_utf8_lossy(&stdout),
        String::from_utf8_lossy(&stderr)
    );
    assert_eq!(status.code(), Some(code), "{args:?}: {said}");
    said
}

/// A process that answers on an address, until it is told to end.
struct Answers {
    child: Child,
    at: String,
}

impl Answers {
    fn start(args: &[&str], witnesses: &str, announces: &str) -> Self {
        let mut child = Command::new(SAYSO)
            .args(args)
            .env("SAYSO_LISTEN", "127.0.0.1:0")
            .env("SAYSO_WITNESSES", witnesses)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("it starts");
        let mut lines = BufReader::new(child.stdout.take().expect("its words")).lines();
        let at = lines.find_map(|line| {
            let line = line.expect("text");
            line.split_once(announces)
                .map(|(_, at)| at.trim().trim_start_matches("http://").to_owned())
        });
        // Whatever else it says has a reader until it ends.
        std::thread::spawn(move || lines.for_each(drop));
        Self {
            child,
            at: at.expect("an address"),
        }
    }

    fn serve(data: &Path, witnesses: &str) -> Self {
        Self::start(&["serve", "--data", text(data)], witnesses, "answers on")
    }

    fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.at)
    }

    fn get(&self, path: &str) -> (u16, String) {
        let agent: ureq::Agent = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .build()
            .into();
        let mut answer = agent.get(self.url(path)).call().expect("an answer");
        let body = answer.body_mut().read_to_string().expect("text");
        (answer.status().as_u16(), body)
    }

    /// What is there, as soon as it is what is waited for.
    #[track_caller]
    fn until(&self, path: &str, wanted: impl Fn(&str) -> bool) -> String {
        let mut last = String::new();
        for _ in 0..600 {
            let (status, body) = self.get(path);
            if status == 200 && wanted(&body) {
                return body;
            }
            last = body;
            pause(Duration::from_millis(100));
        }
        panic!("{path} after a minute: {last}")
    }

    /// Told to end, as a service manager does; what it said on standard error.
    fn end(mut self) -> String {
        let pid = self.child.id().to_string();
        let told = Command::new("kill").args(["-TERM", &pid]).status();
        assert!(told.expect("kill runs").success());
        let mut said = String::new();
        let mut stderr = self.child.stderr.take().expect("its words");
        stderr.read_to_string(&mut said).expect("text");
        assert!(self.child.wait().expect("it ends").success(), "{said}");
        said
    }
}

fn text(path: &Path) -> &str {
    path.to_str().expect("a path of ASCII")
}

/// The key that stands in a line of its own, after these words.
fn key_after(said: &str, words: &str) -> String {
    let (_, rest) = said.split_once(words).expect(words);
    let key = rest
        .split_whitespace()
        .find(|word| word.matches('+').count() >= 2);
    key.expect("a key").to_owned()
}

fn lines_of(checkpoint: &str) -> u64 {
    let size = checkpoint.lines().nth(1).and_then(|size| size.parse().ok());
    size.expect("a checkpoint")
}

#[test]
fn the_commands_of_operator_witness_and_checker_work_together_as_processes() {
    let around = tempfile::tempdir().expect("a directory");
    let (data, dir) = (around.path().join("data"), around.path().join("w"));
    let (data_arg, dir_arg) = (text(&data).to_owned(), text(&dir).to_owned());
    let made = ends_with(
        0,
        &["witness", "--dir", &dir_arg, "--name", "patients.example/witness"],
    );
    let witness = key_after(&made, "The key of this witness:");
    assert!(made.contains("It watches no log yet."), "{made}");
    let named = format!("Patients | {witness}");
    ends_with(1, &["log-keys", "--data", &data_arg]);

    let server = Answers::serve(&data, &named);
    let first = server.until("/log/checkpoint", |_| true);
    let keys = ends_with(0, &["log-keys", "--data", &data_arg]);
    let old = key_after(&keys, "The key of the log.");
    assert_eq!(server.get("/log/key").1.trim(), old);
    assert!(key_after(&keys, "The second key, with which it reserves.").contains("/candidate+"));

    // A witness from cron, and somebody who checks.
    let log = server.url("/log");
    let once =
        |key: &str, url: &str| ["witness", "--dir", &dir_arg, "--log", key, "--once", url].map(str::to_owned);
    let run = |code, args: &[String]| ends_with(code, &args.iter().map(String::as_str).collect::<Vec<_>>());
    let check =
        |url: &str, key: &str| ["verify", "log", url, "--key", key, "--witness", &witness].map(str::to_owned);
    let missing = run(1, &check(&log, &old));
    assert!(missing.contains("has not countersigned this log"), "{missing}");
    let said = run(0, &once(&old, &log));
    assert!(
        said.contains("every one read") && said.contains("handed over"),
        "{said}"
    );
    run(0, &check(&log, &old));
    run(2, &once(&old, "http://127.0.0.1:9/log"));
    run(2, &check("http://127.0.0.1:9/log", &old));

    // The key is turned, with the server stopped.
    let turn = ["new-log", "--data", &data_arg, "--because", "key"];
    let busy = ends_with(1, &turn);
    assert!(busy.contains("in use by a running sayso"), "{busy}");
    ends_with(1, &["log-here", "--data", &data_arg]);
    server.end();
    let said = ends_with(0, &turn);
    let new = key_after(&said, "The key of the new log:");
    assert!(
        new != old && said.contains("It stays, and nothing more is signed with its key"),
        "{said}"
    );
    let server = Answers::serve(&data, &named);
    server.until("/log/checkpoint", |_| true);
    assert_eq!(server.get("/log/key").1.trim(), new);
    let (log, ended) = (server.url("/log"), server.url("/log/old/1"));
    run(0, &once(&old, &ended));
    run(0, &check(&ended, &old));
    let unknown = run(2, &once(&old, &log));
    assert!(unknown.contains("this witness does not watch"), "{unknown}");
    run(0, &once(&new, &log));
    run(0, &check(&log, &new));
    run(1, &check(&log, &old));
    let before = lines_of(&server.get("/log/checkpoint").1);
    server.end();

    // The directory is copied to another place, and signs there only after somebody said so.
    let moved = around.path().join("moved");
    copy_all(&data, &moved);
    let server = Answers::serve(&moved, &named);
    server.until("/public-log", |page| {
        page.contains("was copied or moved to this place")
    });
    assert_eq!(lines_of(&server.get("/log/checkpoint").1), before);
    let ill = ends_with(1, &["doctor", "--data", text(&moved)]);
    assert!(ill.contains("was copied or moved to this place"), "{ill}");
    let told = server.end();
    assert!(told.contains("run: sayso log-here"), "{told}");
    let said = ends_with(0, &["log-here", "--data", text(&moved)]);
    assert!(
        said.contains("The log says in public that its key was put in another place."),
        "{said}"
    );
    let server = Answers::serve(&moved, &named);
    server.until("/log/checkpoint", |checkpoint| lines_of(checkpoint) > before);
    let log = server.url("/log");
    run(0, &once(&new, &log));
    run(0, &check(&log, &new));
    ends_with(0, &["doctor", "--data", text(&moved)]);
    server.end();

    repeats(&first, &dir_arg, [&old, &new]);
}

#[test]
fn a_started_server_signs_once_its_witness_was_given_both_keys_and_says_so_before() {
    let around = tempfile::tempdir().expect("a directory");
    let (data, dir) = (around.path().join("data"), around.path().join("w"));
    let made = ends_with(
        0,
        &[
            "witness",
            "--dir",
            text(&dir),
            "--name",
            "patients.example/witness",
        ],
    );
    let free = std::net::TcpListener::bind(("127.0.0.1", 0)).expect("a port");
    let at = free.local_addr().expect("an address").to_string();
    drop(free);
    let named = format!(
        "Patients | {} | http://{at}",
        key_after(&made, "The key of this witness:")
    );
    let refuses = |why: &str| {
        let server = Answers::serve(&data, &named);
        server.until("/public-log", |page| page.contains(why));
        assert_eq!(server.get("/log/checkpoint").0, 404, "nothing is signed");
        server.end();
    };
    refuses("have said what they saw last");
    let keys = ends_with(0, &["log-keys", "--data", text(&data)]);
    let log = key_after(&keys, "The key of the log.");
    let candidate = key_after(&keys, "The second key, with which it reserves.");

    let mut args = vec!["witness", "--dir", text(&dir), "--listen", &at, "--log", &log];
    let witness = Answers::start(&args, "", "It answers on");
    refuses("1 of them do not know the second key of this log yet.");
    witness.end();
    args.extend(["--log", &candidate]);
    let witness = Answers::start(&args, "", "It answers on");
    let server = Answers::serve(&data, &named);
    server.until("/log/checkpoint", |note| {
        note.contains("— patients.example/witness ")
    });
    server.end();
    witness.end();
}

#[test]
fn the_doctor_says_whether_checkpoints_are_reserved_and_why_not() {
    let around = tempfile::tempdir().expect("a directory");
    let data = around.path().join("data");
    let witness = |nth: u8| {
        let dir = around.path().join(format!("w{nth}"));
        let name = format!("w{nth}.example/w");
        let made = ends_with(0, &["witness", "--dir", text(&dir), "--name", &name]);
        format!("Witness {nth} | {}", key_after(&made, "The key of this witness:"))
    };
    let (one, two) = (witness(1), witness(2));
    let (one_at, two_at) = (
        format!("{one} | https://one.example/w"),
        format!("{two} | https://two.example/w"),
    );
    let server = Answers::serve(&data, "");
    server.until("/log/checkpoint", |_| true);
    server.end();
    let doctor = |named: &[&str], reserve: &str| {
        let out = Command::new(SAYSO)
            .args(["doctor", "--data", text(&data)])
            .env("SAYSO_WITNESSES", named.join("; "))
            .env("SAYSO_WITNESSES_RESERVE", reserve)
            .output()
            .expect("it runs");
        let said = [out.stdout, out.stderr].concat();
        (out.status.code(), String::from_utf8_lossy(&said).into_owned())
    };
    let copy = "A complete copy of this server could sign another log";
    let on = "Each checkpoint is reserved with more than half of the 2 outside witnesses";
    for (named, reserve, code, words, warns) in [
        (vec![&*one_at, &*two_at], "", 0, on, false),
        (
            vec![&one_at, &two_at],
            "no",
            0,
            "witnesses_reserve = \"no\"",
            true,
        ),
        (
            vec![&one, &two],
            "",
            0,
            "of 2 outside witnesses 0 have an address",
            true,
        ),
        (
            vec![&one_at, &two],
            "",
            0,
            "of 2 outside witnesses 1 have an address",
            true,
        ),
        (
            vec![&one_at, &two],
            "yes",
            2,
            "more than half of the named witnesses need an address",
            false,
        ),
        (vec![], "", 0, "Everything that was looked at holds.", false),
    ] {
        let (ended, said) = doctor(&named, reserve);
        assert_eq!(ended, Some(code), "{said}");
        assert!(said.contains(words), "{words}: {said}");
        assert_eq!(said.contains(copy), warns, "{said}");
    }
}

/// A witness with a server: somebody sends it the log’s first checkpoint again.
fn repeats(first: &str, dir: &str, [old, new]: [&str; 2]) {
    let args = [
        "witness",
        "--dir",
        dir,
        "--log",
        old,
        "--log",
        new,
        "--listen",
        "127.0.0.1:0",
    ];
    let open = Answers::start(&args, "", "It answers on");
    let request = AddCheckpoint {
        old: 0,
        proof: vec![],
        checkpoint: Note::parse(first.as_bytes()).expect("a note"),
    };
    let agent: ureq::Agent = ureq::Agent::config_builder()
        .http_status_as_error(false)
        .build()
        .into();
    for _ in 0..3 {
        let sent = agent.post(open.url("/add-checkpoint")).send(request.to_string());
        assert_eq!(sent.expect("an answer").status().as_u16(), 409);
    }
    let words = format!("to countersign {} lines, after ", lines_of(first));
    let why = "The log went back, or somebody repeats an old request.";
    let page = open.get("/").1;
    assert!(
        page.contains(&words) && page.contains(why) && page.contains("started: 3."),
        "{page}"
    );
    let told = open.end();
    assert!(told.contains(&words) && told.contains(why), "{told}");
    assert_eq!(told.matches(why).count(), 2, "not each time: {told}");
}
