//! The adapters against real servers: mail to an SMTP server with TLS and a certificate authority of the test's own,
//! texts to an HTTP server that speaks the documented hook. And against servers that misbehave.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use jiff::Timestamp;
use sayso::carry::{Mail, Security, Sms, Smtp, Texts};
use sayso_app::carry::Envelope;
use sayso_core::decide::carry::Trouble;
use sayso_core::id::Id;
use sayso_core::person::Way;
use sayso_core::reach::Outgoing;
use serde_json::Value;

const HERE: &str = "127.0.0.1";

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn envelope(way: Way, address: &str) -> Envelope {
    let at: Timestamp = "2026-05-18T11:00:00Z".parse().expect("a moment");
    Envelope {
        id: Id::new(at, [7; 10]),
        at,
        out: Outgoing {
            way,
            address: address.into(),
            sender: "Garden club".into(),
            body: "Zoë, you have a new message. Sign in the usual way when it suits you.".into(),
        },
    }
}

/// A certificate authority, a certificate for this machine, and their files.
struct Papers {
    dir: tempfile::TempDir,
}

impl Papers {
    fn new() -> Self {
        let dir = tempfile::tempdir().expect("a directory");
        let ca_key = rcgen::KeyPair::generate().expect("a key");
        let mut ca = rcgen::CertificateParams::default();
        ca.is_ca = rcgen::IsCa::Ca(rcgen::BasicConstraints::Unconstrained);
        let ca_cert = ca.self_signed(&ca_key).expect("a certificate");
        let issuer = rcgen::Issuer::new(ca, ca_key);
        let key = rcgen::KeyPair::generate().expect("a key");
        let names = vec!["localhost".to_owned(), HERE.to_owned()];
        let cert = rcgen::CertificateParams::new(names)
            .and_then(|params| params.signed_by(&key, &issuer))
            .expect("a certificate");
        let papers = Self { dir };
        for (name, text) in [
            ("ca.pem", ca_cert.pem()),
            ("cert.pem", cert.pem()),
            ("key.pem", key.serialize_pem()),
        ] {
            std::fs::write(papers.file(name), text).expect("a file");
        }
        papers
    }
    fn file(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }
}

/// A real SMTP server in a process of its own.
struct Server {
    child: Child,
    lines: BufReader<ChildStdout>,
    port: u16,
    papers: Papers,
}

impl Server {
    /// `None` where its packages are not installed; under CI that fails.
    fn start(security: &str, login: &str) -> Option<Self> {
        let dir = root().join("tests/smtp");
        if !dir.join("node_modules/smtp-server").is_dir() {
            let why = "skipped: no mail server. Install it with: cd tests/smtp && npm ci";
            assert!(std::env::var_os("CI").is_none_or(|ci| ci != "true"), "{why}");
            eprintln!("{why}");
            return None;
        }
        let papers = Papers::new();
        let mut child = Command::new("node")
            .arg(dir.join("server.mjs"))
            .args([papers.file("key.pem"), papers.file("cert.pem")])
            .args([security, login])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("node starts");
        let lines = BufReader::new(child.stdout.take().expect("a pipe"));
        let mut server = Self {
            child,
            lines,
            port: 0,
            papers,
        };
        let port = server.next()["port"].as_u64().and_then(|p| u16::try_from(p).ok());
        server.port = port.expect("a port");
        Some(server)
    }

    /// The next thing that it says: what it took.
    fn next(&mut self) -> Value {
        let mut line = String::new();
        self.lines.read_line(&mut line).expect("a line");
        serde_json::from_str(&line).expect("JSON")
    }

    fn mail(&self, security: Security) -> Mail {
        Mail {
            host: "localhost".into(),
            port: self.port,
            security,
            login: None,
            from: "messages@example.org".into(),
            ca_file: Some(self.papers.file("ca.pem")),
            step: Duration::from_secs(10),
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

fn send(mail: &Mail, to: &str) -> Result<(), Trouble> {
    Smtp::new(mail).expect("usable").send(&envelope(Way::Email, to))
}

#[test]
fn a_real_server_takes_a_mail_that_gives_nothing_away() {
    let Some(mut server) = Server::start("starttls", "open") else {
        return;
    };
    assert_eq!(send(&server.mail(Security::StartTls), "zoe@example.org"), Ok(()));
    let mail = server.next();
    assert_eq!(mail["secure"], true, "inside TLS");
    assert_eq!(
        (&mail["from"], &mail["to"][0]),
        (
            &Value::from("messages@example.org"),
            &Value::from("zoe@example.org")
        )
    );
    let data = mail["data"].as_str().expect("text");
    let (head, body) = data.split_once("\r\n\r\n").expect("head and body");
    for line in [
        "Subject: A message for you",
        "From: \"Garden club\" <messages@example.org>",
        "To: zoe@example.org",
        "Date: Mon, 18 May 2026 11:00:00 +0000",
        "Auto-Submitted: auto-generated",
        "Content-Type: text/plain; charset=utf-8",
    ] {
        assert!(head.lines().any(|l| l == line), "{line}: {head}");
    }
    for word in [
        "Sayso",
        "sayso",
        "Working Better",
        "lettre",
        "support",
        "X-Mailer",
        "User-Agent",
    ] {
        assert!(!data.contains(word), "{word}: {data}");
    }
    assert!(body.contains("you have a new message."), "{body}");
}

#[test]
fn every_try_of_one_message_carries_the_same_mark() {
    let Some(mut server) = Server::start("tls", "open") else {
        return;
    };
    let mail = server.mail(Security::Tls);
    let mut marks = vec![];
    for _ in 0..2 {
        assert_eq!(send(&mail, "zoe@example.org"), Ok(()));
        let data = server.next()["data"].as_str().expect("text").to_owned();
        marks.extend(
            data.lines()
                .find(|l| l.starts_with("Message-ID: "))
                .map(str::to_owned),
        );
    }
    assert_eq!(marks.len(), 2);
    assert_eq!(marks[0], marks[1]);
    let id = envelope(Way::Email, "").id;
    assert_eq!(marks[0], format!("Message-ID: <{id}@example.org>"));
}

#[test]
fn what_the_server_says_decides_whether_it_is_tried_again() {
    let Some(server) = Server::start("starttls", "open") else {
        return;
    };
    let mail = server.mail(Security::StartTls);
    for (to, expected) in [
        ("nobody@example.org", Err(Trouble::NoSuchAddress)),
        ("full@example.org", Err(Trouble::ComeAgain)),
        ("policy@example.org", Err(Trouble::TurnedAway)),
        ("grey@example.org", Err(Trouble::ComeAgain)),
        ("grey@example.org", Ok(())),
        ("not an address", Err(Trouble::NoSuchAddress)),
    ] {
        assert_eq!(send(&mail, to), expected, "{to}");
    }
}

#[test]
fn a_server_with_a_login_takes_mail_from_those_it_knows() {
    let Some(mut server) = Server::start("starttls", "login") else {
        return;
    };
    let mut mail = server.mail(Security::StartTls);
    mail.login = Some(("sayso".into(), "wrong".into()));
    assert_eq!(send(&mail, "zoe@example.org"), Err(Trouble::NotKnownThere));
    mail.login = Some(("sayso".into(), "a password of the post".into()));
    assert_eq!(send(&mail, "zoe@example.org"), Ok(()));
    assert_eq!(server.next()["user"], "sayso");
    assert!(
        !format!("{mail:?}").contains("password of the post"),
        "a password is never shown"
    );
}

#[test]
fn nothing_is_said_to_a_server_that_cannot_prove_its_name() {
    let Some(server) = Server::start("starttls", "open") else {
        return;
    };
    let mut mail = server.mail(Security::StartTls);
    mail.ca_file = None;
    assert_eq!(
        send(&mail, "zoe@example.org"),
        Err(Trouble::NotPrivate),
        "an authority that nobody trusts"
    );
}

#[test]
fn a_server_that_offers_no_tls_is_sent_nothing() {
    let Some(server) = Server::start("plain", "open") else {
        return;
    };
    assert_eq!(
        send(&server.mail(Security::StartTls), "zoe@example.org"),
        Err(Trouble::NotPrivate)
    );
}

/// A server for one conversation: says a line, hears one, and so on; then it falls silent. Gives back all that it heard.
fn scripted(lines: &'static [&'static str]) -> (u16, Receiver<String>) {
    let listener = TcpListener::bind((HERE, 0)).expect("a port");
    let port = listener.local_addr().expect("an address").port();
    let (tell, heard) = channel();
    thread::spawn(move || {
        let Ok((stream, _)) = listener.accept() else {
            return;
        };
        let mut reader = BufReader::new(stream.try_clone().expect("a stream"));
        let mut stream = stream;
        let mut all = vec![];
        for line in lines {
            if stream.write_all(line.as_bytes()).is_err() || reader.read_until(b'\n', &mut all).is_err() {
                break;
            }
        }
        // Silent from here on, until the other end hangs up.
        reader.read_to_end(&mut all).ok();
        tell.send(String::from_utf8_lossy(&all).into_owned()).ok();
    });
    (port, heard)
}

fn mail_to(port: u16) -> Mail {
    Mail {
        host: HERE.into(),
        port,
        security: Security::StartTls,
        login: Some(("sayso".into(), "a password of the post".into())),
        from: "messages@example.org".into(),
        ca_file: None,
        step: Duration::from_millis(400),
    }
}

#[test]
fn a_server_that_falls_silent_costs_one_time_out() {
    let (port, _heard) = scripted(&[]);
    assert_eq!(send(&mail_to(port), "zoe@example.org"), Err(Trouble::TimedOut));
}

#[test]
fn where_nobody_listens_nobody_answers() {
    let free = TcpListener::bind((HERE, 0))
        .expect("a port")
        .local_addr()
        .expect("an address")
        .port();
    assert_eq!(send(&mail_to(free), "zoe@example.org"), Err(Trouble::Unreachable));
}

#[test]
fn an_answer_slipped_in_before_tls_is_not_believed() {
    // Whoever sits on the line answers STARTTLS and pretends that the rest was taken as well.
    let (port, heard) = scripted(&[
        "220 here\r\n",
        "250-here\r\n250 STARTTLS\r\n",
        "220 go\r\n250 here\r\n250 ok\r\n250 ok\r\n",
    ]);
    assert!(send(&mail_to(port), "zoe@example.org").is_err());
    let heard = heard.recv().expect("what it heard");
    assert!(!heard.contains("zoe") && !heard.contains("AUTH"), "{heard}");
}

/// An HTTP server for texts: answers each with `status` (empty: never) and gives back what it was sent.
fn text_service(status: &'static str) -> (String, Receiver<String>) {
    let listener = TcpListener::bind((HERE, 0)).expect("a port");
    let url = format!("http://{}/send", listener.local_addr().expect("an address"));
    let (tell, heard) = channel();
    thread::spawn(move || {
        while let Ok((mut stream, _)) = listener.accept() {
            let request = whole(&mut stream);
            if status.is_empty() {
                // Silent, until the other end hangs up.
                stream.read_to_end(&mut vec![]).ok();
                return;
            }
            let answer = format!("HTTP/1.1 {status}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
            if stream.write_all(answer.as_bytes()).is_err() || tell.send(request).is_err() {
                return;
            }
        }
    });
    (url, heard)
}

/// Head and body of one request.
fn whole(stream: &mut TcpStream) -> String {
    let mut bytes = vec![];
    let mut part = [0; 1024];
    loop {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = head.lines().find_map(|l| {
                l.to_lowercase()
                    .strip_prefix("content-length: ")
                    .map(str::to_owned)
            });
            let length: usize = length.and_then(|l| l.parse().ok()).unwrap_or(0);
            if body.len() >= length {
                return text;
            }
        }
        match stream.read(&mut part) {
            Ok(0) | Err(_) => return text,
            Ok(n) => bytes.extend_from_slice(&part[..n]),
        }
    }
}

const SECRET: &str = "a secret of the text service, long enough";

fn texts(url: &str) -> Texts {
    Texts::new(&Sms {
        url: url.into(),
        secret: SECRET.into(),
        wait: Duration::from_millis(500),
    })
    .expect("usable")
}

#[test]
fn a_text_is_posted_as_the_hook_is_documented() {
    let (url, heard) = text_service("202 Accepted");
    let envelope = envelope(Way::Text, "+442079460111");
    for _ in 0..2 {
        assert_eq!(texts(&url).send(&envelope), Ok(()));
    }
    let requests = [heard.recv().expect("one"), heard.recv().expect("two")];
    for request in &requests {
        let (top, body) = request.split_once("\r\n\r\n").expect("head and body");
        let top = top.to_lowercase();
        assert!(top.starts_with("post /send http/1.1"), "{top}");
        assert!(top.contains(&format!("authorization: bearer {SECRET}")));
        assert!(
            top.contains(&format!("idempotency-key: {}", envelope.id)),
            "the same at every try"
        );
        assert!(!top.contains("7946"), "the number stands in the body alone");
        let body: Value = serde_json::from_str(body).expect("JSON");
        let expected = serde_json::json!({
            "id": envelope.id.to_string(),
            "to": "+442079460111",
            "from": "Garden club",
            "text": "Zoë, you have a new message. Sign in the usual way when it suits you.",
        });
        assert_eq!(body, expected);
    }
    // The example in the document has these very fields.
    let page = std::fs::read_to_string(root().join("docs/sms-hook.md")).expect("the document");
    let example = page
        .split("```json")
        .nth(1)
        .and_then(|rest| rest.split("```").next());
    let example: Value = serde_json::from_str(example.expect("an example")).expect("JSON");
    let fields = |v: &Value| v.as_object().map(|o| o.keys().cloned().collect::<Vec<_>>());
    let sent: Value =
        serde_json::from_str(requests[0].split_once("\r\n\r\n").expect("a body").1).expect("JSON");
    assert_eq!(fields(&example), fields(&sent));
}

#[test]
fn what_the_text_service_says_decides_whether_it_is_tried_again() {
    for (status, expected) in [
        ("200 OK", Ok(())),
        ("401 Unauthorized", Err(Trouble::NotKnownThere)),
        ("422 Unprocessable Content", Err(Trouble::NoSuchAddress)),
        ("429 Too Many Requests", Err(Trouble::ComeAgain)),
        ("503 Service Unavailable", Err(Trouble::ComeAgain)),
        ("400 Bad Request", Err(Trouble::TurnedAway)),
    ] {
        let (url, _heard) = text_service(status);
        assert_eq!(
            texts(&url).send(&envelope(Way::Text, "+442079460111")),
            expected,
            "{status}"
        );
    }
}

#[test]
fn a_redirect_takes_the_secret_nowhere_else() {
    let (elsewhere, heard) = text_service("200 OK");
    let status = format!("307 Temporary Redirect\r\nlocation: {elsewhere}");
    let (url, _first) = text_service(Box::leak(status.into_boxed_str()));
    assert!(texts(&url).send(&envelope(Way::Text, "+442079460111")).is_err());
    assert!(
        heard.recv_timeout(Duration::from_millis(300)).is_err(),
        "nobody else was called"
    );
}

#[test]
fn a_text_service_that_falls_silent_costs_one_time_out() {
    let (url, _heard) = text_service("");
    assert_eq!(
        texts(&url).send(&envelope(Way::Text, "+442079460111")),
        Err(Trouble::TimedOut)
    );
}
