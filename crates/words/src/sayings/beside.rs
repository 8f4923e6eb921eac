//! The texts of the pages beside the person's own: a supporter's seat, the staff's door, the rules and trying them.

use super::Named;

sayings! {
    /// A supporter’s pages and the door to them.
    supporting {
        door_heading();
        door_who();
        door_power();
        words();
        words_hint();
        secret();
        secret_hint();
        own_word();
        own_word_hint();
        door_out();
        enter_words();
        enter_secret();
        wrong();
        what_heading();
        none_open();
        where_heading();
        with_provider(provider, state);
        held();
        sent();
        accepted();
        active();
        paused();
        over();
        meetings_heading();
        no_meeting();
        meeting(at, who);
        meeting_free();
        may_heading();
        may_both();
        may_read();
        may_write();
        may_stop();
        good_heading();
        sees();
        never_yes();
        until(until);
        something_wrong();
        concern();
        no_name();
        plan_heading();
        nothing_written();
        their_step();
        agreed_step();
        a_note();
        some_words();
        written_by(author, at);
        you();
        write_heading();
        write_note();
        a_hope();
        other_words();
        their_words();
        save();
        stop_heading();
        stop_what();
        stop_told();
        stop_yes();
        stop_no();
        stopped_heading();
        stopped_what();
        stopped_care();
    }
    /// How staff sign in.
    staff {
        with_passkey();
        what_passkey();
        with_service(service);
        first_heading();
        first_link();
        lost();
        not_staff();
        wrong();
        did_not_work();
        kept();
        again();
        link_once();
        not_signed_in();
        service_did_not();
        no_seat();
        no_seat_why();
        no_seat_ask();
        public_pages();
        js_none();
        js_elsewhere(address);
        js_waiting();
        js_did_not();
    }
    /// Trying to make a coach read a health note.
    attempt {
        title();
        heading();
        invented();
        real_rules();
        in_demo();
        same_rules();
        policies();
        allowed();
        not_allowed();
        you_tried(what);
        who();
        tried();
        tried_what();
        facts();
        rules();
        no_rule();
        otherwise();
        solver();
        what_proved();
        only_way();
        as_file();
        replay();
        file_name();
        another();
        in_english();
    }
    /// The rules, as they are enforced.
    rules {
        title();
        two_questions();
        same_texts();
        who_heading();
        who_what();
        table();
        as_read();
    }
}
