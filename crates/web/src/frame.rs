//! What stands around every page: who is there, the menu of their seat, the form token, the demo band. Owns: making a
//! whole document of a body. Never runs a use case.

use axum::http::header::SET_COOKIE;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use maud::Markup;
use sayso_app::Visit;
use sayso_core::reads::{Language, Reads};
use sayso_core::seat::{Actor, Role};
use sayso_words::sayings::{common, door};

use crate::check::Check;
use crate::reading;
use crate::shell::{self, DemoBand, NavItem, Page, Timeout};

pub(crate) const VISITOR: &str = "visitor";

/// Puts the visitor's mark into the browser, under which rates are counted.
pub(crate) fn visitor_cookie(visitor: &str, secure: bool) -> HeaderValue {
    let secure = if secure { "; Secure" } else { "" };
    let text = format!("{VISITOR}={visitor}; Path=/; HttpOnly; SameSite=Lax{secure}");
    HeaderValue::from_str(&text).expect("hexadecimal and our own words")
}

/// What the frame of a page needs to know.
#[derive(Debug, Clone)]
pub struct Frame {
    /// Who is there.
    pub visit: Visit,
    pub(crate) token: String,
    pub(crate) set_visitor: Option<String>,
    pub(crate) secure: bool,
    pub(crate) demo: Option<String>,
    /// What the page that asks for a check needs, where that is why.
    pub(crate) check: Option<Check>,
    /// How the reader reads.
    pub(crate) reads: Reads,
    /// The address that shows this page again.
    pub(crate) here: Option<String>,
}

/// Whose words a page has.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tongue {
    /// The reader's, on a page that is served to them alone.
    Theirs,
    /// The reader's, on a page that anybody can open and a cache may keep: what stands around it has no token.
    Anybodys,
    /// English alone. Where they read another language it says so.
    English,
}

impl Frame {
    /// The hidden field of a form.
    #[must_use]
    pub(crate) fn csrf(&self) -> Markup {
        shell::csrf_field(&self.token)
    }

    /// The whole document as an answer, in the language that `tongue` says.
    ///
    /// # Panics
    /// Never: the visitor's mark is hexadecimal.
    #[must_use]
    pub(crate) fn page(
        &self,
        tongue: Tongue,
        status: StatusCode,
        title: &str,
        back: Option<&str>,
        errors: bool,
        body: &Markup,
    ) -> Response {
        // Not in the reader's language: the whole page is English and says so, the size of its words is theirs.
        let not_translated = tongue == Tongue::English && self.reads.language != Language::English;
        let reads = match tongue {
            Tongue::Theirs | Tongue::Anybodys => self.reads,
            Tongue::English => Reads {
                language: Language::English,
                ..self.reads
            },
        };
        let signed_in = self.visit.actor != Actor::Visitor;
        // Whoever may be at home, on anybody's phone: the person, or somebody whom they named.
        let person = matches!(
            self.visit.actor,
            Actor::Person(_) | Actor::Supporter(_) | Actor::Attorney(_)
        );
        let minutes = u32::try_from(self.visit.idle_minutes).unwrap_or(15);
        let user = match self.visit.actor {
            Actor::Member(m) => Some(format!("{}, {}", self.visit.label, m.role.in_words())),
            Actor::Person(_) | Actor::Supporter(_) | Actor::Attorney(_) => {
                Some(common::your_page().words(reads.language))
            }
            Actor::Visitor | Actor::Sayso => None,
        };
        // Where staff sign in nobody looks over a shoulder for another's sake: no button that leaves quickly.
        let staff = door::staff().words(reads.language);
        let nav = navigation(&self.visit.actor);
        let seat = user.clone().unwrap_or_else(|| "nobody".into());
        let seat = match self.visit.actor {
            Actor::Person(_) => "the person".to_owned(),
            Actor::Supporter(_) => "a supporter".to_owned(),
            Actor::Attorney(_) => "somebody with a recorded power".to_owned(),
            _ => seat,
        };
        // Staff pages are in English, so a seat has nothing to choose. What can be asked for again shows itself again.
        let here = self.here.as_deref().filter(|_| person || !signed_in);
        let switch = here.and_then(|to| match tongue {
            Tongue::Theirs => Some(reading::switch(self.reads, &self.csrf(), to)),
            Tongue::Anybodys => Some(reading::links(self.reads, to)),
            Tongue::English => None,
        });
        let markup = shell::page(
            &Page {
                title,
                user: user.as_deref(),
                nav: &nav,
                exit_button: (person && !self.visit.exit_off) || (!signed_in && title != staff),
                back,
                demo: self.demo.as_deref().map(|clock| DemoBand { clock, seat: &seat }),
                timeout: signed_in.then_some(Timeout {
                    minutes,
                    warn_minutes: 2,
                    locks: !person,
                    extend_path: "/session/extend",
                }),
                csrf: signed_in.then_some(self.token.as_str()),
                errors,
                reads,
                not_translated,
                switch: switch.as_ref(),
            },
            body,
        );
        let mut response = (status, markup).into_response();
        if let Some(visitor) = &self.set_visitor {
            response
                .headers_mut()
                .append(SET_COOKIE, visitor_cookie(visitor, self.secure));
        }
        response
    }
}

/// The menu of each seat. A person has none: one page leads to everything.
fn navigation(actor: &Actor) -> Vec<NavItem<'static>> {
    let item = |href, text| NavItem {
        href,
        text,
        current: false,
    };
    let Actor::Member(m) = actor else { return vec![] };
    let mut items = match m.role {
        Role::Clinician => vec![
            item("/practice", "Offer support"),
            item("/practice/words", "Words for the record"),
        ],
        Role::PracticeAdmin => vec![
            item("/practice", "Today"),
            item("/practice/cards", "Cards"),
            item("/practice/messages", "Messages"),
            item("/practice/settings", "Settings"),
        ],
        Role::Coach => vec![
            item("/today", "Today"),
            item("/caseload", "Caseload"),
            item("/board", "Board"),
            item("/diary", "Diary"),
        ],
        Role::ProviderLead => vec![item("/intake", "What came in"), item("/team", "Team")],
        Role::Guardian | Role::Deputy => vec![
            item("/oversight", "Who looked"),
            item("/concerns", "Concerns"),
            item("/dangers", "Dangers"),
            item("/switches", "Switch off"),
            item("/demands", "Legal demands"),
            item("/where-data-goes", "Where data goes"),
            item("/terms", "Terms"),
        ],
        Role::Nominee => vec![
            item("/terms", "Terms"),
            item("/where-data-goes", "Where data goes"),
        ],
        Role::Commissioner => vec![
            item("/commission", "Promises"),
            item("/proposals", "Change terms"),
            item("/figures", "Figures"),
        ],
        Role::Evaluator => vec![item("/plans", "Plans and results"), item("/figures", "Figures")],
        Role::Operator => vec![item("/health", "Health"), item("/members", "People and access")],
    };
    if matches!(m.role, Role::Operator | Role::Guardian) {
        items.push(item("/recovery", "Lost passkeys"));
    }
    items.push(item("/passkeys", "Your sign-in"));
    items
}

/// Where each seat begins.
#[must_use]
pub const fn start_page(actor: &Actor) -> &'static str {
    match actor {
        Actor::Person(_) => "/home",
        Actor::Supporter(_) => "/supporting",
        Actor::Attorney(_) => "/deciding",
        Actor::Member(m) => match m.role {
            Role::Clinician | Role::PracticeAdmin => "/practice",
            Role::Coach => "/today",
            Role::ProviderLead => "/intake",
            Role::Guardian | Role::Deputy => "/oversight",
            Role::Nominee => "/terms",
            Role::Commissioner => "/commission",
            Role::Evaluator => "/plans",
            Role::Operator => "/health",
        },
        Actor::Visitor | Actor::Sayso => "/",
    }
}
