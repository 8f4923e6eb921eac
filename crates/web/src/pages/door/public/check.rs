//! Check a receipt: in the page itself, by our own script, sending nothing. Owns: the page, and the one question about a
//! receipt that a server can be asked, which tells nothing to anybody who does not have the receipt already.

use axum::extract::Path;
use axum::http::HeaderValue;
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse as _;
use maud::{Markup, html};
use sayso_app::Error;
use sayso_app::public_log;
use sayso_core::reads::Language;
use sayso_words::Arg;
use sayso_words::sayings::{checker as say, public as say_public, verdict};

use super::log::read;
use super::{narrow, public};
use crate::assets::asset;
use crate::ctx::{Answer, Ctx};
use crate::nhs::{Details, Textarea, details, textarea};
use crate::reading::Words;

pub(super) async fn page(mut ctx: Ctx) -> Answer {
    ctx.meet().await?;
    let log = read(&ctx, public_log::shown).await?;
    let key = log.key.unwrap_or_default();
    let w = ctx.words();
    let body = html! {
        h1 { (w.t(&say::heading())) }
        p { (w.t(&say::shows())) }
        p { (w.t(&say::nobody())) " " a href="/speak-up" { (w.t(&say::tell_us())) } "." }
        (in_the_page(&key, w))
        (by_other_means(w))
        script type="module" src=(asset("check.js")) {}
    };
    Ok(public(&ctx, &say_public::go_check(), &narrow(&body)))
}

/// What the script says, by its own English words: it finds the reader's there. A place to fill is `#`.
fn for_the_script(w: Words) -> Option<String> {
    if w.0.language == Language::English {
        return None;
    }
    let all = [
        say::genuine(),
        say::altered(),
        say::not_ours(),
        say::not_stamped(),
        verdict::bad_key(),
        verdict::belongs(),
        verdict::belongs_not(),
        verdict::in_log_by("#"),
        verdict::countersigned_by("#"),
        verdict::short_code("#"),
        verdict::was_recorded(),
        verdict::scanned("#"),
        verdict::cannot(),
        verdict::changed(),
        verdict::do_not_rely(),
        verdict::shape(),
        verdict::not_recorded(),
        verdict::line(),
        verdict::signature(),
        verdict::not_from(),
        verdict::may_be(),
        verdict::none(),
        verdict::one(),
        verdict::several("#"),
        verdict::unstamped(),
        verdict::proves_nothing(),
        verdict::again(),
        verdict::too_few(),
        verdict::you_ask("#", "#"),
        verdict::is_genuine(),
        verdict::unchanged(),
    ];
    let pairs: Vec<[String; 2]> = all
        .iter()
        .map(|said| [said.words(Language::English), w.s(said)])
        .collect();
    Some(serde_json::to_string(&pairs).expect("words are always JSON"))
}

/// Hidden until the script runs. It is no form: there is nothing that a browser could send.
fn in_the_page(key: &str, w: Words) -> Markup {
    html! {
        div data-check data-words=[for_the_script(w)] hidden {
            p { (w.t(&say::by_itself())) }
            p data-check-code hidden {}
            (textarea(&Textarea {
                name: "receipt",
                label: w.s(&say::paste()).into(),
                rows: Some(8),
                spellcheck: Some(false),
                ..Textarea::default()
            }))
            div class="nhsuk-form-group" {
                label class="nhsuk-label" for="receipt-file" { (w.t(&say::choose_file())) }
                input type="file" id="receipt-file" accept=".txt,text/plain";
            }
            (textarea(&Textarea {
                name: "key",
                label: w.s(&say::key()).into(),
                hint: w.t(&say::key_hint()),
                value: key,
                rows: Some(3),
                spellcheck: Some(false),
                ..Textarea::default()
            }))
            (textarea(&Textarea {
                name: "witnesses",
                label: w.s(&say::witnesses()).into(),
                hint: w.t(&say::witnesses_hint()),
                rows: Some(2),
                spellcheck: Some(false),
                ..Textarea::default()
            }))
            button type="button" class="nhsuk-button" data-module="nhsuk-button" data-check-now { (w.t(&say::check_it())) }
            div role="status" data-check-said {}
        }
        noscript { p { (w.t(&say::no_scripts())) } }
    }
}

fn by_other_means(w: Words) -> Markup {
    let guide = say::guide(Arg::published("Checking us from outside"));
    html! {
        h2 { (w.t(&say::without())) }
        p { (w.t(&say::from_us())) }
        p { code { "sayso verify receipt receipt.txt --key KEY" } }
        p { (w.t(&say::no_network())) }
        p { (w.t(&say::live_log())) }
        p { code { "sayso verify receipt receipt.txt --key KEY --against ADDRESS/log" } }
        (details(&Details { summary: w.t(&say::tools()), content: html! {
            p { (w.t(&say::tools_how())) }
            p { code { "curl -s ADDRESS/log/checkpoint" } " " (w.t(&say::gives_checkpoint())) }
            p { (w.t(&say::hashes())) " " code { "sha256sum" } ", " (w.t(&say::signature())) " " code { "openssl" } "." }
            p { (w.t(&guide)) }
        }.into(), ..Details::default() }))
        h2 { (w.t(&say::can_say())) }
        dl class="nhsuk-summary-list" {
            @for (what, means) in [
                (say::genuine(), say::genuine_means()),
                (say::altered(), say::altered_means()),
                (say::not_ours(), say::not_ours_means()),
                (say::not_stamped(), say::not_stamped_means()),
            ] {
                div class="nhsuk-summary-list__row" {
                    dt class="nhsuk-summary-list__key" { (w.t(&what)) }
                    dd class="nhsuk-summary-list__value" { (w.t(&means)) }
                }
            }
        }
        p { (w.t(&say::not_truth())) }
    }
}

/// `yes` where the row at this number still says what this commitment stands for; `no` for everything else. Nobody can
/// guess a commitment, so a stranger learns nothing, and nothing but the one bit is read out.
pub(super) async fn still_says(mut ctx: Ctx, Path((number, commitment)): Path<(String, String)>) -> Answer {
    let says = ctx
        .open(move |desk, _| {
            let number = number.parse().map_err(|_| Error::NotFound)?;
            let commitment = public_log::commitment(&commitment).ok_or(Error::NotFound)?;
            public_log::still_says(desk, number, &commitment)
        })
        .await?;
    let mut response = if says { "yes\n" } else { "no\n" }.into_response();
    response.headers_mut().insert(
        CONTENT_TYPE,
        HeaderValue::from_static("text/plain; charset=utf-8"),
    );
    Ok(response)
}

#[cfg(test)]
mod tests {
    use super::*;
    use sayso_core::reads::Reads;

    #[test]
    fn the_script_finds_each_of_its_sentences_by_its_english_words() {
        let assets = concat!(env!("CARGO_MANIFEST_DIR"), "/../../assets/");
        let read = |file: &str| std::fs::read_to_string(format!("{assets}{file}")).expect("an asset");
        let script = format!("{}{}", read("check.js"), read("receipt.js"));
        let welsh = for_the_script(Words(Reads::parse("cy.standard").expect("a choice")));
        let pairs: Vec<[String; 2]> = serde_json::from_str(&welsh.expect("pairs")).expect("JSON");
        for [english, welsh] in &pairs {
            for part in english.split('#').map(str::trim).filter(|p| p.len() > 1) {
                assert!(script.contains(part), "no script says: {part}");
            }
            assert_ne!(english, welsh);
            assert_eq!(
                english.matches('#').count(),
                welsh.matches('#').count(),
                "{english}"
            );
        }
        assert!(for_the_script(Words::default()).is_none());
    }
}
