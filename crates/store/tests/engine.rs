//! The engine, the keys, migrations and backups, from outside.

#![expect(
    clippy::unwrap_used,
    reason = "a test helper that cannot go on stops the test"
)]

use std::{
    fs,
    io::{BufRead, BufReader},
    os::unix::fs::PermissionsExt,
    path::Path,
    process::{Command, Stdio},
    sync::{
        Arc, Condvar, Mutex,
        atomic::{AtomicBool, AtomicU64, Ordering},
        mpsc,
    },
    time::{Duration, Instant},
};

use jiff::Timestamp;
use sayso_core::id::{PersonId, Source, SourceExt};
use sayso_store::{
    Cell, Class, Db, Faults, KEYS, KeyRing, Lane, Migration, OpenError, Options, Owner, Read, StoreError, Tx,
    backup, params,
};

/// Replays: the same bytes and times from the same seed.
struct Seeded(AtomicU64);

impl Source for Seeded {
    fn now(&self) -> Timestamp {
        Timestamp::from_millisecond(1_790_000_000_000).unwrap()
    }
    fn fill(&self, buf: &mut [u8]) {
        for byte in buf {
            let n = self.0.fetch_add(0x9e37_79b9_7f4a_7c15, Ordering::Relaxed);
            let n = (n ^ (n >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            let n = (n ^ (n >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            *byte = n.to_be_bytes()[0];
        }
    }
}

fn source() -> Arc<Seeded> {
    Arc::new(Seeded(AtomicU64::new(7)))
}

const THINGS: Migration = (
    2,
    "things",
    "CREATE TABLE thing (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, kept BLOB) STRICT;
     CREATE TABLE part (thing INTEGER NOT NULL REFERENCES thing (id), name TEXT NOT NULL) STRICT;",
);

fn open_with(dir: &Path, migrations: &[Migration], options: &Options) -> Result<Db, OpenError> {
    Db::open(dir, migrations, source(), options)
}

fn open(dir: &Path) -> Db {
    open_with(dir, &[KEYS, THINGS], &Options::default()).unwrap()
}

fn why_not_opened(result: Result<Db, OpenError>) -> OpenError {
    result.err().expect("it should not have opened")
}

fn add(tx: &mut dyn Tx, name: &str) -> Result<i64, StoreError> {
    let id = tx.one(
        "INSERT INTO thing (name) VALUES ($1) RETURNING id",
        params![name],
        |row| row.int(0),
    )?;
    id.ok_or(StoreError::corrupt("no id"))
}

fn names(db: &Db) -> Vec<String> {
    let all = |tx: &mut dyn Read| tx.all("SELECT name FROM thing ORDER BY id", &[], |row| row.text(0));
    db.reader().read::<_, StoreError>(all).unwrap()
}

fn run<T: Send + 'static>(
    db: &Db,
    job: impl FnOnce(&mut dyn Tx) -> Result<T, StoreError> + Send + 'static,
) -> Result<T, StoreError> {
    db.run(Lane::Normal, job)
}

/// Holds the writer inside one job until it is opened, so that a test knows what is waiting behind it.
#[derive(Clone, Default)]
struct Gate(Arc<(Mutex<(bool, bool)>, Condvar)>);

impl Gate {
    fn hold(db: &Db) -> Self {
        let gate = Self::default();
        let inside = gate.clone();
        let job = move |_: &mut dyn Tx| {
            let (state, bell) = &*inside.0;
            let mut state = state.lock().unwrap();
            state.0 = true;
            bell.notify_all();
            drop(bell.wait_while(state, |state| !state.1).unwrap());
            Ok::<_, StoreError>(())
        };
        db.submit(Lane::Normal, job, drop);
        let (state, bell) = &*gate.0;
        drop(bell.wait_while(state.lock().unwrap(), |state| !state.0).unwrap());
        gate
    }
    fn open(&self) {
        self.0.0.lock().unwrap().1 = true;
        self.0.1.notify_all();
    }
}

/// Where `needle` occurs among the files of `dir`, its own subdirectories included.
fn files_with(dir: &Path, needle: &[u8]) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(dir).unwrap().map(Result::unwrap) {
        let path = entry.path();
        if path.is_dir() {
            found.extend(files_with(&path, needle));
        } else if fs::read(&path)
            .unwrap()
            .windows(needle.len())
            .any(|part| part == needle)
        {
            found.push(entry.file_name().into_string().unwrap());
        }
    }
    found
}

// Group commit

#[test]
fn nobody_is_answered_before_the_commit() {
    let dir = tempfile::tempdir().unwrap();
    let db = open(dir.path());
    let gate = Gate::hold(&db);
    let (tell, told) = mpsc::channel();
    for n in 0..20 {
        let tell = tell.clone();
        db.submit(
            Lane::Normal,
            move |tx| add(tx, &format!("thing {n}")),
            move |result| {
                tell.send(result).unwrap();
            },
        );
    }
    assert!(told.try_recv().is_err() && names(&db).is_empty());
    let before = db.pulse().groups;
    gate.open();
    for _ in 0..20 {
        told.recv().unwrap().unwrap();
        // A reader sees committed rows only, and at the first answer it sees them all: they shared a commit.
        assert_eq!(names(&db).len(), 20);
    }
    assert_eq!(db.pulse().groups, before + 1);
}

#[test]
fn when_the_commit_does_not_work_the_whole_group_is_told_and_nothing_is_kept() {
    let dir = tempfile::tempdir().unwrap();
    let faults = Faults::default();
    let db = open_with(
        dir.path(),
        &[KEYS, THINGS],
        &Options {
            faults: faults.clone(),
            ..Options::default()
        },
    )
    .unwrap();
    let gate = Gate::hold(&db);
    let (tell, told) = mpsc::channel();
    for name in ["a", "b", "c"] {
        let tell = tell.clone();
        db.submit(
            Lane::Normal,
            move |tx| add(tx, name),
            move |result| tell.send(result).unwrap(),
        );
    }
    faults.arm(4); // three inserts, then the COMMIT
    gate.open();
    for _ in 0..3 {
        assert!(matches!(told.recv().unwrap(), Err(StoreError::Unavailable(_))));
    }
    assert!(!db.pulse().can_write && names(&db).is_empty());
    run(&db, |tx| add(tx, "later")).unwrap();
    assert!(db.pulse().can_write && names(&db) == ["later"]);
}

#[test]
fn a_panic_or_an_error_undoes_its_own_job_and_no_other() {
    let dir = tempfile::tempdir().unwrap();
    let db = open(dir.path());
    let gate = Gate::hold(&db);
    let (tell, told) = mpsc::channel();
    let submit = |job: fn(&mut dyn Tx) -> Result<i64, StoreError>| {
        let tell = tell.clone();
        db.submit(Lane::Normal, job, move |result| tell.send(result).unwrap());
    };
    submit(|tx| add(tx, "before"));
    submit(|tx| {
        add(tx, "panics")?;
        panic!("on purpose")
    });
    submit(|tx| {
        add(tx, "gives an error")?;
        Err(StoreError::Erased)
    });
    submit(|tx| {
        add(tx, "clashes")?;
        // Swallowing the error does not help: the job is lost, as it would be in PostgreSQL.
        Ok(add(tx, "before").unwrap_or(0))
    });
    submit(|tx| add(tx, "after"));
    gate.open();
    let told: Vec<_> = told.iter().take(5).collect();
    assert!(told[0].is_ok() && told[4].is_ok(), "{told:?}");
    assert_eq!(told[1], Err(StoreError::Panicked));
    assert_eq!(told[2], Err(StoreError::Erased));
    assert!(matches!(&told[3], Err(StoreError::Conflict(what)) if what.contains("thing.name")));
    assert_eq!(names(&db), ["before", "after"]);
}

#[test]
fn a_break_between_any_two_statements_leaves_all_or_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let faults = Faults::default();
    let db = open_with(
        dir.path(),
        &[KEYS, THINGS],
        &Options {
            faults: faults.clone(),
            ..Options::default()
        },
    )
    .unwrap();
    let everything = |db: &Db| {
        let count = |tx: &mut dyn Read| {
            tx.one(
                "SELECT (SELECT count(*) FROM thing), (SELECT count(*) FROM part), (SELECT count(*) FROM data_key)",
                &[],
                |row| Ok([row.int(0)?, row.int(1)?, row.int(2)?]),
            )
        };
        db.reader().read::<_, StoreError>(count).unwrap().unwrap()
    };
    let mut breaks = 0;
    for nth in 1.. {
        assert_eq!(everything(&db), [0, 0, 0]);
        let keys = Arc::clone(db.keys());
        faults.arm(nth);
        let done = run(&db, move |tx| {
            let id = add(tx, "whole")?;
            let kept = keys.encrypt(
                tx,
                Owner::shared(Class::System),
                &Cell::new("thing", id, "kept", 1),
                "x",
            )?;
            tx.execute("UPDATE thing SET kept = $2 WHERE id = $1", params![id, kept])?;
            tx.execute(
                "INSERT INTO part (thing, name) VALUES ($1, $2)",
                params![id, "half"],
            )
        });
        let struck = !faults.disarm();
        assert_eq!(done.is_err(), struck);
        if !struck {
            break;
        }
        breaks += 1;
    }
    assert_eq!(breaks, 6, "five statements and the commit");
    assert_eq!(everything(&db), [1, 1, 1]);
}

#[test]
fn a_full_queue_says_busy_at_once_and_a_stop_still_goes_first() {
    let dir = tempfile::tempdir().unwrap();
    let options = Options {
        waiting: 3,
        ..Options::default()
    };
    let db = open_with(dir.path(), &[KEYS, THINGS], &options).unwrap();
    let gate = Gate::hold(&db);
    let (tell, told) = mpsc::channel();
    let submit = |lane, name: &'static str| {
        let tell = tell.clone();
        db.submit(
            lane,
            move |tx| add(tx, name),
            move |result| tell.send((name, result.err())).unwrap(),
        );
    };
    for name in ["1", "2", "3"] {
        submit(Lane::Normal, name);
    }
    submit(Lane::Normal, "one too many");
    assert_eq!(told.recv().unwrap(), ("one too many", Some(StoreError::Busy)));
    submit(Lane::Stop, "stop");
    submit(Lane::Stop, "stop too");
    assert_eq!(db.pulse().waiting, 5);
    gate.open();
    assert_eq!(
        told.iter().take(5).filter(|(_, error)| error.is_none()).count(),
        5
    );
    assert_eq!(names(&db), ["stop", "stop too", "1", "2", "3"]);
}

#[test]
fn a_job_that_waits_for_another_job_is_told_no_instead_of_waiting_for_ever() {
    let dir = tempfile::tempdir().unwrap();
    let db = Arc::new(open(dir.path()));
    let inner = Arc::clone(&db);
    let told = run(&db, move |_| Ok(run(&inner, |tx| add(tx, "inner"))));
    assert!(matches!(told, Ok(Err(StoreError::Unavailable(_)))));
}

#[test]
fn closing_serves_what_was_accepted_and_nothing_after() {
    let dir = tempfile::tempdir().unwrap();
    let db = open(dir.path());
    let gate = Gate::hold(&db);
    for n in 0..10 {
        db.submit(Lane::Normal, move |tx| add(tx, &n.to_string()), drop);
    }
    gate.open();
    db.close();
    assert!(matches!(
        run(&db, |tx| add(tx, "late")),
        Err(StoreError::Unavailable(_))
    ));
    drop(db);
    assert!(
        !dir.path().join("sayso.db-wal").exists(),
        "closed well, it is one file"
    );
    let db = open(dir.path());
    assert_eq!(names(&db).len(), 10);
}

#[test]
fn a_reader_cannot_write_and_a_job_cannot_end_its_transaction() {
    let dir = tempfile::tempdir().unwrap();
    let db = open(dir.path());
    let sneak = |tx: &mut dyn Read| {
        tx.all("INSERT INTO thing (name) VALUES ('x') RETURNING id", &[], |row| {
            row.int(0)
        })
    };
    assert!(db.reader().read::<_, StoreError>(sneak).is_err());
    assert!(run(&db, |tx| tx.execute("COMMIT", &[])).is_err());
    assert!(
        run(&db, |tx| tx.execute("DELETE FROM thing WHERE id = $1", &[])).is_err(),
        "a parameter is missing"
    );
    assert_eq!(names(&db), Vec::<String>::new());
}

#[test]
fn an_error_text_never_holds_a_parameter() {
    let dir = tempfile::tempdir().unwrap();
    let db = open(dir.path());
    let secret = "Zebedee";
    run(&db, move |tx| add(tx, secret)).unwrap();
    let texts = [
        run(&db, move |tx| add(tx, secret)).unwrap_err(),
        run(&db, move |tx| {
            tx.execute("INSERT INTO part (thing, name) VALUES ($1, $1)", params![secret])
        })
        .unwrap_err(),
        run(&db, move |tx| tx.execute("SELECT json($1)", params![secret])).unwrap_err(),
        run(&db, move |tx| {
            tx.one("SELECT $1", params![secret], |row| row.int(0))
        })
        .unwrap_err(),
        run(&db, move |tx| {
            tx.one("SELECT $1", params![secret], |row| row.parsed::<PersonId>(0))
        })
        .unwrap_err(),
    ];
    for text in texts {
        assert!(!format!("{text} {text:?}").contains(secret), "{text}");
    }
}

// A process that dies

#[test]
fn child_that_writes_until_it_is_killed() {
    let Ok(dir) = std::env::var("SAYSO_TEST_CHILD") else {
        return;
    };
    let db = open(Path::new(&dir));
    for n in 0_u32.. {
        let name = format!("thing {n}");
        run(&db, move |tx| {
            let id = add(tx, &name)?;
            tx.execute(
                "INSERT INTO part (thing, name) VALUES ($1, $2)",
                params![id, name],
            )
        })
        .unwrap();
        println!("kept {n}");
    }
}

#[test]
fn what_was_acknowledged_outlives_a_kill_and_nothing_is_half_there() {
    let dir = tempfile::tempdir().unwrap();
    for round in 0..5_usize {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "child_that_writes_until_it_is_killed", "--nocapture"])
            .env("SAYSO_TEST_CHILD", dir.path().join(round.to_string()))
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap())
            .lines()
            .map_while(Result::ok);
        // `lines` goes on after the kill: whatever was printed had been acknowledged.
        let mut kept = 0;
        for line in lines {
            // The harness prints its own words in front of the first line.
            kept += usize::from(line.contains("kept "));
            if kept == 20 + round * 17 {
                child.kill().unwrap();
            }
        }
        child.wait().unwrap();
        let db = open(&dir.path().join(round.to_string()));
        assert!(names(&db).len() >= kept, "{} of {kept}", names(&db).len());
        let halves = |tx: &mut dyn Read| {
            tx.one(
                "SELECT count(*) FROM thing WHERE id NOT IN (SELECT thing FROM part)",
                &[],
                |row| row.int(0),
            )
        };
        assert_eq!(db.reader().read::<_, StoreError>(halves), Ok(Some(0)));
        drop(db);
        backup::check(&dir.path().join(round.to_string()).join("sayso.db")).unwrap();
    }
}

#[test]
fn two_processes_cannot_open_one_data_directory() {
    let dir = tempfile::tempdir().unwrap();
    let db = open(dir.path());
    assert!(matches!(
        why_not_opened(open_with(dir.path(), &[KEYS, THINGS], &Options::default())),
        OpenError::InUse(_)
    ));
    drop(db);
    drop(open(dir.path()));
}

// The key file

#[test]
fn the_key_file_is_made_once_and_for_its_owner_only() {
    let dir = tempfile::tempdir().unwrap();
    drop(open(dir.path()));
    let keys = dir.path().join("keys");
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(
        (
            mode(&keys),
            mode(&keys.join("master.key")),
            mode(&dir.path().join("sayso.db"))
        ),
        (0o700, 0o600, 0o600)
    );
    let before = fs::read(keys.join("master.key")).unwrap();
    drop(open(dir.path()));
    assert_eq!(fs::read(keys.join("master.key")).unwrap(), before);
}

#[test]
fn a_database_does_not_open_without_its_own_key_kept_private() {
    let dir = tempfile::tempdir().unwrap();
    drop(open(dir.path()));
    let again = || why_not_opened(open_with(dir.path(), &[KEYS, THINGS], &Options::default()));
    let file = dir.path().join("keys/master.key");
    let right = fs::read(&file).unwrap();

    fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).unwrap();
    let told = again();
    assert!(matches!(told, OpenError::KeyExposed { mode: 0o640, .. }));
    assert!(told.to_string().contains("chmod 600"), "{told}");
    fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).unwrap();
    fs::set_permissions(dir.path().join("keys"), fs::Permissions::from_mode(0o777)).unwrap();
    assert!(matches!(again(), OpenError::KeyExposed { wanted: 0o700, .. }));
    fs::set_permissions(dir.path().join("keys"), fs::Permissions::from_mode(0o700)).unwrap();

    fs::write(&file, "f".repeat(64)).unwrap();
    assert!(matches!(again(), OpenError::KeyWrong(_)));
    fs::write(&file, "not a key").unwrap();
    assert!(matches!(again(), OpenError::KeyMalformed(_)));
    fs::remove_file(&file).unwrap();
    assert!(matches!(again(), OpenError::KeyMissing(_)));
    assert!(!file.exists(), "no second key is made");

    fs::write(&file, right).unwrap();
    fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).unwrap();
    drop(open(dir.path()));
}

// Encrypted columns

/// A thing with an encrypted name, under one person's service key.
fn keep(keys: &KeyRing, tx: &mut dyn Tx, owner: Owner, name: &str, plain: &str) -> Result<i64, StoreError> {
    let id = add(tx, name)?;
    let kept = keys.encrypt(tx, owner, &Cell::new("thing", id, "kept", 1), plain)?;
    tx.execute("UPDATE thing SET kept = $2 WHERE id = $1", params![id, kept])?;
    Ok(id)
}

/// The value kept in row `from`, read as if it stood in row `to`.
fn read_as(keys: &KeyRing, tx: &mut dyn Tx, owner: Owner, from: i64, to: i64) -> Result<String, StoreError> {
    let kept = tx.one("SELECT kept FROM thing WHERE id = $1", params![from], |row| {
        row.encrypted(0)
    })?;
    let kept = kept.ok_or(StoreError::corrupt("no row"))?;
    keys.decrypt_text(tx, owner, &Cell::new("thing", to, "kept", 1), &kept)
        .map(sayso_store::Secret::into_exposed)
}

#[test]
fn a_value_reads_only_from_its_own_place_and_under_its_own_owner() {
    let dir = tempfile::tempdir().unwrap();
    let db = open(dir.path());
    let (alex, other): (PersonId, PersonId) = (source().id(), Seeded(AtomicU64::new(8)).id());
    let mine = Owner::person(alex, Class::Service);
    let keys = Arc::clone(db.keys());
    run(&db, move |tx| {
        let one = keep(&keys, tx, mine, "one", "first words")?;
        let two = keep(&keys, tx, mine, "two", "second words")?;
        keep(
            &keys,
            tx,
            Owner::person(other, Class::Service),
            "three",
            "of another",
        )?;
        keep(
            &keys,
            tx,
            Owner::person(alex, Class::Legal),
            "four",
            "of another class",
        )?;
        assert_eq!(read_as(&keys, tx, mine, one, one)?, "first words");
        let moved = |result| matches!(result, Err(StoreError::Corrupt(_)));
        assert!(moved(read_as(&keys, tx, mine, one, two)), "another row");
        assert!(
            moved(read_as(&keys, tx, Owner::person(other, Class::Service), one, one)),
            "another person"
        );
        assert!(
            moved(read_as(&keys, tx, Owner::person(alex, Class::Legal), one, one)),
            "another class"
        );
        let cell = |table, column, version| Cell::new(table, one, column, version);
        let kept = keys.encrypt(tx, mine, &cell("thing", "kept", 1), "words")?;
        for place in [
            cell("part", "kept", 1),
            cell("thing", "name", 1),
            cell("thing", "kept", 2),
        ] {
            assert!(moved(
                keys.decrypt_text(tx, mine, &place, &kept).map(|_| String::new())
            ));
        }
        for at in 0..kept.bytes().len() {
            let mut bytes = kept.bytes().to_vec();
            bytes[at] ^= 1;
            let changed = sayso_store::Encrypted::stored(bytes);
            assert!(
                keys.decrypt(tx, mine, &cell("thing", "kept", 1), &changed)
                    .is_err(),
                "byte {at}"
            );
        }
        // The same words twice do not look the same.
        assert_ne!(kept, keys.encrypt(tx, mine, &cell("thing", "kept", 1), "words")?);
        Ok(())
    })
    .unwrap();
}

#[test]
fn a_wrapped_key_moved_to_another_person_does_not_open_there() {
    let dir = tempfile::tempdir().unwrap();
    let db = open(dir.path());
    let owner = |seed| Owner::person(Seeded(AtomicU64::new(seed)).id(), Class::Service);
    let keys = Arc::clone(db.keys());
    let id = run(&db, move |tx| {
        let mine = keep(&keys, tx, owner(1), "mine", "words")?;
        keep(&keys, tx, owner(2), "theirs", "words")?;
        // Both rows now have the wrapped key of the second.
        let swap = "UPDATE data_key SET wrapped = (SELECT wrapped FROM data_key ORDER BY rowid DESC LIMIT 1)";
        assert_eq!(tx.execute(swap, &[])?, 2);
        Ok(mine)
    })
    .unwrap();
    let keys = Arc::clone(db.keys());
    assert!(matches!(
        run(&db, move |tx| read_as(&keys, tx, owner(1), id, id)),
        Err(StoreError::Corrupt(_))
    ));
}

#[test]
fn a_key_made_in_work_that_was_undone_is_never_used_again() {
    let dir = tempfile::tempdir().unwrap();
    let db = open(dir.path());
    let owner = Owner::person(source().id(), Class::Service);
    let keys = Arc::clone(db.keys());
    let undone: Result<(), _> = run(&db, move |tx| {
        keep(&keys, tx, owner, "undone", "words")?;
        Err(StoreError::Busy)
    });
    assert!(undone.is_err());
    let keys = Arc::clone(db.keys());
    let id = run(&db, move |tx| keep(&keys, tx, owner, "kept", "words")).unwrap();
    drop(db);
    let db = open(dir.path());
    let keys = Arc::clone(db.keys());
    assert_eq!(
        run(&db, move |tx| read_as(&keys, tx, owner, id, id)).as_deref(),
        Ok("words")
    );
}

#[test]
fn erasing_a_person_puts_their_words_out_of_reach_and_leaves_the_other_classes() {
    let dir = tempfile::tempdir().unwrap();
    let db = open(dir.path());
    let alex: PersonId = source().id();
    let (service, safeguarding) = (
        Owner::person(alex, Class::Service),
        Owner::person(alex, Class::Safeguarding),
    );
    let keys = Arc::clone(db.keys());
    let (a, b, wrapped) = run(&db, move |tx| {
        let a = keep(&keys, tx, service, "a", "service words")?;
        let b = keep(&keys, tx, safeguarding, "b", "a concern")?;
        let key = "SELECT wrapped FROM data_key WHERE class = $1";
        Ok((
            a,
            b,
            tx.one(key, params![Class::Service.code()], |row| row.blob(0))?
                .unwrap(),
        ))
    })
    .unwrap();
    assert!(!files_with(dir.path(), &wrapped).is_empty());

    let keys = Arc::clone(db.keys());
    assert_eq!(
        run(&db, move |tx| keys.destroy(
            tx,
            alex,
            &[Class::Service, Class::Legal]
        )),
        Ok(1)
    );
    let keys = Arc::clone(db.keys());
    run(&db, move |tx| {
        assert_eq!(read_as(&keys, tx, service, a, a), Err(StoreError::Erased));
        assert_eq!(read_as(&keys, tx, safeguarding, b, b).as_deref(), Ok("a concern"));
        Ok(())
    })
    .unwrap();
    let keys = Arc::clone(db.keys());
    assert_eq!(
        run(&db, move |tx| keep(&keys, tx, service, "c", "more")),
        Err(StoreError::Erased),
        "no new key"
    );

    // The wrapped key itself leaves the files in the writer's next quiet moment.
    let deadline = Instant::now() + Duration::from_secs(20);
    while !files_with(dir.path(), &wrapped).is_empty() {
        assert!(
            Instant::now() < deadline,
            "still in {:?}",
            files_with(dir.path(), &wrapped)
        );
        std::thread::yield_now();
    }
}

#[test]
fn what_is_encrypted_is_in_no_file_of_the_data_directory() {
    let dir = tempfile::tempdir().unwrap();
    let db = open(dir.path());
    let marker = "Marker-Words-Of-Alex";
    let keys = Arc::clone(db.keys());
    let owner = Owner::person(source().id(), Class::Service);
    run(&db, move |tx| {
        keep(&keys, tx, owner, "an unencrypted name", marker)
    })
    .unwrap();
    db.backup(&dir.path().join("copy.db")).unwrap();
    assert!(files_with(dir.path(), marker.as_bytes()).is_empty());
    // The search itself works: what is not encrypted is found.
    let found = files_with(dir.path(), b"an unencrypted name");
    assert!(
        ["sayso.db-wal", "copy.db"]
            .iter()
            .all(|name| found.contains(&(*name).to_owned())),
        "{found:?}"
    );
    drop(db);
    assert!(files_with(dir.path(), b"an unencrypted name").contains(&"sayso.db".to_owned()));
    assert!(files_with(dir.path(), marker.as_bytes()).is_empty());
}

#[test]
fn a_blind_index_is_the_same_for_the_same_value_and_purpose_only() {
    let (one, two) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (db, index) = (open(one.path()), |db: &Db, purpose, value| {
        db.keys().index(purpose, value)
    });
    let number = index(&db, "nhs-number", "9434765919");
    assert_eq!(number, index(&db, "nhs-number", "9434765919"));
    assert_ne!(number, index(&db, "nhs-number", "9434765870"));
    assert_ne!(number, index(&db, "name-and-birth-date", "9434765919"));
    let other = Db::open(
        two.path(),
        &[KEYS],
        Arc::new(Seeded(AtomicU64::new(99))),
        &Options::default(),
    )
    .unwrap();
    assert_ne!(
        number,
        index(&other, "nhs-number", "9434765919"),
        "another deployment has other indexes"
    );
    assert_eq!(format!("{:?}", db.keys().derive("cookie")), "…");
}

// Migrations and backups

const COLOUR: Migration = (3, "colour", "ALTER TABLE thing ADD COLUMN colour TEXT;");

fn only_backup(dir: &Path) -> std::path::PathBuf {
    let mut files = fs::read_dir(dir.join("backups"))
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let first = files.next().unwrap();
    assert!(files.next().is_none());
    first
}

#[test]
fn a_migration_is_run_once_after_a_backup_that_opens() {
    let dir = tempfile::tempdir().unwrap();
    let db = open(dir.path());
    assert!(
        !dir.path().join("backups").exists(),
        "nothing to keep when there was nothing"
    );
    run(&db, |tx| add(tx, "old")).unwrap();
    drop(db);
    drop(open_with(dir.path(), &[KEYS, THINGS, COLOUR], &Options::default()).unwrap());
    let db = open_with(dir.path(), &[KEYS, THINGS, COLOUR], &Options::default()).unwrap();
    run(&db, |tx| tx.execute("UPDATE thing SET colour = 'blue'", &[])).unwrap();

    let copy = only_backup(dir.path());
    assert_eq!(copy.file_name().unwrap(), "before-0003-20260921T141320000Z.db");
    assert_eq!(backup::check(&copy).unwrap().version, 2);
    assert_eq!(fs::metadata(&copy).unwrap().permissions().mode() & 0o777, 0o600);

    // It is a whole database: with the key beside it, it opens and holds what was there.
    let restored = tempfile::tempdir().unwrap();
    fs::copy(&copy, restored.path().join("sayso.db")).unwrap();
    let options = Options {
        key_file: Some(dir.path().join("keys/master.key")),
        ..Options::default()
    };
    assert_eq!(
        names(&open_with(restored.path(), &[KEYS, THINGS], &options).unwrap()),
        ["old"]
    );
}

#[test]
fn a_newer_data_directory_is_not_opened_and_the_message_says_why() {
    let dir = tempfile::tempdir().unwrap();
    drop(open_with(dir.path(), &[KEYS, THINGS, COLOUR], &Options::default()).unwrap());
    let told = why_not_opened(open_with(dir.path(), &[KEYS, THINGS], &Options::default()));
    assert!(matches!(told, OpenError::Newer { found: 3, known: 2 }));
    assert!(told.to_string().contains("newer version"), "{told}");
    let edited = (3, "colour", "ALTER TABLE thing ADD COLUMN color TEXT;");
    assert!(matches!(
        why_not_opened(open_with(
            dir.path(),
            &[KEYS, THINGS, edited],
            &Options::default()
        )),
        OpenError::Changed { number: 3, .. }
    ));
}

#[test]
fn migrations_that_do_not_work_leave_the_database_as_it_was() {
    let dir = tempfile::tempdir().unwrap();
    let db = open(dir.path());
    run(&db, |tx| add(tx, "old")).unwrap();
    drop(db);
    let before = fs::read(dir.path().join("sayso.db")).unwrap();
    let bad = [
        "DROP TABLE part; SELECT nonsense;",
        "DELETE FROM thing; /* now */ COMMIT; DROP TABLE thing;",
        "INSERT INTO part VALUES (99, 'of nothing');",
        "CREATE TABLE late (a INTEGER REFERENCES thing (id) DEFERRABLE INITIALLY DEFERRED) STRICT;",
    ];
    for sql in bad {
        let told = why_not_opened(open_with(
            dir.path(),
            &[KEYS, THINGS, COLOUR, (4, "bad", sql)],
            &Options::default(),
        ));
        assert!(matches!(told, OpenError::Migration { number: 4, .. }), "{told}");
        backup::check(&only_backup(dir.path())).unwrap();
        fs::remove_dir_all(dir.path().join("backups")).unwrap();
    }
    assert!(
        fs::read(dir.path().join("sayso.db")).unwrap() == before,
        "not one byte differs"
    );
    assert_eq!(names(&open(dir.path())), ["old"]);
}

#[test]
fn a_backup_is_taken_while_others_write_and_never_overwrites() {
    let dir = tempfile::tempdir().unwrap();
    let db = open(dir.path());
    let stop = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            for n in 0.. {
                run(&db, move |tx| add(tx, &format!("thing {n}"))).unwrap();
                if stop.load(Ordering::Relaxed) {
                    break;
                }
            }
        });
        for n in 0..3 {
            let to = dir.path().join(format!("copy-{n}.db"));
            db.backup(&to).unwrap();
            assert_eq!(backup::check(&to).unwrap().version, 2);
            assert!(db.backup(&to).is_err(), "a backup is never written over");
        }
        stop.store(true, Ordering::Relaxed);
    });
    let mut damaged = fs::read(dir.path().join("copy-0.db")).unwrap();
    damaged.truncate(damaged.len() - 4096);
    fs::write(dir.path().join("damaged.db"), damaged).unwrap();
    assert!(backup::check(&dir.path().join("damaged.db")).is_err());
}
