//! The texts of the pages that anybody can open.

use super::Named;

sayings! {
    /// The links of every public page, and what several of them say.
    public {
        go_promises();
        go_flows();
        go_numbers();
        go_evaluation();
        go_payers();
        go_questions();
        go_switched_off();
        go_demands();
        go_speak_up();
        go_limits();
        go_log();
        go_check();
        go_try();
        go_rules();
        go_policy();
        go_accessibility();
        as_written();
        the_log();
        speak_up();
        seat_at(role, org);
    }
    /// Speaking up without a name, and reading the answer.
    speak {
        title();
        who_reads();
        if_page();
        from_page();
        then_told();
        read_answer();
        we_have_it();
        thank_you();
        keep_words();
        when();
        read_later();
        became();
        your_words();
        show_me();
        opens_nothing();
    }
    /// The first page.
    front {
        title();
        lead();
        count_on();
        free();
        choice();
        promise_of(name);
        who_gets(version);
        nothing_yet();
        start_card();
        nothing_kept();
        other_ways();
        phone();
        paper();
        beside();
        already();
        can_leave();
        check_us();
        invented();
        take_seat();
        stay_outside();
        try_note();
        staff();
    }
    /// What this is, and what it will not do.
    claims {
        title();
        heading();
        lead();
        does();
        does_not();
        how_far();
        proof_is();
        neither();
        line_by_line();
        nobody_checked();
        what_shows();
        proved();
        theorem(id);
        tested();
        in_file();
        table();
        test_title();
        test_heading();
        test_lead();
        test_run();
        voluntary();
        voluntary_more();
        leave();
        leave_more();
        taken_out();
        taken_out_more();
        lasts();
        lasts_more();
        change();
        change_more();
        locked();
        locked_more();
        benefits();
        benefits_more();
        record();
        record_more();
        stretch();
        stretch_more();
        payers();
        payers_more();
        number();
        number_more();
        card();
        card_more();
        against();
        against_more();
        one_way();
        one_way_more();
    }
    /// Where information goes.
    goes {
        heading();
        whole();
        to_none();
        to_some(count);
        no_such_list();
        json();
        atom();
        atom_soon();
        nothing_sent();
        coming();
        now();
        earlier();
        not_yet();
        no_longer();
        what_refuses();
        three();
        refuse_database();
        refuse_policies();
        refuse_register();
        test();
        policies_link();
        changed();
        first();
        compare();
        afresh();
        signed_by();
        version_of(name, version);
        who();
        what();
        what_for();
        basis();
        kept();
        state();
        published();
        from();
        never();
        lasts();
        erased();
        erased_after(months);
        erased_by_them();
        lasts_days(days, until);
        held();
        hours(hours);
        fingerprint();
    }
    /// Public questions.
    asked {
        title();
        heading();
        anybody();
        none();
        asked_on(at);
        answered_on(at);
        waiting(count);
        aside(count);
        ask_heading();
        everybody();
        about_you();
        raise();
        instead();
        your_question();
        ask_it();
        write();
        we_have();
        shown_once();
    }
    /// The numbers.
    counted {
        title();
        heading();
        about();
        none();
        caption();
        month();
        quarter();
        from_to(first, last);
        jobs_heading();
        jobs_about();
        jobs_caption();
        jobs_none();
        jobs_wait();
        jobs_floor();
        jobs_few();
        jobs_wanted();
        people();
        started();
        met_the_floor();
        floor_not_told();
        wanted();
        under_ten();
        yes();
        not_yet();
        no();
        stopped();
        cards();
        cards_used();
        how();
        star();
        once();
        alone();
        together();
        not_counted();
        stands_in();
        signed();
        cannot_free();
        demands();
        demands_link();
        cannot_help();
        plans_link();
    }
    /// Who owns and pays whom.
    owners {
        title();
        heading();
        about();
        each_service();
        benefits();
        untrue();
        what_we_do();
        practice();
        provider();
        council();
        commissioner();
        evaluator();
        service();
        user_led();
        witness();
    }
    /// What is switched off, and legal demands.
    registers {
        off_heading();
        off_how();
        off_while();
        off_none();
        off_by(who, at);
        on_again(at);
        off_now();
        on_asked(at);
        law_heading();
        law_nothing();
        law_dwp();
        law_court();
        law_caption();
        year();
        who();
        came();
        handed();
    }
    /// Checking a receipt.
    checker {
        heading();
        shows();
        nobody();
        tell_us();
        by_itself();
        paste();
        choose_file();
        key();
        key_hint();
        witnesses();
        witnesses_hint();
        check_it();
        no_scripts();
        without();
        from_us();
        no_network();
        live_log();
        tools();
        tools_how();
        gives_checkpoint();
        hashes();
        signature();
        guide(name);
        can_say();
        genuine();
        genuine_means();
        altered();
        altered_means();
        not_ours();
        not_ours_means();
        not_stamped();
        not_stamped_means();
        not_truth();
    }
    /// What the script of the page that checks a receipt says: found again there by its English words.
    verdict {
        bad_key();
        belongs();
        belongs_not();
        in_log_by(at);
        countersigned_by(name);
        short_code(code);
        was_recorded();
        scanned(code);
        cannot();
        changed();
        do_not_rely();
        shape();
        not_recorded();
        line();
        signature();
        not_from();
        may_be();
        none();
        one();
        several(count);
        unstamped();
        proves_nothing();
        again();
        too_few();
        you_ask(asked, has);
        is_genuine();
        unchanged();
    }
    /// Plans of evaluation and their results.
    measured {
        title();
        heading();
        beforehand();
        against_plan();
        none();
        nobody_can();
        how();
        star();
        late();
        each_text();
        by_fingerprint();
        makes_same();
        checks_all();
        no_plan_shows();
        not_in_log();
        before();
        after();
        plan(number, title);
        for_what();
        phase(scheme, phase);
        filed();
        filed_how(at, org, when);
        fingerprint();
        read_plan();
        no_result();
        result_of(number);
        published(at);
        as_published(number);
        departed();
        print_figures();
        print_words();
    }
    /// The policies, and what was proved about them.
    proof {
        title();
        heading();
        asked_first();
        solver();
        alone();
        what_proved();
        take();
        f_schema();
        f_theorems();
        f_proved();
        certificate();
        compare();
        fingerprint();
        again();
        with_solver();
        where_stands();
    }
    /// The public log in plain words.
    openlog {
        title();
        heading();
        written_into();
        holds();
        no_person();
        not_signed();
        still_kept();
        stale();
        stood_still();
        ended();
        ended_why();
        ended_line(lines, at, why);
        because_year();
        because_key();
        because_lost();
        old_checkpoint(nth);
        yourself();
        with_copy();
        ask_key();
        as_file();
        the_key();
        form();
        nothing_yet();
        countersigned(lines, at);
        nothing_since();
        what_it();
        no_witness();
        nobody_today();
        nobody_ever();
        two_logs();
        who_watches();
        witness_is();
        asks_one();
        asks_several(count);
        too_few();
        reserved(count, can);
        not_reserved();
        reserve_off();
        reserve_few(count, can);
        copy_could();
        witness();
        row_countersigned();
        its_key();
        you_could();
        tell_us();
        would_like();
        nothing_signed();
        name();
        lines();
        last_sealed();
        key();
    }
}
