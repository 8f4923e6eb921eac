-- What others typed for people within a year, by seat: of these kinds alone, and few among all events.
CREATE INDEX event_stops ON event (kind, recorded_at)
    WHERE kind IN ('left', 'purpose_stopped', 'word_forgotten', 'word_ends');
