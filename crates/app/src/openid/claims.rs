//! What a token must say before it counts (OpenID Connect Core §3.1.3.7, Back-Channel Logout §2.6), and what the
//! configuration makes of a role and an organisation in it. Pure.

use jiff::{SignedDuration, Timestamp};
use sayso_core::seat::Role;
use serde_json::Value;

use super::token::{BadToken, Claims};

/// Clocks differ by this much.
const SKEW: SignedDuration = SignedDuration::from_secs(60);
/// A token is used at once: an older one was kept by somebody.
const FRESH: SignedDuration = SignedDuration::from_mins(10);
const LOGOUT: &str = "http://schemas.openid.net/event/backchannel-logout";

/// Who may issue, and for whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expected<'a> {
    /// The issuer, exactly as configured and discovered.
    pub issuer: &'a str,
    /// Our name there.
    pub client: &'a str,
    /// Now.
    pub now: Timestamp,
}

fn text<'c>(claims: &'c Claims, name: &str) -> Option<&'c str> {
    claims.get(name).and_then(Value::as_str).filter(|t| !t.is_empty())
}

fn instant(claims: &Claims, name: &str) -> Result<Timestamp, BadToken> {
    let seconds = claims
        .get(name)
        .and_then(Value::as_i64)
        .ok_or(BadToken::Missing)?;
    Timestamp::from_second(seconds).map_err(|_| BadToken::Time)
}

fn common(claims: &Claims, e: &Expected) -> Result<(), BadToken> {
    if text(claims, "iss") != Some(e.issuer) {
        return Err(BadToken::Issuer);
    }
    let ours = match claims.get("aud") {
        Some(Value::String(one)) => one == e.client,
        // Several: then it must say that it was made at our asking.
        Some(Value::Array(all)) => {
            all.iter().any(|a| a.as_str() == Some(e.client))
                && (all.len() == 1 || text(claims, "azp") == Some(e.client))
        }
        _ => false,
    };
    if !ours || text(claims, "azp").is_some_and(|a| a != e.client) {
        return Err(BadToken::Audience);
    }
    let issued = instant(claims, "iat")?;
    // Times are moved from now alone: a token may name the last second there is.
    if issued > e.now + SKEW || issued < e.now - FRESH {
        return Err(BadToken::Time);
    }
    Ok(())
}

/// An ID token: for us, now, the answer to `nonce`, of somebody who showed the service who they are after we had asked it
/// (`asked`): an open session there is no proof of who sits here now (OpenID Connect Core §3.1.2.1, `max_age`). Gives the
/// subject.
///
/// # Errors
/// [`BadToken`].
pub fn sign_in<'c>(
    claims: &'c Claims,
    e: &Expected,
    nonce: &str,
    asked: Timestamp,
) -> Result<&'c str, BadToken> {
    common(claims, e)?;
    if instant(claims, "exp")? <= e.now - SKEW {
        return Err(BadToken::Time);
    }
    if claims.contains_key("nbf") && instant(claims, "nbf")? > e.now + SKEW {
        return Err(BadToken::Time);
    }
    if text(claims, "nonce") != Some(nonce) {
        return Err(BadToken::Nonce);
    }
    let shown = instant(claims, "auth_time").map_err(|_| BadToken::NotFresh)?;
    if shown < asked - SKEW || shown > e.now + SKEW {
        return Err(BadToken::NotFresh);
    }
    text(claims, "sub").ok_or(BadToken::Missing)
}

/// A logout token: gives whom it names, the subject, the session, or both.
///
/// # Errors
/// [`BadToken`].
pub fn logout<'c>(claims: &'c Claims, e: &Expected) -> Result<(Option<&'c str>, Option<&'c str>), BadToken> {
    common(claims, e)?;
    if claims.contains_key("exp") && instant(claims, "exp")? <= e.now - SKEW {
        return Err(BadToken::Time);
    }
    let is_logout = claims
        .get("events")
        .and_then(|v| v.get(LOGOUT))
        .is_some_and(Value::is_object);
    let named = (text(claims, "sub"), text(claims, "sid"));
    // An ID token is no logout token, whoever sends it.
    if !is_logout || claims.contains_key("nonce") || text(claims, "jti").is_none() || named == (None, None) {
        return Err(BadToken::Missing);
    }
    Ok(named)
}

/// The objects at the end of a path, through lists; at the end of none, all that was said.
fn places<'c>(claims: &'c Claims, path: &[&str]) -> Vec<&'c Claims> {
    fn down<'c>(value: &'c Value, path: &[&str], found: &mut Vec<&'c Claims>) {
        match (value, path) {
            (Value::Array(all), _) => all.iter().for_each(|v| down(v, path, found)),
            (Value::Object(map), []) => found.push(map),
            (Value::Object(map), [next, rest @ ..]) => {
                map.get(*next).into_iter().for_each(|v| down(v, rest, found));
            }
            _ => {}
        }
    }
    let mut found = vec![];
    match path {
        [] => found.push(claims),
        [first, rest @ ..] => claims
            .get(*first)
            .into_iter()
            .for_each(|v| down(v, rest, &mut found)),
    }
    found
}

/// Every text under a path inside one place, through lists: `role_code`.
fn inside(place: &Claims, path: &[&str], found: &mut Vec<String>) {
    fn texts(value: &Value, path: &[&str], found: &mut Vec<String>) {
        match (value, path) {
            (Value::Array(all), _) => all.iter().for_each(|v| texts(v, path, found)),
            (Value::Object(map), [next, rest @ ..]) => {
                map.get(*next).into_iter().for_each(|v| texts(v, rest, found));
            }
            (Value::String(text), []) => found.push(text.clone()),
            (Value::Number(n), []) => found.push(n.to_string()),
            _ => {}
        }
    }
    if let [first, rest @ ..] = path {
        place.get(*first).into_iter().for_each(|v| texts(v, rest, found));
    }
}

/// Is it the role that was chosen at the service, where it says which (NHS CIS2: `selected_roleid` is one entry's
/// `person_roleid`)?
fn is_chosen(claims: &Claims, place: &Claims) -> bool {
    claims
        .get("selected_roleid")
        .is_none_or(|chosen| place.get("person_roleid") == Some(chosen))
}

/// What the configuration makes of claims.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mapping {
    /// Where the role stands.
    pub role_claim: String,
    /// Which of its values is which role, in order of precedence.
    pub roles: Vec<(String, Role)>,
    /// Where the organisation stands.
    pub org_claim: String,
    /// Which of its values is which organisation here, by ODS code or name; a value that is not listed is the ODS code or
    /// name itself.
    pub orgs: Vec<(String, String)>,
    /// What `acr` must be one of; empty: anything.
    pub acr: Vec<String>,
}

impl Mapping {
    /// What somebody is, and at which organisation, the first to be preferred. A role counts only at the organisation that
    /// stands beside it, in the same object: whoever is a clinician elsewhere and at the front desk here has the front
    /// desk's seat. Where several organisations stand beside one role, nobody can say which is meant, and none counts.
    /// Where the service says which of several roles was chosen (`selected_roleid`, NHS CIS2), no other counts. Nobody gets
    /// a role that the configuration does not give.
    #[must_use]
    pub fn of(&self, claims: &Claims) -> Vec<(Role, String)> {
        let (shared, role, org) = self.paths(claims);
        let mut found = vec![];
        for place in places(claims, &shared) {
            if !is_chosen(claims, place) {
                continue;
            }
            let (mut roles, mut orgs) = (vec![], vec![]);
            inside(place, &role, &mut roles);
            inside(place, &org, &mut orgs);
            orgs.dedup();
            if let [org] = orgs.as_slice() {
                found.extend(roles.into_iter().map(|role| (role, self.here(org))));
            }
        }
        let listed = self.roles.iter().flat_map(|(value, role)| {
            let same = found.iter().filter(move |(said, _)| said == value);
            same.map(|(_, org)| (*role, org.clone()))
        });
        listed.collect()
    }

    /// The path that role and organisation share, and what is left of each.
    fn paths<'p>(&'p self, claims: &Claims) -> (Vec<&'p str>, Vec<&'p str>, Vec<&'p str>) {
        // A claim's name may hold dots itself (`https://example.org/roles`).
        let parts = |path: &'p str| {
            if claims.contains_key(path) {
                vec![path]
            } else {
                path.split('.').collect::<Vec<_>>()
            }
        };
        let (mut role, mut org) = (parts(&self.role_claim), parts(&self.org_claim));
        // Each keeps its own name: a place has both.
        let most = role.len().min(org.len()).saturating_sub(1);
        let same = role
            .iter()
            .zip(&org)
            .take(most)
            .take_while(|(a, b)| a == b)
            .count();
        let shared = role.drain(..same).collect();
        org.drain(..same);
        (shared, role, org)
    }

    fn here(&self, org: &str) -> String {
        let listed = self.orgs.iter().find(|(value, _)| value == org);
        listed.map_or(org, |(_, here)| here).to_owned()
    }

    /// Was the sign-in as strong as is asked for?
    ///
    /// # Errors
    /// [`BadToken::Weak`].
    pub fn strong(&self, claims: &Claims) -> Result<(), BadToken> {
        let acr = text(claims, "acr");
        if self.acr.is_empty() || acr.is_some_and(|a| self.acr.iter().any(|wanted| wanted == a)) {
            Ok(())
        } else {
            Err(BadToken::Weak)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn claims(text: &str) -> Claims {
        serde_json::from_str(text).expect("JSON")
    }

    /// The shape of CIS2's `nationalrbacaccess`: a clinician at one practice, at the front desk of another.
    const TWO: &str = r#"{"nhsid_nrbac_roles":[
        {"person_roleid":"1","role_code":"S0030:G0100:R8000","org_code":"Y00001"},
        {"person_roleid":"2","role_code":"R8008","org_code":"Y00002"}]}"#;

    fn cis2() -> Mapping {
        Mapping {
            role_claim: "nhsid_nrbac_roles.role_code".into(),
            roles: vec![
                ("R9999".into(), Role::Operator),
                ("S0030:G0100:R8000".into(), Role::Clinician),
                ("R8008".into(), Role::PracticeAdmin),
            ],
            org_claim: "nhsid_nrbac_roles.org_code".into(),
            ..Mapping::default()
        }
    }

    #[test]
    fn a_role_counts_at_the_organisation_beside_it_and_nobody_gets_one_that_is_not_mapped() {
        let both = vec![
            (Role::Clinician, "Y00001".to_owned()),
            (Role::PracticeAdmin, "Y00002".to_owned()),
        ];
        assert_eq!(cis2().of(&claims(TWO)), both);
        assert_eq!(cis2().of(&claims("{}")), vec![]);
        let strange =
            r#"{"nhsid_nrbac_roles":[{"role_code":"R1","org_code":"Y00001"},{"role_code":"R8008"}, 7]}"#;
        assert_eq!(
            cis2().of(&claims(strange)),
            vec![],
            "no role of ours, and one at no organisation"
        );
    }

    #[test]
    fn where_the_service_says_which_role_was_chosen_no_other_counts() {
        let mut said = claims(TWO);
        for (chosen, has) in [
            ("2", vec![(Role::PracticeAdmin, "Y00002".to_owned())]),
            ("3", vec![]),
        ] {
            said.insert("selected_roleid".into(), chosen.into());
            assert_eq!(cis2().of(&said), has, "{chosen}");
        }
    }

    #[test]
    fn two_lists_side_by_side_say_nothing_where_there_are_several_organisations() {
        let plain = Mapping {
            role_claim: "https://a.example/roles".into(),
            roles: vec![("gp".into(), Role::Clinician)],
            org_claim: "org".into(),
            orgs: vec![("north".into(), "Y00001".into())],
            ..Mapping::default()
        };
        let of = |orgs: &str| {
            plain.of(&claims(&format!(
                r#"{{"https://a.example/roles":["gp"],"org":{orgs}}}"#
            )))
        };
        assert_eq!(of(r#""north""#), [(Role::Clinician, "Y00001".to_owned())]);
        assert_eq!(
            of(r#"["north","north"]"#),
            [(Role::Clinician, "Y00001".to_owned())]
        );
        assert_eq!(of(r#"["north","south"]"#), []);
        assert_eq!(
            of("7"),
            [(Role::Clinician, "7".to_owned())],
            "a number is a name too"
        );
    }

    #[test]
    fn a_token_may_name_the_first_or_the_last_second_there_is() {
        let expected = Expected {
            issuer: "i",
            client: "c",
            now: Timestamp::UNIX_EPOCH,
        };
        let far = |iat: i64, exp: i64| {
            let said = claims(&format!(
                r#"{{"iss":"i","aud":"c","iat":{iat},"exp":{exp},"auth_time":0,"nonce":"n","sub":"ada"}}"#
            ));
            sign_in(&said, &expected, "n", expected.now).map(str::to_owned)
        };
        let (first, last) = (Timestamp::MIN.as_second(), Timestamp::MAX.as_second());
        assert_eq!(far(0, last).as_deref(), Ok("ada"));
        assert_eq!(far(0, first), Err(BadToken::Time));
        assert_eq!(far(first, last), Err(BadToken::Time));
        assert_eq!(far(last, last), Err(BadToken::Time));
        assert_eq!(far(0, i64::MAX), Err(BadToken::Time));
    }
}
