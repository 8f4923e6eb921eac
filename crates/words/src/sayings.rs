//! Every text by name, as a function that takes what stands in it. A text that does not exist cannot be named, and one
//! that lacks something to fill in cannot be made: neither compiles. Tests hold these lists against the files of texts.

macro_rules! sayings {
    ($($(#[$doc:meta])* $area:ident { $($name:ident ( $($arg:ident),* );)* })*) => {
        $($(#[$doc])* pub mod $area {
            $(
                #[doc = concat!("The text `", stringify!($name), "`.")]
                #[must_use]
                pub fn $name($($arg: impl Into<crate::Arg>),*) -> crate::Say {
                    crate::Say { area: stringify!($area), id: stringify!($name), args: vec![$((stringify!($arg), $arg.into())),*] }
                }
            )*
        })*
        /// Every text of this file: area, name, what stands in it.
        pub(super) const HERE: &[Named] = &[$($((stringify!($area), stringify!($name), &[$(stringify!($arg)),*])),*),*];
    };
}

/// A text: its area, its name, what stands in it.
pub type Named = (&'static str, &'static str, &'static [&'static str]);

mod anybody;
mod beside;
mod doors;
mod log;
mod own;
mod pages;
mod power;

pub use anybody::*;
pub use beside::*;
pub use doors::{door, error, job, screened};
pub use log::{phrase, told};
pub use own::*;
pub use pages::*;
pub use power::{deciding, powers};

/// Every text.
#[must_use]
pub fn all() -> Vec<Named> {
    [
        HERE,
        anybody::HERE,
        beside::HERE,
        doors::HERE,
        log::HERE,
        own::HERE,
        pages::HERE,
        power::HERE,
    ]
    .concat()
}

sayings! {
    /// What several pages and letters say.
    common {
        same(what);
        welsh_not_checked();
        easy_not_checked();
        not_translated();
        to_read_aloud();
        pause();
        skip_to_content();
        back();
        exit_page();
        exit_label();
        sign_out();
        your_page();
        continue_();
        error_title();
        timeout_note(minutes);
        timeout_note_hours(hours);
        stay_signed_in();
        still_there();
        closes_in(minutes);
        print_it();
        save();
        there_is_a_problem();
        account();
        about_service();
        footer_promises();
        footer_flows();
        footer_payers();
        footer_limits();
        footer_accessibility();
    }
    /// The offer and what is promised with it, and what is said about benefits.
    offer {
        title();
        what(what);
        paid(paid_by, ends_on);
        benefits_heading();
        nothing_to_benefits();
        law_can_force();
        sends_to_benefits(categories, recipient, advice);
        no_effect(organisation, signed_by, signed_on);
        work_changes_benefits();
        telling_dwp();
        advice(advice);
        who_heading();
        who_name(name);
        owned(name, owners);
        owner_not_said(name);
        no_contract(name);
        also_for_benefits(name, contracts);
        pays(payer, name);
        depends(rule);
        depends_on_nothing();
        flows_heading();
        flow(recipient, categories, purpose, kept);
        erased_after(months);
        flow_item(category);
        never(what);
        never_item(what);
        medical_record();
        ni_number();
        no_heading();
        no_care();
        no_trace();
        no_again();
        way_out_heading();
        way_out();
        way_out_ends();
        category_identity();
        category_contact();
        category_access_needs();
        category_own_words();
        category_work();
        category_health_for_work();
        category_plan();
        category_appointments();
        category_coach_notes();
        category_jobs();
        category_wellbeing();
        category_feedback_to_gp();
        purpose_refer();
        purpose_feedback_to_gp();
        purpose_employers();
        purpose_in_work();
        purpose_needs_at_work();
        purpose_pay_evidence();
        purpose_evaluation();
    }
    /// Letters, receipts and messages.
    letter {
        parcel_title();
        parcel_to(recipient);
        parcel_to_chosen();
        parcel_until(until);
        label_name();
        label_phone();
        label_email();
        label_interpreter();
        label_language();
        label_helps();
        label_reading();
        label_own_words();
        said_yes_title();
        said_yes(name, recipient);
        shares_heading();
        until(until);
        goes(recipient, at);
        went(recipient, at);
        undo();
        heard_heading();
        heard();
        heard_in_person();
        heard_phone();
        heard_online();
        heard_paper();
        typed();
        typed_by_you();
        typed_by_staff();
        typed_by_supporter();
        typed_by_attorney();
        interpreter();
        interpreter_name();
        interpreted_professional(language);
        interpreted_brought(language);
        interpreted_colleague(language);
        interpreted_supporter(language);
        when_said();
        when_typed();
        words_shown();
        words_version();
        shown_standard();
        shown_large_print();
        shown_easy_read();
        shown_plain_text();
        shown_audio();
        language_en();
        language_cy();
        language_other();
        keep_heading();
        card();
        card_yours();
        reference();
        slip_heading();
        slip_tick();
        slip_all();
        slip_one();
        slip_pause();
        slip_reference();
        slip_no_reference();
        slip_day();
        slip_where();
        nobody_may_require();
        left_title();
        left(name);
        stopped_one_title();
        stopped_one(name);
        undone_title();
        undone(name);
        done_title();
        done(name);
        counts_from();
        had_gone(recipients);
        told_has_left();
        nothing_had_gone();
        care_same();
        nothing_to_do();
        come_back();
        message_title();
        new_message();
        new_message_support();
        stop_texts();
        left_for_you();
        left_for_you_right();
        left_for_you_wrong();
        word_forgotten();
        word_forgotten_right();
        word_forgotten_wrong();
        to_sign_in();
    }
    /// The way from home with a card.
    card {
        words_title();
        words_nothing_kept();
        words_label();
        words_hint();
        start_now();
        nothing_typed();
        opens_nothing();
        already_yes();
        sign_in();
        again_title();
        again_why();
        again_nothing();
        again_words();
        again_yes();
        question();
        choose_one();
        who_one();
        who_several();
        whole_list();
        your_answer();
        yes();
        not_yet();
        no();
        choose_answer();
        thank_you();
        thank_you_nobody_asks();
        thank_you_kept();
        thank_you_back();
        thank_you_card();
        thank_you_another();
        thank_you_close();
        you_title();
        you_need();
        you_not_kept();
        name();
        name_hint();
        phone();
        email();
        born();
        born_hint();
        day();
        month();
        year();
        help_with();
        help_with_hint();
        helps_heading();
        helps();
        helps_hint();
        speak_in();
        speak_in_none();
        interpreter();
        interpreter_wanted();
        enter_name();
        enter_reach();
        enter_phone();
        enter_email();
        enter_date();
        too_young();
        too_long_line();
        too_long_page();
        a_number();
        mask();
        keep_number();
        share_title();
        share_nothing_ticked();
        update_preview();
        the_letter();
        written_heading();
        written(what);
        until_heading();
        until(until);
        way_out_heading();
        who_gets_it();
        which_lines();
        line_phone();
        line_email();
        line_own_words();
        line_access_needs();
        tick_a_way();
        choose_who();
        check_title();
        changed();
        not_sent_yet();
        row_who();
        row_what();
        row_what_value();
        row_you();
        row_kept();
        row_until();
        row_shown();
        change();
        change_who();
        change_what();
        change_you();
        change_kept();
        confirm_heading();
        waits(hours);
        would_go(at);
        confirm();
        leave_without();
        sent_title();
        sent_goes(recipient, at);
        sent_not_yet();
        sent_undo();
        sent_next();
        sent_choose();
        sent_choose_link();
        sent_words();
        sent_words_yours();
        sent_nothing_else();
        sent_letter();
        paper_go(address);
        paper_choice();
        paper_wrong(address);
        paper_nobody();
    }
    /// Choosing language and shape.
    reading {
        title();
        choose();
        language();
        format();
        show();
        large_print();
        standard();
        easy_read();
        plain_text();
        audio();
        about();
        who_sees();
        saved_on(at, again);
        ask_again(at);
        still_right();
        not_said();
        save();
        letter_title();
        other_shapes();
        as_text();
        as_pdf();
        as_script();
        no_letter();
    }
    /// The person's first page, and the shorter ones.
    home {
        switched_off_title();
        switched_off(name, at);
        switched_off_stays();
        switched_off_ways();
        switched_off_who();
        one_thing_title();
        set_safely();
        set_word();
        set_link();
        was_it_yours();
        when_heading();
        goes(recipient, at);
        stays_until();
        undo();
        send_now();
        read_exactly();
        start_again();
        waiting_heading();
        waiting_time();
        waiting_words(at);
        waiting_cover();
        waiting_job();
        waiting_notes(count);
        yes_title();
        we_can_share();
        and_also();
        with_for(recipient, purpose);
        we_do_not();
        lasts_until();
        then_we_ask(at);
        change_mind();
        where_heading();
        meeting_heading();
        meeting(at, who);
        meeting_free();
        no_meeting();
        no_meeting_title();
        nothing_needed();
        more();
        looked_heading();
        nobody_looked();
        last_looked(who, at);
        all_looks(count);
        everything_heading();
        to_history();
        to_plan();
        to_notes();
        to_jobs();
        to_coach();
        to_held();
        to_benefits();
        to_explained();
        to_details();
        to_contact();
        to_more();
        to_concerns();
        to_demands();
        to_letter();
        to_reading();
        to_copy();
        to_erase();
        to_sessions();
        to_supporters();
        to_first();
        word_set(at);
        word_was_you();
        word_not_you();
        not_me();
        word_ends_on(when);
        word_two_heard();
        word_not_told_title();
        word_not_told();
        word_one_heard_title();
        word_one_heard();
        word_use_it();
        word_keep();
        short_page();
        short_until();
        speak_up();
        nothing_shared();
        not_sent();
        sent_to(provider);
        in_touch(who);
        is_coach(who);
        cannot_help();
        you_paused();
        finished();
        stopped();
        has_ended();
        on_the_list();
        would_like();
        has_referral(provider);
        reach_you();
        your_pace();
        cannot_help_now(provider);
        they_wrote();
        other_help();
        coach_sees();
        no_rush();
        nothing_more_shared();
        nobody_asks();
        care_and_back();
        what_stopped();
        ran_out();
        back_any_time();
        undone();
        step_yes();
        step_goes(at);
        step_answer(provider);
        step_meet(who);
        step_meet_coach();
        step_end();
        step_helps(provider);
        step_coach(who);
        step_a_coach();
        step_again();
        step_over();
        services(count);
        is_there(who);
        pace_with(who);
        sees_you_paused(who);
        step_meet_somebody();
        step_somebody();
        others_not_told();
        where_with(service);
        to_services();
        about_support();
        contract_ended(name);
        keep_or_let_go();
        contract_nobody();
        contract_nobody_else();
        contract_nothing();
        contract_afresh();
        contract_ends(name, at);
        contract_until();
        contract_afterwards();
        terms_change();
        yes_holds(who, from);
        terms_need();
        what_changes();
        terms_one(what_for);
    }
    /// Change your mind.
    change {
        title();
        nothing_title();
        nothing();
        pause();
        pause_hint();
        some();
        some_hint();
        leave();
        leave_hint();
        question();
        question_hint();
        make();
        is_paused();
        is_held();
        other_ways();
        yes_to_more();
        instead_title();
        instead();
        instead_link();
        no_pause();
        choose();
        only_support();
        only_support_leave();
        which();
        which_hint();
        stop_ticked();
        leave_instead();
        tick();
        pause_one(service);
        pause_hint_they();
        leave_one(service);
        leave_one_hint();
    }
}
