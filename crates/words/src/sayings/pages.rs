//! The texts of the person’s own pages.

use super::Named;

sayings! {
    /// Everything that happened, with its filter.
    history {
        title();
        heading();
        each_row();
        both_times(happened, written);
        nobody_looked();
        nothing_tried();
        nothing_yet();
        nothing_like_it();
        some_changed();
        one_changed();
        several_changed(count);
        number_differs();
        choices_count();
        tell_guardian();
        keep_receipts();
        choose();
        what();
        everything();
        looks();
        not_allowed();
        month();
        every_month();
        by_whom();
        anybody();
        you();
        sayso();
        show();
        show_everything();
        newest();
        earlier();
        when();
        happened();
        caption();
        caption_month(month);
        why_allowed();
        why_not_allowed();
        receipt();
        receipt_for(at);
        changed();
        changed_not();
        own_looks(count);
        own_looks_each();
    }
    /// Notes and meetings.
    notes {
        title();
        heading();
        every_note();
        own_words();
        meetings();
        no_meetings();
        steps();
        no_steps();
        hopes();
        no_hopes();
        notes();
        no_notes();
        needs();
        no_needs();
        about();
        about_hint();
        about_need();
        about_other();
        you_wrote();
        wrote_nothing();
        from_elsewhere();
        nothing_elsewhere();
        when_finished();
        noted(outcome);
        written_by(author, at);
        you_closed_it();
        your_words();
        who_can_read();
        something_wrong();
        sealed_you();
        not_finished();
        not_finished_yours();
        keep();
        let_go();
        own_label();
        own_hint();
        save();
        write_first();
        writing_up(author);
        meeting_on(at);
        by(at);
        sealed_named(names);
        begun_by(author);
    }
    /// The plan.
    plan {
        title();
        heading();
        only_you();
        yours();
        yours_alone();
        nothing_yet();
        agreed();
        no_step();
        closed();
        a_hope();
        own_step();
        written_on(at);
        typed_by(who);
        instead();
        replace();
        close();
        a_step();
        written_by(author);
        something_wrong();
        write_new();
        what_is_it();
        hope();
        step();
        step_hint();
        your_words();
        save();
        choose_what();
        write_first();
        shared_with(names);
        by(at);
    }
    /// Where somebody is signed in.
    sessions {
        title();
        this_one();
        not_known();
        everywhere();
        signed_in();
        on_shared(since, until);
        on_own(since, until);
    }
    /// Concerns, a question about a yes, legal demands.
    concern {
        title();
        who_reads();
        no_name();
        danger();
        raised_on(at);
        raise();
        send();
        your_concerns();
        choose_answer();
        nothing_asked();
        thank_you();
        was_it_yours();
        somebody_typed();
        need_not();
        what_say();
        send_answer();
        did_not_want();
        change_mind();
        two_clicks();
        a_question();
        has_the_law();
        no_demand();
        demand_by(who);
        recorded(at);
        not_decided();
        handed_nothing(at);
        handed_least(at, what);
        handed_outside();
        how_many();
        think_wrong();
        raise_link();
        demands();
        something_else();
        about_what();
        about_whom();
        stands_back();
        who_reads_it();
        nobody_else_reads();
        the_guardian();
        the_deputy();
        what_happened();
        your_words_go();
        it_is_with(who);
        went_on(at);
        answered_on(at);
        they_said(at);
        answer_by(at);
        they_say_by(at);
    }
    /// How to reach somebody safely.
    contact {
        title();
        have_word();
        choose_word();
        heading();
        who_else();
        reach_me();
        when();
        when_hint();
        may_name();
        may_name_hint();
        no();
        yes();
        private();
        save();
        lost_card();
        lost_card_new();
        make_card();
        new_card();
        write_down();
        also_private();
        your_card();
        choose_way();
        no_phone();
        no_email();
        choose_name();
        four_letters();
    }
    /// What a message keeps to.
    limits {
        when();
        when_hint();
        not_before();
        not_after();
        weekends();
        shared();
        shared_hint();
        sender();
        sender_hint();
        later_end();
        sender_letters();
        noon();
        midnight();
        am(hour);
        pm(hour);
    }
    /// What is held.
    held {
        heading();
        all_of_it();
        staff_you_know();
        copy();
        title();
        should_not();
        went_to(org, at);
        seen_it(at);
        asked_to_delete();
        you();
        you_said();
        no_yes();
        sent_exactly();
        nothing_sent();
        by_text();
        by_email();
        by_phone();
        by_post();
        at_practice();
        not_held();
        name();
        birth_date();
        nhs_number();
        phone();
        email();
        language();
        interpreter();
        needed();
        not_asked();
        helps();
        practice();
        not_said_reach();
        when(when);
        may_name();
        never_names();
        reach_you();
        change_reach();
        counts_now();
        you_stopped();
        over();
        typed_yourself();
        typed_for_you();
        typed_by_supporter();
        not_known();
        now();
        who();
        what_for();
        may_have();
        said_it();
        lasts_until();
        how();
        terms();
        receipt();
        get_receipt();
        stopped_it();
        ran_out();
        terms_changed();
        nothing_beside();
        words_beside();
        change_beside();
        undone();
        lines_gone();
        what_left();
        m_referral();
        m_left();
        m_file();
        m_reminder();
        m_danger();
        m_message();
        p_drafted();
        p_agreed();
        p_accepted();
        p_not_taken();
        p_filed();
        p_dropped();
        p_held();
        for_record();
        suggested(at);
        read_decide();
        recorded_elsewhere();
        not_a_yes();
        version(number);
        heard(how, typed);
        your_yes_to(who);
        goes(at);
        stands(state, reference);
        to(who);
        got(to, what, at);
        will_get(to, what);
        will_get_not_before(to, what, at);
        in_person();
        on_phone();
        online();
        on_paper();
        s_held();
        s_sent();
        s_accepted();
        s_declined();
        s_active();
        s_paused();
        s_finished();
        s_left();
        s_closed();
        s_void();
    }
    /// Asking for a service.
    services {
        title();
        none();
        which();
        own_yes();
        not_told();
        read_it();
        who_gets();
        never_sent();
        benefits();
        who_is(name);
        what_then();
        waits_until(at);
        counts_until(at);
        any_time();
        see_letter();
        no();
        who_to();
        own_line();
        may_read();
        one_way();
        own_words();
        line_wrong();
        correct();
        choose_who();
        tick_way();
        tick_words();
        is_right();
        not_sent();
        would_send();
        writes(what);
        waits(hours);
        yes();
        change();
        not_now();
        your_name(name);
        ends_on(paid_by, day);
        to(name);
    }
    /// Receipts.
    receipt {
        nobody();
        heading();
        back();
        title();
        changed();
        changed_none();
        changed_before();
        tell_guardian();
        what_it_is();
        yours();
        if_asked();
        stamped();
        short_code();
        as_file();
        print();
        what_in_it();
        what_in_it_is();
        anybody_can();
        check();
        ten_minutes();
        look_again();
        take_unstamped();
        does_not_fit();
        log_says();
        stamp_yes();
        stamp_not_yet();
        stamp_no();
        print_it();
        written_down(at);
        can_report();
        unstamped();
        proves_nothing();
        code_is();
        qr();
        check_at(address);
        itself();
        long_line();
    }
    /// Why something was allowed.
    why {
        allowed();
        not_allowed();
        not_kept();
        title();
        asked();
        may_they(who, what);
        facts();
        rests_on();
        what_you_said();
        answer();
        rules_changed();
        allowed_by();
        no_rule();
        because_of();
        check();
        file_holds();
        take_file();
        rules_proved();
        policies();
    }
    /// A copy of everything.
    copy {
        title();
        heading();
        print();
        one_file();
        word_first();
        take();
        take_hint();
        save();
        everything();
        not_your_word();
        made_on(at);
        about_you();
        name();
        practice();
        born();
        nhs_number();
        phone();
        email();
        helps();
        reads();
        reach();
        you_said();
        yes_to(who, what_for, until);
        yes_ended(who, what_for, until, at);
        was_sent();
        was_written();
        by_at(who, at);
        gp_words();
    }
    /// Who helps somebody.
    cover {
        nobody();
        no_change();
        title();
        if_you_leave();
        goodbye();
        would_like();
        goodbye_yes();
        goodbye_no();
        save();
        for_a_time(from, until);
        no_then();
        for_good(from, name);
        no_for_good();
        said_yes();
        said_no();
        not_answered();
        yes();
        no();
        helps(name);
        help(names);
        may_stand_in(to, from);
        may_become(to);
    }
    /// Where to meet.
    venue {
        you_chose(what);
        another();
        choose_where();
        title();
        where_to();
        where_hint();
        save();
        meeting_is(at, who);
        nowhere();
        choose_one();
        meeting_on(at);
        place(name, how);
        place_of(name, how, owner);
        hint_of(how, owner);
        hint(how);
        in_person();
        by_phone();
        by_video();
        in_person_first();
        by_phone_first();
        by_video_first();
    }
    /// Correcting details.
    details {
        title();
        heading();
        at_once();
        name();
        phone();
        email();
        helps();
        helps_hint();
        save();
        practice_can();
        enter_name();
    }
    /// One thing that is written.
    entry {
        title();
        written_by(author, at);
        heading();
        your_words();
        something_wrong();
        beside();
        take_back();
        put();
        seal();
        sealed_then();
        sealed_may();
        who_else();
        seal_for();
        unseal();
        is_this();
        not_said();
        stop_it();
        staff_typed(how, at);
        may_then(who, what_for);
        how_in_person();
        how_phone();
        how_online();
        how_paper();
    }
    /// Erasing everything.
    erase {
        title();
        goes_on(at);
        nothing_shared();
        new_yes();
        enter_code();
        code_came();
        code();
        erase_in();
        heading();
        private();
        send_code();
        first();
        choose_word();
        need_not();
        leaving();
        leaving_stops();
        what_happens();
        we_send();
        when_typed();
        seven_days();
        what_stays();
        got_before();
        that_happened();
        backups();
        kept_for(years, what);
        keep();
        not_your_word();
        code_wrong();
        nobody_else();
    }
    /// Staff whom somebody knows.
    around {
        title();
        heading();
        may_work();
        no_reason();
        keep_away();
        save();
        practice();
        it_is(name);
        no_other();
        moved();
        handed_on();
        moved_to();
        i_moved();
        choose();
    }
    /// What a change did.
    changed {
        stopped();
        nobody_may();
        one_more();
        stop_again();
        done();
        receipt();
        still_shared();
        nothing();
        paused();
        coach_sees();
        no_clock();
        again();
        undone();
        not_sent();
        come_back();
        left();
        thank_you();
        care();
        others();
        what_stopped();
        nobody_opens();
        not_be_sent();
        counts_from(at);
        had_gone();
        nothing_sent();
        read_exactly();
        who_told();
        nobody_told();
        next();
        note();
        otherwise();
        still_read();
        thirty_days();
        come_back_title();
        come_back_how();
        may_have(who, what_for);
        no_longer(who, what_for);
        cannot_take_back();
        you_decide();
    }
    /// Taking back that somebody left.
    returned {
        is_it_right();
        typed_on(at);
        same_yes();
        not_left();
        gets_again(who);
        gets_when(who);
    }
    /// What a yes means.
    explained {
        said_yes_to();
        would_mean();
        separate();
        nothing();
        no_terms();
        title();
        your_choice();
        who_gets();
        never_sent();
        benefits();
        who_owns();
        law();
        court();
        gp_words();
        unread();
        cannot_stop();
        how_long();
        lasts(days);
        way_out();
        pause_stop();
        advice();
        free(advice);
        terms_of(name, version, at);
        ends_on(day);
    }
    /// What the first page shows.
    first {
        private();
        opens_rest();
        choose_first();
        not_your_word();
        what_show();
        shoulder();
        everything();
        meeting();
        rest();
        save();
    }
    /// Words for the GP record.
    gp_words {
        title();
        may_these();
        heading();
        have_gone();
        before();
        if_no();
        answer();
        yes();
        no();
        code();
        code_hint();
        no_code();
        with_code(code);
        clinician();
        take_back();
        take();
        choose();
    }
    /// Optional yeses.
    more {
        title();
        heading();
        own_yes();
        same();
        off();
        on();
        nothing();
        stop();
        what();
        kept(kept);
        yes();
        no();
        tick();
        may_have(who, until);
        would_get(who);
    }
    /// Work and jobs.
    jobs {
        title();
        heading();
        is_right();
        counts_nothing();
        none_told();
        tell();
        to_passport();
        started_work();
        stay_in_touch();
        if_you_like();
        how_counted();
        benefits();
        unfair();
        ask_change();
        can_leave();
        acas();
        eass();
        advice(advice);
        a_job();
        written_by(author);
        where_advice();
        yes_right();
        take_out();
        change();
        told_us();
        none_written();
        not_said_yet();
        coach_reads();
        save();
        what_tell();
        what_changed();
        yours();
        comes_from();
        print();
        what_helps();
        talk_write();
        changes_help();
        nothing_yet();
        in_that_job(made);
        access(access);
        please_talk();
        page_of_yours();
        count_started(count);
        count_floor(count, unknown);
        count_wanted(count);
        date(day);
    }
    /// Evidence of pay.
    pay {
        title();
        link();
        exactly(amount, employer);
        heading();
        not_said();
        say_more();
        need_not();
        nothing_needed();
        goes();
        for_whom(who);
        can_read(until);
        stop();
        no_job();
        tell_one();
        nobody();
        a_job();
        employer();
        amount();
        save();
        out();
        both();
    }
}
