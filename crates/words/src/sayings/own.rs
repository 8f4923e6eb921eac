//! More texts of the person’s own pages: why something was allowed, what is theirs to change, work.

use super::Named;

sayings! {
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
        may_help_beside(to, from);
        beside(from);
        no_beside();
        not_at_work(name);
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
        by_itself(at);
        by_itself_why();
        by_itself_nothing();
        keep_a_year();
        sooner();
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
        listed();
        other_row();
        power_ends();
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
        not_stopped();
        asked_afresh();
        to_asking();
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
        typed_waits(who, from);
        would_get(who);
        today(who);
        counted_today(who);
        already(who);
        exact_later();
        not_sealed();
        how_to_reach();
        nothing_yet();
        on_day(at);
        goes_too();
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
        own_label();
        own_hint();
        own_show();
        own_pdf();
        own_heading();
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
    /// Two records of one person.
    pair {
        title();
        other();
        about();
        thinks();
        nothing_moved();
        look();
        one();
        ask_practice();
        two();
        each_by_itself();
        written_here();
        open_other();
        take_apart();
        then_apart();
        does_it();
        it_thinks();
        nobody_can();
        if_both();
        words_label();
        word_label();
        not_a_date();
        both_mine();
        no_word();
        not_right();
        then_no();
        enter_code();
        code_comes();
        code();
        join();
        leave_it();
        enter_words();
        does_not_work();
    }
    /// Who supports the person.
    supporters {
        title();
        heading();
        can_name();
        only_chosen();
        nobody();
        before();
        was(name, kind, at);
        may_until(kind, at);
        has_come();
        not_yet();
        take_back();
        at_once();
        new_card();
        name_one();
        think();
        what_call();
        only_you();
        what_to_you();
        they_may();
        nothing_chosen();
        how_long();
        one_month();
        three_months();
        six_months();
        a_year();
        name_them();
        enter_name();
        too_long();
        choose_kind();
        choose_may();
        choose_days();
        hand_over();
        give_both(name);
        three_words();
        first_code();
        code_until(at);
        they_sign_in();
        who_supports();
    }
    /// A practice that closes.
    closing {
        practice_title();
        has_closed(name);
        nobody_there();
        choose_next();
        closes_on(name, at);
        until_then();
        nobody_moved();
        choose_practice();
    }
}
