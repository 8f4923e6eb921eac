//! Where the signing key lies. Owns: that a key signs only in the place where it was made, or where the operator said that
//! it is now. A copy cannot tell that it is one; its inode can. Never holds a key.

use std::path::Path;
use std::sync::Arc;

use sayso_log::Hash;
use sayso_store::{Lane, Standing, files};

use super::key::{KEY, Keeper, LAST, NEXT, NoKeeper};
use crate::House;

const FORM: &str = "sayso-place 1";

/// What is kept beside a key file: a hash, as a machine’s id is nobody else’s business.
fn note(dir: &Path, file: &str) -> Result<Option<String>, NoKeeper> {
    let here = files::place(&dir.join(file))?;
    Ok(here.map(|here| {
        format!(
            "{FORM}\n{}\n",
            Hash::of(format!("{FORM} {here}").as_bytes()).hex()
        )
    }))
}

/// Notes that this key file lies here.
pub(super) fn keep(dir: &Path, file: &str) -> Result<(), NoKeeper> {
    match note(dir, file)? {
        Some(note) => Ok(files::keep(
            &dir.join(file).with_extension(PLACE),
            note.as_bytes(),
        )?),
        None => Ok(()),
    }
}

const PLACE: &str = "place";

/// Is this key file where it was noted to be? `noted` has the name of the key file whose note counts.
pub(super) fn holds(dir: &Path, file: &str, noted: &str) -> Result<bool, NoKeeper> {
    let Some(here) = note(dir, file)? else {
        tracing::info!("this system does not tell a copied signing key from the one that was made here");
        return Ok(true);
    };
    Ok(files::read(&dir.join(noted).with_extension(PLACE))?.is_some_and(|noted| noted == here))
}

/// Does the signing key lie where it signed last? `signed`: the log was signed before.
pub(super) fn stands(dir: &Path, signed: bool) -> Result<(), NoKeeper> {
    if holds(dir, KEY, KEY)? {
        return Ok(());
    }
    // Cut off in a turn, between the key and its note.
    if holds(dir, KEY, NEXT)? {
        return moved_on(dir);
    }
    // Cut off at the first start, between the key and its note: nothing was ever signed with it.
    let never = !signed && files::read(&dir.join(LAST))?.is_none();
    let noted = files::read(&dir.join(KEY).with_extension(PLACE))?.is_some();
    if never && !noted {
        keep(dir, KEY)
    } else {
        Err(NoKeeper::Moved)
    }
}

/// The next key became the signing key: its note goes with it.
pub(super) fn moved_on(dir: &Path) -> Result<(), NoKeeper> {
    let from = dir.join(NEXT).with_extension(PLACE);
    if from.exists() {
        files::rename(&from, &dir.join(KEY).with_extension(PLACE))?;
    }
    Ok(())
}

/// The operator says that the key is here now, and that no other server signs with it. When that was is shown to
/// everybody beside the log. The server must stand still.
///
/// # Errors
/// [`NoKeeper`], in words for the operator.
pub fn here(house: &Arc<House>) -> Result<(), NoKeeper> {
    let dir = Keeper::dir(house);
    let _held = files::hold(&dir)?.ok_or(NoKeeper::Held)?;
    if files::read(&dir.join(KEY))?.is_none() {
        return Err(NoKeeper::Missing(dir));
    }
    let at = house.source().now();
    house
        .act(Lane::Normal, None, move |desk, _| {
            Ok(desk
                .job
                .keep_standing(Standing::Here, at.to_string().as_bytes())?)
        })
        .map_err(Box::new)?;
    // Shown first: a key never signs in a new place of which nobody was told.
    for file in [KEY, NEXT] {
        if files::read(&dir.join(file))?.is_some() {
            keep(&dir, file)?;
        }
    }
    Ok(())
}
