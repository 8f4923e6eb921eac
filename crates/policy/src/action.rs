//! Everything that can be done here, by name, and one type per act. Owns: the list. Never says who may do what:
//! the policies do.

/// One act as a type, so that a proof for one act is no proof for another.
pub trait Act {
    /// Which act.
    const ACTION: Action;
}

macro_rules! actions {
    (
        about { $($(#[doc = $about_doc:literal])* $about:ident = $about_name:literal),* $(,)? }
        place { $($(#[doc = $place_doc:literal])* $place:ident = $place_name:literal),* $(,)? }
    ) => {
        /// Everything that can be done, by anybody.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Action {
            $($(#[doc = $about_doc])* $about,)*
            $($(#[doc = $place_doc])* $place,)*
        }

        impl Action {
            /// Every action: those about a person, then those about nobody.
            pub const ALL: &'static [Self] = &[$(Self::$about,)* $(Self::$place,)*];
            /// The spelling in policies, events and documents.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$about => $about_name,)*
                    $(Self::$place => $place_name,)*
                }
            }
            /// Is it on or about one person? Otherwise it is about nobody, on a place.
            #[must_use]
            pub const fn is_about_a_person(self) -> bool {
                matches!(self, $(Self::$about)|*)
            }
            /// What it is, in a few plain words: `stop sharing, or leave`.
            #[must_use]
            pub const fn in_words(self) -> &'static str {
                match self {
                    $(Self::$about => concat!($($about_doc),*).trim_ascii(),)*
                    $(Self::$place => concat!($($place_doc),*).trim_ascii(),)*
                }
            }
        }

        /// One type per act. None has a value: they only name what an [`Authorised`](crate::Authorised) proves.
        pub mod act {
            use super::{Act, Action};
            $(
                $(#[doc = $about_doc])*
                #[derive(Debug)]
                pub enum $about {}
                impl Act for $about { const ACTION: Action = Action::$about; }
            )*
            $(
                $(#[doc = $place_doc])*
                #[derive(Debug)]
                pub enum $place {}
                impl Act for $place { const ACTION: Action = Action::$place; }
            )*
        }
    };
}

actions! {
    about {
        /// open everything that is held about oneself
        OpenOwn = "open_own",
        /// read the parcel that was sent
        ReadParcel = "read_parcel",
        /// read what the person shares
        ReadShared = "read_shared",
        /// read the name, to find another coach
        ReadIdentity = "read_identity",
        /// read what the practice sent and was told
        ReadReferral = "read_referral",
        /// see meetings that the practice was told of
        ReadAppointments = "read_appointments",
        /// open the name of a patient of the practice
        OpenPatient = "open_patient",
        /// see who looked, never what they saw
        ReadAccessEvents = "read_access_events",
        /// record what the person agreed to
        KeyAgreement = "key_agreement",
        /// send a held referral before its time
        SendNow = "send_now",
        /// undo before it is sent
        Undo = "undo",
        /// stop sharing, or leave
        Stop = "stop",
        /// pause
        Pause = "pause",
        /// resume after a pause
        Resume = "resume",
        /// remember “not yet” or “please do not ask me”
        RememberAnswer = "remember_answer",
        /// set a safe way to be reached and a private word
        Enrol = "enrol",
        /// read a sign-in code out to the person
        ReadOutCode = "read_out_code",
        /// keep an imported offer or somebody else’s record of a consent
        ReceiveImport = "receive_import",
        /// mark as entered in error
        Void = "void",
        /// propose that two records are one person
        ProposePair = "propose_pair",
        /// agree that two records are one person
        AgreePair = "agree_pair",
        /// take two records apart
        PartPair = "part_pair",
        /// acknowledge a referral
        Acknowledge = "acknowledge",
        /// accept a referral
        Accept = "accept",
        /// decline a referral, with a reason
        Decline = "decline",
        /// give it to a coach, or to another
        Assign = "assign",
        /// ask whether a colleague may stand in or take over
        AskCover = "ask_cover",
        /// say yes or no to a colleague who would stand in
        AnswerCover = "answer_cover",
        /// record a meeting
        Meet = "meet",
        /// write a note
        WriteNote = "write_note",
        /// agree a next step
        WriteStep = "write_step",
        /// book a meeting
        Book = "book",
        /// write a job down, in bands
        WriteJob = "write_job",
        /// finish together
        Finish = "finish",
        /// write in one’s own words
        WriteOwn = "write_own",
        /// contest something that is held
        Contest = "contest",
        /// seal an entry
        Seal = "seal",
        /// erase everything that is held about oneself
        Erase = "erase",
        /// draft words for the GP record
        DraftProposal = "draft_proposal",
        /// agree to words for the GP record
        AgreeWords = "agree_words",
        /// accept, amend or turn down words for the GP record
        AnswerProposal = "answer_proposal",
        /// file accepted words in the GP record
        FileRecord = "file_record",
        /// write straight into the GP record
        WriteRecord = "write_record",
        /// raise a danger
        Safeguard = "safeguard",
        /// read and acknowledge the notice that somebody left
        AcknowledgeLeaving = "acknowledge_leaving",
        /// name a supporter, or take it back
        NameSupporter = "name_supporter",
        /// read, as a supporter, what the person chose
        ReadSupported = "read_supported",
        /// write for the person, as a supporter
        WriteSupported = "write_supported",
        /// record a legal power, confirm one or end it
        RecordPower = "record_power",
        /// record that somebody cannot make one decision now
        RecordCapacity = "record_capacity",
        /// object to a recorded power
        ObjectToPower = "object_to_power",
        /// read, under a recorded power, what one decision needs
        ReadByPower = "read_by_power",
        /// raise a concern
        RaiseConcern = "raise_concern",
        /// read, acknowledge or answer a concern
        HandleConcern = "handle_concern",
        /// ask whether a yes was the person’s own choice
        AskAboutYes = "ask_about_yes",
        /// answer what the guardian asked
        AnswerGuardian = "answer_guardian",
        /// review afterwards how a danger was reported
        ReviewDanger = "review_danger",
        /// record or answer a legal demand about somebody
        HandleDemand = "handle_demand",
        /// propose to withhold an entry from the person for a time
        ProposeWithholding = "propose_withholding",
        /// agree to such a withholding, or end it
        AgreeWithholding = "agree_withholding",
        /// send what is due
        Deliver = "deliver",
        /// end what has run out
        Expire = "expire",
    }
    place {
        /// open the offer page
        Offer = "offer",
        /// hand out or burn a card
        IssueCard = "issue_card",
        /// count a “no” or a “not yet”
        RecordAnswer = "record_answer",
        /// look a patient up
        FindPatient = "find_patient",
        /// say “I don’t take part”
        DontTakePart = "dont_take_part",
        /// say it for the practice
        PracticeDontTakePart = "practice_dont_take_part",
        /// load or import the practice’s list
        LoadList = "load_list",
        /// open the practice’s list of answers and meetings
        ListPractice = "list_practice",
        /// change the practice’s settings
        ChangeSettings = "change_settings",
        /// open one’s own caseload
        ListCaseload = "list_caseload",
        /// open what came in
        ListIntake = "list_intake",
        /// open the team page
        ReadTeam = "read_team",
        /// set places in the own team, or end a coach’s seat there
        RunTeam = "run_team",
        /// raise a concern without a name, or ask a public question
        SpeakUp = "speak_up",
        /// list concerns, and answer public questions
        HandleConcerns = "handle_concerns",
        /// pass on what nobody acknowledged in time
        Escalate = "escalate",
        /// switch a practice, a provider or a flow off
        SwitchOff = "switch_off",
        /// switch it on again, with another seat
        SwitchOn = "switch_on",
        /// set the day on which a provider’s contract ends
        EndContract = "end_contract",
        /// sign, after the contract, that nothing is left
        CertifyDeletion = "certify_deletion",
        /// keep the register of legal demands
        KeepDemands = "keep_demands",
        /// list who looked, across the scheme
        Oversee = "oversee",
        /// read figures under disclosure control
        ReadFigures = "read_figures",
        /// read the promise page
        ReadPromises = "read_promises",
        /// propose terms
        ProposeTerms = "propose_terms",
        /// agree to terms
        AgreeTerms = "agree_terms",
        /// install terms that were agreed
        PublishTerms = "publish_terms",
        /// file a plan of evaluation
        FilePlan = "file_plan",
        /// publish the result of an evaluation
        PublishResult = "publish_result",
        /// read the server’s health
        ReadHealth = "read_health",
        /// decide about messages that could not be sent, unseen
        TendMessages = "tend_messages",
        /// add or end members
        ManageMembers = "manage_members",
        /// ask or agree that a member who lost every passkey may sign in again
        RecoverMember = "recover_member",
        /// clear away what has run out
        ClearAway = "clear_away",
        /// set the server up
        SetUp = "set_up",
        /// use a card
        UseCard = "use_card",
        /// sign in
        SignIn = "sign_in",
        /// sign out
        SignOut = "sign_out",
        /// read public pages
        ReadPublic = "read_public",
    }
}

impl Action {
    /// Reads the spelling of [`Self::as_str`].
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|a| a.as_str() == text)
    }
}

impl std::fmt::Display for Action {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}
