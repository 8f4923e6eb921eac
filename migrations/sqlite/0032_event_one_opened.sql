-- What the rules of unusual access look at: few among all acts of seats. The order of the kinds is the query's.
CREATE INDEX event_one_opened ON event (recorded_at)
    WHERE actor = 'member'
    AND kind IN ('file_opened', 'parcel_opened', 'told_opened', 'identity_opened', 'not_allowed');
