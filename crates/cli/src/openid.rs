//! An organisation's sign-in service as this machine reaches it: addresses read and forms posted with certificates
//! checked, nothing followed; and the private key with which we say who we are. Never writes a token or a secret to a log.

use std::sync::Arc;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, RSA_PKCS1_SHA256, RsaKeyPair};
use sayso_web::openid::{ClientAuth, Fetch, Openid, Settings, Signer};

use crate::CliError;
use crate::config::Config;
use crate::config::openid::Service;

/// The service of the configuration, if it names one. Nothing is fetched yet.
///
/// # Errors
/// When the private key cannot be read.
pub fn service(config: &Config, here: &str) -> Result<Option<Arc<Openid>>, CliError> {
    let Some(service) = config.openid.clone() else {
        return Ok(None);
    };
    let auth = auth(&service)?;
    let settings = Settings {
        issuer: service.issuer,
        name: service.name,
        client: service.client,
        auth,
        scopes: service.scopes,
        extra: service.extra,
        mapping: service.mapping,
        here: here.to_owned(),
    };
    Ok(Some(Arc::new(Openid::new(settings, Arc::new(Network::new())))))
}

fn auth(service: &Service) -> Result<ClientAuth, CliError> {
    let Some((path, id)) = &service.key else {
        return Ok(ClientAuth::Secret(service.secret.clone().unwrap_or_default()));
    };
    let unusable = |why: &str| CliError::input(format!("openid_key {}: {why}", path.display()));
    let text = std::fs::read_to_string(path).map_err(|why| unusable(&why.to_string()))?;
    let pair = Pair::read(&text).ok_or_else(|| {
        unusable("give a PKCS#8 private key in PEM: EC on P-256, or RSA of 2048 bits or more")
    })?;
    Ok(ClientAuth::Key(Box::new(Ours { pair, id: id.clone() })))
}

enum Pair {
    Ec(Box<EcdsaKeyPair>),
    Rsa(Box<RsaKeyPair>),
}

impl Pair {
    fn read(pem: &str) -> Option<Self> {
        let (_, rest) = pem.split_once("-----BEGIN PRIVATE KEY-----")?;
        let (body, _) = rest.split_once("-----END PRIVATE KEY-----")?;
        let body: String = body.split_whitespace().collect();
        let der = STANDARD.decode(body).ok()?;
        let ec = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &der, &SystemRandom::new());
        ec.map(|k| Self::Ec(Box::new(k)))
            .or_else(|_| RsaKeyPair::from_pkcs8(&der).map(|k| Self::Rsa(Box::new(k))))
            .ok()
    }
}

struct Ours {
    pair: Pair,
    id: Option<String>,
}

impl Signer for Ours {
    fn algorithm(&self) -> &'static str {
        match self.pair {
            Pair::Ec(_) => "ES256",
            Pair::Rsa(_) => "RS256",
        }
    }
    fn key_id(&self) -> Option<&str> {
        self.id.as_deref()
    }
    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, String> {
        let random = SystemRandom::new();
        let cannot = |_| "our key cannot sign".to_owned();
        match &self.pair {
            Pair::Ec(pair) => pair
                .sign(&random, message)
                .map(|s| s.as_ref().to_vec())
                .map_err(cannot),
            Pair::Rsa(pair) => {
                let mut signature = vec![0; pair.public().modulus_len()];
                pair.sign(&RSA_PKCS1_SHA256, &random, message, &mut signature)
                    .map_err(cannot)?;
                Ok(signature)
            }
        }
    }
}

/// No honest service says more than this.
const LONGEST: u64 = 256 * 1024;

struct Network(ureq::Agent);

impl Network {
    fn new() -> Self {
        let config = ureq::Agent::config_builder()
            .timeout_global(Some(Duration::from_secs(10)))
            .http_status_as_error(true)
            .max_redirects(0)
            .build();
        Self(config.into())
    }
}

fn read(answer: Result<ureq::http::Response<ureq::Body>, ureq::Error>) -> Result<String, String> {
    // The error's own words name a status or a fault of the network, never what was sent.
    let mut answer = answer.map_err(|error| error.to_string())?;
    if !answer.status().is_success() {
        return Err(format!("it answered {}", answer.status().as_u16()));
    }
    let body = answer.body_mut().with_config().limit(LONGEST);
    body.read_to_string().map_err(|error| error.to_string())
}

/// The service's own description could name any address: only safe ones are used.
fn safe(url: &str) -> Result<(), String> {
    if crate::config::openid::is_safe(url) {
        Ok(())
    } else {
        Err("it names an address that is not https".into())
    }
}

impl Fetch for Network {
    fn get(&self, url: &str, bearer: Option<&str>) -> Result<String, String> {
        safe(url)?;
        let mut request = self.0.get(url).header("accept", "application/json");
        if let Some(token) = bearer {
            request = request.header("authorization", format!("Bearer {token}"));
        }
        read(request.call())
    }

    fn post(&self, url: &str, form: &[(&str, &str)], basic: Option<(&str, &str)>) -> Result<String, String> {
        safe(url)?;
        let mut request = self.0.post(url).header("accept", "application/json");
        if let Some((client, secret)) = basic {
            // RFC 6749 §2.3.1: both are form-encoded before they are joined.
            let both = format!("{}:{}", encoded(client), encoded(secret));
            request = request.header("authorization", format!("Basic {}", STANDARD.encode(both)));
        }
        read(request.send_form(form.iter().copied()))
    }
}

fn encoded(text: &str) -> String {
    text.bytes().fold(String::new(), |mut all, b| {
        if b.is_ascii_alphanumeric() || b"-._*".contains(&b) {
            all.push(char::from(b));
        } else if b == b' ' {
            all.push('+');
        } else {
            all.push('%');
            all.extend([b >> 4, b & 15].map(|d| char::from(b"0123456789ABCDEF"[usize::from(d)])));
        }
        all
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_client_is_written_as_a_form_writes_it() {
        assert_eq!(encoded("a b:c+ü"), "a+b%3Ac%2B%C3%BC");
    }

    #[test]
    fn a_key_in_pem_signs_and_anything_else_is_refused() {
        let random = SystemRandom::new();
        let made = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &random).expect("a key");
        let pem = format!(
            "-----BEGIN PRIVATE KEY-----\n{}\n-----END PRIVATE KEY-----\n",
            STANDARD.encode(made.as_ref())
        );
        let pair = Pair::read(&pem).expect("it reads");
        let ours = Ours { pair, id: None };
        assert_eq!(ours.algorithm(), "ES256");
        assert_eq!(ours.sign(b"this").expect("signed").len(), 64);
        for bad in ["", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----"] {
            assert!(Pair::read(bad).is_none());
        }
    }

    #[test]
    fn nothing_is_sent_to_an_address_that_others_can_read() {
        let network = Network::new();
        assert!(network.get("http://id.example.org/keys", None).is_err());
        assert!(network.post("ftp://id.example.org", &[], None).is_err());
    }
}
