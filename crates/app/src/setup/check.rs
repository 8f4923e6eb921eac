//! Checking a whole set-up file before anything is written. Owns: every problem at once, each with its line, the key
//! and what to do. The rules themselves are core's.

use jiff::civil::Date;
use sayso_core::category::{Categories, Category};
use sayso_core::decide::register::{CannotRegister, sits_at};
use sayso_core::id::OrgId;
use sayso_core::org::{Interests, OrgKind};
use sayso_core::sayso::Purpose;
use sayso_core::seat::Role;
use sayso_core::terms::{Flow, NoEffectOnBenefits, Promise, Unfit};

use super::file::{self, File};
use super::{NewMember, NewOrg, NewScheme, Plan};

/// The file as a plan.
///
/// # Errors
/// Every problem, each as `line N, key: what to do`.
pub fn plan(text: &str, today: Date) -> Result<Plan, Vec<String>> {
    read(text, today, true)
}

/// A draft of terms: the same file, without seats and so without a guardian of its own.
///
/// # Errors
/// As [`plan`].
pub(crate) fn draft(text: &str, today: Date) -> Result<Plan, Vec<String>> {
    read(text, today, false)
}

fn read(text: &str, today: Date, whole: bool) -> Result<Plan, Vec<String>> {
    let line = |at: usize| {
        text.get(..at)
            .map_or(1, |before| before.matches('\n').count() + 1)
    };
    let file: File = toml::from_str(text).map_err(|error| {
        let at = error.span().map_or(1, |span| line(span.start));
        vec![format!("line {at}: {}", error.message().replace('\n', ": "))]
    })?;
    let mut check = Check {
        line: &line,
        today,
        orgs: vec![],
        problems: vec![],
    };
    for org in &file.organisation {
        check.organisation(line(org.span().start), org.get_ref());
    }
    let mut plan = Plan::default();
    let mut lines = vec![];
    for scheme in &file.scheme {
        let at = line(scheme.span().start);
        lines.push(at);
        plan.schemes.extend(check.scheme(at, scheme.get_ref()));
    }
    for member in &file.member {
        let made = check.member(line(member.span().start), member.get_ref());
        plan.members.extend(made);
    }
    if file.organisation.is_empty() {
        check
            .problems
            .push("line 1: no [[organisation]]; see: sayso setup --example".into());
    }
    if whole && check.problems.is_empty() && !plan.schemes.is_empty() {
        check.overseers_of_the_only_scheme(&mut plan);
        for (line, scheme) in lines.into_iter().zip(&plan.schemes) {
            check.guardian_and_deputy(line, scheme, &plan.members);
        }
    }
    if check.problems.is_empty() {
        plan.orgs = check.orgs.into_iter().map(|(_, org)| org).collect();
        Ok(plan)
    } else {
        Err(check.problems)
    }
}

struct Check<'a> {
    line: &'a dyn Fn(usize) -> usize,
    today: Date,
    /// Key and organisation, in the order of the file.
    orgs: Vec<(String, NewOrg)>,
    problems: Vec<String>,
}

impl Check<'_> {
    fn wrong(&mut self, line: usize, key: &str, why: impl std::fmt::Display) {
        self.problems.push(format!("line {line}, {key}: {why}"));
    }

    fn filled(&mut self, line: usize, key: &str, text: &str) {
        if text.trim().is_empty() {
            self.wrong(line, key, "is empty; people read it");
        }
    }

    fn org(&mut self, line: usize, key: &str, wanted: &str) -> Option<usize> {
        let found = self.orgs.iter().position(|(k, _)| k == wanted);
        if found.is_none() {
            let keys: Vec<&str> = self.orgs.iter().map(|(k, _)| k.as_str()).collect();
            let why = format!(
                "there is no organisation with the key “{wanted}”; there are {}",
                keys.join(", ")
            );
            self.wrong(line, key, why);
        }
        found
    }

    fn organisation(&mut self, line: usize, o: &file::Organisation) {
        let kind = OrgKind::parse(&o.kind);
        if kind.is_none() {
            self.wrong(
                line,
                "kind",
                one_of(&o.kind, OrgKind::ALL.iter().map(|k| k.as_str())),
            );
        }
        self.filled(line, "key", &o.key);
        if o.owners.iter().all(|w| w.trim().is_empty()) || o.name.trim().is_empty() {
            self.wrong(line, "owners", CannotRegister::Incomplete(o.name.clone()));
        }
        let ods = o.ods.as_ref().map(|ods| ods.trim().to_uppercase());
        if let Some(ods) = &ods
            && (!(3..=10).contains(&ods.len()) || !ods.bytes().all(|b| b.is_ascii_alphanumeric()))
        {
            self.wrong(
                line,
                "ods",
                "an ODS code is 3 to 10 letters and digits, such as F83004; leave it out where there is none",
            );
        }
        for (key, org) in &self.orgs {
            let twice = [
                (*key == o.key, "key"),
                (org.name.eq_ignore_ascii_case(o.name.trim()), "name"),
                (ods.is_some() && org.ods == ods, "ods"),
            ];
            for (_, what) in twice.into_iter().filter(|(same, _)| *same) {
                self.problems
                    .push(format!("line {line}, {what}: stands in the file twice"));
            }
        }
        self.orgs.push((
            o.key.clone(),
            NewOrg {
                kind: kind.unwrap_or(OrgKind::Service),
                name: o.name.trim().into(),
                ods,
                interests: Interests {
                    owners: o.owners.clone(),
                    benefits_contracts: o.benefits_contracts.clone(),
                    paid_by: o.paid_by.clone(),
                    payment_by_result: o.payment_by_result.clone(),
                },
            },
        ));
    }

    fn scheme(&mut self, line: usize, s: &file::Scheme) -> Option<NewScheme> {
        let before = self.problems.len();
        for (key, text) in [
            ("name", &s.name),
            ("what", &s.what),
            ("paid_by", &s.paid_by),
            ("advice", &s.advice),
        ] {
            self.filled(line, key, text);
        }
        let mut orgs = vec![];
        for key in &s.organisations {
            let Some(at) = self.org(line, "organisations", key) else {
                continue;
            };
            if self.orgs[at].1.kind == OrgKind::Benefits {
                self.wrong(
                    line,
                    "organisations",
                    format!("“{key}” is part of the benefits system: it has no part in a scheme"),
                );
            }
            orgs.push(at);
        }
        let (mut flows, mut recipients) = (vec![], vec![]);
        for flow in &s.flow {
            let at = (self.line)(flow.span().start);
            if let Some((flow, to)) = self.flow(at, flow.get_ref(), &orgs) {
                flows.push(flow);
                recipients.push(to);
            }
        }
        let promise = Promise {
            scheme_name: s.name.trim().into(),
            what: s.what.clone(),
            paid_by: s.paid_by.clone(),
            ends_on: s.ends_on,
            say_so_days: s.say_so_days,
            erased_after_months: s.erased_after_months,
            hold_hours: s.hold_hours,
            witnesses: s.witnesses,
            no_effect_on_benefits: s.no_effect_on_benefits.as_ref().map(|p| NoEffectOnBenefits {
                organisation: p.organisation.clone(),
                signed_by: p.by.clone(),
                signed_on: p.on,
            }),
            advice: s.advice.clone(),
            flows,
        };
        // What its flows are wrong about has been said already, line by line.
        if self.problems.len() == before
            && let Err(unfit) = promise.check(self.today)
        {
            let key = match unfit {
                Unfit::AlreadyOver(_) => "ends_on",
                Unfit::Period(_) => "say_so_days, hold_hours or erased_after_months",
                Unfit::NoFlows | Unfit::EmptyFlow(_) | Unfit::BenefitsRecipient(_) => "flow",
            };
            self.wrong(line, key, unfit);
        }
        (self.problems.len() == before).then_some(NewScheme {
            orgs,
            promise,
            recipients,
        })
    }

    fn flow(&mut self, line: usize, f: &file::Flow, members: &[usize]) -> Option<(Flow, usize)> {
        let before = self.problems.len();
        let to = self.org(line, "to", &f.to)?;
        let (name, kind) = (self.orgs[to].1.name.clone(), self.orgs[to].1.kind);
        if kind == OrgKind::Benefits {
            self.wrong(line, "to", Unfit::BenefitsRecipient(name.clone()));
        } else if !members.contains(&to) {
            self.wrong(
                line,
                "to",
                format!("“{}” is not among the scheme’s organisations", f.to),
            );
        }
        let purpose = Purpose::parse(&f.purpose);
        if purpose.is_none() {
            self.wrong(
                line,
                "purpose",
                one_of(&f.purpose, Purpose::ALL.iter().map(|p| p.as_str())),
            );
        }
        let mut categories = Categories::NONE;
        for text in &f.categories {
            match Category::parse(text) {
                Some(category) => categories = categories.with(category),
                None => self.wrong(
                    line,
                    "categories",
                    one_of(text, Category::ALL.iter().map(|c| c.as_str())),
                ),
            }
        }
        if f.categories.is_empty() {
            self.wrong(line, "categories", Unfit::EmptyFlow(name.clone()));
        }
        self.filled(line, "basis", &f.basis);
        self.filled(line, "kept", &f.kept);
        let flow = Flow {
            recipient: OrgId::NIL,
            recipient_name: name,
            recipient_kind: kind,
            purpose: purpose?,
            categories,
            basis: f.basis.clone(),
            kept: f.kept.clone(),
        };
        (self.problems.len() == before).then_some((flow, to))
    }

    fn member(&mut self, line: usize, m: &file::Member) -> Option<NewMember> {
        let before = self.problems.len();
        self.filled(line, "name", &m.name);
        let role = Role::parse(&m.role);
        if role.is_none() {
            self.wrong(
                line,
                "role",
                one_of(&m.role, Role::ALL.iter().map(|r| r.as_str())),
            );
        }
        let org = self.org(line, "organisation", &m.organisation);
        if let (Some(role), Some(at)) = (role, org) {
            let (name, kind) = (self.orgs[at].1.name.clone(), self.orgs[at].1.kind);
            if kind == OrgKind::Benefits {
                self.wrong(line, "organisation", CannotRegister::NoSeatsThere(name));
            } else if !sits_at(role, kind) {
                self.wrong(line, "role", CannotRegister::NoSuchSeat(role.in_words(), kind));
            }
        }
        let made = NewMember {
            org: org?,
            role: role?,
            name: m.name.trim().into(),
        };
        (self.problems.len() == before).then_some(made)
    }

    /// Whose guardian, deputy or nominee belongs to no scheme oversees the only one that there is. Said, so that it can be
    /// written down before there are two.
    fn overseers_of_the_only_scheme(&self, plan: &mut Plan) {
        let [scheme] = &mut plan.schemes[..] else { return };
        for member in &plan.members {
            let oversees = matches!(member.role, Role::Guardian | Role::Deputy | Role::Nominee);
            if oversees && !scheme.orgs.contains(&member.org) {
                scheme.orgs.push(member.org);
                plan.notes.push(format!(
                    "“{}” oversees “{}”, because it is the only scheme of this file: add it to its organisations",
                    self.orgs[member.org].0, scheme.promise.scheme_name
                ));
            }
        }
    }

    /// Each scheme has a guardian, and a deputy at another organisation, so that a concern about the one has somewhere
    /// to go. Both sit at organisations of that scheme: that is how it is theirs.
    fn guardian_and_deputy(&mut self, line: usize, scheme: &NewScheme, members: &[NewMember]) {
        let at = |role| {
            let there = members
                .iter()
                .filter(move |m| m.role == role && scheme.orgs.contains(&m.org));
            there.map(|m| m.org).collect::<Vec<_>>()
        };
        let (guardians, deputies) = (at(Role::Guardian), at(Role::Deputy));
        let name = &scheme.promise.scheme_name;
        if guardians.is_empty() {
            let why = format!(
                "no guardian for “{name}”; a scheme needs one to hear concerns: add a [[member]] with role = \"guardian\" at \
                 one of its organisations, or add the organisation of theirs here"
            );
            self.wrong(line, "organisations", why);
        } else if !deputies.iter().any(|d| !guardians.contains(d)) {
            let why = format!(
                "no deputy at another organisation than the guardian’s for “{name}”; add a [[member]] with role = \
                 \"deputy\" at another of its organisations, so that a concern about the guardian has somewhere to go"
            );
            self.wrong(line, "organisations", why);
        }
    }
}

fn one_of<'w>(given: &str, words: impl Iterator<Item = &'w str>) -> String {
    let words: Vec<&str> = words.collect();
    format!("“{given}” is none of {}", words.join(", "))
}
