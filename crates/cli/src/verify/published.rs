//! What the published documents say, held against each other. Owns: that a policy set is the one that its certificate is
//! of, that no flow leads to the benefits system, and that the policies which a server shows are those of its log.

use std::collections::BTreeMap;

use sayso_log::Hash;
use sayso_log::leaf::Document;
use serde::Deserialize;

use super::source::Source;

/// The lines about policies and flows.
#[derive(Debug, Default)]
pub(super) struct Published {
    /// The number of the line, the policies and their certificate.
    policies: Vec<(u64, Document, Document)>,
    /// The number of the line and the flows.
    flows: Vec<(u64, Document)>,
}

#[derive(Deserialize)]
struct Register {
    flows: Vec<Flow>,
}

#[derive(Deserialize)]
struct Flow {
    recipient_name: String,
    recipient_kind: String,
}

/// File name and text.
type Files = BTreeMap<String, String>;

impl Published {
    pub(super) fn policies(&mut self, line: u64, rules: &Document, certificate: &Document) {
        self.policies.push((line, *rules, *certificate));
    }

    pub(super) fn flows(&mut self, line: u64, hash: &Document) {
        self.flows.push((line, *hash));
    }

    /// What does not hold. A document that is not there is said elsewhere.
    pub(super) fn wrong(&self, documents: &BTreeMap<String, Vec<u8>>) -> Vec<String> {
        let of = |hash: &Document| documents.get(&hash.0.hex());
        let mut wrong = vec![];
        for (line, rules, certificate) in &self.policies {
            let (Some(rules), Some(certificate)) = (of(rules), of(certificate)) else {
                continue;
            };
            if !certifies(&String::from_utf8_lossy(certificate), rules) {
                wrong.push(format!(
                    "The certificate in line {line} is not one of the policies there."
                ));
            }
        }
        for (line, hash) in &self.flows {
            let Some(bytes) = of(hash) else { continue };
            let Ok(register) = serde_json::from_slice::<Register>(bytes) else {
                wrong.push(format!("The flows in line {line} cannot be read."));
                continue;
            };
            let benefits = register.flows.iter().filter(|f| f.recipient_kind == "benefits");
            wrong.extend(benefits.map(|f| {
                format!(
                    "By line {line}, information goes to {}, an organisation of the benefits system.",
                    f.recipient_name
                )
            }));
        }
        wrong
    }

    /// Are the policies that this server shows now those of the newest line about them? `None` where there is no server to
    /// ask, or no such line.
    pub(super) fn shown(
        &self,
        from: &str,
        documents: &BTreeMap<String, Vec<u8>>,
    ) -> Option<Result<String, String>> {
        let site = from.trim_end_matches('/').strip_suffix("/log")?;
        if !site.starts_with("http") {
            return None;
        }
        let (line, rules, certificate) = self.policies.last()?;
        let mut files: Files = serde_json::from_slice(documents.get(&rules.0.hex())?).ok()?;
        let certificate = documents.get(&certificate.0.hex())?;
        files.insert(
            "proved.txt".into(),
            String::from_utf8_lossy(certificate).into_owned(),
        );
        let pages = Source::new(&format!("{site}/policy"));
        let other: Vec<&str> = files
            .iter()
            .filter(|(name, text)| pages.file(name).ok().as_deref() != Some(text.as_bytes()))
            .map(|(name, _)| name.as_str())
            .collect();
        Some(if other.is_empty() {
            Ok(format!(
                "The {} files at /policy are those of line {line}.",
                files.len()
            ))
        } else {
            Err(format!(
                "At /policy this is not what line {line} says: {}.",
                other.join(", ")
            ))
        })
    }
}

/// Does this record name each of these files by its hash and no other, and call nothing unproved?
fn certifies(record: &str, rules: &[u8]) -> bool {
    let Ok(files) = serde_json::from_slice::<Files>(rules) else {
        return false;
    };
    let named = |line: &&str| line.get(64..66) == Some("  ") && !line.contains("  theorem ");
    let of_file = |(name, text): (&String, &String)| format!("{}  {name}", Hash::of(text.as_bytes()).hex());
    let mut said: Vec<&str> = record.lines().filter(named).collect();
    let mut wanted: Vec<String> = files.iter().map(of_file).collect();
    said.sort_unstable();
    wanted.sort_unstable();
    let verdicts = record.rsplit("\n\n").next().unwrap_or_default().lines();
    let all_proved = verdicts
        .clone()
        .all(|v| v.split_whitespace().nth(1) == Some("proved."));
    !files.is_empty() && said == wanted && verdicts.count() > 0 && all_proved
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(files: &Files) -> String {
        let lines: Vec<String> = files
            .iter()
            .map(|(name, text)| format!("{}  {name}", Hash::of(text.as_bytes()).hex()))
            .collect();
        format!(
            "proved x\nwith y\n\n{}\n\nT1   proved. It holds.\n",
            lines.join("\n")
        )
    }

    #[test]
    fn a_certificate_is_of_these_very_files_and_calls_nothing_unproved() {
        let files: Files = [("a.cedar", "permit"), ("b.cedar", "forbid")]
            .map(|(n, t)| (n.to_owned(), t.to_owned()))
            .into();
        let bytes = |files: &Files| serde_json::to_vec(files).expect("text");
        let good = record(&files);
        assert!(certifies(&good, &bytes(&files)));
        let mut another = files.clone();
        another.insert("b.cedar".into(), "permit".into());
        let mut more = files.clone();
        more.insert("c.cedar".into(), "permit".into());
        for other in [another, more, Files::new()] {
            assert!(!certifies(&good, &bytes(&other)));
        }
        for record in [
            good.replace("proved. It", "DOES NOT HOLD. It"),
            format!("{}  d.cedar\n{good}", "0".repeat(64)),
            String::new(),
        ] {
            assert!(!certifies(&record, &bytes(&files)), "{record}");
        }
        assert!(
            !certifies(&good, b"permit forbid"),
            "files that are glued together"
        );
    }

    #[test]
    fn a_flow_to_the_benefits_system_is_seen_in_the_register_itself() {
        let flow = |kind: &str| {
            format!(r#"{{"flows":[{{"recipient_name":"Somebody","recipient_kind":"{kind}"}}]}}"#).into_bytes()
        };
        for (kind, faults) in [("provider", 0), ("benefits", 1)] {
            let bytes = flow(kind);
            let hash = Document(Hash::of(&bytes));
            let documents = BTreeMap::from([(hash.0.hex(), bytes)]);
            let mut published = Published::default();
            published.flows(3, &hash);
            assert_eq!(published.wrong(&documents).len(), faults, "{kind}");
        }
    }
}
