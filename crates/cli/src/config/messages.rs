//! The keys for messages to people: email over SMTP and texts over the HTTP hook. Owns: reading them and saying what is
//! wrong. Off until they are set.

use std::path::PathBuf;

use super::keys::{Key, key, path};
use crate::carry::{CALL, Mail, STEP, Security, Sms, Smtp, Texts};

/// The keys, in the order of the annotated file.
pub(super) const KEYS: [Key; 10] = [
    key(
        "mail_host",
        "",
        &[
            "The SMTP server that sends email to people, by the name in its certificate. Empty: no email is sent, and",
            "whoever chose email has their messages read out or printed by the practice. See docs/operating.md.",
        ],
    ),
    key(
        "mail_port",
        "587",
        &["Its port: 587 as a rule with \"starttls\", 465 with \"tls\"."],
    ),
    key(
        "mail_security",
        "starttls",
        &["When the connection becomes private: \"starttls\" or \"tls\". Nothing is ever sent without."],
    ),
    key(
        "mail_user",
        "",
        &["The name to sign in with, where the server asks for one."],
    ),
    Key {
        secret: true,
        ..key(
            "mail_password",
            "",
            &["Its password. Better: mail_password_file = \"…\", a file that holds it."],
        )
    },
    key(
        "mail_from",
        "",
        &[
            "The address that email comes from. Choose one that says nothing about support or health: whoever looks",
            "over a shoulder sees it.",
        ],
    ),
    path(
        "mail_ca_file",
        "",
        &["A certificate authority of your own, in PEM, trusted for this server beside the public ones."],
    ),
    key(
        "sms_url",
        "",
        &[
            "Where texts are posted to (docs/sms-hook.md). Empty: no texts are sent, and whoever chose texts has their",
            "messages read out or printed by the practice.",
        ],
    ),
    Key {
        secret: true,
        ..key(
            "sms_secret",
            "",
            &[
                "What Sayso proves itself with there: at least 32 characters. Better: sms_secret_file = \"…\".",
            ],
        )
    },
    Key {
        secret: true,
        ..key(
            "sms_replies_secret",
            "",
            &[
                "What your text service proves itself with when it hands a reply over, at /hook/text: at least 32 characters.",
                "With it, texts say how to stop them. Empty: no reply is taken. Better: sms_replies_secret_file = \"…\".",
            ],
        )
    },
];

/// What the keys come to.
pub(super) struct Messages {
    pub(super) mail: Option<Mail>,
    pub(super) sms: Option<Sms>,
    pub(super) replies_secret: Option<String>,
}

/// Reads the keys; `wrong` is told of each that cannot be used.
pub(super) fn read(get: impl Fn(&'static str) -> String, mut wrong: impl FnMut(&str, &str)) -> Messages {
    let some = |name: &'static str| Some(get(name)).filter(|v| !v.is_empty());
    let mail = some("mail_host").and_then(|host| {
        let port = get("mail_port").parse().ok().filter(|p| *p != 0);
        if port.is_none() {
            wrong("mail_port", "give a port, such as 587");
        }
        let security = match get("mail_security").as_str() {
            "starttls" => Some(Security::StartTls),
            "tls" => Some(Security::Tls),
            _ => None,
        };
        if security.is_none() {
            wrong("mail_security", "\"starttls\" or \"tls\"");
        }
        let login = match (some("mail_user"), some("mail_password")) {
            (Some(user), Some(password)) => Some((user, password)),
            (None, None) => None,
            _ => {
                wrong(
                    "mail_user",
                    "a name and a password go together: set both, or neither",
                );
                None
            }
        };
        let mail = Mail {
            host,
            port: port?,
            security: security?,
            login,
            from: get("mail_from"),
            ca_file: some("mail_ca_file").map(PathBuf::from),
            step: STEP,
        };
        told(Smtp::new(&mail), &mut wrong);
        Some(mail)
    });
    let sms = some("sms_url").map(|url| {
        let secret = get("sms_secret");
        if secret.len() < 32 {
            wrong("sms_secret", "at least 32 characters, or somebody will guess it");
        }
        let sms = Sms {
            url,
            secret,
            wait: CALL,
        };
        told(Texts::new(&sms), &mut wrong);
        sms
    });
    let replies_secret = some("sms_replies_secret");
    if replies_secret.as_ref().is_some_and(|s| s.len() < 32) {
        wrong(
            "sms_replies_secret",
            "at least 32 characters, or somebody will guess it",
        );
    }
    Messages {
        mail,
        sms,
        replies_secret,
    }
}

/// An adapter says which key is wrong, and why.
fn told<T>(made: Result<T, String>, wrong: &mut impl FnMut(&str, &str)) {
    if let Err(why) = made {
        let (key, why) = why.split_once(": ").unwrap_or(("mail_host", &why));
        wrong(key, why);
    }
}
