//! Bad policies, one at least against each theorem: the mistakes and the wishes that would break a promise.

pub(crate) struct Planted {
    pub(crate) against: &'static str,
    pub(crate) story: &'static str,
    change: Change,
}

enum Change {
    /// A policy somebody adds.
    Add(&'static str),
    /// In the policy with this id, a text that somebody changes into another.
    Edit(&'static str, &'static str, &'static str),
    /// A policy somebody deletes.
    Delete(&'static str),
}
use Change::{Add, Delete, Edit};

impl Planted {
    /// The good policies with the bad change.
    pub(crate) fn in_policies(&self, good: &str) -> String {
        let (id, from, to) = match self.change {
            Add(policy) => return format!("{good}\n{policy}"),
            Edit(id, from, to) => (id, from, Some(to)),
            Delete(id) => (id, "", None),
        };
        let start = good.find(&format!("@id(\"{id}\")")).expect("the policy is there");
        let end = start + good[start..].find(";\n").expect("it ends") + 1;
        let policy = &good[start..end];
        assert!(policy.contains(from), "{id} no longer says {from}");
        let changed = to.map_or(String::new(), |to| policy.replace(from, to));
        format!("{}{changed}{}", &good[..start], &good[end..])
    }
}

pub(crate) const PLANTED: &[Planted] = &[
    Planted {
        against: "T1",
        story: "the prohibition is deleted, and an operator could sit at the DWP",
        change: Delete("never_benefits"),
    },
    Planted {
        against: "T1b",
        story: "whoever holds a guardian's role may see who looked, wherever they sit",
        change: Add(
            r#"permit (principal is Sayso::Member, action == Sayso::Action::"read_access_events", resource is Sayso::About)
               when { principal.role == Sayso::Role::"guardian" };"#,
        ),
    },
    Planted {
        against: "T1b",
        story: "the practice's kind is no longer asked",
        change: Edit(
            "practice_by_name",
            r#"principal.kind == Sayso::OrgKind::"practice" && "#,
            "",
        ),
    },
    Planted {
        against: "T1c",
        story: "a benefits organisation may have members after all",
        change: Delete("never_a_member_of_benefits"),
    },
    Planted {
        against: "T1d",
        story: "the benefits system may receive what the person said yes to",
        change: Edit(
            "never_to_benefits",
            "resource.toBenefits",
            "resource.toBenefits && !resource.live",
        ),
    },
    Planted {
        against: "T2",
        story: "a coach may read whatever is held, once anything is shared",
        change: Edit(
            "coach_reads",
            "resource.shared.containsAll(context.categories) &&\n",
            "",
        ),
    },
    Planted {
        against: "T2",
        story: "the provider's name is compared with nobody's",
        change: Edit("lead_reads_name", "resource.provider == principal.org && ", ""),
    },
    Planted {
        against: "T2",
        story: "the guardian sees what they saw",
        change: Edit(
            "guardian_of_one_person",
            " &&\n  context.categories.isEmpty()",
            "",
        ),
    },
    Planted {
        against: "T2b",
        story: "a clinician reads the coach's notes",
        change: Edit(
            "clinician_reads_referral",
            " &&\n  resource.toPractice.containsAll(context.categories)",
            "",
        ),
    },
    Planted {
        against: "T3",
        story: "a coach files words that were accepted, to save the practice the trouble",
        change: Add(
            r#"permit (principal is Sayso::Member, action == Sayso::Action::"file_record", resource is Sayso::About)
               when { principal.role == Sayso::Role::"coach" && resource has coach && resource.coach == principal.seat };"#,
        ),
    },
    Planted {
        against: "T3",
        story: "any clinician may write, also one employed by the provider",
        change: Edit(
            "clinician_writes_the_record",
            r#"principal.kind == Sayso::OrgKind::"practice" && resource.practice == principal.org &&"#,
            "",
        ),
    },
    Planted {
        against: "T3",
        story: "the server writes by itself",
        change: Add(
            r#"permit (principal is Sayso::Server, action == Sayso::Action::"write_record", resource is Sayso::About);"#,
        ),
    },
    Planted {
        against: "T4",
        story: "a coach keys an agreement at the person's word",
        change: Add(
            r#"permit (principal is Sayso::Member, action == Sayso::Action::"key_agreement", resource is Sayso::About)
               when { principal.role == Sayso::Role::"coach" && resource.live && resource.shared.containsAll(context.categories)
                 && resource has provider && resource.provider == principal.org };"#,
        ),
    },
    Planted {
        against: "T4",
        story: "reception sends a held referral early",
        change: Edit(
            "practice_by_name",
            r#"Sayso::Action::"undo","#,
            r#"Sayso::Action::"undo", Sayso::Action::"send_now","#,
        ),
    },
    Planted {
        against: "T5",
        story: "nobody may stop while a danger is looked into",
        change: Add(
            r#"forbid (principal, action == Sayso::Action::"stop", resource is Sayso::About) when { resource.justLeft };"#,
        ),
    },
    Planted {
        against: "T5",
        story: "the person no longer sees who looked",
        change: Edit("person_own", r#"Sayso::Action::"read_access_events","#, ""),
    },
    Planted {
        against: "T5b",
        story: "a provider can key a stop only while the say-so is live",
        change: Edit(
            "provider_keys_a_stop",
            "(context.categories.isEmpty() ||",
            "resource.live && (context.categories.isEmpty() ||",
        ),
    },
    Planted {
        against: "T6",
        story: "a commissioner checks one person's story",
        change: Add(
            r#"permit (principal is Sayso::Member, action == Sayso::Action::"read_shared", resource is Sayso::About)
               when { principal.role == Sayso::Role::"commissioner" && resource.live };"#,
        ),
    },
    Planted {
        against: "T6",
        story: "an operator opens names to mend something",
        change: Add(
            r#"permit (principal is Sayso::Member, action == Sayso::Action::"open_patient", resource is Sayso::About)
               when { principal.role == Sayso::Role::"operator" && context.categories.isEmpty() };"#,
        ),
    },
    Planted {
        against: "T7",
        story: "a coach goes on working after the person left",
        change: Edit("coach_works", "resource.live && ", ""),
    },
    Planted {
        against: "T7",
        story: "a danger may be raised for ever",
        change: Edit(
            "provider_safeguards",
            "(resource.live || resource.justLeft)",
            "true",
        ),
    },
    Planted {
        against: "T7b",
        story: "a pause changes nothing for the coach",
        change: Edit("coach_reads", "!resource.paused ||", "true ||"),
    },
    Planted {
        against: "T7c",
        story: "coaches of one provider stand in for each other",
        change: Edit("coach_works", "resource.coach == principal.seat && ", ""),
    },
    Planted {
        against: "S1",
        story: "seats work on after they ended",
        change: Delete("never_after_the_seat_ended"),
    },
    Planted {
        against: "S2",
        story: "a link without a session opens the page",
        change: Add(
            r#"permit (principal is Sayso::Visitor, action == Sayso::Action::"open_own", resource is Sayso::About);"#,
        ),
    },
    Planted {
        against: "S2",
        story: "one person opens another's page",
        change: Edit("person_own", "resource.person == principal", "true"),
    },
    Planted {
        against: "T8",
        story: "two seats agreed to a legal demand, so the deputy reads the name",
        change: Add(
            r#"permit (principal is Sayso::Member, action == Sayso::Action::"handle_demand", resource is Sayso::About)
               when { principal.role == Sayso::Role::"deputy" && principal.kind == Sayso::OrgKind::"council" &&
                 [Sayso::Category::"identity"].containsAll(context.categories) };"#,
        ),
    },
    Planted {
        against: "T8b",
        story: "the practice reads a concern about itself",
        change: Add(
            r#"permit (principal is Sayso::Member, action == Sayso::Action::"handle_concern", resource is Sayso::About)
               when { principal.kind == Sayso::OrgKind::"practice" && resource.practice == principal.org &&
                 context.categories.isEmpty() };"#,
        ),
    },
    Planted {
        against: "S3",
        story: "whoever proposes terms agrees to them as well",
        change: Add(
            r#"permit (principal is Sayso::Member, action == Sayso::Action::"agree_terms", resource is Sayso::Place)
               when { principal.role == Sayso::Role::"commissioner" };"#,
        ),
    },
    Planted {
        against: "S3",
        story: "a nominee is one wherever they sit",
        change: Edit(
            "nominee_of_a_user_led_organisation",
            r#" && principal.kind == Sayso::OrgKind::"user_led""#,
            "",
        ),
    },
    Planted {
        against: "S5",
        story: "a coach who thinks that two people are one links their records",
        change: Add(
            r#"permit (principal is Sayso::Member, action == Sayso::Action::"agree_pair", resource is Sayso::About)
               when { principal.role == Sayso::Role::"coach" && resource has coach && resource.coach == principal.seat };"#,
        ),
    },
    Planted {
        against: "S5",
        story: "whoever proposes that two records are one agrees to it as well",
        change: Edit(
            "clinician_agrees_pair",
            r#"principal.role == Sayso::Role::"clinician""#,
            r#"[Sayso::Role::"clinician", Sayso::Role::"practice_admin"].contains(principal.role)"#,
        ),
    },
    Planted {
        against: "T8c",
        story: "a danger opens the record again, for ever",
        change: Edit(
            "provider_safeguards",
            " && (resource.live || resource.justLeft) &&\n",
            " &&\n",
        ),
    },
    Planted {
        against: "S4",
        story: "whoever was a supporter once stays one after it was taken back",
        change: Edit("supporter_reads", "principal.live && ", ""),
    },
    Planted {
        against: "S4",
        story: "a supporter says yes for the person, because they know them best",
        change: Add(
            r#"permit (principal is Sayso::Supporter, action == Sayso::Action::"key_agreement", resource is Sayso::About)
               when { principal.live && resource.person == principal.person };"#,
        ),
    },
    Planted {
        against: "S4",
        story: "a supporter may stop for the person, though the person did not choose that",
        change: Edit(
            "supporter_keys_a_stop",
            r#" && principal.scope.contains(Sayso::Choice::"stop")"#,
            "",
        ),
    },
    Planted {
        against: "S6",
        story: "whoever pays publishes the result",
        change: Add(
            r#"permit (principal is Sayso::Member, action == Sayso::Action::"publish_result", resource is Sayso::Place)
               when { principal.role == Sayso::Role::"commissioner" && resource.org == principal.org };"#,
        ),
    },
    Planted {
        against: "S6",
        story: "one evaluator files in another's name",
        change: Edit("evaluator_files", " &&\n  resource.org == principal.org", ""),
    },
    Planted {
        against: "S7",
        story: "one guardian sees who looked, whichever service it was about",
        change: Edit(
            "guardian_of_one_person",
            "resource has overseer && resource.overseer == principal.org &&\n",
            "\n",
        ),
    },
    Planted {
        against: "S7",
        story: "a guardian switches off whatever is on the server, to be on the safe side",
        change: Edit(
            "guardian_of_the_scheme",
            " &&\n  resource has overseer && resource.overseer == principal.org",
            "",
        ),
    },
    Planted {
        against: "S7",
        story: "a nominee signs the terms of any service, because user-led is user-led",
        change: Edit(
            "nominee_of_a_user_led_organisation",
            " &&\n  resource has overseer && resource.overseer == principal.org",
            "",
        ),
    },
    Planted {
        against: "S7",
        story: "it is enough that somebody oversees it, whoever they are",
        change: Edit(
            "guardian_of_the_scheme",
            "resource.overseer == principal.org",
            "true",
        ),
    },
    Planted {
        against: "T4",
        story: "an attorney says yes although nobody recorded that the person cannot decide now",
        change: Edit(
            "attorney_decides",
            "principal.power && principal.decision && ",
            "principal.power && ",
        ),
    },
    Planted {
        against: "T4",
        story: "an attorney sends it early, to save time",
        change: Edit(
            "attorney_decides",
            r#"Sayso::Action::"undo"]"#,
            r#"Sayso::Action::"undo", Sayso::Action::"send_now"]"#,
        ),
    },
    Planted {
        against: "S8",
        story: "a clinician says yes for somebody who cannot decide: the practice decided for them",
        change: Add(
            r#"permit (principal is Sayso::Member, action == Sayso::Action::"read_by_power", resource is Sayso::About)
               when { principal.kind == Sayso::OrgKind::"practice" && resource.practice == principal.org
                 && principal.role == Sayso::Role::"clinician" };"#,
        ),
    },
    Planted {
        against: "S8",
        story: "a power that ran out still opens the door",
        change: Edit(
            "door_attorney",
            "principal.power",
            "principal.power || principal.decision",
        ),
    },
    Planted {
        against: "S8",
        story: "reception records that somebody cannot decide",
        change: Edit(
            "clinician_records_capacity",
            r#"principal.role == Sayso::Role::"clinician" &&"#,
            "",
        ),
    },
    Planted {
        against: "S8",
        story: "an attorney reads the whole plan, because they know the person best",
        change: Add(
            r#"permit (principal is Sayso::Attorney, action == Sayso::Action::"read_supported", resource is Sayso::About)
               when { principal.power && principal.decision && resource.person == principal.person };"#,
        ),
    },
    Planted {
        against: "S4",
        story: "a supporter with a paper in their hand says yes as an attorney would",
        change: Add(
            r#"permit (principal is Sayso::Supporter, action == Sayso::Action::"read_by_power", resource is Sayso::About)
               when { principal.live && resource.person == principal.person };"#,
        ),
    },
];
