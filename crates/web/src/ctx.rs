//! One request: the cookie it carries, the work it asks for, the page it gets. Owns: turning a use case into an
//! answer. Who somebody is, is found inside the transaction that serves them, never before.

use axum::extract::FromRequestParts;
use axum::http::header::{COOKIE, LOCATION, SET_COOKIE};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use maud::Markup;
use sayso_app::session::{Recent, recent};
use sayso_app::{Desk, Error, Lane, Visit, draft};
use sayso_core::id::{DraftId, SourceExt as _};
use sayso_core::reads::Reads;
use sayso_core::seat::Actor;
use sayso_words::Say;

use crate::check::{Check, RESUMED_FIELD, UNFINISHED};
use crate::error::Failure;
use crate::frame::{Frame, Tongue, VISITOR, visitor_cookie};
use crate::rate::Door;
use crate::reading::{self, Words};
use crate::shell::{self, CSRF_FIELD};
use crate::site::Site;

/// What a handler gives: an answer, or the page that says why not.
pub type Answer = Result<Response, Failure>;

const SESSION: &str = "sayso";

/// One request on its way.
pub struct Ctx {
    /// The site.
    pub site: Site,
    secret: Option<String>,
    visitor: String,
    fresh_visitor: bool,
    /// Who it was, once a use case has run.
    pub visit: Visit,
    public: bool,
    path: String,
    /// It was asked for, not posted: the same address shows the same page again.
    asked_for: bool,
    posted: Option<Vec<(String, String)>>,
    /// The draft that this form takes up again: gone once it has done its work.
    resumed: Option<DraftId>,
    /// How to show words here, as this browser was told.
    chosen: Option<Reads>,
}

impl FromRequestParts<Site> for Ctx {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Self::Rejection> {
        Ok(Self::of(parts, site))
    }
}

impl Ctx {
    /// The request as it came; nobody is known yet.
    #[inline(never)]
    pub(crate) fn of(parts: &Parts, site: &Site) -> Self {
        let secret = cookie(&parts.headers, SESSION);
        let known = cookie(&parts.headers, VISITOR);
        let fresh_visitor = known.is_none();
        let visitor = known.unwrap_or_else(|| site.baskets.new_token(site.house.source().bytes::<16>()));
        Self {
            site: site.clone(),
            secret,
            visitor,
            fresh_visitor,
            visit: Visit::nobody(),
            public: false,
            path: parts.uri.path().to_owned(),
            asked_for: parts.method == axum::http::Method::GET,
            posted: None,
            resumed: None,
            chosen: reading::chosen(&parts.headers),
        }
    }
}

fn cookie(headers: &HeaderMap, name: &str) -> Option<String> {
    let all = headers.get_all(COOKIE).iter().filter_map(|v| v.to_str().ok());
    let found = all
        .flat_map(|v| v.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(n, _)| *n == name);
    // Ours are 32 hexadecimal digits; anything else was not made here.
    found
        .map(|(_, v)| v.to_owned())
        .filter(|v| v.len() == 32 && v.bytes().all(|b| b.is_ascii_hexdigit()))
}

impl Ctx {
    /// Runs a use case for somebody who must be signed in; everybody else is sent to sign in, and nothing is run.
    ///
    /// # Errors
    /// The page that says why not.
    pub async fn act<T: Send + 'static>(
        &mut self,
        lane: Lane,
        work: impl FnOnce(&mut Desk, &Visit) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Failure> {
        let resumed = self.resumed.take();
        self.run(lane, move |desk, visit| {
            if visit.locked.is_some() {
                Err(Error::Locked)
            } else if visit.actor == Actor::Visitor {
                Err(Error::SignIn)
            } else {
                let value = work(desk, visit)?;
                if let Some(draft) = resumed {
                    draft::taken_up(desk, visit, draft)?;
                }
                Ok(value)
            }
        })
        .await
    }

    /// Runs a use case for anybody: a public page, a card, signing in.
    ///
    /// # Errors
    /// The page that says why not.
    pub async fn open<T: Send + 'static>(
        &mut self,
        work: impl FnOnce(&mut Desk, &Visit) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Failure> {
        self.open_on(Lane::Normal, work).await
    }

    /// Finds out who is there, where a page needs nothing else. Whoever has no session costs no work.
    ///
    /// # Errors
    /// The page that says why not.
    pub(crate) async fn meet(&mut self) -> Result<(), Failure> {
        if self.secret.is_none() {
            return Ok(());
        }
        self.open(|_, _| Ok(())).await
    }

    /// The same on a lane of its own: what is never held up, a concern say.
    ///
    /// # Errors
    /// The page that says why not.
    pub async fn open_on<T: Send + 'static>(
        &mut self,
        lane: Lane,
        work: impl FnOnce(&mut Desk, &Visit) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Failure> {
        self.public = true;
        self.run(lane, work).await
    }

    /// Runs a use case for somebody who must have shown who they are a moment ago: export, legal demands, keys, terms.
    /// Whoever has not is asked for it, and goes on with what they sent.
    ///
    /// # Errors
    /// The page that says why not.
    pub async fn act_freshly<T: Send + 'static>(
        &mut self,
        lane: Lane,
        work: impl FnOnce(&mut Desk, &Visit, &Recent) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Failure> {
        self.act(lane, move |desk, visit| {
            let recent = recent(desk, visit)?;
            work(desk, visit, &recent)
        })
        .await
    }

    /// What was posted, for a draft in case the session turns out to be locked.
    pub(crate) fn remember(&mut self, fields: &[(String, String)]) {
        let resumed = fields.iter().find(|(n, _)| n == RESUMED_FIELD);
        self.resumed = resumed.and_then(|(_, id)| id.parse().ok());
        let fields = fields
            .iter()
            .filter(|(n, _)| n != CSRF_FIELD && n != RESUMED_FIELD);
        self.posted = Some(fields.cloned().collect());
    }

    /// What was posted is of no use later: a check that is asked for keeps nothing of it.
    pub(crate) fn forget(&mut self) {
        self.posted = None;
        self.path = "/start".into();
    }

    async fn run<T: Send + 'static>(
        &mut self,
        lane: Lane,
        work: impl FnOnce(&mut Desk, &Visit) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Failure> {
        match self.job(lane, work).await {
            Ok(value) => Ok(value),
            Err(error @ (Error::Locked | Error::CheckAgain)) => {
                let mut kept = false;
                if let Some(fields) = self.posted.take() {
                    let path = self.path.clone();
                    let work = move |desk: &mut Desk, visit: &Visit| draft::keep(desk, visit, &path, fields);
                    kept = self
                        .job(Lane::Normal, work)
                        .await
                        .map_err(|error| self.failure(error))?;
                    self.path = if kept { UNFINISHED } else { "/start" }.into();
                }
                let check = Check::new(self, &error, kept);
                let mut failure = self.failure(error);
                failure.page.check = Some(check);
                Err(failure)
            }
            Err(error) => Err(self.failure(error)),
        }
    }

    async fn job<T: Send + 'static>(
        &mut self,
        lane: Lane,
        work: impl FnOnce(&mut Desk, &Visit) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        let (tell, told) = tokio::sync::oneshot::channel();
        let seen = std::sync::Arc::new(std::sync::Mutex::new(Visit::nobody()));
        let inside = std::sync::Arc::clone(&seen);
        self.site.house.submit(
            lane,
            self.secret.clone(),
            move |desk, visit| {
                *inside.lock().unwrap_or_else(std::sync::PoisonError::into_inner) = visit.clone();
                work(desk, visit).map_err(|outcome| sayso_app::file::or_has_left(desk, &visit.actor, outcome))
            },
            move |result| {
                // A browser that has gone away leaves nobody to tell; the work is done all the same.
                drop(tell.send(result));
            },
        );
        let result = told.await.unwrap_or(Err(Error::Unavailable));
        self.visit = seen
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
            .clone();
        result
    }

    /// The path that was asked for, or where to go on after a check.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The page that says why not, for an outcome found outside a use case.
    #[must_use]
    pub fn failure(&self, error: Error) -> Failure {
        Failure {
            error,
            page: Box::new(self.frame()),
        }
    }

    /// What a form on this page must carry back.
    #[must_use]
    pub fn form_token(&self) -> String {
        self.site
            .house
            .form_token(self.secret.as_deref().unwrap_or(&self.visitor))
    }

    /// The hidden field of a form.
    #[must_use]
    pub fn csrf(&self) -> Markup {
        shell::csrf_field(&self.form_token())
    }

    /// Today in London.
    #[must_use]
    pub fn today(&self) -> jiff::civil::Date {
        sayso_core::time::in_london(self.site.house.source().now()).date()
    }

    /// May this visitor try these words at this door now?
    ///
    /// # Errors
    /// [`Error::Busy`] after too many tries.
    pub fn may_try(&self, door: Door, words: &str) -> Result<(), Failure> {
        let now = self.site.house.source().now();
        if self.site.rates.may_try(door, &self.visitor, words, now) {
            return Ok(());
        }
        Err(self.failure(Error::Busy))
    }

    /// The words opened it: what was tried on the way counts as no guess.
    pub fn opened(&self, door: Door, words: &str) {
        self.site.rates.opened(door, &self.visitor, words);
    }

    /// The visitor's own mark, under which rates are counted. Says nothing about who they are.
    #[must_use]
    pub fn visitor(&self) -> &str {
        &self.visitor
    }

    /// What the frame of a page needs, taken along when the page is made later.
    #[must_use]
    pub fn frame(&self) -> Frame {
        Frame {
            visit: self.visit.clone(),
            token: self.form_token(),
            set_visitor: self.fresh_visitor.then(|| self.visitor.clone()),
            secure: self.site.secure,
            demo: self.site.demo.as_ref().map(|d| d.clock()),
            check: None,
            reads: self.reads(),
            here: self.asked_for.then(|| self.path.clone()),
        }
    }

    /// In which language and shape to show words: what was chosen in this browser, else what the person told us. Staff
    /// pages are in English.
    #[must_use]
    pub fn reads(&self) -> Reads {
        match self.visit.actor {
            Actor::Member(_) => Reads::default(),
            Actor::Person(_) | Actor::Supporter(_) | Actor::Attorney(_) | Actor::Visitor | Actor::Sayso => {
                self.chosen.or(self.visit.reading).unwrap_or_default()
            }
        }
    }

    /// The same, to say texts with.
    #[must_use]
    pub fn words(&self) -> Words {
        Words(self.reads())
    }

    /// A whole page in the reader's own language.
    #[must_use]
    pub fn page_said(&self, title: &Say, back: Option<&str>, body: &Markup) -> Response {
        let title = self.words().s(title);
        self.frame()
            .page(Tongue::Theirs, StatusCode::OK, &title, back, false, body)
    }

    /// The same form again in the reader's own language, with what to put right: 422.
    #[must_use]
    pub fn page_said_with_errors(&self, title: &Say, back: Option<&str>, body: &Markup) -> Response {
        let title = self.words().s(title);
        self.frame().page(
            Tongue::Theirs,
            StatusCode::UNPROCESSABLE_ENTITY,
            &title,
            back,
            true,
            body,
        )
    }

    /// The form that shows this page another way.
    #[must_use]
    pub fn chooser(&self) -> Markup {
        reading::chooser(self.reads(), "/words", &self.csrf(), Some(&self.path))
    }

    /// Go and look there (303), and show words that way from now on in this browser.
    #[must_use]
    pub fn see_reading(&self, path: &str, reads: Reads) -> Response {
        let mut response = see_other(path);
        let mark = reading::mark(Some(reads), self.site.secure);
        response.headers_mut().append(SET_COOKIE, mark);
        response
    }

    /// A whole page. `title` is neutral; `back` is where "Back" leads.
    #[must_use]
    pub fn page(&self, title: &str, back: Option<&str>, body: &Markup) -> Response {
        self.frame()
            .page(Tongue::English, StatusCode::OK, title, back, false, body)
    }

    /// The same form again, with what to put right: 422.
    #[must_use]
    pub fn page_with_errors(&self, title: &str, back: Option<&str>, body: &Markup) -> Response {
        self.frame().page(
            Tongue::English,
            StatusCode::UNPROCESSABLE_ENTITY,
            title,
            back,
            true,
            body,
        )
    }

    /// Go and look there (303), so that reloading repeats nothing.
    #[must_use]
    pub fn see(&self, path: &str) -> Response {
        see_other(path)
    }

    /// Go away to another site, with this visitor's mark in the browser: what comes back counts for it alone.
    ///
    /// # Panics
    /// Never: the mark is hexadecimal.
    #[must_use]
    pub fn see_with_mark(&self, url: &str) -> Response {
        let mut response = see_other(url);
        if self.fresh_visitor {
            let mark = visitor_cookie(&self.visitor, self.site.secure);
            response.headers_mut().append(SET_COOKIE, mark);
        }
        response
    }

    /// The same, with a fresh session's cookie.
    ///
    /// # Panics
    /// Never: the cookie is hexadecimal and our own words.
    #[must_use]
    pub fn see_signed_in(&self, path: &str, cookie: &sayso_app::session::Cookie) -> Response {
        let mut response = see_other(path);
        let secure = if self.site.secure { "; Secure" } else { "" };
        // A session cookie of the browser: the server decides how long it lives.
        let text = format!("{SESSION}={}; Path=/; HttpOnly; SameSite=Lax{secure}", cookie.0);
        response.headers_mut().append(
            SET_COOKIE,
            HeaderValue::from_str(&text).expect("hexadecimal and our own words"),
        );
        response
    }

    /// The same, with the session's cookie taken away.
    ///
    /// # Panics
    /// Never: the cookie is our own words.
    #[must_use]
    pub fn see_signed_out(&self, path: &str) -> Response {
        let mut response = see_other(path);
        let text = format!("{SESSION}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0");
        response
            .headers_mut()
            .append(SET_COOKIE, HeaderValue::from_str(&text).expect("our own words"));
        // Whoever comes next at this computer chooses afresh.
        response
            .headers_mut()
            .append(SET_COOKIE, reading::mark(None, false));
        response
    }
}

pub(crate) fn see_other(path: &str) -> Response {
    let mut response = StatusCode::SEE_OTHER.into_response();
    let path = HeaderValue::from_str(path).unwrap_or(HeaderValue::from_static("/"));
    response.headers_mut().insert(LOCATION, path);
    response
}
