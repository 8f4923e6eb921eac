//! Who stands behind the recipients of a service, now and when its terms were published. Owns: saying where the two differ.
//! It is no fault of a log: a change is published, and ends what rested on the older ones. But nobody need miss it.

use std::collections::BTreeMap;

use sayso_log::Hash;
use sayso_log::leaf::Document;
use serde::Deserialize;
use serde_json::Value;

use super::terms;

/// What terms say of those behind their recipients. Terms from before it was said have nothing here.
#[derive(Deserialize)]
struct Terms {
    promise: Promise,
    #[serde(default)]
    interests: Vec<Rests>,
}

#[derive(Deserialize)]
struct Promise {
    scheme_name: String,
}

/// One recipient, by the name that the terms give it, and the hash of its interests then.
#[derive(Deserialize)]
struct Rests {
    organisation: String,
    hash: String,
}

/// The document about one organisation.
#[derive(Deserialize)]
struct Behind {
    organisation: String,
    code: String,
    interests: Value,
}

/// What terms say of the interests in such a document: a hash over them alone, as they stand in it.
fn hash(interests: &Value) -> String {
    Hash::of(format!("{interests:#}\n").as_bytes()).hex()
}

/// For each recipient of the newest terms of each service whose interests are not those that the terms name: a sentence.
pub(super) fn said(
    terms: &[terms::Line],
    interests: &[(u64, Document)],
    documents: &BTreeMap<String, Vec<u8>>,
) -> Vec<String> {
    let of = |hash: &Document| documents.get(&hash.0.hex());
    let published: Vec<(u64, Behind)> = interests
        .iter()
        .filter_map(|(line, hash)| Some((*line, serde_json::from_slice(of(hash)?).ok()?)))
        .collect();
    let mut newest: BTreeMap<String, (u32, Vec<Rests>)> = BTreeMap::new();
    for line in terms {
        let read = of(&line.hash).and_then(|bytes| serde_json::from_slice::<Terms>(bytes).ok());
        if let Some(text) = read {
            newest.insert(text.promise.scheme_name, (line.number, text.interests));
        }
    }
    let mut said = vec![];
    for (scheme, (number, rests)) in newest {
        for one in rests {
            // Its code stays where its name changes.
            let known = published.iter().find(|(_, i)| i.organisation == one.organisation);
            let now = known.and_then(|(_, known)| published.iter().rfind(|(_, i)| i.code == known.code));
            if let Some((line, _)) = now.filter(|(_, now)| hash(&now.interests) != one.hash) {
                said.push(format!(
                    "Version {number} of the terms of {scheme} was published when others stood behind {}. Line {line} says \
                     who does now. Nobody's older yes to it counts.",
                    one.organisation
                ));
            }
        }
    }
    said
}

#[cfg(test)]
mod tests {
    use sayso_log::leaf::Stamp;
    use serde_json::json;

    use super::*;

    #[derive(Default)]
    struct Shelf(BTreeMap<String, Vec<u8>>);

    impl Shelf {
        fn put(&mut self, value: &Value) -> Document {
            let bytes = format!("{value:#}\n").into_bytes();
            let hash = Hash::of(&bytes);
            self.0.insert(hash.hex(), bytes);
            Document(hash)
        }

        fn terms(&mut self, number: u32, interests: Option<&Value>) -> terms::Line {
            let mut text = json!({ "promise": { "scheme_name": "Working Better" }, "version": number });
            if let Some(interests) = interests {
                text["interests"] = json!([{ "organisation": "Northway Work", "hash": hash(interests) }]);
            }
            terms::Line {
                index: u64::from(number),
                at: 0,
                number,
                effective: Stamp::try_from("2026-05-18T09:00:00.000Z".to_owned()).unwrap(),
                hash: self.put(&text),
                early: false,
            }
        }

        fn interests(&mut self, name: &str, owner: &Value) -> Document {
            self.put(&json!({ "organisation": name, "code": "N1", "interests": owner }))
        }
    }

    #[test]
    fn interests_that_changed_since_the_newest_terms_are_said_and_older_terms_are_left_alone() {
        let mut shelf = Shelf::default();
        let (trust, fund) = (json!({ "owners": ["a trust"] }), json!({ "owners": ["a fund"] }));
        let (then, now) = (
            shelf.interests("Northway Work", &trust),
            shelf.interests("Northway Now", &fund),
        );
        let old = shelf.terms(1, None);
        let new = shelf.terms(2, Some(&trust));
        let tells = |terms: &[terms::Line], lines: &[(u64, Document)]| said(terms, lines, &shelf.0);
        assert_eq!(
            tells(std::slice::from_ref(&old), &[(3, then), (4, now)]),
            [""; 0],
            "no word of it"
        );
        assert_eq!(tells(&[old.clone(), new.clone()], &[(3, then)]), [""; 0]);
        let changed = tells(&[old, new], &[(3, then), (4, now)]);
        assert_eq!(changed.len(), 1, "{changed:?}");
        assert!(
            changed[0].contains("others stood behind Northway Work. Line 4 says"),
            "{changed:?}"
        );
    }

    #[test]
    fn a_changed_word_is_another_hash() {
        assert_ne!(
            hash(&json!({ "owners": ["a"] })),
            hash(&json!({ "owners": ["b"] }))
        );
    }
}
