//! The texts of every language, embedded in the program. Owns: reading them once, and the one version that covers all of
//! them. Each language must have each text, with the same parts and the same places to fill: a test says so.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use sayso_core::reads::Language;
use sha2::{Digest as _, Sha256};
use unic_langid::LanguageIdentifier;

use crate::say::Part;

macro_rules! texts {
    ($($area:literal),* $(,)?) => {
        /// Every text there is: area, language, content of its file.
        const TEXTS: &[(&str, Language, &str)] = &[$(
            ($area, Language::English, include_str!(concat!("../../../assets/words/en/", $area, ".ftl"))),
            ($area, Language::Welsh, include_str!(concat!("../../../assets/words/cy/", $area, ".ftl"))),
        )*];
    };
}
texts!(
    "common",
    "offer",
    "letter",
    "card",
    "home",
    "change",
    "reading",
    "told",
    "phrase",
    "door",
    "screened",
    "job",
    "error",
    "history",
    "notes",
    "plan",
    "sessions",
    "concern",
    "contact",
    "limits",
    "held",
    "services",
    "receipt",
    "why",
    "copy",
    "cover",
    "venue",
    "details",
    "entry",
    "erase",
    "around",
    "changed",
    "returned",
    "explained",
    "first",
    "gp_words",
    "more",
    "jobs",
    "pay",
    "pair",
    "supporters",
    "closing",
    "public",
    "speak",
    "front",
    "claims",
    "goes",
    "asked",
    "counted",
    "owners",
    "registers",
    "checker",
    "verdict",
    "measured",
    "proof",
    "openlog",
    "powers",
    "deciding",
    "supporting",
    "staff",
    "attempt",
    "rules",
);

type Bundle = FluentBundle<FluentResource>;

static BUNDLES: LazyLock<HashMap<(&str, Language), Bundle>> = LazyLock::new(|| {
    let made = TEXTS
        .iter()
        .map(|(area, language, text)| ((*area, *language), bundle(*language, text)));
    made.collect()
});

fn bundle(language: Language, text: &str) -> Bundle {
    let id: LanguageIdentifier = language.as_str().parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![id]);
    // Both languages are written from left to right: no invisible marks around what is filled in.
    bundle.set_use_isolating(false);
    // What cannot be read is left out here and found by the test that asks for every text.
    let resource = FluentResource::try_new(text.to_owned()).unwrap_or_else(|(read, _)| read);
    bundle.add_resource_overriding(resource);
    bundle
}

/// The words of one text. A part that a text does not have is its standard words.
pub(crate) fn text(
    area: &'static str,
    id: &str,
    language: Language,
    part: Part,
    args: &FluentArgs<'_>,
) -> String {
    let found = BUNDLES
        .get(&(area, language))
        .and_then(|b| Some((b, b.get_message(id)?)));
    let Some((bundle, message)) = found else {
        // Tests ask for every text in every language, so nobody reads this.
        return id.to_owned();
    };
    let pattern = part
        .attribute()
        .and_then(|name| message.get_attribute(name))
        .map(|a| a.value())
        .or_else(|| message.value());
    let Some(pattern) = pattern else {
        return id.to_owned();
    };
    bundle
        .format_pattern(pattern, Some(args), &mut vec![])
        .into_owned()
}

/// The name of the picture beside a text in Easy Read.
pub(crate) fn picture(area: &'static str, id: &str) -> Option<String> {
    let bundle = BUNDLES.get(&(area, Language::English))?;
    let message = bundle.get_message(id)?;
    let pattern = message.get_attribute("picture")?.value();
    Some(bundle.format_pattern(pattern, None, &mut vec![]).into_owned())
}

static VERSION: LazyLock<String> = LazyLock::new(|| {
    let mut all = Sha256::new();
    all.update(b"sayso-words-v1\n");
    let mut take = |name: &str, content: &str| {
        all.update((name.len() as u64).to_be_bytes());
        all.update(name);
        all.update((content.len() as u64).to_be_bytes());
        all.update(content);
    };
    for (area, language, text) in TEXTS {
        take(&format!("{language}/{area}"), text);
    }
    for picture in crate::Picture::ALL {
        take(picture.as_str(), &picture.svg());
    }
    let mut hex = String::with_capacity(64);
    for byte in all.finalize() {
        write!(hex, "{byte:02x}").expect("a String takes every character");
    }
    hex
});

/// The wording version: one SHA-256, in hexadecimal, over every text in every language and every picture. Whoever was
/// shown one shape in one language was shown this version.
#[must_use]
pub fn version() -> &'static str {
    &VERSION
}

/// Every file of texts: area, language, content. For tests that read them.
#[must_use]
pub const fn files() -> &'static [(&'static str, Language, &'static str)] {
    TEXTS
}
