//! What the configuration says about an organisation's own sign-in service. Owns: reading lists such as `gp=clinician`, and
//! refusing what would let in too many. Off while no issuer is named.

use std::path::PathBuf;

use sayso_app::openid::Mapping;
use sayso_core::seat::Role;

/// A service that can be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Service {
    /// Its issuer.
    pub issuer: String,
    /// What staff call it.
    pub name: String,
    /// Our name there.
    pub client: String,
    /// A secret that both hold.
    pub secret: Option<String>,
    /// A private key of ours, and what the service calls it.
    pub key: Option<(PathBuf, Option<String>)>,
    /// What we ask for.
    pub scopes: String,
    /// More for the question.
    pub extra: Vec<(String, String)>,
    /// What we make of the answer.
    pub mapping: Mapping,
}

/// `a=b, c=d`.
fn pairs(text: &str) -> Option<Vec<(String, String)>> {
    let parts = text.split(',').map(str::trim).filter(|p| !p.is_empty());
    parts
        .map(|p| {
            let (from, to) = p.split_once('=')?;
            let (from, to) = (from.trim(), to.trim());
            (!from.is_empty() && !to.is_empty()).then(|| (from.to_owned(), to.to_owned()))
        })
        .collect()
}

/// An address that nobody on the way can change: https, or this very machine.
pub(crate) fn is_safe(url: &str) -> bool {
    let local = |rest: &str| {
        let host = rest.split(['/', ':']).next().unwrap_or_default();
        matches!(host, "localhost" | "127.0.0.1")
    };
    url.strip_prefix("https://").is_some_and(|rest| !rest.is_empty())
        || url.strip_prefix("http://").is_some_and(local)
}

/// What the question says already. Twice is an error for every service, and `prompt=none` would undo that whoever comes
/// shows who they are.
const ASKED: [&str; 10] = [
    "response_type",
    "client_id",
    "redirect_uri",
    "scope",
    "state",
    "nonce",
    "code_challenge",
    "code_challenge_method",
    "prompt",
    "max_age",
];

/// Reads the service's keys; `None` when no issuer is named, or something is wrong.
pub(super) fn read<'s>(
    text: &impl Fn(&'static str) -> &'s str,
    wrong: &mut impl FnMut(&str, &str),
) -> Option<Service> {
    let some = |name| Some(text(name).to_owned()).filter(|v| !v.is_empty());
    let issuer = some("openid_issuer")?;
    let mut fine = true;
    let mut say = |name: &str, why: &str| {
        fine = false;
        wrong(name, why);
    };
    if !is_safe(&issuer) {
        say("openid_issuer", "give an https address");
    }
    if text("openid_client").is_empty() {
        say("openid_client", "the name that the service has given this server");
    }
    let (secret, key) = (some("openid_secret"), some("openid_key"));
    if secret.is_some() == key.is_some() {
        say(
            "openid_key",
            "give a private key or an openid_secret: one of them, not both",
        );
    }
    let mut list = |name: &'static str| {
        pairs(text(name)).unwrap_or_else(|| {
            say(name, "write it like one=two, three=four");
            vec![]
        })
    };
    let (roles, orgs, extra) = (list("openid_roles"), list("openid_orgs"), list("openid_extra"));
    if extra.iter().any(|(name, _)| ASKED.contains(&name.as_str())) {
        say(
            "openid_extra",
            "this server writes that part of the question itself: leave it out",
        );
    }
    let mut known = vec![];
    for (value, role) in roles {
        match Role::parse(&role) {
            Some(role) => known.push((value, role)),
            None => say(
                "openid_roles",
                "after each = stands a role, such as clinician, practice_admin or coach",
            ),
        }
    }
    for name in ["openid_role_claim", "openid_org_claim"] {
        if text(name).is_empty() {
            say(name, "without it nobody would have a seat");
        }
    }
    if known.is_empty() {
        say("openid_roles", "without it nobody would have a seat");
    }
    let mapping = Mapping {
        role_claim: text("openid_role_claim").into(),
        roles: known,
        org_claim: text("openid_org_claim").into(),
        orgs,
        acr: text("openid_acr").split_whitespace().map(str::to_owned).collect(),
    };
    fine.then(|| Service {
        issuer,
        name: some("openid_name").unwrap_or_else(|| "your organisation".into()),
        client: text("openid_client").into(),
        secret,
        key: key.map(|path| (PathBuf::from(path), some("openid_key_id"))),
        scopes: text("openid_scopes").into(),
        extra,
        mapping,
    })
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;

    fn given(pairs: &[(&'static str, &'static str)]) -> (Option<Service>, Vec<String>) {
        let map: HashMap<&str, &str> = pairs.iter().copied().collect();
        let mut problems = vec![];
        let text = |name: &'static str| map.get(name).copied().unwrap_or("");
        let service = read(&text, &mut |name: &str, _: &str| problems.push(name.to_owned()));
        (service, problems)
    }

    const GOOD: [(&str, &str); 6] = [
        ("openid_issuer", "https://id.example.org"),
        ("openid_client", "sayso"),
        ("openid_secret", "s"),
        ("openid_role_claim", "roles"),
        ("openid_roles", "GP lead=clinician, front desk=practice_admin"),
        ("openid_org_claim", "org"),
    ];

    #[test]
    fn nothing_is_on_until_an_issuer_is_named() {
        assert_eq!(given(&[]), (None, vec![]));
        let (service, problems) = given(&GOOD);
        let roles = service.expect("fine").mapping.roles;
        assert_eq!(roles[0], ("GP lead".into(), Role::Clinician));
        assert!(problems.is_empty() && roles.len() == 2);
    }

    #[test]
    fn what_would_be_unsafe_or_let_nobody_in_is_said_by_name() {
        for (name, value, about) in [
            ("openid_issuer", "http://id.example.org", "openid_issuer"),
            ("openid_client", "", "openid_client"),
            ("openid_key", "key.pem", "openid_key"),
            ("openid_roles", "GP lead", "openid_roles"),
            ("openid_roles", "GP lead=king", "openid_roles"),
            ("openid_org_claim", "", "openid_org_claim"),
            ("openid_extra", "prompt=none", "openid_extra"),
        ] {
            let mut changed: Vec<_> = GOOD.into_iter().filter(|(n, _)| *n != name).collect();
            changed.push((name, value));
            let (service, problems) = given(&changed);
            assert!(
                service.is_none() && problems.contains(&about.to_owned()),
                "{name} {value}"
            );
        }
    }
}
