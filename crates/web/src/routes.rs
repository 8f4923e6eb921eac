//! Every route in one table: method, path, who it is for, which action it asks for, which event it leaves. The pages
//! are registered with it, so that a route without its row does not exist; `docs/routes.txt` is this table.

use axum::Router;
use axum::handler::Handler;
use axum::routing::{MethodFilter, on};

use crate::pages;
use crate::site::Site;

/// Who a route is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    /// Anybody, signed in or not.
    Anybody,
    /// Anybody signed in.
    SignedIn,
    /// The person.
    Person,
    /// Somebody whom a person named.
    Supporter,
    /// Somebody with a recorded power.
    Attorney,
    /// Clinicians and the practice team.
    Practice,
    /// Clinicians.
    Clinician,
    /// The practice team.
    PracticeAdmin,
    /// Coaches.
    Coach,
    /// A provider's lead.
    ProviderLead,
    /// Coaches and leads.
    Provider,
    /// The guardian.
    Guardian,
    /// Guardian, deputy and nominee: those who sign terms.
    Signer,
    /// The commissioner.
    Commissioner,
    /// Commissioner and evaluator: those who read figures.
    Commission,
    /// The independent evaluator.
    Evaluator,
    /// The operator.
    Operator,
    /// Operator and guardian.
    Keeper,
}

/// One route.
#[derive(Debug, Clone, Copy)]
pub struct Route {
    /// `GET` or `POST`.
    pub method: &'static str,
    /// With `{…}` for what varies.
    pub path: &'static str,
    /// Who it is for.
    pub who: Who,
    /// The action that the policies are asked about (`Action::as_str`); `-` where none is.
    pub action: &'static str,
    /// The event that it leaves (`EventKind::as_str`); `-` where nothing happens that is about anybody.
    pub event: &'static str,
}

/// Collects pages with their rows.
#[derive(Default)]
pub struct Routes {
    rows: Vec<Route>,
    router: Router<Site>,
}

impl Routes {
    /// A page.
    pub fn get<H: Handler<T, Site>, T: 'static>(
        &mut self,
        path: &'static str,
        who: Who,
        action: &'static str,
        event: &'static str,
        handler: H,
    ) {
        self.add("GET", MethodFilter::GET, path, who, action, event, handler);
    }

    /// A form.
    pub fn post<H: Handler<T, Site>, T: 'static>(
        &mut self,
        path: &'static str,
        who: Who,
        action: &'static str,
        event: &'static str,
        handler: H,
    ) {
        self.add("POST", MethodFilter::POST, path, who, action, event, handler);
    }

    #[expect(
        clippy::too_many_arguments,
        reason = "one row of a table, written in one place"
    )]
    fn add<H: Handler<T, Site>, T: 'static>(
        &mut self,
        method: &'static str,
        filter: MethodFilter,
        path: &'static str,
        who: Who,
        action: &'static str,
        event: &'static str,
        handler: H,
    ) {
        self.rows.push(Route {
            method,
            path,
            who,
            action,
            event,
        });
        self.router = std::mem::take(&mut self.router).route(path, on(filter, handler));
    }
}

fn registered() -> Routes {
    let mut routes = Routes::default();
    pages::register(&mut routes);
    routes
}

/// Every page of the site.
pub(crate) fn router() -> Router<Site> {
    registered().router
}

/// Every row, in the order of registration.
#[must_use]
pub fn all_routes() -> Vec<Route> {
    registered().rows
}
