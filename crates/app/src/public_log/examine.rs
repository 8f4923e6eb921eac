//! The log's part of the doctor's questions. Owns: that both trees are what their rows, their tiles, the sealed roots and the
//! signed checkpoint say, each read by itself.

use std::path::Path;

use sayso_log::checkpoint::{Known, Signed};
use sayso_log::leaf::{Leaf, seal};
use sayso_log::note::{Note, VerifierKey};
use sayso_log::proof::Head;
use sayso_log::tile::audit;
use sayso_log::{Edge, Hash};
use sayso_store::{Job, PublicLog, Standing, Tree, files};

use super::trees::{Tiles, edge};
use crate::Error;
use crate::doctor::Found;

pub(crate) fn log(job: &mut Job, log_dir: &Path, found: &mut Found) -> Result<(), Error> {
    let mut log = job.public_log();
    let mut sound = found.wrong.len();
    for (tree, words) in [(Tree::Private, "private tree"), (Tree::Public, "public log")] {
        whole(&mut log, tree, words, found)?;
    }
    private_rows(&mut log, found)?;
    if found.wrong.len() == sound {
        found
            .said
            .push("Both trees are what their rows and their tiles say.".into());
    }
    sound = found.wrong.len();
    seals(&mut log, found)?;
    if found.wrong.len() == sound {
        found
            .said
            .push("Every sealed number in the public log opens to the private tree.".into());
    }
    checkpoint(&mut log, log_dir, found)?;
    if let Some(why) = log.standing(Standing::Refusal)?.filter(|w| !w.is_empty()) {
        found.wrong.push(format!(
            "The server signs nothing now. {}",
            String::from_utf8_lossy(&why)
        ));
    }
    Ok(())
}

fn head(edge: &Edge) -> Head {
    Head {
        size: edge.size(),
        root: edge.root(),
    }
}

fn whole(log: &mut PublicLog, tree: Tree, words: &str, found: &mut Found) -> Result<(), Error> {
    let head = head(&edge(log, tree)?);
    if let Err(why) = audit::whole(&Tiles::new(log, tree), &head, |_, _| ()) {
        found.wrong.push(format!(
            "A stored part of the {words} is missing or was changed: {why}."
        ));
    }
    Ok(())
}

/// The private tree and the public log, made again from their rows.
fn private_rows(log: &mut PublicLog, found: &mut Found) -> Result<(), Error> {
    let grown = edge(log, Tree::Private)?;
    let upto = log.seq()?;
    let mut rows = Edge::new();
    log.each_commitment(0, upto, |_, commitment| rows.append(Hash::leaf(commitment)))?;
    if rows.size() != grown.size() {
        found.wrong.push(format!(
            "The history has {} rows where the private tree has {}. Some were taken out or added.",
            rows.size(),
            grown.size()
        ));
    } else if rows.root() != grown.root() {
        found
            .wrong
            .push("The commitments of the history are not those of the private tree.".into());
    }
    let grown = edge(log, Tree::Public)?;
    let mut lines = Edge::new();
    log.each_entry(0, |line| lines.append(Hash::leaf(line)))?;
    if head(&lines) != head(&grown) {
        found
            .wrong
            .push("The lines of the public log are not those of its tree.".into());
    }
    Ok(())
}

/// Each sealed root: opened by what is kept of it, and the root of the private tree's first leaves.
fn seals(log: &mut PublicLog, found: &mut Found) -> Result<(), Error> {
    let roots = log.roots()?;
    let mut lines = vec![];
    let mut at = 0_u64;
    let mut wanted = roots.iter().map(|r| r.number).peekable();
    log.each_entry(0, |line| {
        if wanted.peek() == Some(&at) {
            wanted.next();
            lines.push(line.to_vec());
        }
        at += 1;
    })?;
    let (mut rows, mut reached) = (Edge::new(), vec![]);
    let mut sizes = roots.iter().map(|r| r.size).peekable();
    let mut note = |edge: &Edge| {
        while sizes.peek().is_some_and(|size| *size == edge.size()) {
            sizes.next();
            reached.push(edge.root());
        }
    };
    note(&rows);
    let upto = log.seq()?;
    log.each_commitment(0, upto, |_, commitment| {
        rows.append(Hash::leaf(commitment));
        note(&rows);
    })?;
    let broken = roots.iter().enumerate().filter(|(at, root)| {
        let head = Head {
            size: root.size,
            root: Hash::new(root.root),
        };
        let sealed = match lines.get(*at).map(|line| Leaf::parse(line)) {
            Some(Ok(Leaf::PrivateRoot { sealed, .. })) => sealed.0 == seal(&root.nonce, &head),
            _ => false,
        };
        !sealed || reached.get(*at) != Some(&head.root)
    });
    let count = broken.count();
    if count > 0 {
        found.wrong.push(format!(
            "{count} of {} sealed numbers do not open to the private tree as it is now.",
            roots.len()
        ));
    }
    Ok(())
}

fn signed(note: &[u8], key: &VerifierKey) -> Option<Signed> {
    let known = Known {
        origin: key.name().to_owned(),
        keys: vec![key.clone()],
        witnesses: vec![],
    };
    Signed::open(Note::parse(note).ok()?, &known).ok()
}

/// The published checkpoint, and the one that was signed last, which lies beside the key.
fn checkpoint(log: &mut PublicLog, log_dir: &Path, found: &mut Found) -> Result<(), Error> {
    let key = log.standing(Standing::Key)?;
    let Some(published) = log.standing(Standing::Checkpoint)? else {
        found.said.push("Nothing has been signed yet.".into());
        return Ok(());
    };
    let key = key.and_then(|k| String::from_utf8(k).ok()?.parse::<VerifierKey>().ok());
    let Some((key, published)) = key.and_then(|k| signed(&published, &k).map(|s| (k, s))) else {
        found
            .wrong
            .push("The published checkpoint is not signed by the log’s own key.".into());
        return Ok(());
    };
    let size = published.head().size;
    let mut lines = Edge::new();
    log.each_entry(0, |line| {
        if lines.size() < size {
            lines.append(Hash::leaf(line));
        }
    })?;
    if head(&lines) == published.head() {
        found.said.push(format!(
            "The published checkpoint is signed, and its {size} lines are those of the log."
        ));
    } else {
        found.wrong.push(format!(
            "The {size} lines of the published checkpoint are not those of the log."
        ));
    }
    let last = match files::read(&log_dir.join("last.checkpoint")) {
        Ok(Some(text)) => text,
        Ok(None) => {
            found.said.push(
                "What was signed last is not beside this database: the key is elsewhere, or on another machine."
                    .into(),
            );
            return Ok(());
        }
        Err(why) => {
            found
                .wrong
                .push(format!("What was signed last cannot be read: {why}"));
            return Ok(());
        }
    };
    let last = last
        .split_once('\n')
        .and_then(|(_, note)| signed(note.as_bytes(), &key));
    match last {
        None => found
            .wrong
            .push("What was signed last, beside the key, is not signed by the log’s own key.".into()),
        Some(last) if last.head().size > size => found.wrong.push(format!(
            "{} lines were signed, and only {size} are published. It may be an old backup.",
            last.head().size
        )),
        Some(_) => {}
    }
    Ok(())
}
