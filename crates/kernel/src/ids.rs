//! Indices into the tables of a compiled [`crate::Accord`].

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u16);
        impl $name {
            /// The index as a table position.
            #[must_use]
            pub fn index(self) -> usize {
                usize::from(self.0)
            }
        }
    )*};
}

ids! {
    /// A row of `Accord::actors`: signatories first, then outsiders, groups and bodies.
    ActorId;
    /// A row of `Accord::workstreams`.
    WorkstreamId;
    /// A row of `Accord::subjects`.
    SubjectId;
    /// A row of `Accord::duties`.
    DutyId;
    /// A row of `Accord::phases`.
    PhaseId;
    /// A row of `Accord::dials`.
    DialId;
    /// A row of `Accord::waivers`.
    WaiverId;
    /// A row of `Accord::escrows`.
    EscrowId;
    /// A row of `Accord::tranches`.
    TrancheId;
    /// A row of `Accord::redlines`.
    RedlineId;
    /// A row of `Accord::inquiries`.
    InquiryId;
    /// A row of `Accord::procedures` (disputes and snapbacks).
    ProcedureId;
    /// A row of `Accord::freezes`.
    FreezeId;
    /// A row of `Accord::carveouts`.
    CarveoutId;
    /// A row of `Accord::handovers`.
    HandoverId;
    /// A row of `Accord::notices`.
    NoticeId;
    /// A row of `Accord::channels`.
    ChannelId;
    /// A row of `Accord::statements`.
    StatementId;
    /// A row of `Accord::tolerances`.
    ToleranceId;
    /// A row of `Accord::undertakings`.
    UndertakingId;
    /// A row of `Accord::accessions`.
    AccessionId;
    /// A row of `Accord::ballots`.
    BallotId;
    /// The clause of the text that a verdict rests on. The language maps it to an article and a
    /// line; that map is outside the terms, outside every hash and digest.
    ClauseId;
}
