//! What came in to a provider: the list, the parcel, acknowledge, accept, decline, assign.
