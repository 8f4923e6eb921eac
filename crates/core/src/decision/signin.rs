//! What signing in can change: passkeys, locks, drafts, recovery. Owns: the list. Never a password: there are none.

use jiff::Timestamp;

use crate::id::{DraftId, MemberId, PasskeyId, PersonId, RecoveryId, SessionId};

/// One change of how staff sign in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SignInChange {
    /// A new passkey.
    PasskeyKept(Passkey),
    /// A passkey signed; its count may only grow.
    PasskeyUsed {
        /// Which.
        id: PasskeyId,
        /// Its count as kept before.
        before: u32,
        /// Its count now.
        counter: u32,
        /// When.
        at: Timestamp,
    },
    /// A passkey has another name: the whole row as it is now.
    PasskeyNamed(Passkey),
    /// A passkey opens nothing any more.
    PasskeyRemoved(PasskeyId),
    /// A session is locked until its member shows again who they are.
    Locked(SessionId, Timestamp),
    /// They did.
    Checked(SessionId, Timestamp),
    /// Every session of a member ends: somebody else may hold what they lost.
    SessionsEnded(MemberId, Timestamp),
    /// Something half written is kept.
    DraftKept(Draft),
    /// One draft goes.
    DraftGone(DraftId),
    /// Every draft whose day is over goes.
    DraftsCleared(Timestamp),
    /// Somebody asks that a member be let in again.
    RecoveryAsked(Recovery),
    /// One of the two agrees.
    RecoveryAgreed {
        /// Which.
        id: RecoveryId,
        /// Who agrees.
        by: MemberId,
        /// When.
        at: Timestamp,
    },
    /// It is over: a link was made, or somebody refused.
    RecoveryEnded(RecoveryId, Timestamp),
    /// A session rests on the word of an organisation's sign-in service.
    Vouched {
        /// Which session.
        session: SessionId,
        /// Keyed hash of issuer and subject.
        subject: String,
        /// Keyed hash of issuer and the service's name for the session.
        sid: Option<String>,
    },
    /// The service says that somebody has signed out: every session that rests on its word for them ends.
    VouchedEnded {
        /// Keyed hash of issuer and subject, where the service names somebody.
        subject: Option<String>,
        /// Keyed hash of issuer and session, where it names one.
        sid: Option<String>,
        /// When.
        at: Timestamp,
    },
}

/// A member's passkey as kept. The authenticator keeps the secret half; nothing here opens anything.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passkey {
    /// Our name for it.
    pub id: PasskeyId,
    /// Whose.
    pub member: MemberId,
    /// The authenticator's name for it (WebAuthn: credential id).
    pub credential: Vec<u8>,
    /// How it signs: a COSE algorithm number (RFC 9053).
    pub algorithm: i64,
    /// The public key, as the verifier wants it.
    pub key: Vec<u8>,
    /// The RSA exponent, for RSA alone.
    pub exponent: Vec<u8>,
    /// What the member calls it. Encrypted.
    pub name: String,
    /// How often it has signed, as it says itself; 0 when it does not count.
    pub counter: u32,
    /// Since when.
    pub made_at: Timestamp,
    /// When it was last used.
    pub used_at: Option<Timestamp>,
}

/// Something half written when a session was locked: a form of ours as it was posted. Encrypted as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// Which.
    pub id: DraftId,
    /// Who wrote it.
    pub member: MemberId,
    /// The form's address on this site.
    pub path: String,
    /// Whose page it was on. Not read back: it is kept as a keyed fingerprint, by which the draft goes with their leaving.
    pub about: Option<PersonId>,
    /// Its fields, in order, without the anti-forgery token.
    pub fields: Vec<(String, String)>,
    /// When it was kept.
    pub kept_at: Timestamp,
    /// When it goes.
    pub expires: Timestamp,
}

/// Letting somebody in again who lost every passkey. Two seats must agree; neither is their own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recovery {
    /// Which.
    pub id: RecoveryId,
    /// Whose seat.
    pub member: MemberId,
    /// Who asked, and so was the first to agree.
    pub asked_by: MemberId,
    /// When.
    pub asked_at: Timestamp,
    /// Nobody can agree after this.
    pub expires: Timestamp,
    /// The second, once there is one.
    pub agreed_by: Option<MemberId>,
}
