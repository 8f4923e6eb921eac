//! An authenticator in software: makes passkeys and signs as a phone or a security key does (CTAP2, ES256). For tests:
//! it verifies nobody, and can be told to lie.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::digest::{SHA256, digest};
use ring::rand::{SecureRandom as _, SystemRandom};
use ring::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair as _};

use crate::Browser;

/// One passkey on one device.
pub struct Token {
    pair: EcdsaKeyPair,
    credential: [u8; 16],
    user: Vec<u8>,
    /// How often it says that it has signed; 0 for one that does not count.
    pub counter: u32,
    /// Presence and verification of its user, as it says (WebAuthn flags UP and UV).
    pub flags: u8,
    /// The site that its browser says it is on.
    pub origin: String,
    /// The site that it was made for.
    pub site: String,
}

fn text(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

impl Token {
    /// A new key for a site.
    ///
    /// # Panics
    /// When the machine has no randomness.
    #[must_use]
    pub fn new(origin: &str, site: &str) -> Self {
        let random = SystemRandom::new();
        let alg = &ECDSA_P256_SHA256_ASN1_SIGNING;
        let pkcs8 = EcdsaKeyPair::generate_pkcs8(alg, &random).expect("a key");
        let pair = EcdsaKeyPair::from_pkcs8(alg, pkcs8.as_ref(), &random).expect("the same key");
        let mut credential = [0; 16];
        random.fill(&mut credential).expect("randomness");
        Self {
            pair,
            credential,
            user: vec![],
            counter: 0,
            flags: 0b101,
            origin: origin.into(),
            site: site.into(),
        }
    }

    fn client(&self, kind: &str, challenge: &str) -> String {
        format!(
            r#"{{"type":"{kind}","challenge":"{challenge}","origin":"{}","crossOrigin":false}}"#,
            self.origin
        )
    }

    fn data(&self, more: u8) -> Vec<u8> {
        let mut data = digest(&SHA256, self.site.as_bytes()).as_ref().to_vec();
        data.push(self.flags | more);
        data.extend(self.counter.to_be_bytes());
        data
    }

    /// Makes the passkey: `client` and `attestation` as a browser would post them.
    ///
    /// # Panics
    /// Never: what it says of itself is short.
    #[must_use]
    pub fn make(&mut self, challenge: &str, user: &str) -> Vec<(&'static str, String)> {
        self.user = URL_SAFE_NO_PAD.decode(user).unwrap_or_default();
        let point = self.pair.public_key().as_ref();
        let mut data = self.data(1 << 6);
        data.extend([0; 16]);
        data.extend([0, 16]);
        data.extend(self.credential);
        data.extend([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20]);
        data.extend(&point[1..33]);
        data.extend([0x22, 0x58, 0x20]);
        data.extend(&point[33..65]);
        let mut object = b"\xa3\x63fmt\x64none\x67attStmt\xa0\x68authData\x58".to_vec();
        object.push(u8::try_from(data.len()).expect("less than 256 bytes"));
        object.extend(data);
        vec![
            (
                "client",
                text(self.client("webauthn.create", challenge).as_bytes()),
            ),
            ("attestation", text(&object)),
        ]
    }

    /// Signs a challenge: the fields as a browser would post them.
    ///
    /// # Panics
    /// When the machine has no randomness.
    #[must_use]
    pub fn sign(&mut self, challenge: &str) -> Vec<(&'static str, String)> {
        if self.counter > 0 {
            self.counter += 1;
        }
        let client = self.client("webauthn.get", challenge);
        let data = self.data(0);
        let message = [&data, digest(&SHA256, client.as_bytes()).as_ref()].concat();
        let signature = self.pair.sign(&SystemRandom::new(), &message).expect("it signs");
        vec![
            ("credential", text(&self.credential)),
            ("client", text(client.as_bytes())),
            ("data", text(&data)),
            ("signature", text(signature.as_ref())),
            ("user", text(&self.user)),
        ]
    }

    /// Presses the passkey button of the page whose form goes to `action`, as the page's script would.
    ///
    /// # Panics
    /// When there is no such form on the page.
    pub fn press(&mut self, browser: &mut Browser, action: &str) {
        let fields = self.answer(browser, action);
        let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (*n, v.as_str())).collect();
        browser.send(action, &fields);
    }

    /// What it answers to the page's form, not sent yet.
    ///
    /// # Panics
    /// When there is no such form on the page.
    #[must_use]
    pub fn answer(&mut self, browser: &Browser, action: &str) -> Vec<(&'static str, String)> {
        let form = browser.page.body.split("<form").find(|f| {
            f.split('>')
                .next()
                .is_some_and(|head| head.contains(&format!("action=\"{action}\"")))
        });
        let head = form
            .and_then(|f| f.split('>').next())
            .unwrap_or_else(|| panic!("no passkey form for {action} on {}", browser.page.path));
        let attribute = |name: &str| {
            let value = head.split(&format!("{name}=\"")).nth(1);
            value
                .and_then(|v| v.split('"').next())
                .unwrap_or_default()
                .to_owned()
        };
        if head.contains("data-passkey=\"create\"") {
            self.make(&attribute("data-challenge"), &attribute("data-user"))
        } else {
            self.sign(&attribute("data-challenge"))
        }
    }
}
