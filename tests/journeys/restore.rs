//! A backup, put in place as `docs/operating.md` says, is the house again.

use std::fs;
use std::sync::Arc;

use sayso_app::{House, Lane, Options, own};
use sayso_core::seat::Actor;
use sayso_testkit::Town;

#[test]
fn a_backup_and_the_key_put_in_place_are_a_working_house() {
    let town = Town::new();
    let kept = town.alex_with_sam();
    let copy = town.around().join("monday.db");
    town.house.backup(&copy).expect("a backup while it is in use");
    // What comes after the backup is not in it.
    let later = town.says_yes({
        let mut yes = town.yes();
        yes.details.name = "Robin Vale".into();
        yes.salt = [8; 32];
        yes
    });
    town.house.close();

    let fresh = town.around().join("restored");
    let opened = |with_key: bool| {
        drop(fs::remove_dir_all(&fresh));
        fs::create_dir_all(&fresh).expect("a new data directory");
        fs::copy(&copy, fresh.join("sayso.db")).expect("the copy in place");
        if with_key {
            let keys = fresh.join("keys");
            fs::create_dir_all(&keys).expect("a directory for the key");
            fs::copy(town.data().join("keys/master.key"), keys.join("master.key")).expect("the key in place");
            #[cfg(unix)]
            {
                use std::os::unix::fs::PermissionsExt as _;
                fs::set_permissions(&keys, fs::Permissions::from_mode(0o700))
                    .expect("for this account alone");
                fs::set_permissions(keys.join("master.key"), fs::Permissions::from_mode(0o600))
                    .expect("for this account alone");
            }
        }
        House::open(&fresh, Arc::clone(&town.source) as _, &Options::default())
    };
    assert!(opened(false).is_err(), "without its key a copy is not opened");
    let house = Arc::new(opened(true).expect("the copy opens"));
    let read = |person| {
        house.act(Lane::Normal, None, move |desk, _| {
            own::open(desk, &Actor::Person(person), "your page", 50, None)
        })
    };
    let held = read(kept.person).expect("Alex reads their own page");
    assert_eq!(held.person.details.name, "Alex Morgan");
    assert!(held.said.iter().any(|s| s.live) && !held.history.is_empty());
    assert!(read(later.person).is_err(), "Robin came after the backup");
}
