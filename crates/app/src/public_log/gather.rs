//! What is published and not yet in the log. Owns: which things enter it, and the bytes that are served for each. Each
//! thing is entered again only when it has changed.

use std::collections::BTreeMap;

use jiff::Timestamp;
use sayso_core::id::OrgId;
use sayso_core::terms::Terms;
use sayso_log::Hash;
use sayso_log::leaf::{Document, Leaf, Slug, Stamp};
use sayso_policy::published;
use sayso_store::engine::instant;
use sayso_store::{NewEntry, Standing};
use serde_json::json;

use crate::{Desk, Error};

/// An entry and the documents that it stands for.
#[derive(Clone)]
pub(super) struct Pending {
    pub(super) entry: NewEntry,
    pub(super) documents: Vec<(String, Vec<u8>)>,
}

pub(super) fn stamp(at: Timestamp) -> Stamp {
    Stamp::try_from(instant(at)).expect("an instant in UTC to the millisecond")
}

pub(super) fn slug(text: &str) -> Slug {
    let fits = Slug::try_from(text);
    fits.unwrap_or_else(|_| Slug::try_from("unnamed").expect("letters alone"))
}

/// The text of a document: what is hashed, and what is served.
fn text(value: &serde_json::Value) -> Vec<u8> {
    format!("{value:#}\n").into_bytes()
}

pub(super) fn document(bytes: &[u8]) -> Document {
    Document(Hash::of(bytes))
}

impl Desk<'_> {
    /// Every published thing that is new or has changed since it was entered.
    pub(super) fn not_yet_in_the_log(&mut self) -> Result<Vec<Pending>, Error> {
        let mut pending = vec![];
        self.policies(&mut pending)?;
        for terms in self.job.all_terms()? {
            self.terms_of(&terms, &mut pending)?;
        }
        for org in self.job.orgs()? {
            let code = self.code_of(org.id)?;
            let bytes =
                text(&json!({ "organisation": org.name, "code": code.as_str(), "interests": org.interests }));
            let hash = document(&bytes);
            let at = stamp(self.now.at);
            let leaf = Leaf::Interests { at, org: code, hash };
            self.add(&format!("interests {}", org.id), &leaf, vec![bytes], &mut pending)?;
        }
        for switch in self.job.switches()? {
            let code = self.code_of(switch.target.org)?;
            // The words behind a reason may name somebody: the reason itself is from a fixed list.
            let bytes = text(&json!({
                "organisation": code.as_str(),
                "purpose": switch.target.purpose.map(sayso_core::sayso::Purpose::as_str),
                "reason": switch.reason.as_str(),
                "off_at": instant(switch.off_at),
            }));
            let hash = document(&bytes);
            let at = stamp(self.now.at);
            let leaf = Leaf::SwitchOff { at, what: code, hash };
            self.add(&format!("switch {}", switch.id), &leaf, vec![bytes], &mut pending)?;
        }
        self.key_here(&mut pending)?;
        self.evaluation(&mut pending)?;
        self.counts(&mut pending)?;
        Ok(pending)
    }

    fn policies(&mut self, pending: &mut Vec<Pending>) -> Result<(), Error> {
        // Each file by its name, so that it can be held against the certificate, and against what is served.
        let files = published::POLICIES.iter().copied();
        let files = files.chain([
            ("schema.cedarschema", published::SCHEMA),
            ("theorems.cedar", published::THEOREMS),
        ]);
        let files: BTreeMap<&str, &str> = files.collect();
        let rules = text(&json!(files));
        let leaf = Leaf::PolicySet {
            at: stamp(self.now.at),
            version: slug(env!("CARGO_PKG_VERSION")),
            hash: document(&rules),
            certificate: document(published::PROVED.as_bytes()),
        };
        let texts = vec![rules, published::PROVED.as_bytes().to_vec()];
        self.add("policies", &leaf, texts, pending)
    }

    /// Each time that the operator said where the key is now: whoever reads the log can ask why.
    fn key_here(&mut self, pending: &mut Vec<Pending>) -> Result<(), Error> {
        let said = self.job.public_log().standing(Standing::Here)?;
        let Some(said) = said
            .and_then(|at| String::from_utf8(at).ok())
            .filter(|at| !at.is_empty())
        else {
            return Ok(());
        };
        let at = stamp(self.now.at);
        self.add(
            &format!("key here {said}"),
            &Leaf::KeyHere { at },
            vec![],
            pending,
        )
    }

    fn terms_of(&mut self, terms: &Terms, pending: &mut Vec<Pending>) -> Result<(), Error> {
        let bytes = self.text_of(terms)?;
        let leaf = Leaf::Terms {
            at: stamp(self.now.at),
            number: terms.version,
            effective: stamp(terms.in_effect_at),
            hash: document(&bytes),
        };
        self.add(&format!("terms {}", terms.id), &leaf, vec![bytes], pending)?;
        let bytes = text(&json!({
            "scheme": terms.promise.scheme_name,
            "version": terms.version,
            "flows": terms.promise.flows,
        }));
        let leaf = Leaf::FlowRegister {
            at: stamp(self.now.at),
            terms: terms.version,
            hash: document(&bytes),
        };
        self.add(&format!("flows {}", terms.id), &leaf, vec![bytes], pending)
    }

    /// What is published of one version. It names the hash of the interests behind each recipient at that time, so that
    /// anybody can see whether they are others now. What was published without that stays as it was.
    fn text_of(&mut self, terms: &Terms) -> Result<Vec<u8>, Error> {
        let mut version = json!({
            "version": terms.version,
            "published": instant(terms.published_at),
            "in_effect": instant(terms.in_effect_at),
            "promise": terms.promise,
        });
        let without = text(&version);
        let hash = Hash::of(&without).hex();
        let behind = self.job.behind_terms(terms.id)?;
        if behind.is_empty() || self.job.public_log().document(&hash)?.is_some() {
            return Ok(without);
        }
        let rests = behind.iter().filter_map(|(org, interests)| {
            // By the name in these terms: they never change, and a name can.
            let flow = terms.promise.flows.iter().find(|f| f.recipient == *org)?;
            let hash = Hash::of(&text(&json!(interests))).hex();
            Some(json!({ "organisation": flow.recipient_name, "hash": hash }))
        });
        version["interests"] = rests.collect();
        Ok(text(&version))
    }

    fn code_of(&mut self, org: OrgId) -> Result<Slug, Error> {
        let org = self.org(org)?;
        Ok(slug(&org.ods.unwrap_or_else(|| org.id.to_string())))
    }

    pub(super) fn add(
        &mut self,
        about: &str,
        leaf: &Leaf,
        texts: Vec<Vec<u8>>,
        pending: &mut Vec<Pending>,
    ) -> Result<(), Error> {
        let hashes: Vec<String> = leaf.documents().iter().map(Hash::hex).collect();
        let fingerprint = hashes.join(" ");
        if self.job.public_log().fingerprint(about)?.as_ref() == Some(&fingerprint) {
            return Ok(());
        }
        pending.push(Pending {
            entry: NewEntry {
                line: leaf.to_line().into_bytes(),
                about: about.to_owned(),
                fingerprint,
            },
            documents: hashes.into_iter().zip(texts).collect(),
        });
        Ok(())
    }
}
