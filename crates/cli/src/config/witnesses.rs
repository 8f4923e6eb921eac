//! The outside witnesses that a configuration names. Owns: reading them, and refusing a list in which one could count
//! twice or be read by somebody on the way.

use sayso_app::public_log::Outside;
use sayso_log::note::{Scheme, VerifierKey};

use super::keys::{Key, key};
use super::openid::is_safe;

pub(super) const KEYS: [Key; 2] = [
    key(
        "witnesses",
        "",
        &[
            "Who countersigns the public log from outside (docs/witnessing.md): a name for people, a bar, the key that the",
            "witness printed, and, if it answers on an address, a bar and that address. A semicolon before the next one:",
            "\"Patients’ group | patients.example/witness+… | https://patients.example/witness; Union | union.example/w+…\"",
            "Empty: nobody does, and the public page says so loudly.",
        ],
    ),
    key(
        "witnesses_reserve",
        "",
        &[
            "Empty: where more than half of all these witnesses have an address, nothing is signed that more than half of",
            "all have not reserved first. Then no two servers can sign two different logs, even with the same key. With",
            "half of them away, nothing is signed. Give each witness both keys that sayso log-keys prints",
            "(docs/operating.md). \"no\": nothing is reserved, and the public page says so. \"yes\": as empty, and where it",
            "is not possible the server does not start.",
        ],
    ),
];

/// Is each tree reserved before it is signed, wherever that is possible? Not where somebody said no.
pub(super) fn reserve(text: &str, all: &[Outside], mut wrong: impl FnMut(&str, &str)) -> bool {
    if !["", "yes", "no"].contains(&text) {
        wrong("witnesses_reserve", "\"yes\" or \"no\", or leave it empty");
    }
    let can = all.iter().filter(|w| w.url.is_some()).count();
    if text == "yes" && can * 2 <= all.len() {
        wrong(
            "witnesses_reserve",
            "more than half of the named witnesses need an address, or nothing could ever be signed",
        );
    }
    text != "no"
}

/// Reads the list; `wrong` is told what cannot be used.
pub(super) fn read(text: &str, mut wrong: impl FnMut(&str, &str)) -> Vec<Outside> {
    let mut found: Vec<Outside> = vec![];
    for one in text.split(';').map(str::trim).filter(|o| !o.is_empty()) {
        let mut parts = one.split('|').map(str::trim);
        let (name, key, url) = (parts.next().unwrap_or_default(), parts.next(), parts.next());
        let key = key.and_then(|k| k.parse::<VerifierKey>().ok());
        let (Some(key), None) = (key.filter(|k| k.scheme() == Scheme::Timed), parts.next()) else {
            wrong(
                "witnesses",
                "write each as: name | key | address, with the key exactly as the witness printed it",
            );
            continue;
        };
        if name.is_empty()
            || found
                .iter()
                .any(|w| w.name == name || w.key.public() == key.public())
        {
            wrong("witnesses", "each needs a name and a key of its own");
            continue;
        }
        if url.is_some_and(|u| !is_safe(u)) {
            wrong("witnesses", "give an https address, or leave it away");
            continue;
        }
        found.push(Outside {
            name: name.into(),
            key,
            url: url.map(|u| u.trim_end_matches('/').to_owned()),
        });
    }
    found
}

#[cfg(test)]
mod tests {
    use sayso_log::note::SigningKey;

    use super::*;

    fn key(name: &str, scheme: Scheme, seed: u8) -> String {
        let key = SigningKey::from_seed(name, scheme, &[seed; 32]).unwrap();
        key.verifier().to_string()
    }

    fn given(text: &str) -> (usize, usize) {
        let mut problems = 0;
        let found = read(text, |_, _| problems += 1);
        (found.len(), problems)
    }

    #[test]
    fn witnesses_reserve_only_where_more_than_half_of_them_can() {
        let one = key("patients.example/witness", Scheme::Timed, 1);
        let two = key("union.example/w", Scheme::Timed, 2);
        let given = |text: &str, yes: &str| {
            let mut problems = 0;
            let all = read(text, |_, _| problems += 1);
            let reserves = reserve(yes, &all, |_, _| problems += 1);
            (reserves, problems)
        };
        let with = format!("Patients | {one} | https://p.example");
        assert_eq!(given(&with, "yes"), (true, 0));
        assert_eq!(given(&with, "no"), (false, 0));
        assert_eq!(given(&with, ""), (true, 0), "unless somebody says no");
        assert_eq!(given("", ""), (true, 0), "nobody, and nobody asked for it");
        assert_eq!(given(&with, "true"), (true, 1));
        assert_eq!(
            given(&format!("{with}; Union | {two}"), "yes"),
            (true, 1),
            "one of two"
        );
        assert_eq!(given("", "yes"), (true, 1), "nobody");
    }

    #[test]
    fn a_witness_needs_a_name_and_a_key_of_its_own_and_a_safe_address() {
        let one = key("patients.example/witness", Scheme::Timed, 1);
        let two = key("union.example/w", Scheme::Timed, 2);
        let log = key("log.example/log", Scheme::Plain, 3);
        let again = key("other.example/w", Scheme::Timed, 1);
        assert_eq!(given(""), (0, 0));
        assert_eq!(
            given(&format!("Patients | {one} | https://p.example/w/; Union | {two}")),
            (2, 0)
        );
        for wrong in [
            format!("Patients | {one} | http://p.example"),
            format!(" | {one}"),
            format!("Patients | {log}"),
            "Patients".into(),
            format!("Patients | {one} | https://p.example | more"),
        ] {
            assert_eq!(given(&wrong), (0, 1), "{wrong}");
        }
        assert_eq!(
            given(&format!("A | {one}; B | {again}")),
            (1, 1),
            "the same key twice"
        );
    }
}
