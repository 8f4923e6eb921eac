//! The binary as an administrator meets it: exit codes, first start, set-up file, links, backup, graceful end.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Command, Output, Stdio};

use sayso_testkit::Browser;

fn sayso(args: &[&str]) -> Output {
    sayso_at(args, &[])
}

fn sayso_at(args: &[&str], environment: &[(&str, &str)]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sayso"));
    command.args(args).envs(environment.iter().copied());
    command.output().expect("the binary runs")
}

fn said(output: &Output) -> String {
    format!(
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    )
}

#[track_caller]
fn ends_with(code: i32, output: &Output) -> String {
    assert_eq!(output.status.code(), Some(code), "{}", said(output));
    said(output)
}

fn text(path: &Path) -> &str {
    path.to_str().expect("a path of ASCII")
}

#[test]
fn a_wrong_word_is_usage_and_help_has_an_example() {
    ends_with(2, &sayso(&["frobnicate"]));
    ends_with(2, &sayso(&["serve"]));
    assert!(ends_with(0, &sayso(&["serve", "--help"])).contains("Example: sayso serve"));
}

#[test]
fn the_configuration_is_written_once_checked_and_shown() {
    let dir = tempfile::tempdir().expect("a directory");
    let (file, setup) = (dir.path().join("sayso.toml"), dir.path().join("setup.toml"));
    ends_with(
        0,
        &sayso(&["config", "init", text(&file), "--setup", text(&setup)]),
    );
    assert!(ends_with(2, &sayso(&["config", "init", text(&file)])).contains("is there already"));
    assert_eq!(
        ends_with(0, &sayso(&["config", "check", "--config", text(&file)])),
        "ok\n"
    );

    fs::write(&file, "lsten = \"127.0.0.1:1\"\n").expect("written");
    let told = ends_with(2, &sayso(&["config", "check", "--config", text(&file)]));
    assert!(
        told.contains("line 1") && told.contains("Did you mean \"listen\"?"),
        "{told}"
    );

    fs::write(&file, "").expect("written");
    let secret = "0123456789abcdef0123456789abcdef";
    let shown = sayso_at(
        &["config", "show", "--config", text(&file)],
        &[("SAYSO_LAUNCH_SECRET", secret)],
    );
    let shown = ends_with(0, &shown);
    assert!(shown.contains("environment SAYSO_LAUNCH_SECRET") && shown.contains("(set, not shown)"));
    assert!(!shown.contains(secret));
}

#[test]
fn it_does_not_listen_to_other_machines_without_https() {
    let dir = tempfile::tempdir().expect("a directory");
    let told = sayso_at(
        &["serve", "--data", text(dir.path())],
        &[("SAYSO_LISTEN", "0.0.0.0:0")],
    );
    assert!(ends_with(2, &told).contains("reverse proxy with TLS"));
}

#[test]
fn a_set_up_file_is_taken_whole_or_not_at_all_and_once() {
    let dir = tempfile::tempdir().expect("a directory");
    let (data, file) = (dir.path().join("data"), dir.path().join("setup.toml"));
    let example = ends_with(0, &sayso(&["setup", "--example"]));
    let setup = || sayso(&["setup", "--data", text(&data), text(&file)]);

    fs::write(&file, example.replacen("to = \"northway\"", "to = \"dwp\"", 1)).expect("written");
    let told = ends_with(2, &setup());
    assert!(
        told.contains("There is no setting that allows it.") && told.contains("nothing was written"),
        "{told}"
    );
    assert!(!data.exists(), "nothing was begun");

    fs::write(&file, &example).expect("written");
    assert!(ends_with(0, &setup()).contains("7 organisations, 1 schemes"));
    assert!(ends_with(0, &setup()).contains("Nothing was changed."));
    fs::write(&file, example.replacen("hold_hours = 24", "hold_hours = 1", 1)).expect("written");
    assert!(ends_with(2, &setup()).contains("a published version never changes"));

    let list = ends_with(0, &sayso(&["user", "list", "--data", text(&data)]));
    assert!(
        list.contains("Sam Okoro, coach") && list.contains("Department for Work and Pensions (benefits)")
    );
    let add = |org: &str| {
        sayso(&[
            "user",
            "add",
            "--data",
            text(&data),
            "--name",
            "N. Body",
            "--role",
            "operator",
            "--org",
            org,
        ])
    };
    assert!(ends_with(2, &add("Department for Work and Pensions")).contains("can have no members"));
    assert!(ends_with(2, &add("Nowhere")).contains("no organisation"));
    assert!(ends_with(2, &add("Northway Work")).contains("cannot be at an organisation of kind"));
    assert!(ends_with(0, &add("Borough Council")).contains("/link/"));
    assert!(ends_with(0, &sayso(&["user", "reset", "--data", text(&data), "sam okoro"])).contains("/link/"));
    ends_with(2, &sayso(&["user", "reset", "--data", text(&data), "Nobody"]));

    let copy = dir.path().join("copy.db");
    ends_with(0, &sayso(&["backup", "--data", text(&data), text(&copy)]));
    ends_with(2, &sayso(&["backup", "--data", text(&data), text(&copy)]));
    ends_with(
        2,
        &sayso(&["user", "list", "--data", text(&dir.path().join("elsewhere"))]),
    );
}

#[cfg(unix)]
#[test]
fn a_first_start_prints_a_link_serves_and_ends_when_told() {
    let dir = tempfile::tempdir().expect("a directory");
    let data = dir.path().join("data");
    let mut server = Command::new(env!("CARGO_BIN_EXE_sayso"))
        .args(["serve", "--data", text(&data)])
        .env("SAYSO_LISTEN", "127.0.0.1:0")
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("it starts");
    let lines = BufReader::new(server.stdout.take().expect("piped")).lines();
    let mut printed = vec![];
    for line in lines {
        let line = line.expect("text");
        let is_link = line.contains("/link/");
        printed.push(line);
        if is_link {
            break;
        }
    }
    let link = printed.last().expect("a link").trim().to_owned();
    let address = link
        .strip_prefix("http://")
        .and_then(|l| l.split('/').next())
        .expect("an address");

    let mut browser = Browser::at(&format!("http://{address}"));
    browser.open(&link[link.find("/link/").expect("a link")..]);
    browser.send("/link/", &[]);
    assert_eq!(browser.page.path, "/passkeys", "the first thing is a passkey");
    assert_eq!(browser.open("/start").path, "/health");

    let at = [("SAYSO_LISTEN", address)];
    ends_with(0, &sayso_at(&["health", "--data", text(&data)], &at));
    let told = ends_with(1, &sayso(&["user", "list", "--data", text(&data)]));
    assert!(told.contains("in use by a running sayso"), "{told}");
    let copy = dir.path().join("copy.db");
    ends_with(0, &sayso(&["backup", "--data", text(&data), text(&copy)]));

    let pid = server.id().to_string();
    assert!(
        Command::new("kill")
            .args(["-TERM", &pid])
            .status()
            .expect("kill runs")
            .success()
    );
    assert!(server.wait().expect("it ends").success());
    ends_with(1, &sayso_at(&["health", "--data", text(&data)], &at));
}
