//! Somebody whom a person named: named by the real use case, and let in through the real door.

use sayso_app::supporter::{self, Given};
use sayso_core::decide::supporter::Naming;
use sayso_core::id::PersonId;
use sayso_core::supporter::{Choice, SupporterKind, USUAL};

use crate::{Browser, Served, Town};

impl Town {
    /// The person names Kim, their carer, for these things and the usual time.
    ///
    /// # Panics
    /// When it is not possible.
    #[must_use]
    pub fn names_kim(&self, person: PersonId, may: &[Choice]) -> Given {
        self.names(person, "Kim", may)
    }

    /// The same under another name.
    ///
    /// # Panics
    /// When it is not possible.
    #[must_use]
    pub fn names(&self, person: PersonId, name: &str, may: &[Choice]) -> Given {
        let (actor, scope, name) = (
            self.person(person),
            may.iter().copied().collect(),
            name.to_owned(),
        );
        self.act(move |desk, _| {
            let naming = Naming {
                name,
                kind: SupporterKind::Carer,
                scope,
                until: desk.now() + USUAL,
            };
            supporter::name(desk, &actor, &naming)
        })
        .expect("a supporter is named")
    }
}

impl Served {
    /// A browser in which a supporter comes in for the first time, with the card and the code, and chooses "heather".
    ///
    /// # Panics
    /// When the door does not open.
    #[must_use]
    pub fn comes_in(&self, given: &Given) -> Browser {
        self.comes_in_at(given, "/supporting")
    }

    /// The same for somebody with a recorded power.
    ///
    /// # Panics
    /// When the door does not open.
    #[must_use]
    pub fn comes_to_decide(&self, given: &Given) -> Browser {
        self.comes_in_at(given, "/deciding")
    }

    fn comes_in_at(&self, given: &Given, at: &str) -> Browser {
        let mut browser = self.browser();
        browser.open("/sign-in/supporter");
        let typed = [
            ("words", given.words.as_str()),
            ("secret", &given.code),
            ("word", "heather"),
        ];
        let page = browser.send("/sign-in/supporter", &typed);
        assert_eq!((page.status, page.path.as_str()), (200, at), "{}", page.text());
        browser
    }
}
