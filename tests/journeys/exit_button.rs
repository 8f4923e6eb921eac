//! The button that leaves the page quickly: explained before it is needed, and switched off and on by the person alone.

use sayso_testkit::Town;

use crate::shared::{enrolled, says, told};

const BUTTON: &str = "href=\"/exit\"";

#[test]
fn the_button_is_explained_before_first_use_and_alex_switches_it_off_and_on_again() {
    let town = Town::new();
    let kept = town.alex_with_sam();
    let served = town.serve();
    let mut first = served.sit(Err(kept.person));
    first.open("/home/contact");
    says(&first, "It cannot clear the history of your browser.");
    says(&first, "what somebody behind you has already seen");
    assert!(first.page.body.contains(BUTTON));
    assert!(
        !first.page.says("Switch the button off"),
        "not before there is a word"
    );
    enrolled(&town, kept.person);
    let mut alex = served.sit(Err(kept.person));
    alex.open("/home/contact");
    alex.send("/home/exit-button", &[]);
    says(&alex, "You switched the button off.");
    for path in ["/home", "/home/contact", "/home/held", "/home/change"] {
        alex.open(path);
        assert_eq!(alex.page.status, 200);
        assert!(!alex.page.body.contains(BUTTON), "{path}");
    }
    // It is Alex's own: another device of theirs has it no more, and nobody else loses theirs.
    let mut tablet = served.sit(Err(kept.person));
    assert!(!tablet.open("/home").body.contains(BUTTON));
    assert!(served.browser().open("/sign-in").body.contains(BUTTON));
    alex.open("/home/contact");
    alex.send("/home/exit-button", &[]);
    for path in ["/home", "/home/contact", "/home/held", "/home/change"] {
        assert!(alex.open(path).body.contains(BUTTON), "{path}");
    }
    let history = told(&town, kept.person);
    assert!(
        history.contains("your pages have no button that leaves them quickly"),
        "{history}"
    );
    assert!(history.contains("your pages have the button that leaves them quickly"));
}
