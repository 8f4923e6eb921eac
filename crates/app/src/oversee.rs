//! The guardian’s view: who looked, never what they saw. And counts about nobody.
