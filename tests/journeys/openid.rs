//! Signing in through one's organisation. The service here is a stand-in inside the test that can lie in every way that a
//! token can; a real one is driven in Chromium (`tests/browser/signin.mjs`).

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::SignedDuration;
use ring::rand::SystemRandom;
use ring::signature::{
    ECDSA_P256_SHA256_FIXED, ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _, UnparsedPublicKey,
};
use sayso_app::openid::Mapping;
use sayso_core::seat::Role;
use sayso_testkit::{Browser, Seeded, Served, Town};
use sayso_web::openid::{ClientAuth, Fetch, Openid, Settings, Signer};
use serde_json::{Value, json};

const ISSUER: &str = "https://id.example.org";
const HERE: &str = "http://localhost:8080";
const CLIENT: &str = "sayso-test";

fn text(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

fn pair() -> EcdsaKeyPair {
    let (alg, random) = (&ECDSA_P256_SHA256_FIXED_SIGNING, SystemRandom::new());
    let pkcs8 = EcdsaKeyPair::generate_pkcs8(alg, &random).expect("a key");
    EcdsaKeyPair::from_pkcs8(alg, pkcs8.as_ref(), &random).expect("the same key")
}

/// Makes another token of a right one.
type Forge = fn(&str) -> String;

fn held<T>(of: &Mutex<T>) -> MutexGuard<'_, T> {
    of.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What the stand-in does when it is asked for a token.
struct Service {
    source: Arc<Seeded>,
    pair: Mutex<(String, EcdsaKeyPair)>,
    /// What it will say, given the nonce: changed by each test.
    says: Mutex<Box<dyn Fn(Value) -> Value + Send>>,
    /// Header and signature of the token that it gives, if not the right ones.
    forged: Mutex<Option<Forge>>,
    nonce: Mutex<String>,
    asked: Mutex<Vec<HashMap<String, String>>>,
    basic: Mutex<Option<(String, String)>>,
}

impl Service {
    fn now(&self) -> i64 {
        sayso_core::id::Source::now(self.source.as_ref()).as_second()
    }

    fn token(&self, claims: &Value) -> String {
        let pair = held(&self.pair);
        let header = json!({ "alg": "ES256", "kid": pair.0 });
        let message = format!(
            "{}.{}",
            text(header.to_string().as_bytes()),
            text(claims.to_string().as_bytes())
        );
        let signature = pair
            .1
            .sign(&SystemRandom::new(), message.as_bytes())
            .expect("signed");
        let token = format!("{message}.{}", text(signature.as_ref()));
        drop(pair);
        match *held(&self.forged) {
            Some(forge) => forge(&token),
            None => token,
        }
    }

    fn claims(&self) -> Value {
        let right = json!({
            "iss": ISSUER, "aud": CLIENT, "sub": "u-17", "sid": "s-1", "name": "Ada Quill",
            "iat": self.now(), "exp": self.now() + 300, "nonce": *held(&self.nonce),
            "auth_time": self.now(), "roles": ["gp"], "organisation": "Y00001",
        });
        (held(&self.says))(right)
    }
}

impl Fetch for Service {
    fn get(&self, url: &str, _: Option<&str>) -> Result<String, String> {
        let pair = held(&self.pair);
        let point = pair.1.public_key().as_ref();
        if url.ends_with("/.well-known/openid-configuration") {
            return Ok(json!({
                "issuer": ISSUER,
                "authorization_endpoint": format!("{ISSUER}/authorize"),
                "token_endpoint": format!("{ISSUER}/token"),
                "jwks_uri": format!("{ISSUER}/jwks"),
                "authorization_response_iss_parameter_supported": true,
            })
            .to_string());
        }
        Ok(
            json!({ "keys": [{ "kty": "EC", "crv": "P-256", "use": "sig", "kid": pair.0,
            "x": text(&point[1..33]), "y": text(&point[33..65]) }] })
            .to_string(),
        )
    }

    fn post(&self, _: &str, form: &[(&str, &str)], basic: Option<(&str, &str)>) -> Result<String, String> {
        let form = form.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned()));
        held(&self.asked).push(form.collect());
        *held(&self.basic) = basic.map(|(c, s)| (c.to_owned(), s.to_owned()));
        Ok(json!({ "id_token": self.token(&self.claims()), "access_token": "a" }).to_string())
    }
}

/// So that the test keeps hold of what the site uses.
struct Shared(Arc<Service>);

impl Fetch for Shared {
    fn get(&self, url: &str, bearer: Option<&str>) -> Result<String, String> {
        self.0.get(url, bearer)
    }
    fn post(&self, url: &str, form: &[(&str, &str)], basic: Option<(&str, &str)>) -> Result<String, String> {
        self.0.post(url, form, basic)
    }
}

struct World {
    town: Town,
    served: Served,
    service: Arc<Service>,
}

fn world(auth: ClientAuth) -> World {
    world_that_reads(auth, "roles", "organisation")
}

/// The same, where role and organisation stand there.
fn world_that_reads(auth: ClientAuth, role_claim: &str, org_claim: &str) -> World {
    let town = Town::new();
    let service = Arc::new(Service {
        source: Arc::clone(&town.source),
        pair: Mutex::new(("k1".into(), pair())),
        says: Mutex::new(Box::new(|claims| claims)),
        forged: Mutex::new(None),
        nonce: Mutex::default(),
        asked: Mutex::default(),
        basic: Mutex::default(),
    });
    let settings = Settings {
        issuer: ISSUER.into(),
        name: "Borough sign-in".into(),
        client: CLIENT.into(),
        auth,
        scopes: "openid profile".into(),
        extra: vec![("vtr".into(), "[\"P9.Cp.Cd\"]".into())],
        mapping: Mapping {
            role_claim: role_claim.into(),
            roles: vec![
                ("gp".into(), Role::Clinician),
                ("desk".into(), Role::PracticeAdmin),
            ],
            org_claim: org_claim.into(),
            ..Mapping::default()
        },
        here: HERE.into(),
    };
    let openid = Arc::new(Openid::new(settings, Arc::new(Shared(Arc::clone(&service)))));
    let served = town.serve_with(|site| site.openid = Some(openid));
    World {
        town,
        served,
        service,
    }
}

fn secret() -> ClientAuth {
    ClientAuth::Secret("a secret that both hold".into())
}

/// Goes to the service and gives the question that the browser carries there.
fn go(w: &World, browser: &mut Browser) -> HashMap<String, String> {
    browser.open("/sign-in/staff");
    follow(w, browser, "/sign-in/organisation")
}

/// The same by a link that one of our pages has.
fn follow(w: &World, browser: &mut Browser, link: &str) -> HashMap<String, String> {
    browser.open(link);
    let url = browser
        .page
        .headers
        .get("location")
        .expect("away from here")
        .clone();
    let query = url
        .strip_prefix(&format!("{ISSUER}/authorize?"))
        .expect("the service's page");
    let pairs = query.split('&').filter_map(|p| p.split_once('='));
    let asked: HashMap<String, String> = pairs.map(|(n, v)| (n.to_owned(), v.to_owned())).collect();
    held(&w.service.nonce).clone_from(&asked["nonce"]);
    asked
}

fn come_back(browser: &mut Browser, state: &str) -> u16 {
    let iss = ISSUER.replace(':', "%3A").replace('/', "%2F");
    browser
        .open(&format!("/sign-in/back?code=c&state={state}&iss={iss}"))
        .status
}

fn sign_in(w: &World) -> Browser {
    let mut browser = w.served.browser();
    let asked = go(w, &mut browser);
    come_back(&mut browser, &asked["state"]);
    browser
}

fn count(w: &World, sql: &str) -> i64 {
    let db = rusqlite::Connection::open(w.town.data().join("sayso.db")).expect("the file opens");
    db.query_row(sql, (), |row| row.get(0)).expect("a number")
}

const MEMBERS: &str = "SELECT count(*) FROM member";

#[test]
fn whom_the_organisation_knows_has_the_seat_that_is_configured_and_the_same_one_tomorrow() {
    let w = world(secret());
    let before = count(&w, MEMBERS);
    let mut ada = sign_in(&w);
    assert_eq!(ada.page.path, "/practice");
    assert!(ada.page.says("Ada Quill, clinician"));
    assert_eq!(count(&w, MEMBERS), before + 1);
    ada.send("/sign-out", &[]);
    drop(sign_in(&w));
    assert_eq!(count(&w, MEMBERS), before + 1, "no second seat");
    let form = held(&w.service.asked)[0].clone();
    assert_eq!(
        (form["grant_type"].as_str(), form["code"].as_str()),
        ("authorization_code", "c")
    );
    assert_eq!(form["redirect_uri"], format!("{HERE}/sign-in/back"));
    assert!(held(&w.service.basic).is_some() && !form.contains_key("client_assertion"));
}

#[test]
fn the_question_carries_a_fresh_state_nonce_and_challenge_and_the_code_its_verifier() {
    let w = world(secret());
    let (mut one, mut two) = (w.served.browser(), w.served.browser());
    let (first, second) = (go(&w, &mut one), go(&w, &mut two));
    for part in ["state", "nonce", "code_challenge"] {
        assert!(first[part].len() == 43 && first[part] != second[part], "{part}");
    }
    assert_eq!(first["code_challenge_method"], "S256");
    assert!(
        first["vtr"].contains("P9"),
        "what NHS login asks for can be added"
    );
    assert_eq!(come_back(&mut two, &second["state"]), 200);
    let verifier = held(&w.service.asked)[0]["code_verifier"].clone();
    let hash = ring::digest::digest(&ring::digest::SHA256, verifier.as_bytes());
    assert_eq!(text(hash.as_ref()), second["code_challenge"]);
}

/// What the service says, changed, gets nobody in.
fn refused(w: &World, why: &str, lie: impl Fn(Value) -> Value + Send + 'static) {
    *held(&w.service.says) = Box::new(lie);
    let browser = sign_in(w);
    assert_eq!(browser.page.status, 403, "{why}");
    assert!(browser.page.says("You are not signed in"), "{why}");
    assert!(browser.cookie("sayso").is_none(), "{why}");
}

fn with(claims: &Value, name: &str, value: Value) -> Value {
    let mut claims = claims.clone();
    claims[name] = value;
    claims
}

#[test]
fn a_word_that_does_not_count_lets_nobody_in() {
    let w = world(secret());
    let now = w.service.now();
    refused(&w, "another issuer", |c| {
        with(&c, "iss", json!("https://evil.example"))
    });
    refused(&w, "another service", |c| with(&c, "aud", json!("somebody-else")));
    refused(&w, "several services, and not at our asking", |c| {
        with(&c, "aud", json!([CLIENT, "somebody-else"]))
    });
    refused(&w, "made at somebody else's asking", |c| {
        with(&c, "azp", json!("somebody-else"))
    });
    refused(&w, "another question", |c| with(&c, "nonce", json!("old")));
    refused(&w, "no nonce", |c| with(&c, "nonce", Value::Null));
    refused(&w, "over", move |c| with(&c, "exp", json!(now - 120)));
    refused(&w, "no end", |c| with(&c, "exp", Value::Null));
    refused(&w, "kept for an hour", move |c| {
        with(&c, "iat", json!(now - 3600))
    });
    refused(&w, "from the future", move |c| with(&c, "iat", json!(now + 3600)));
    refused(&w, "not yet", move |c| with(&c, "nbf", json!(now + 3600)));
    refused(&w, "shown an hour ago, and not when asked", move |c| {
        with(&c, "auth_time", json!(now - 3600))
    });
    refused(&w, "shown nobody knows when", |c| {
        with(&c, "auth_time", Value::Null)
    });
    refused(&w, "shown tomorrow", move |c| {
        with(&c, "auth_time", json!(now + 86_400))
    });
    refused(&w, "about nobody", |c| with(&c, "sub", json!("")));
    *held(&w.service.says) = Box::new(|claims| claims);
    let forgeries: [(&str, Forge); 3] = [
        ("no algorithm", |token| {
            let claims = token.split('.').nth(1).unwrap_or_default();
            format!("{}.{claims}.", text(br#"{"alg":"none"}"#))
        }),
        ("another signature", |token| {
            let (message, _) = token.rsplit_once('.').unwrap_or_default();
            format!("{message}.{}", text(&[7; 64]))
        }),
        ("other words under the same signature", |token| {
            let parts: Vec<&str> = token.split('.').collect();
            format!("{}.{}.{}", parts[0], text(b"{\"sub\":\"root\"}"), parts[2])
        }),
    ];
    for (why, forge) in forgeries {
        *held(&w.service.forged) = Some(forge);
        assert_eq!(sign_in(&w).page.status, 403, "{why}");
    }
    *held(&w.service.forged) = None;
    assert_eq!(sign_in(&w).page.path, "/practice", "the truth does");
}

#[test]
fn an_answer_counts_once_in_the_browser_that_asked_and_from_the_service_that_was_asked() {
    let w = world(secret());
    let (mut mine, mut theirs) = (w.served.browser(), w.served.browser());
    let asked = go(&w, &mut mine);
    theirs.open("/sign-in/staff");
    assert_eq!(come_back(&mut theirs, &asked["state"]), 403, "another browser");
    assert_eq!(come_back(&mut mine, &asked["state"]), 403, "used up by the try");
    let asked = go(&w, &mut mine);
    assert_eq!(
        mine.open(&format!(
            "/sign-in/back?code=c&state={}&iss=https%3A%2F%2Fevil.example",
            asked["state"]
        ))
        .status,
        403,
        "another service"
    );
    let asked = go(&w, &mut mine);
    assert_eq!(
        mine.open(&format!("/sign-in/back?code=c&state={}", asked["state"]))
            .status,
        403,
        "it says who it is in every answer, and did not in this one"
    );
    let asked = go(&w, &mut mine);
    w.town.source.advance(SignedDuration::from_mins(11));
    assert_eq!(come_back(&mut mine, &asked["state"]), 403, "too late");
    let asked = go(&w, &mut mine);
    assert_eq!(come_back(&mut mine, &asked["state"]), 200);
    assert_eq!(come_back(&mut mine, &asked["state"]), 403, "replayed");
}

#[test]
fn somebody_without_a_role_here_is_told_so_and_nothing_is_kept_of_them() {
    let w = world(secret());
    let before = (count(&w, MEMBERS), count(&w, "SELECT count(*) FROM event"));
    for (why, lie) in [
        ("no role", json!([])),
        ("a role that is not mapped", json!(["admin"])),
    ] {
        *held(&w.service.says) = Box::new(move |c| with(&c, "roles", lie.clone()));
        let browser = sign_in(&w);
        assert!(
            browser.page.status == 403 && browser.page.says("You have no seat here"),
            "{why}"
        );
    }
    *held(&w.service.says) = Box::new(|c| with(&c, "organisation", json!("Y99999")));
    assert!(
        sign_in(&w).page.says("You have no seat here"),
        "an organisation that is not here"
    );
    *held(&w.service.says) =
        Box::new(|c| with(&c, "organisation", json!("Department for Work and Pensions")));
    assert!(
        sign_in(&w).page.says("You have no seat here"),
        "and never one at a benefits organisation"
    );
    *held(&w.service.says) = Box::new(|c| with(&c, "organisation", json!("Northway Work")));
    assert!(
        sign_in(&w).page.says("You have no seat here"),
        "a clinician has no place at a provider"
    );
    assert_eq!(
        (count(&w, MEMBERS), count(&w, "SELECT count(*) FROM event")),
        before
    );
}

#[test]
fn a_clinician_elsewhere_who_is_at_the_front_desk_here_has_the_front_desks_seat() {
    let w = world_that_reads(secret(), "seats.role", "seats.org");
    let seats = json!([
        { "person_roleid": "7", "role": "gp", "org": "Y99999" },
        { "person_roleid": "8", "role": "desk", "org": "Y00001" },
    ]);
    let both = seats.clone();
    *held(&w.service.says) = Box::new(move |c| with(&c, "seats", both.clone()));
    let ada = sign_in(&w);
    assert!(ada.page.says("Ada Quill, practice team"));
    *held(&w.service.says) =
        Box::new(move |c| with(&with(&c, "seats", seats.clone()), "selected_roleid", json!("7")));
    assert!(
        sign_in(&w).page.says("You have no seat here"),
        "what they chose there is at no organisation of ours"
    );
}

#[test]
fn a_locked_session_opens_again_only_when_ada_shows_there_who_she_is() {
    let w = world(secret());
    let mut ada = w.served.browser();
    let asked = go(&w, &mut ada);
    assert_eq!(
        (asked["prompt"].as_str(), asked["max_age"].as_str()),
        ("login", "0")
    );
    come_back(&mut ada, &asked["state"]);
    let shown = w.service.now();
    w.town.source.advance(SignedDuration::from_mins(20));
    ada.open("/practice/sent");
    assert!(ada.page.says("Your session is locked") && !ada.page.says("Ada Quill"));
    let links = ada.page.links();
    let again = links
        .iter()
        .find(|l| l.starts_with("/sign-in/organisation"))
        .expect("a way on")
        .clone();
    // Whoever sits down there now finds the service's own session still open.
    *held(&w.service.says) = Box::new(move |c| with(&c, "auth_time", json!(shown)));
    let asked = follow(&w, &mut ada, &again);
    assert_eq!(come_back(&mut ada, &asked["state"]), 403);
    assert!(ada.open("/practice/sent").says("Your session is locked"));
    *held(&w.service.says) = Box::new(|c| c);
    let asked = follow(&w, &mut ada, &again);
    come_back(&mut ada, &asked["state"]);
    assert_eq!(ada.page.path, "/practice/sent", "and goes on where she stopped");
    for elsewhere in ["https://evil.example", "//evil.example", "/\\evil.example"] {
        let asked = follow(&w, &mut ada, &format!("/sign-in/organisation?to={elsewhere}"));
        come_back(&mut ada, &asked["state"]);
        assert_eq!(ada.page.path, "/practice", "{elsewhere}");
    }
}

#[test]
fn keys_that_change_are_fetched_again_and_a_key_of_nobody_is_not_believed() {
    let w = world(secret());
    drop(sign_in(&w));
    w.town.source.advance(SignedDuration::from_mins(1));
    *held(&w.service.pair) = ("k2".into(), pair());
    assert_eq!(sign_in(&w).page.path, "/practice", "the new key is found");
}

#[test]
fn signing_out_there_ends_the_session_here_and_only_a_logout_token_does() {
    let w = world(secret());
    let mut ada = sign_in(&w);
    let now = w.service.now();
    let logout = json!({ "iss": ISSUER, "aud": CLIENT, "sub": "u-17", "sid": "s-1", "iat": now, "exp": now + 60,
        "jti": "j", "events": { "http://schemas.openid.net/event/backchannel-logout": {} } });
    let mut outside = w.served.browser();
    let mut post = |claims: &Value| {
        let token = w.service.token(claims);
        outside
            .post("/sign-in/signed-out", &[("logout_token", &token)])
            .status
    };
    for (why, claims) in [
        ("an ID token", w.service.claims()),
        ("with a nonce", with(&logout, "nonce", json!("n"))),
        ("no event", with(&logout, "events", json!({}))),
        ("another service", with(&logout, "aud", json!("x"))),
        (
            "names nobody",
            with(&with(&logout, "sub", Value::Null), "sid", Value::Null),
        ),
    ] {
        assert_eq!(post(&claims), 400, "{why}");
    }
    assert_eq!(post(&with(&logout, "sid", json!("another session"))), 200);
    assert_eq!(
        ada.open("/practice").status,
        200,
        "another session of hers ended, not this one"
    );
    assert_eq!(post(&logout), 200);
    assert_eq!(ada.open("/practice").path, "/sign-in");
}

#[test]
fn the_session_ends_with_the_membership_and_the_organisations_word_makes_no_new_one() {
    let w = world(secret());
    let mut ada = sign_in(&w);
    let mut kit = w.served.sit(Ok(w.town.cast.kit));
    kit.open("/members");
    let links = kit.page.links();
    let ada_seat = links.iter().find(|l| {
        l.starts_with("/members/")
            && !l.ends_with("/add")
            && w.served.sit(Ok(w.town.cast.kit)).open(l).says("Ada Quill")
    });
    kit.open(ada_seat.expect("Ada has a seat"));
    kit.send("/end", &[]);
    assert_eq!(ada.open("/practice").path, "/sign-in");
    assert!(sign_in(&w).page.says("You have no seat here"));
}

#[test]
fn whom_the_organisation_vouches_for_adds_no_passkey_that_would_outlive_its_word() {
    let w = world(secret());
    let mut ada = sign_in(&w);
    ada.open("/passkeys");
    assert!(ada.page.says("Your organisation lets you in") && !ada.page.body.contains("data-passkey"));
}

struct Ours(EcdsaKeyPair);

impl Signer for Ours {
    fn algorithm(&self) -> &'static str {
        "ES256"
    }
    fn key_id(&self) -> Option<&str> {
        Some("ours")
    }
    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, String> {
        let signature = self.0.sign(&SystemRandom::new(), message);
        signature
            .map(|s| s.as_ref().to_vec())
            .map_err(|_| "it cannot sign".into())
    }
}

#[test]
fn without_a_shared_secret_we_sign_who_we_are() {
    let ours = pair();
    let public = ours.public_key().as_ref().to_vec();
    let w = world(ClientAuth::Key(Box::new(Ours(ours))));
    assert_eq!(sign_in(&w).page.path, "/practice");
    let form = held(&w.service.asked)[0].clone();
    assert_eq!(
        form["client_assertion_type"],
        "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
    );
    let (message, signature) = form["client_assertion"].rsplit_once('.').expect("three parts");
    let signature = URL_SAFE_NO_PAD.decode(signature).expect("base64url");
    UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, public)
        .verify(message.as_bytes(), &signature)
        .expect("our own signature");
    let said = URL_SAFE_NO_PAD
        .decode(message.split('.').nth(1).expect("claims"))
        .expect("base64url");
    let said: Value = serde_json::from_slice(&said).expect("JSON");
    assert_eq!((&said["iss"], &said["sub"]), (&json!(CLIENT), &json!(CLIENT)));
    assert_eq!(said["aud"], json!(format!("{ISSUER}/token")));
    assert!(held(&w.service.basic).is_none());
}
