//! What a coach and a person write together.
