//! One statement, or a few, for each change that a decision can make.

use sayso_core::decision::{Change, Org, Scheme, Seat, Session};
use sayso_core::entry::{Author, Entry, Proposal};
use sayso_core::person::{Person, Remembered};
use sayso_core::power::ActingAttorney;
use sayso_core::referral::Referral;
use sayso_core::sayso::{Ended, SaySo};
use sayso_core::seat::Actor;
use sayso_core::supporter::ActingSupporter;
use sayso_core::terms::Terms;
use sayso_core::time::stamp;

use super::{Job, people::name_key, service};
use crate::{Cell, Class, Owner, StoreError, params};

/// Somebody changed the row between the reading and the writing, which one writer makes impossible, or the decision
/// was made on other facts. Nothing of the job is kept.
pub(super) fn exactly_one(rows: usize) -> Result<(), StoreError> {
    if rows == 1 {
        Ok(())
    } else {
        Err(StoreError::Conflict("it changed meanwhile".into()))
    }
}

fn json<T: serde::Serialize>(value: &T) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|_| StoreError::corrupt("a value that is not JSON"))
}

impl Job<'_> {
    #[expect(clippy::too_many_lines, reason = "one arm for each kind of change: a table")]
    pub(super) fn apply(&mut self, change: &Change) -> Result<(), StoreError> {
        match change {
            Change::PersonKept(person) => self.keep_person(person),
            Change::Enrolled {
                person,
                contact,
                word,
            } => {
                let contact = self.lock(
                    service(*person),
                    &Cell::new("person", person, "contact", 1),
                    contact,
                )?;
                let word = self.index("private word", &format!("{person} {word}"));
                let sql = "UPDATE person SET contact = $2, word_ix = $3 WHERE id = $1";
                exactly_one(self.tx.execute(sql, params![*person, contact, word])?)?;
                self.forgotten_no_more(*person)
            }
            Change::Forgotten(change) => self.apply_forgotten(change),
            Change::Remembered(person, what) => {
                let (word, until) = match what {
                    None => (None, None),
                    Some(Remembered::DoNotAsk) => (Some("do_not_ask"), None),
                    Some(Remembered::NotYet(until)) => (Some("not_yet"), Some(*until)),
                };
                let sql = "UPDATE person SET remembered = $2, remembered_until = $3 WHERE id = $1";
                exactly_one(self.tx.execute(sql, params![*person, word, until])?)
            }
            Change::CardMade {
                words,
                practice,
                expires,
            } => {
                let sql = "INSERT INTO card (words_ix, practice_id, expires_at) VALUES ($1, $2, $3)";
                exactly_one(
                    self.tx
                        .execute(sql, params![self.index("card", words), *practice, *expires])?,
                )
            }
            Change::CardTied { words, person } => {
                let sql = "UPDATE card SET person_id = $2 WHERE words_ix = $1 AND (person_id IS NULL OR person_id = $2)";
                exactly_one(
                    self.tx
                        .execute(sql, params![self.index("card", words), *person])?,
                )
            }
            Change::CardsBurned(person) => {
                self.tx
                    .execute("DELETE FROM card WHERE person_id = $1", params![*person])?;
                self.tx
                    .execute("DELETE FROM code WHERE person_id = $1", params![*person])?;
                Ok(())
            }
            Change::Counted(practice, what) => {
                let month = stamp(self.source.now())[..7].to_owned();
                let sql = "INSERT INTO counter (practice_id, month, what, n) VALUES ($1, $2, $3, 1) \
                           ON CONFLICT (practice_id, month, what) DO UPDATE SET n = n + 1";
                exactly_one(self.tx.execute(sql, params![*practice, month, what.as_str()])?)
            }
            Change::Given(said) => self.give(said),
            Change::Ended(ended) => self.end(ended),
            Change::ParcelKept(person, parcel) => {
                let hash = parcel.hash();
                let body = self.lock(service(*person), &Cell::new("parcel", hash, "body", 1), parcel)?;
                let sql = "INSERT INTO parcel (hash, person_id, body) VALUES ($1, $2, $3)";
                exactly_one(self.tx.execute(sql, params![hash.0, *person, body])?)
            }
            Change::ReferralMade(r) => self.make_referral(r),
            Change::ReferralMoved {
                id,
                from,
                to,
                before_pause,
                at,
            } => {
                let ended = (!to.is_open()).then_some(*at);
                let sql = "UPDATE referral SET state = $3, before_pause = $4, ended_at = $5 \
                           WHERE id = $1 AND state = $2";
                let before = before_pause.map(sayso_core::referral::State::as_str);
                exactly_one(
                    self.tx
                        .execute(sql, params![*id, from.as_str(), to.as_str(), before, ended])?,
                )
            }
            Change::HoldEnded(id, at) => {
                let sql = "UPDATE referral SET held_until = $2 WHERE id = $1 AND state = 'held'";
                exactly_one(self.tx.execute(sql, params![*id, *at])?)?;
                let sql = "UPDATE message SET due_at = $2 WHERE referral_id = $1 AND kind = 'referral' AND sent_at IS NULL";
                exactly_one(self.tx.execute(sql, params![*id, *at])?)
            }
            Change::ReferralAcknowledged(id) => exactly_one(
                self.tx
                    .execute("UPDATE referral SET acknowledged = 1 WHERE id = $1", params![*id])?,
            ),
            Change::DeclineReason(person, id, reason) => {
                let reason = self.lock(service(*person), &Cell::new("referral", id, "reason", 1), reason)?;
                exactly_one(self.tx.execute(
                    "UPDATE referral SET reason = $2 WHERE id = $1",
                    params![*id, reason],
                )?)
            }
            Change::Assigned(id, coach) => {
                let sql = "UPDATE referral SET coach_id = $2 WHERE id = $1";
                exactly_one(self.tx.execute(sql, params![*id, *coach])?)?;
                self.shares_end(*id, *coach)
            }
            Change::EntryKept(entry) => self.keep_entry(entry),
            Change::EntryMoved(id, to) => exactly_one(self.tx.execute(
                "UPDATE entry SET state = $2 WHERE id = $1",
                params![*id, to.as_str()],
            )?),
            Change::OutsideErased(id) => exactly_one(self.tx.execute(
                "DELETE FROM entry WHERE id = $1 AND kind = 'outside'",
                params![*id],
            )?),
            Change::ProposalKept(p) => self.keep_proposal(p),
            Change::ProposalMoved {
                id,
                person,
                from,
                to,
                text,
            } => {
                let sql = "UPDATE proposal SET state = $3 WHERE id = $1 AND state = $2";
                exactly_one(self.tx.execute(sql, params![*id, from.as_str(), to.as_str()])?)?;
                let Some(text) = text else { return Ok(()) };
                let body = self.lock(service(*person), &Cell::new("proposal", id, "body", 1), text)?;
                exactly_one(
                    self.tx
                        .execute("UPDATE proposal SET body = $2 WHERE id = $1", params![*id, body])?,
                )
            }
            Change::ProposalCoded(id, person, code) => {
                let cell = Cell::new("proposal", id, "code", 1);
                let code = code
                    .map(|code| self.lock(service(*person), &cell, &code))
                    .transpose()?;
                let sql = "UPDATE proposal SET code = $2 WHERE id = $1";
                exactly_one(self.tx.execute(sql, params![*id, code])?)
            }
            Change::Recalled(person) => {
                // Words on their way to a record, and referrals: whatever rests on the person's yes. What tells
                // people that somebody left, codes and dangers rest on nothing.
                let sql = "DELETE FROM message WHERE person_id = $1 AND sent_at IS NULL AND kind IN ('referral', 'file')";
                self.tx.execute(sql, params![*person])?;
                self.forget_drafts_about(*person)
            }
            Change::Second(change) => self.second(change),
            Change::Supporter(change) => self.apply_supporter(change),
            Change::Power(change) => self.apply_power(change),
            Change::RecalledOf(person, referrals) => self.recall_of(*person, referrals),
            Change::WordsRecalled(id) => {
                let sql = "DELETE FROM message WHERE proposal_id = $1 AND sent_at IS NULL";
                self.tx.execute(sql, params![*id]).map(drop)
            }
            Change::MessageSent(id, at) => {
                let sql = "UPDATE message SET sent_at = $2 WHERE id = $1 AND sent_at IS NULL";
                exactly_one(self.tx.execute(sql, params![*id, *at])?)
            }
            Change::MessageDropped(id) => exactly_one(self.tx.execute(
                "DELETE FROM message WHERE id = $1 AND sent_at IS NULL",
                params![*id],
            )?),
            Change::Delivery(change) => self.apply_delivery(change),
            Change::Noticed(n) => {
                let sql = "INSERT INTO notice (org_id, person_id, at, coach_id) VALUES ($1, $2, $3, $4) \
                           ON CONFLICT DO NOTHING";
                self.tx
                    .execute(sql, params![n.org, n.person, n.at, n.coach])
                    .map(drop)
            }
            Change::NoticeSeen(person, org) => {
                let sql =
                    "UPDATE notice SET seen_at = $3 WHERE org_id = $2 AND person_id = $1 AND seen_at IS NULL";
                self.tx
                    .execute(sql, params![*person, *org, self.source.now()])
                    .map(drop)
            }
            Change::CodeMade {
                person,
                code,
                expires,
            } => {
                let code = self.index("code", &format!("{person} {code}"));
                let sql = "INSERT INTO code (person_id, code_ix, expires_at) VALUES ($1, $2, $3) \
                           ON CONFLICT (person_id) DO UPDATE SET code_ix = $2, expires_at = $3, tries = 0";
                exactly_one(self.tx.execute(sql, params![*person, code, *expires])?)
            }
            Change::CodeUsed(person) => exactly_one(
                self.tx
                    .execute("DELETE FROM code WHERE person_id = $1", params![*person])?,
            ),
            Change::Coaching(change) => self.coaching(change),
            Change::TakesPart {
                org,
                member: Some(member),
                takes_part,
            } => {
                let sql = "UPDATE member SET takes_part = $3 WHERE id = $1 AND org_id = $2";
                exactly_one(self.tx.execute(sql, params![*member, *org, *takes_part])?)
            }
            Change::TakesPart {
                org,
                member: None,
                takes_part,
            } => {
                let sql = "UPDATE organisation SET takes_part = $2 WHERE id = $1";
                exactly_one(self.tx.execute(sql, params![*org, *takes_part])?)
            }
            Change::MemberLeft(id, at) => {
                exactly_one(
                    self.tx
                        .execute("UPDATE member SET until_at = $2 WHERE id = $1", params![*id, *at])?,
                )?;
                let sql = "UPDATE session SET ended_at = $2 WHERE member_id = $1 AND ended_at IS NULL";
                self.tx.execute(sql, params![*id, *at])?;
                for sql in [
                    "DELETE FROM passkey WHERE member_id = $1",
                    "DELETE FROM draft WHERE member_id = $1",
                    "DELETE FROM seat_paused WHERE member_id = $1",
                ] {
                    self.tx.execute(sql, params![*id])?;
                }
                // Their people stay with the team; nobody reads them through a seat that has ended.
                self.tx
                    .execute(
                        "UPDATE referral SET coach_id = NULL WHERE coach_id = $1",
                        params![*id],
                    )
                    .map(drop)
            }
            Change::OrgKept(org) => self.keep_org(org),
            Change::SchemeKept(scheme) => self.keep_scheme(scheme),
            Change::MemberKept(seat) => self.keep_seat(seat),
            Change::TermsKept(terms) => self.keep_terms(terms),
            Change::Terms(change) => self.apply_terms(change),
            Change::SessionOpened(session) => self.open_session(session),
            Change::SessionEnded(id, at) => {
                let sql = "UPDATE session SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL";
                self.tx.execute(sql, params![*id, *at]).map(drop)
            }
            Change::LinkMade {
                secret,
                member,
                expires,
            } => {
                let sql = "INSERT INTO sign_in_link (secret_ix, member_id, expires_at) VALUES ($1, $2, $3)";
                exactly_one(
                    self.tx
                        .execute(sql, params![self.index("link", secret), *member, *expires])?,
                )
            }
            Change::SignIn(change) => self.apply_sign_in(change),
            Change::LinkUsed(secret, at) => {
                let sql = "UPDATE sign_in_link SET used_at = $2 WHERE secret_ix = $1 AND used_at IS NULL";
                exactly_one(self.tx.execute(sql, params![self.index("link", secret), *at])?)
            }
            Change::Pair(change) => self.apply_pair(change),
            Change::Awkward(change) => self.apply_awkward(change),
            Change::Own(own) => self.apply_own(own),
            Change::Evaluation(change) => self.apply_evaluation(change),
            Change::Contract(change) => self.apply_contract(change),
            Change::CapacitySaid(said) => self.apply_capacity(said),
            Change::Guarded(change) => self.guard(change),
            Change::Named {
                kind,
                system,
                value,
                id,
            } => {
                let sql = "INSERT INTO named (kind, system, value_ix, id) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING";
                let value = self.index("named", &format!("{system} {value}"));
                self.tx.execute(sql, params![*kind, system, value, id]).map(drop)
            }
        }
    }

    fn keep_person(&mut self, p: &Person) -> Result<(), StoreError> {
        let details = self.lock(
            service(p.id),
            &Cell::new("person", p.id, "details", 1),
            &p.details,
        )?;
        let nhs = p
            .details
            .nhs_number
            .map(|n| self.index("nhs number", &n.digits()).to_vec());
        let name = name_key(&p.details).map(|key| self.index("name and birth date", &key).to_vec());
        let sql = "INSERT INTO person (id, practice_id, details, nhs_ix, name_ix, kept_at) \
                   VALUES ($1, $2, $3, $4, $5, $6) \
                   ON CONFLICT (id) DO UPDATE SET details = $3, nhs_ix = $4, name_ix = $5, kept_at = $6";
        exactly_one(self.tx.execute(
            sql,
            params![p.id, p.practice, details, nhs, name, self.source.now()],
        )?)
    }

    fn give(&mut self, s: &SaySo) -> Result<(), StoreError> {
        let how = self.lock(service(s.person), &Cell::new("said", s.id, "how", 1), &s.how)?;
        let sql = "INSERT INTO said (id, person_id, terms_id, recipient_id, purpose, categories, parcel, from_at, \
                   until_at, happened_at, recorded_at, how) \
                   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
        let values = params![
            s.id,
            s.person,
            s.terms,
            s.recipient,
            s.purpose.as_str(),
            s.categories.to_string(),
            s.parcel.map(|p| p.0),
            s.from,
            s.until,
            s.happened_at,
            s.recorded_at,
            how
        ];
        exactly_one(self.tx.execute(sql, values)?)
    }

    fn end(&mut self, e: &Ended) -> Result<(), StoreError> {
        let person = self
            .tx
            .one(
                "SELECT person_id FROM said WHERE id = $1",
                params![e.said],
                |row| row.parsed(0),
            )?
            .ok_or_else(|| StoreError::Conflict("there is no such say-so".into()))?;
        let how = match &e.how {
            Some(how) => Some(self.lock(service(person), &Cell::new("said_end", e.id, "how", 1), how)?),
            None => None,
        };
        let sql = "INSERT INTO said_end (id, said_id, ending, happened_at, recorded_at, how) \
                   VALUES ($1, $2, $3, $4, $5, $6)";
        let values = params![e.id, e.said, e.ending.as_str(), e.happened_at, e.recorded_at, how];
        exactly_one(self.tx.execute(sql, values)?)
    }

    fn make_referral(&mut self, r: &Referral) -> Result<(), StoreError> {
        let sql = "INSERT INTO referral (id, person_id, said_id, scheme_id, practice_id, recipient_id, parcel, state, \
                   held_until, reference, made_at, from_home) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
        let values = params![
            r.id,
            r.person,
            r.said,
            r.scheme,
            r.practice,
            r.recipient,
            r.parcel.0,
            r.state.as_str(),
            r.held_until,
            &r.reference,
            r.made_at,
            r.from_home
        ];
        exactly_one(self.tx.execute(sql, values)?)
    }

    fn keep_entry(&mut self, e: &Entry) -> Result<(), StoreError> {
        let body = self.lock(service(e.person), &Cell::new("entry", e.id, "body", 1), &e.text)?;
        let (author, supporter) = match e.author {
            Author::Person => (None, None),
            Author::Supporter(id) => (None, Some(id)),
            Author::Member(id) => (Some(id), None),
        };
        // A draft can be finished by the one who began it; nothing else is ever overwritten.
        let sql = "INSERT INTO entry (id, person_id, referral_id, kind, state, author_id, body, at, written_at, \
                   supporter_id) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (id) DO UPDATE \
                   SET state = $5, body = $7, at = $8, written_at = $9 \
                   WHERE entry.state = 'draft' AND entry.author_id = $6 AND entry.person_id = $2";
        let values = params![
            e.id,
            e.person,
            e.referral,
            e.kind.as_str(),
            e.state.as_str(),
            author,
            body,
            e.at,
            e.written_at,
            supporter
        ];
        exactly_one(self.tx.execute(sql, values)?)
    }

    fn keep_proposal(&mut self, p: &Proposal) -> Result<(), StoreError> {
        let body = self.lock(
            service(p.person),
            &Cell::new("proposal", p.id, "body", 1),
            &p.text,
        )?;
        let sql = "INSERT INTO proposal (id, person_id, practice_id, referral_id, author_id, state, body, drafted_at) \
                   VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
        let values = params![
            p.id,
            p.person,
            p.practice,
            p.referral,
            p.author,
            p.state.as_str(),
            body,
            p.drafted_at
        ];
        exactly_one(self.tx.execute(sql, values)?)
    }

    fn keep_org(&mut self, o: &Org) -> Result<(), StoreError> {
        let sql = "INSERT INTO organisation (id, kind, name, ods, interests, takes_part) VALUES ($1, $2, $3, $4, $5, $6) \
                   ON CONFLICT (id) DO UPDATE SET name = $3, ods = $4, interests = $5";
        let values = params![
            o.id,
            o.kind.as_str(),
            &o.name,
            o.ods.as_ref(),
            json(&o.interests)?,
            o.takes_part
        ];
        exactly_one(self.tx.execute(sql, values)?)
    }

    fn keep_scheme(&mut self, s: &Scheme) -> Result<(), StoreError> {
        let sql = "INSERT INTO scheme (id, name) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET name = $2";
        exactly_one(self.tx.execute(sql, params![s.id, &s.name])?)?;
        for org in &s.orgs {
            let sql = "INSERT INTO scheme_org (scheme_id, org_id) VALUES ($1, $2) ON CONFLICT DO NOTHING";
            self.tx.execute(sql, params![s.id, *org])?;
        }
        Ok(())
    }

    fn keep_seat(&mut self, s: &Seat) -> Result<(), StoreError> {
        let name = self.lock(
            Owner::shared(Class::Staff),
            &Cell::new("member", s.id, "name", 1),
            &s.name,
        )?;
        let sql = "INSERT INTO member (id, org_id, role, name, from_at, until_at, takes_part) \
                   VALUES ($1, $2, $3, $4, $5, $6, $7)";
        exactly_one(self.tx.execute(
            sql,
            params![s.id, s.org, s.role.as_str(), name, s.from, s.until, s.takes_part],
        )?)
    }

    fn keep_terms(&mut self, t: &Terms) -> Result<(), StoreError> {
        let sql = "INSERT INTO terms (id, scheme_id, version, promise, hash, published_at, in_effect_at) \
                   VALUES ($1, $2, $3, $4, $5, $6, $7)";
        let values = params![
            t.id,
            t.scheme,
            t.version,
            json(&t.promise)?,
            t.promise.hash(),
            t.published_at,
            t.in_effect_at
        ];
        exactly_one(self.tx.execute(sql, values)?)
    }

    fn open_session(&mut self, s: &Session) -> Result<(), StoreError> {
        let (member, person, supporter) = match s.who {
            Actor::Member(m) => (Some(m.id), None, None),
            Actor::Person(p) => (None, Some(p), None),
            Actor::Supporter(ActingSupporter { id, .. }) | Actor::Attorney(ActingAttorney { id, .. }) => {
                (None, None, Some(id))
            }
            Actor::Visitor | Actor::Sayso => return Err(StoreError::corrupt("a session for nobody")),
        };
        let sql = "INSERT INTO session (id, secret_ix, member_id, person_id, opened_at, ends_at, idle_minutes, \
                   limited, supporter_id) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
        let secret = self.index("session", &s.secret);
        exactly_one(self.tx.execute(
            sql,
            params![
                s.id,
                secret,
                member,
                person,
                s.opened_at,
                s.ends_at,
                s.idle_minutes,
                s.limited,
                supporter
            ],
        )?)
    }
}
