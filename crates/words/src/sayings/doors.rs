//! The texts of the doors: signing in, and what cannot be done.

use super::Named;

sayings! {
    /// Signing in and codes.
    door {
        title();
        words();
        words_hint();
        private();
        private_hint();
        send_code();
        never_online();
        forgot();
        supports();
        supporter();
        work_here();
        staff();
        enter_both();
        your_code();
        enter_code();
        on_its_way();
        read_out();
        code();
        shared();
        shared_yes();
        shared_no();
        wrong_code();
    }
    /// Words with a number in them.
    screened {
        title();
        not_needed();
        without();
        mask();
        keep();
    }
    /// The form on which a job is told.
    job {
        number();
        not_said();
        no_such_day();
        leave_out();
        what_work();
        what_work_hint();
        when_start();
        how_many();
        hours_you();
        hours_they();
        contract_kind();
        when_shifts();
        which_changes();
        which_changes_hint();
        were_made();
        access();
        since_when();
        what_you_wanted();
        what_they_wanted();
        if_ended();
        when_end();
        why_end();
        keep_words();
        yes();
        no();
        only_band();
        how_much();
        kept_now(band);
        where_work();
        not_london();
        in_london();
        end_first();
        pay_format();
        one_thing();
        r_work();
        r_started();
        r_hours();
        r_hours_wanted();
        r_pay();
        r_contract();
        r_shifts();
        r_changes();
        r_made();
        r_wanted();
        r_ended();
        r_why();
        rate_hint(source, uk, london, day);
        since(access, day);
        yes_small();
        no_small();
    }
    /// Why something cannot be done.
    error {
        not_possible_title();
        not_possible();
        not_now_title();
        not_now();
        nothing_changed();
        look_again_title();
        just_changed();
        not_by_you();
        try_again_title();
        try_again();
        nothing_lost();
        not_available_title();
        not_available();
        or_phone();
        went_wrong();
        our_mistake();
        not_found();
        nothing_here();
        open_again();
        open_too_long();
        too_much();
    }
}
