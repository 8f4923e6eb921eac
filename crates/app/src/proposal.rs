//! Words for the GP record: suggested, agreed by the person, answered by a clinician, filed.
