//! What a practice does: its day, finding somebody, cards, taking part, messages to read out.
