use std::ffi::OsString;
use std::fs;

use tempfile::TempDir;

use super::*;

fn at(text: &str) -> (TempDir, Deployment) {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("sayso.toml");
    fs::write(&file, text).unwrap();
    let deployment = Deployment {
        config: Some(file),
        data: None,
    };
    (dir, deployment)
}

fn all(at: &Deployment, environment: &[(&str, &str)]) -> (Vec<Setting>, Vec<String>, Option<Config>) {
    let environment: Vec<(OsString, OsString)> = environment
        .iter()
        .map(|(n, v)| ((*n).into(), (*v).into()))
        .collect();
    let (settings, mut problems) = read(at, environment.into_iter()).unwrap();
    let config = usable(&settings, &mut problems);
    (settings, problems, config)
}

#[test]
fn the_annotated_file_is_a_configuration_and_changes_nothing() {
    let (_dir, empty) = at("");
    let (_dir2, annotated) = at(&keys::annotated());
    let (_, problems, one) = all(&annotated, &[]);
    assert_eq!(problems, Vec::<String>::new());
    let (one, two) = (one.unwrap(), all(&empty, &[]).2.unwrap());
    assert_eq!(
        (one.listen, one.public_url, one.log),
        (two.listen, two.public_url, two.log)
    );
}

#[test]
fn without_its_comment_marks_every_key_is_still_valid_toml() {
    let text = keys::annotated();
    let bare: String = text
        .lines()
        .map(|l| {
            l.strip_prefix('#')
                .filter(|k| k.starts_with(|c: char| c.is_alphabetic()))
                .unwrap_or(l)
        })
        .fold(String::new(), |all, l| format!("{all}{l}\n"));
    let (_dir, bare) = at(&bare);
    assert_eq!(all(&bare, &[]).1, Vec::<String>::new());
}

#[test]
fn an_unknown_key_is_named_with_its_line_and_the_nearest_known_one() {
    let (_dir, file) = at("log = \"json\"\n\nlisten_on = \"x\"\npublicurl = \"https://a.example\"\n");
    let problems = all(&file, &[("SAYSO_LISTN", "127.0.0.1:1")]).1;
    assert_eq!(problems.len(), 3, "{problems:?}");
    assert!(
        problems[0].contains("line 3, listen_on") && problems[0].contains("\"listen\""),
        "{problems:?}"
    );
    assert!(problems[1].contains("line 4, publicurl") && problems[1].contains("\"public_url\""));
    assert!(problems[2].contains("SAYSO_LISTN") && problems[2].contains("\"SAYSO_LISTEN\""));
}

#[test]
fn the_environment_wins_over_the_file_and_the_page_says_so() {
    let (_dir, file) = at("log = \"json\"\nlisten = \"127.0.0.1:1000\"\n");
    let (settings, problems, config) = all(&file, &[("SAYSO_LISTEN", "127.0.0.1:2000"), ("HOME", "x")]);
    assert_eq!(problems, Vec::<String>::new());
    assert_eq!(config.unwrap().listen.port(), 2000);
    let shown = shown(&settings);
    assert!(
        shown.contains("environment SAYSO_LISTEN") && shown.contains("sayso.toml line 1"),
        "{shown}"
    );
}

#[test]
fn a_secret_is_read_from_its_file_and_never_shown() {
    let secret = "correct-horse-battery-staple-and-more";
    let (dir, file) = at("launch_secret_file = \"launch.txt\"\n");
    fs::write(dir.path().join("launch.txt"), format!("{secret}\n")).unwrap();
    let (settings, problems, config) = all(&file, &[]);
    assert_eq!(problems, Vec::<String>::new());
    assert_eq!(config.unwrap().launch_secret.as_deref(), Some(secret));
    assert!(!shown(&settings).contains("horse"));
    let twice = all(&at("launch_secret = \"a\"\nlaunch_secret_file = \"b\"").1, &[]).1;
    assert!(!twice.is_empty());
}

#[test]
fn the_way_out_leads_to_an_https_address_or_a_path_here() {
    let exit = |to: &str| {
        let (_dir, file) = at(&format!("exit_to = '{to}'\n"));
        let (_, problems, config) = all(&file, &[]);
        assert_eq!(
            config.is_none(),
            problems.iter().any(|p| p.contains("exit_to")),
            "{to}"
        );
        config.map(|c| c.exit_to)
    };
    for good in ["https://www.bbc.co.uk/weather", "https://library.example", "/"] {
        assert_eq!(exit(good).as_deref(), Some(good));
    }
    for bad in [
        "",
        "http://a.example",
        "//a.example",
        "/exit",
        "weather",
        "https://",
        "https://a@b.example",
        "javascript:alert(1)",
        "https://a b",
    ] {
        assert_eq!(exit(bad), None, "{bad}");
    }
    let usual = all(&at("").1, &[]).2.expect("the defaults are sound");
    assert_eq!(
        usual.exit_to,
        sayso_web::EXIT_TO,
        "the page's own default is the key's"
    );
}

#[test]
fn it_is_not_served_to_other_machines_without_https() {
    let (_dir, open) = at("listen = \"0.0.0.0:80\"\n");
    let (_, problems, config) = all(&open, &[]);
    assert!(config.is_none() && problems[0].contains("TLS"), "{problems:?}");
    assert!(
        all(&open, &[("SAYSO_PUBLIC_URL", "http://a.example")])
            .2
            .is_none()
    );
    assert!(
        all(&open, &[("SAYSO_PUBLIC_URL", "https://a.example/")])
            .2
            .is_some()
    );
}

#[test]
fn a_path_in_the_file_is_beside_the_file() {
    let (dir, file) = at("data = \"d\"\n");
    assert_eq!(all(&file, &[]).2.unwrap().data, dir.path().join("d"));
}

#[test]
fn every_problem_is_told_at_once() {
    let (_dir, bad) = at(
        "listen = \"here\"\nlog = \"loud\"\npublic_url = \"a b\"\nlaunch_secret = \"short\"\nlog_level = 3\n",
    );
    let problems = all(&bad, &[]).1;
    for key in ["listen", "log (", "public_url", "launch_secret", "log_level"] {
        assert!(problems.iter().any(|p| p.contains(key)), "{key}: {problems:?}");
    }
    assert!(!problems.join(" ").contains("short"), "a secret in an error");
}
