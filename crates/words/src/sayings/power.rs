//! The texts about a recorded power: for the person, and for whoever holds it.

use super::Named;

sayings! {
    /// Who may decide for the person, and how to object.
    powers {
        title();
        heading();
        presumed();
        nothing();
        seen_one(kind, name, number, at);
        counts_until(until);
        waits();
        objected(at);
        record(what, until);
        help();
        any_word();
        object_heading();
        object_why();
        object();
        tells_guardian();
        short();
        read_more();
    }
    /// The page of somebody with a recorded power.
    deciding {
        title();
        nothing_heading();
        nothing_why();
        nothing_next();
        lead_for();
        lead_wishes();
        lead_sees();
        given_heading();
        held(service, provider, until);
        sent(service, provider);
        over(service, provider);
        undo();
        stop();
        stop_what();
        told();
        concern();
    }
}
