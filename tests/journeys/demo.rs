//! The demonstration as a stranger meets it: two processes that start with one command and end with one signal.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use sayso_testkit::Browser;

/// A running demonstration; dropping it ends it however the test went.
struct Demo {
    child: Child,
    out: BufReader<std::process::ChildStdout>,
    address: String,
    /// What would be left behind is left here, and goes with the test.
    around: tempfile::TempDir,
}

impl Demo {
    fn start() -> Self {
        let around = tempfile::tempdir().expect("a temporary directory");
        let mut child = Command::new(env!("CARGO_BIN_EXE_sayso"))
            .env("TMPDIR", around.path())
            .args(["demo", "--port", "18480"])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the demo starts");
        let mut out = BufReader::new(child.stdout.take().expect("a pipe was asked for"));
        let mut line = String::new();
        while !line.contains("/demo") {
            line.clear();
            assert!(
                out.read_line(&mut line).expect("it speaks") > 0,
                "the demo ended before it answered"
            );
        }
        let address = line
            .trim()
            .trim_start_matches("Sayso demo: ")
            .trim_end_matches("/demo");
        Self {
            child,
            out,
            address: address.to_owned(),
            around,
        }
    }

    fn browser(&self) -> Browser {
        Browser::at(&self.address)
    }

    /// The stand-in GP system's `127.0.0.1:PORT`, from the link on the page.
    fn gp(&self) -> String {
        let mut browser = self.browser();
        let links = browser.open("/demo").links();
        let own = format!("{}/", self.address);
        let link = links
            .into_iter()
            .find(|l| l.starts_with("http://127.0.0.1:") && !l.starts_with(&own));
        link.expect("a link to the stand-in")
            .trim_start_matches("http://")
            .to_owned()
    }

    fn signal(&self, name: &str) {
        let sent = Command::new("kill")
            .args([name, &self.child.id().to_string()])
            .status();
        assert!(sent.expect("kill is there").success());
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// A connection that ends when the process at its other end does.
fn hold(address: &str) -> TcpStream {
    let mut stream = TcpStream::connect(address).expect("the stand-in answers");
    stream
        .write_all(format!("GET / HTTP/1.1\r\nHost: {address}\r\n\r\n").as_bytes())
        .expect("it listens");
    let mut first = [0; 12];
    stream.read_exact(&mut first).expect("it answers");
    assert_eq!(&first, b"HTTP/1.1 200");
    stream
}

fn ends(mut stream: TcpStream) {
    stream
        .set_read_timeout(Some(Duration::from_secs(20)))
        .expect("a socket has a time limit");
    let mut rest = vec![];
    stream.read_to_end(&mut rest).expect("the stand-in has ended");
}

#[test]
fn a_stranger_takes_every_seat_moves_the_clock_and_stops_it_all_with_one_signal() {
    let mut demo = Demo::start();
    let mut browser = demo.browser();
    assert_eq!(browser.open("/demo").status, 200);
    assert!(browser.page.says("Try Sayso") && browser.page.says("Demo. Invented people."));

    let seats: Vec<String> = browser
        .page
        .forms()
        .into_iter()
        .filter(|(action, _)| action == "/demo/sit")
        .flat_map(|(_, fields)| fields)
        .filter(|(name, _)| name == "seat")
        .map(|(_, value)| value)
        .collect();
    assert!(seats.iter().any(|s| s == "person-alex") && seats.len() > 25);
    for seat in &seats {
        browser.open("/demo");
        browser.send("/demo/sit", &[("seat", seat), ("then", "")]);
        assert_eq!(browser.page.status, 200, "{seat} at {}", browser.page.path);
        assert_ne!(browser.page.path, "/start", "{seat} has somewhere to begin");
    }

    // A yes of today is held; a day later it has left.
    let sit = |browser: &mut Browser, seat: &str| {
        browser.open("/demo");
        browser.send("/demo/sit", &[("seat", seat), ("then", "/home")]);
    };
    sit(&mut browser, "person-held");
    assert!(browser.page.says("Not sent yet"), "{}", browser.page.text());
    browser.open("/demo");
    browser.send("/demo/clock", &[("hours", "25")]);
    browser.open("/home");
    assert_eq!(browser.page.status, 200, "the seat is kept over a day");
    assert!(!browser.page.says("Not sent yet"), "{}", browser.page.text());
    assert!(browser.open("/demo/outbox").says("A referral to"));

    // Promises hold.
    browser.open("/demo");
    browser.send("/demo/try-benefits", &[]);
    assert!(browser.page.says("There is no setting that allows it"));
    browser.open("/demo");
    browser.send("/demo/try-record", &[]);
    assert!(browser.page.says("Sayso did not allow it"));
    browser.send("/demo/sit", &[]);
    assert!(
        browser.page.says("Sayso did not allow it"),
        "Alex reads that Sam tried"
    );

    a_stranger_tries_to_make_a_coach_read_a_health_note(&demo);
    what_a_clinician_accepts_stands_in_the_practices_own_system(&demo);

    let beside = hold(&demo.gp());
    demo.signal("-TERM");
    assert!(demo.child.wait().expect("it ends").success());
    ends(beside);
    let mut rest = String::new();
    demo.out.read_to_string(&mut rest).expect("its last words");
    assert!(rest.contains("Stopped."));
    let left = std::fs::read_dir(demo.around.path())
        .expect("it is there")
        .count();
    assert_eq!(left, 0, "the world is gone with the demonstration");
}

/// Every way that `/try` offers is decided by the rules; only the one that Robin said yes to is allowed.
fn a_stranger_tries_to_make_a_coach_read_a_health_note(demo: &Demo) {
    let mut stranger = demo.browser();
    stranger.open("/try");
    let ways: Vec<String> = (1..100)
        .map(|n| format!("/try/{n}"))
        .take_while(|way| stranger.page.body.contains(&format!("action=\"{way}\"")))
        .collect();
    assert!(ways.len() > 3, "{}", stranger.page.text());
    let mut allowed = 0;
    for way in &ways {
        let page = stranger.open(way);
        assert_eq!(page.status, 200, "{way}");
        if page.says("Allowed, because Robin said so") {
            allowed += 1;
        } else {
            assert!(page.says("Not allowed"), "{way}: {}", page.text());
        }
    }
    assert_eq!(allowed, 1, "only what Robin said yes to");
    assert_eq!(stranger.open(&format!("/try/{}", ways.len() + 1)).status, 404);
}

/// Dr Patel accepts words that their patient agreed to; the stand-in GP system gets them. And from that system, the
/// offer page opens without a number in its address.
fn what_a_clinician_accepts_stands_in_the_practices_own_system(demo: &Demo) {
    let mut patel = demo.browser();
    patel.open("/demo");
    patel.send(
        "/demo/sit",
        &[("seat", "clinician-patel"), ("then", "/practice/words")],
    );
    patel.follow("/practice/words/");
    let words = "to exactly these words:";
    let text = patel.page.text();
    let words = text.split(words).nth(1).expect("the words are shown");
    let words = words.trim().trim_start_matches("Information: ");
    let words = words
        .split(" They agreed to ")
        .next()
        .expect("what they said of a code")
        .to_owned();
    patel.send("/accept", &[]);
    // The worker hands them over within the next round; moving the clock makes one.
    patel.open("/demo");
    patel.send("/demo/clock", &[("hours", "1")]);

    let mut gp = Browser::at(&format!("http://{}", demo.gp()));
    let patients = gp.open("/").links();
    let records = patients.iter().filter(|l| l.starts_with("/patients/"));
    let found = records.filter(|l| gp.open(l).says(&words)).count();
    assert!(found > 0, "“{words}” is in no record");

    gp.open("/patients/7");
    gp.post("/patients/7/offer", &[]);
    let offer = gp
        .page
        .headers
        .get("location")
        .expect("the browser is sent on")
        .clone();
    let path = offer
        .strip_prefix(&demo.address)
        .expect("to Sayso and nowhere else");
    assert!(!path.contains("999"), "no number in {path}");
    assert!(patel.open(path).says("What do they say?"));
}

#[test]
fn a_killed_demonstration_leaves_no_second_process_behind() {
    let demo = Demo::start();
    let beside = hold(&demo.gp());
    demo.signal("-KILL");
    ends(beside);
}
