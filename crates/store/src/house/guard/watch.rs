//! Which schemes a seat of the guardian's side oversees, and what belongs to them. Owns: that rule, once, as facts and
//! as conditions of the guardian's queries. Never says what such a seat may do: that is the policies'.
//!
//! A scheme is overseen by the seats at its own organisations. Where none sits in a role, those who sit in that role and
//! belong to no scheme oversee it, and where there are none either, everybody in that role does: nothing goes unseen.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use sayso_core::id::{ConcernId, MemberId, OrgId, PersonId, SchemeId};
use sayso_core::seat::{Actor, Member, Role};

use crate::house::Job;
use crate::house::seat_pause::PAUSED;
use crate::{StoreError, params};

/// The schemes that one seat oversees at one moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Watch {
    schemes: Vec<SchemeId>,
    /// The same as the inside of an `IN (…)`. Ids are ours and have no quote in them.
    listed: String,
    /// There is no other scheme: nothing needs to be asked of a row.
    everything: bool,
}

/// The condition that everything holds.
const ALL: &str = "1";

/// The condition that the seat `m` sits at this moment.
fn sits(now: &str) -> String {
    format!(
        "m.takes_part = 1 AND m.from_at <= {now} AND (m.until_at IS NULL OR m.until_at > {now}) AND NOT {PAUSED}"
    )
}

impl Watch {
    pub(super) fn of(schemes: Vec<SchemeId>, everything: bool) -> Self {
        let mut listed = String::new();
        for scheme in &schemes {
            let comma = if listed.is_empty() { "" } else { ", " };
            write!(listed, "{comma}'{scheme}'").expect("a String takes it");
        }
        Self {
            schemes,
            listed,
            everything,
        }
    }

    /// Is there anything at all that they oversee?
    #[must_use]
    pub const fn is_nothing(&self) -> bool {
        !self.everything && self.schemes.is_empty()
    }

    /// Is this one of them?
    #[must_use]
    pub fn has(&self, scheme: SchemeId) -> bool {
        self.schemes.contains(&scheme)
    }

    /// The condition that the organisation `org` has a part in one of them, or in none at all: what belongs to no scheme
    /// is everybody's to see.
    pub(in crate::house) fn org(&self, org: &str) -> String {
        if self.everything {
            return ALL.into();
        }
        if self.schemes.is_empty() {
            return "0".into();
        }
        let listed = &self.listed;
        format!(
            "({org} IN (SELECT org_id FROM scheme_org WHERE scheme_id IN ({listed})) \
             OR {org} NOT IN (SELECT org_id FROM scheme_org))"
        )
    }

    /// The condition that the event `e` belongs to them: it rests on no other scheme's say-so, and no seat at another
    /// scheme's organisation did it.
    pub(in crate::house) fn event(&self) -> String {
        if self.everything {
            return ALL.into();
        }
        let (org, listed) = (self.org("e.org_id"), &self.listed);
        format!(
            "(e.org_id IS NULL OR {org}) AND (e.said_id IS NULL OR NOT EXISTS (SELECT 1 FROM said ws \
             JOIN terms wt ON wt.id = ws.terms_id WHERE ws.id = e.said_id AND wt.scheme_id NOT IN ({listed})))"
        )
    }

    /// The condition that the say-so `said` was given to terms of one of them.
    pub(in crate::house) fn said(&self, terms: &str) -> String {
        if self.everything {
            return ALL.into();
        }
        let listed = &self.listed;
        format!("{terms} IN (SELECT id FROM terms WHERE scheme_id IN ({listed}))")
    }

    /// The condition that the referral with this scheme is one of theirs.
    pub(in crate::house) fn scheme(&self, scheme: &str) -> String {
        if self.everything {
            return ALL.into();
        }
        format!("{scheme} IN ({})", self.listed)
    }

    /// The condition that a person has to do with one of them: by what they said; who said nothing, by their practice.
    pub(in crate::house) fn person(&self, person: &str) -> String {
        if self.everything {
            return ALL.into();
        }
        let (said, practice) = (self.said("ws.terms_id"), self.org("wp.practice_id"));
        format!(
            "(EXISTS (SELECT 1 FROM said ws WHERE ws.person_id = {person} AND {said}) \
             OR (NOT EXISTS (SELECT 1 FROM said ws WHERE ws.person_id = {person}) \
             AND EXISTS (SELECT 1 FROM person wp WHERE wp.id = {person} AND {practice})))"
        )
    }

    /// The condition that the seat `member` sits at an organisation that has a part in one of them.
    pub(in crate::house) fn seat(&self, member: &str) -> String {
        if self.everything {
            return ALL.into();
        }
        let org = self.org("wm.org_id");
        format!("EXISTS (SELECT 1 FROM member wm WHERE wm.id = {member} AND {org})")
    }

    /// The condition that what a seat did about a person is theirs: about a person of theirs, by a seat of theirs, or by one
    /// with a part in nothing that this person has. Whoever did it, it is on somebody's list.
    pub(in crate::house) fn act(&self, person: &str, seat: &str) -> String {
        if self.everything {
            return ALL.into();
        }
        let (of_theirs, by_theirs) = (self.person(person), self.seat(seat));
        format!(
            "({of_theirs} AND ({by_theirs} OR NOT EXISTS (SELECT 1 FROM member am \
             JOIN scheme_org ao ON ao.org_id = am.org_id WHERE am.id = {seat} AND (\
             EXISTS (SELECT 1 FROM said s JOIN terms t ON t.id = s.terms_id \
                 WHERE s.person_id = {person} AND t.scheme_id = ao.scheme_id) \
             OR (NOT EXISTS (SELECT 1 FROM said s WHERE s.person_id = {person}) \
                 AND EXISTS (SELECT 1 FROM person p JOIN scheme_org po ON po.org_id = p.practice_id \
                     WHERE p.id = {person} AND po.scheme_id = ao.scheme_id))))))"
        )
    }

    /// The condition that the concern `concern` goes to one of them, or to nobody in particular.
    pub(in crate::house) fn concern(&self, concern: &str) -> String {
        if self.everything {
            return ALL.into();
        }
        let listed = &self.listed;
        format!(
            "(EXISTS (SELECT 1 FROM concern_scheme wc WHERE wc.concern_id = {concern} AND wc.scheme_id IN ({listed})) \
             OR NOT EXISTS (SELECT 1 FROM concern_scheme wc WHERE wc.concern_id = {concern}))"
        )
    }
}

#[expect(
    clippy::missing_errors_doc,
    reason = "each gives what the store gave, and nothing else"
)]
impl Job<'_> {
    /// The schemes that this seat oversees now; none for a seat that is not of the guardian's side.
    pub fn watch(&mut self, member: &Member) -> Result<Watch, StoreError> {
        if !matches!(member.role, Role::Guardian | Role::Deputy | Role::Nominee) {
            return Ok(Watch::of(vec![], false));
        }
        let sits = sits("$3");
        let sql = format!(
            "SELECT s.id FROM scheme s WHERE EXISTS (SELECT 1 FROM scheme_org o WHERE o.scheme_id = s.id AND o.org_id = $1) \
             OR (NOT EXISTS (SELECT 1 FROM scheme_org o JOIN member m ON m.org_id = o.org_id \
                 WHERE o.scheme_id = s.id AND m.role = $2 AND {sits}) \
             AND ($1 NOT IN (SELECT org_id FROM scheme_org) \
                 OR NOT EXISTS (SELECT 1 FROM member m WHERE m.role = $2 AND {sits} \
                     AND m.org_id NOT IN (SELECT org_id FROM scheme_org)))) ORDER BY s.id"
        );
        let now = self.source.now();
        let role = member.role.as_str();
        let schemes: Vec<SchemeId> = self
            .tx
            .all(&sql, params![member.org, role, now], |row| row.parsed(0))?;
        let all = self
            .tx
            .one("SELECT count(*) FROM scheme", params![], |row| row.int(0))?;
        let everything = usize::try_from(all.unwrap_or(0)) == Ok(schemes.len());
        Ok(Watch::of(schemes, everything))
    }

    fn holds(&mut self, condition: &str) -> Result<bool, StoreError> {
        let sql = format!("SELECT 1 WHERE {condition}");
        Ok(self.tx.one(&sql, params![], |row| row.int(0))?.is_some())
    }

    /// Has this organisation a part in what is overseen?
    pub fn watches_org(&mut self, watch: &Watch, org: OrgId) -> Result<bool, StoreError> {
        self.holds(&watch.org(&format!("'{org}'")))
    }

    /// Every organisation that has a part in what is overseen.
    pub fn orgs_watched(&mut self, watch: &Watch) -> Result<BTreeSet<OrgId>, StoreError> {
        let sql = format!("SELECT o.id FROM organisation o WHERE {}", watch.org("o.id"));
        let all = self.tx.all(&sql, params![], |row| row.parsed(0))?;
        Ok(all.into_iter().collect())
    }

    /// Has this person to do with what is overseen?
    pub fn watches_person(&mut self, watch: &Watch, person: PersonId) -> Result<bool, StoreError> {
        self.holds(&watch.person(&format!("'{person}'")))
    }

    /// Does this concern go to what is overseen?
    pub fn watches_concern(&mut self, watch: &Watch, concern: ConcernId) -> Result<bool, StoreError> {
        self.holds(&watch.concern(&format!("'{concern}'")))
    }

    /// The organisations that have a part in a scheme that is not overseen.
    pub fn orgs_elsewhere(&mut self, watch: &Watch) -> Result<BTreeSet<OrgId>, StoreError> {
        let sql = format!(
            "SELECT DISTINCT org_id FROM scheme_org WHERE NOT {}",
            watch.scheme("scheme_id")
        );
        let all = self.tx.all(&sql, params![], |row| row.parsed(0))?;
        Ok(all.into_iter().collect())
    }

    /// The actor's own organisation, where it oversees a scheme of this person's; `scheme`: this one alone.
    pub(in crate::house) fn overseer(
        &mut self,
        person: PersonId,
        scheme: Option<SchemeId>,
        actor: &Actor,
    ) -> Result<Option<OrgId>, StoreError> {
        let Actor::Member(m) = actor else { return Ok(None) };
        if !matches!(m.role, Role::Guardian | Role::Deputy | Role::Nominee) {
            return Ok(None);
        }
        let watch = self.watch(m)?;
        let watches = match scheme {
            Some(scheme) => watch.has(scheme),
            None => self.watches_person(&watch, person)?,
        };
        Ok(watches.then_some(m.org))
    }

    /// To which schemes a concern goes: those of the organisation that it is about, within the person's own where there
    /// are such; else the person's; else those of their practice. None: to everybody.
    pub fn concern_goes_to(
        &mut self,
        person: Option<PersonId>,
        about: Option<OrgId>,
    ) -> Result<Vec<SchemeId>, StoreError> {
        let of_org = |job: &mut Self, org: OrgId| {
            let sql = "SELECT scheme_id FROM scheme_org WHERE org_id = $1 ORDER BY scheme_id";
            job.tx.all(sql, params![org], |row| row.parsed::<SchemeId>(0))
        };
        let named = match about {
            Some(org) => of_org(self, org)?,
            None => vec![],
        };
        let Some(person) = person else { return Ok(named) };
        let sql = "SELECT DISTINCT t.scheme_id FROM said s JOIN terms t ON t.id = s.terms_id WHERE s.person_id = $1 \
                   ORDER BY t.scheme_id";
        let own: Vec<SchemeId> = self.tx.all(sql, params![person], |row| row.parsed(0))?;
        let both: Vec<SchemeId> = named.iter().copied().filter(|s| own.contains(s)).collect();
        for found in [both, named, own] {
            if !found.is_empty() {
                return Ok(found);
            }
        }
        match self.practice_of(person)? {
            Some(practice) => of_org(self, practice),
            None => Ok(vec![]),
        }
    }

    /// The schemes, by name, at none of whose own organisations somebody sits in this role now.
    pub fn schemes_without(&mut self, role: Role) -> Result<Vec<String>, StoreError> {
        let sits = sits("$2");
        let sql = format!(
            "SELECT s.name FROM scheme s WHERE NOT EXISTS (SELECT 1 FROM scheme_org o \
             JOIN member m ON m.org_id = o.org_id WHERE o.scheme_id = s.id AND m.role = $1 AND {sits}) ORDER BY s.name"
        );
        let now = self.source.now();
        self.tx.all(&sql, params![role.as_str(), now], |row| row.text(0))
    }

    /// Who sits in this role for one of these schemes now, by name and organisation; for none: everybody in it.
    pub fn seats_of(&mut self, schemes: &[SchemeId], role: Role) -> Result<Vec<(String, OrgId)>, StoreError> {
        let now = self.source.now();
        let sql = format!(
            "SELECT m.id FROM member m WHERE m.role = $1 AND {} ORDER BY m.org_id, m.id",
            sits("$2")
        );
        let sitting: Vec<MemberId> = self
            .tx
            .all(&sql, params![role.as_str(), now], |row| row.parsed(0))?;
        let mut found = vec![];
        for id in sitting {
            let Some(member) = self.member(id)? else { continue };
            let watch = self.watch(&member)?;
            if schemes.is_empty() || schemes.iter().any(|s| watch.has(*s)) {
                found.extend(self.seat(id)?.map(|seat| (seat.name, seat.org)));
            }
        }
        Ok(found)
    }
}

#[cfg(test)]
mod tests {
    use crate::house::MIGRATIONS;

    #[test]
    fn in_a_directory_from_before_whoever_oversaw_everything_goes_on_as_before() {
        let db = rusqlite::Connection::open_in_memory().expect("a database");
        let at = MIGRATIONS
            .iter()
            .position(|(_, name, _)| *name == "guardians")
            .expect("the migration");
        for (.., sql) in &MIGRATIONS[..at] {
            db.execute_batch(sql).expect("the schema from before");
        }
        let before = "INSERT INTO organisation (id, kind, name, interests) VALUES
                ('surgery', 'practice', 'S', '{}'), ('council', 'council', 'C', '{}'),
                ('voice', 'user_led', 'V', '{}'), ('forum', 'user_led', 'F', '{}');
            INSERT INTO scheme (id, name) VALUES ('a', 'A'), ('b', 'B');
            INSERT INTO scheme_org (scheme_id, org_id) VALUES ('a', 'surgery'), ('a', 'council'), ('b', 'surgery');
            INSERT INTO member (id, org_id, role, name, from_at) VALUES
                ('1', 'voice', 'guardian', x'', ''), ('2', 'council', 'deputy', x'', ''),
                ('3', 'forum', 'nominee', x'', ''), ('4', 'surgery', 'clinician', x'', '');";
        db.execute_batch(before).expect("what was registered");
        db.execute_batch(MIGRATIONS[at].2).expect("the migration");
        let mut rows = db
            .prepare("SELECT scheme_id || ' ' || org_id FROM scheme_org ORDER BY 1")
            .expect("a query");
        let now: Vec<String> = rows
            .query_map((), |row| row.get(0))
            .and_then(Iterator::collect)
            .expect("rows");
        // The deputy belongs to the first scheme; of the second they are a deputy because there is no other.
        assert_eq!(
            now,
            [
                "a council",
                "a forum",
                "a surgery",
                "a voice",
                "b forum",
                "b surgery",
                "b voice"
            ]
        );
    }
}
