//! The keys that a configuration has. Owns: names, defaults, the words that explain each, and the annotated file made
//! from them. Adding a key here is all there is to adding one.

use std::fmt::Write as _;

/// One key.
#[derive(Debug, PartialEq, Eq)]
pub struct Key {
    /// Its name in the file; in the environment it is `SAYSO_` and the name in capitals.
    pub name: &'static str,
    /// Its value when nobody says otherwise. Always a safe one.
    pub default: &'static str,
    /// It is never printed, and `…_file` names a file that holds it.
    pub secret: bool,
    /// It is a path: relative to the file that it stands in.
    pub path: bool,
    /// What it is for, line by line.
    pub help: &'static [&'static str],
}

pub(super) const fn key(name: &'static str, default: &'static str, help: &'static [&'static str]) -> Key {
    Key {
        name,
        default,
        secret: false,
        path: false,
        help,
    }
}

pub(super) const fn path(name: &'static str, default: &'static str, help: &'static [&'static str]) -> Key {
    Key {
        path: true,
        ..key(name, default, help)
    }
}

/// Every key, in the order of the annotated file.
pub fn all() -> impl Iterator<Item = &'static Key> {
    OWN.iter()
        .chain(&super::messages::KEYS)
        .chain(&super::witnesses::KEYS)
}

const OWN: &[Key] = &[
    key(
        "listen",
        "127.0.0.1:8080",
        &[
            "Address and port to answer on. Keep it on this machine, behind a reverse proxy with TLS.",
            "Any other address needs a public_url that begins with https.",
        ],
    ),
    key(
        "public_url",
        "",
        &[
            "Where people reach this server, such as \"https://support.example.org\". Links that are printed begin",
            "with it, and with https the sign-in cookies travel over https alone.",
        ],
    ),
    path(
        "data",
        "sayso-data",
        &["The data directory. Made on the first start, for this account alone."],
    ),
    path(
        "key_file",
        "",
        &[
            "The master key, which wraps the keys of everybody's information. Empty: keys/master.key in the data",
            "directory, made on the first start. Without this file the data cannot be read, by anybody, ever.",
            "Keep a copy away from this machine and away from the backups.",
        ],
    ),
    key(
        "operated_by",
        "",
        &[
            "Who runs this server: an organisation's name, shown on the public pages.",
            "Used once, on a first start without a set-up file.",
        ],
    ),
    Key {
        secret: true,
        ..key(
            "launch_secret",
            "",
            &[
                "What a practice's own system proves itself with when it opens the offer page: at least 32 characters.",
                "Empty: no system can. Better than the secret itself: launch_secret_file = \"…\", a file that holds it.",
            ],
        )
    },
    key(
        "openid_issuer",
        "",
        &[
            "Staff can sign in through their organisation's own service (OpenID Connect). Its issuer, an https address,",
            "exactly as it writes it itself. Empty: there is none, and staff use passkeys. Register with the service:",
            "redirect address: public_url and /sign-in/back. Back-channel logout: public_url and /sign-in/signed-out.",
        ],
    ),
    key(
        "openid_name",
        "",
        &["What staff call the service: the words after “Sign in with”."],
    ),
    key(
        "openid_client",
        "",
        &["The name that the service has given this server (client_id)."],
    ),
    path(
        "openid_key",
        "",
        &[
            "A private key with which this server says who it is (private_key_jwt): PKCS#8 in PEM, EC on P-256 or RSA.",
            "Better than a secret, because the service holds none of ours.",
        ],
    ),
    key(
        "openid_key_id",
        "",
        &["What the service calls that key, if it knows several."],
    ),
    Key {
        secret: true,
        ..key(
            "openid_secret",
            "",
            &["A secret that both hold, where the service can do no better. Instead of openid_key."],
        )
    },
    key(
        "openid_scopes",
        "openid profile",
        &["What is asked for, with whatever carries role and organisation."],
    ),
    key(
        "openid_extra",
        "",
        &["More for the question, such as \"acr_values=aal2\". Several with commas between."],
    ),
    key(
        "openid_acr",
        "",
        &["How strong a sign-in must be: one of these values of acr, with spaces between. Empty: any."],
    ),
    key(
        "openid_role_claim",
        "",
        &["Where the role stands in what the service says. Dots lead into lists: \"roles.code\"."],
    ),
    key(
        "openid_roles",
        "",
        &[
            "Which of its values is which role here: \"GP=clinician, Front desk=practice_admin\". Nobody gets a role that",
            "does not stand here; of several, the first one here counts.",
        ],
    ),
    key(
        "openid_org_claim",
        "",
        &["Where the organisation stands: its ODS code, or its name as registered here."],
    ),
    key(
        "openid_orgs",
        "",
        &["Where the service calls them otherwise: \"riverside-id=Y00001, nw=Northway Work\"."],
    ),
    key(
        "exit_to",
        "https://www.bbc.co.uk/weather",
        &[
            "What \"Exit this page\" opens at once: a page that anybody may have open. An https address, or a path on",
            "this server such as \"/\".",
        ],
    ),
    key(
        "log",
        "plain",
        &["How log lines look: \"plain\" or \"json\". They hold no personal data either way."],
    ),
    key(
        "log_level",
        "info",
        &["The least important line that is written: \"error\", \"warn\", \"info\" or \"debug\"."],
    ),
];

/// The name of a key in the environment.
#[must_use]
pub fn in_environment(name: &str) -> String {
    format!("SAYSO_{}", name.to_uppercase())
}

/// Every name that may stand in a file: the keys, and the `…_file` twins of secrets.
pub fn names() -> impl Iterator<Item = String> {
    all().flat_map(|k| {
        let twin = k.secret.then(|| format!("{}_file", k.name));
        std::iter::once(k.name.to_owned()).chain(twin)
    })
}

/// The annotated file, with every key at its default and commented out.
#[must_use]
pub fn annotated() -> String {
    let mut text = String::from(
        "# The configuration of one Sayso server. Each key is shown with its default. Take away the # to change one.\n\
         # Each can also be set in the environment: SAYSO_ and the name in capitals, such as SAYSO_LISTEN.\n\
         # An unknown key is an error. Check with: sayso config check --config FILE\n",
    );
    for key in all() {
        text.push('\n');
        for line in key.help {
            writeln!(text, "# {line}").expect("a String takes every character");
        }
        writeln!(text, "#{} = \"{}\"", key.name, key.default).expect("a String takes every character");
    }
    text
}

/// The name nearest to what was typed, if any is near.
#[must_use]
pub fn nearest(typed: &str, known: impl Iterator<Item = String>) -> Option<String> {
    known
        .map(|name| (distance(&typed.to_lowercase(), &name), name))
        .filter(|(d, name)| *d <= name.len().max(typed.len()).div_ceil(3))
        .min()
        .map(|(_, name)| name)
}

/// How many characters to add, drop or change.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], i + 1);
        for (j, y) in b.iter().enumerate() {
            let change = diagonal + usize::from(x != *y);
            diagonal = row[j + 1];
            row[j + 1] = change.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_name_is_suggested_and_nothing_when_none_is_near() {
        for (typed, meant) in [
            ("lisen", "listen"),
            ("publicurl", "public_url"),
            ("LOG_LEVLE", "log_level"),
        ] {
            assert_eq!(nearest(typed, names()).as_deref(), Some(meant));
        }
        assert_eq!(nearest("consent", names()), None);
    }

    #[test]
    fn a_secret_can_stand_in_a_file_of_its_own() {
        assert!(names().any(|n| n == "launch_secret_file"));
    }
}
