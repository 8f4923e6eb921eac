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

/// An ID token: for us, now, and the answer to `nonce`. Gives the subject.
///
/// # Errors
/// [`BadToken`].
pub fn sign_in<'c>(claims: &'c Claims, e: &Expected, nonce: &str) -> Result<&'c str, BadToken> {
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

/// Every text under a path of claims, through lists: `nhsid_nrbac_roles.role_code`.
#[must_use]
pub fn under(claims: &Claims, path: &str) -> Vec<String> {
    let mut found = vec![];
    let Some(first) = path.split('.').next() else {
        return found;
    };
    // A claim's name may hold dots itself (`https://example.org/roles`).
    if let Some(whole) = claims.get(path) {
        texts(whole, &[], &mut found);
    } else if let Some(value) = claims.get(first) {
        let rest: Vec<&str> = path.split('.').skip(1).collect();
        texts(value, &rest, &mut found);
    }
    found
}

fn texts(value: &Value, path: &[&str], found: &mut Vec<String>) {
    match (value, path) {
        (Value::Array(all), _) => all.iter().for_each(|v| texts(v, path, found)),
        (Value::Object(map), [next, rest @ ..]) => {
            if let Some(value) = map.get(*next) {
                texts(value, rest, found);
            }
        }
        (Value::String(text), []) => found.push(text.clone()),
        (Value::Number(n), []) => found.push(n.to_string()),
        _ => {}
    }
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
    /// The roles that somebody has here, the first to be preferred, and the organisations that they name. Nobody gets a role
    /// that the configuration does not give.
    #[must_use]
    pub fn of(&self, claims: &Claims) -> (Vec<Role>, Vec<String>) {
        let said = under(claims, &self.role_claim);
        let roles = self.roles.iter().filter(|(value, _)| said.contains(value));
        let orgs = under(claims, &self.org_claim).into_iter().map(|value| {
            let listed = self.orgs.iter().find(|(v, _)| *v == value);
            listed.map_or(value, |(_, here)| here.clone())
        });
        (roles.map(|(_, role)| *role).collect(), orgs.collect())
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

    #[test]
    fn a_role_is_found_through_lists_and_nobody_gets_one_that_is_not_mapped() {
        // The shape of CIS2's `nationalrbacaccess`.
        let said = claims(
            r#"{"nhsid_nrbac_roles":[{"role_code":"S0030:G0100:R8000","org_code":"Y00001"},{"role_code":"R8008"}]}"#,
        );
        let mapping = Mapping {
            role_claim: "nhsid_nrbac_roles.role_code".into(),
            roles: vec![
                ("R9999".into(), Role::Operator),
                ("S0030:G0100:R8000".into(), Role::Clinician),
            ],
            org_claim: "nhsid_nrbac_roles.org_code".into(),
            ..Mapping::default()
        };
        assert_eq!(mapping.of(&said), (vec![Role::Clinician], vec!["Y00001".into()]));
        assert_eq!(mapping.of(&claims("{}")), (vec![], vec![]));
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
                r#"{{"iss":"i","aud":"c","iat":{iat},"exp":{exp},"nonce":"n","sub":"ada"}}"#
            ));
            sign_in(&said, &expected, "n").map(str::to_owned)
        };
        let (first, last) = (Timestamp::MIN.as_second(), Timestamp::MAX.as_second());
        assert_eq!(far(0, last).as_deref(), Ok("ada"));
        assert_eq!(far(0, first), Err(BadToken::Time));
        assert_eq!(far(first, last), Err(BadToken::Time));
        assert_eq!(far(last, last), Err(BadToken::Time));
        assert_eq!(far(0, i64::MAX), Err(BadToken::Time));
    }

    #[test]
    fn a_claim_may_have_dots_in_its_name() {
        let said = claims(r#"{"https://a.example/roles":["x"],"a":{"b":"y"}}"#);
        assert_eq!(under(&said, "https://a.example/roles"), ["x"]);
        assert_eq!(under(&said, "a.b"), ["y"]);
    }
}
