//! The one table of message kinds: fields, reply, meaning of silence, signatures.

use crate::field::Field;
use crate::field::Field::*;
use crate::rules::{ActRule, Release, Reply, Silence};

/// What the table says of a kind.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    /// The kind.
    pub kind: Kind,
    /// Its number in a message; never used again for another.
    pub number: u64,
    /// As it is typed.
    pub word: &'static str,
    /// Fields that must be there.
    pub required: &'static [Field],
    /// Fields that may be.
    pub optional: &'static [Field],
    /// What can be done by it, where [`Field::Act`] is required, with the fields that each act needs.
    pub acts: &'static [ActRule],
    /// By when an answer is asked for.
    pub reply: Reply,
    /// What it means if none comes.
    pub silence: Silence,
    /// Who must sign it.
    pub release: Release,
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident $number:literal $word:literal
        [$($required:expr),*] [$($optional:expr),*] {$($act:literal: [$($need:expr),*]),*}
        $reply:expr, $silence:ident, $release:ident;)*) => {
        /// A kind of message. The set is closed: another is a new version of the table.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Kind {$(
            $(#[$doc])*
            $name,
        )*}

        /// Every kind, in the order of their numbers.
        pub const TABLE: &[Row] = &[$(Row {
            kind: Kind::$name,
            number: $number,
            word: $word,
            required: &[$($required),*],
            optional: &[$($optional),*],
            acts: &[$(ActRule { word: $act, needs: &[$($need),*] }),*],
            reply: $reply,
            silence: Silence::$silence,
            release: Release::$release,
        }),*];
    };
}

use Reply::{Accord as ByAccord, None as NoReply, Within};

kinds! {
    /// This party pauses: signs of life stop and mean nothing until it resumes.
    Pause 2 "pause" [] [Until, Text] {} NoReply, Nothing, Two;
    /// It goes on.
    Resume 3 "resume" [] [Text] {} NoReply, Nothing, One;
    /// Words for which there is no form.
    FreeText 16 "free_text" [About, Text] [Re, AnswerBy] {} NoReply, Nothing, One;
    /// A drill.
    Test 17 "test" [] [Text] {} Within(1), LineInDoubt, One;
    /// A sign of life.
    KeepAlive 18 "keep_alive" [] [Channel, Text] {} NoReply, Nothing, One;
    /// A message was read by a person.
    AckRead 19 "ack_read" [Re] [Channel] {} NoReply, Nothing, One;
    /// What an earlier message should have said. Both stand.
    Correction 20 "correction" [Re, Text] [] {} NoReply, Nothing, Two;
    /// Forces will move.
    PrenotifyDeployment 21 "prenotify_deployment" [Units, Purpose, Zone, From, Until] [Notice, Text] {} Within(24), NoObjection, Two;
    /// An act of which notice had to be given is done.
    CarriedOut 22 "carried_out" [Notice] [At, Zone, Text] {} ByAccord, Accord, One;
    /// How far an answer will go, and when it ends.
    ResponseScale 23 "response_scale" [Target, Zone, From, Until] [RedLine, Notice, Text] {} NoReply, Nothing, Two;
    /// For the sender's part this round of incidents is over.
    RoundClosed 24 "round_closed" [Text] [Re, RedLine] {} Within(24), RoundOpen, Two;
    /// Something happened, says the sender.
    IncidentClaim 25 "incident_claim" [At, Zone, Text] [Quantity, Severity, Actor, Hash] {} Within(24), Unanswered, Two;
    /// The answer to such a claim.
    IncidentReply 26 "incident_reply" [Re, Act] [Text] {"admit": [Step], "contest": [Step], "deny": [], "looking_into_it": [AnswerBy]} NoReply, Nothing, Two;
    /// Force was used in self-defence, says the sender.
    SelfDefenceClaim 27 "self_defence_claim" [Target, Zone, At, Text] [Re, Hash] {} Within(72), Unanswered, Two;
    /// One who has not signed did something.
    OutsiderIncident 28 "outsider_incident" [Actor, Zone, At, Text] [] {} Within(24), NotTakenUp, Two;
    /// An occurrence, told by the body that observes it, or by the one whose act it was.
    Occurrence 29 "occurrence" [Actor, Act] [Zone, At, Text] {"counted": [Quantity, Severity], "strike": [], "hostilities": []} ByAccord, Accord, Two;
    /// A meeting is asked for.
    Consult 30 "consult" [About, At, Place] [Re, Text] {} Within(24), NotTakenUp, One;
    /// A package of evidence, which lies in the sender's bulk log.
    Evidence 31 "evidence" [Hash, Size] [Inquiry, Exhibit, Re, Text] {} ByAccord, Accord, Two;
    /// A claim of autonomy or an accusation, and the warning after it.
    Inquire 32 "inquiry" [Inquiry, Act] [Re, Text] {"open": [], "warn": []} ByAccord, Accord, Two;
    /// An answer to a line that was crossed, or none.
    RedLineAnswer 33 "red_line" [RedLine, Act] [Text] {"answer": [Answer], "absorb": []} ByAccord, Accord, Two;
    /// A step for a step.
    StepPropose 34 "step_propose" [Offer, Ask, AnswerBy] [Step, Text] {} Within(72), Declined, Two;
    /// A step was taken, or is no longer.
    StepDone 35 "step_done" [Step, Act] [At, Text, Hash] {"done": [], "stopped": []} ByAccord, Accord, Two;
    /// The sender's own value of a quantity.
    Declaration 36 "declaration" [Quantity, Amount] [At, Text] {} ByAccord, Accord, Two;
    /// Non-performance alleged, contested or admitted.
    Objection 37 "objection" [Step, Act] [Re, Text] {"allege": [], "contest": [], "admit": []} ByAccord, Accord, Two;
    /// Goods go through a humanitarian channel.
    CarveOutUse 38 "carve_out" [CarveOut, Amount, Category] [At, Supplier, Text] {} ByAccord, Accord, One;
    /// A list of persons, by its hash.
    ExchangeList 39 "exchange_list" [Hash, Count] [Handover, Text] {} Within(72), Declined, TwoAlways;
    /// Persons are handed over, or decline to go.
    Exchange 40 "exchange" [Handover, Act, Count] [At, Place] {"hand_over": [], "decline": []} ByAccord, Accord, Two;
    /// A measured value.
    VerificationReport 41 "verification_report" [Quantity, Amount] [At, Text, Hash] {} ByAccord, Accord, Two;
    /// What a body reports or finds of a step.
    StepFinding 42 "finding" [Step, Act, Finding] [Text, Hash] {"report": [], "find": []} ByAccord, Accord, Two;
    /// Whose act the last occurrence was.
    Attribution 43 "attribution" [Quantity, Actor] [Re, Text, Hash] {} ByAccord, Accord, Two;
    /// A waiver is granted, renewed or revoked.
    WaiverGrant 44 "waiver_grant" [Waiver, Act] [Until, Text] {"grant": [], "renew": [], "revoke": []} ByAccord, Accord, TwoAlways;
    /// A volume is drawn under it.
    WaiverUse 45 "waiver_use" [Waiver, Amount] [Supplier, At] {} ByAccord, Accord, One;
    /// A relief schedule is turned, felt, let through or held up.
    Relief 46 "relief" [Dial, Act] [Text] {"turn": [Level], "felt": [], "clear": [], "refuse": []} ByAccord, Accord, TwoAlways;
    /// Money is asked for, for humanitarian goods.
    ReleaseRequest 47 "release_request" [Tranche, Category, Amount, Supplier] [AnswerBy, Hash, Text] {} Within(240), Refused, Two;
    /// What is done with a tranche.
    ReleaseDecision 48 "release_decision" [Tranche, Act] [Re, Text] {"transfer": [], "reject": [], "usable": [], "return": [], "clear": [], "refuse": []} ByAccord, Accord, TwoAlways;
    /// Money is spent on humanitarian goods.
    Spend 49 "spend" [Tranche, Amount, Category] [Supplier, Text] {} ByAccord, Accord, Two;
    /// A dispute or snapback is started, settled, stopped, extended or used.
    Dispute 50 "dispute" [Procedure, Act] [Text] {"start": [Step], "settle": [], "stop": [], "extend": [Hours], "use": []} ByAccord, Accord, Two;
    /// A member of a body votes.
    Ballot 51 "vote" [Body, Act, Vote] [Text] {"find": [Step, Finding], "stop": [Procedure], "extend": [Procedure, Hours]} ByAccord, Accord, Two;
    /// What a body decided, in words.
    Decision 52 "decision" [About, Text] [Re, Hash] {} NoReply, Nothing, Two;
    /// Notice to leave.
    Leave 53 "leave" [Act] [Text] {"freeze": [Freeze], "undertaking": [Undertaking], "accord": []} ByAccord, Accord, TwoAlways;
    /// Membership of a bloc is asked for, consented to or refused.
    Accede 54 "accession" [Accession, Act] [Text] {"ask": [], "consent": [], "refuse": []} ByAccord, Accord, Two;
    /// What was said in public, where and with which words.
    PublicStatementRef 55 "public_statement_ref" [Place, Hash, Text] [Statement, At] {} NoReply, Nothing, One;
    /// One watch hands the line to the next.
    WatchHandover 56 "watch_handover" [Relieved, Relieving, Clocks, Text] [At] {} Within(1), WatchStays, One;
    /// Access to a site is asked for.
    AccessRequest 57 "access_request" [Site, From] [Step, Text, AnswerBy] {} Within(24), Refused, One;
    /// Access is granted, managed or refused.
    AccessReply 58 "access_reply" [Re, Act] [Site, Text] {"granted": [From], "managed": [From], "refused": []} NoReply, Nothing, Two;
    /// A seat is about to be admitted, removed or given new keys.
    Membership 59 "membership" [Seat, Act, From] [Text] {"admit": [], "remove": [], "rotate": []} Within(24), NoObjection, Two;
    /// A hypothetical. It is never an event, an offer or an admission.
    Sounding 60 "sounding" [Offer, Ask] [AnswerBy, Text] {} Within(72), Lapses, One;
    /// The second signature under a message that went out with one.
    SecondSignature 61 "second_signature" [Draft] [Text] {} NoReply, Nothing, One;
    /// A page or the record left the line as a file.
    Export 62 "export" [About, Hash] [Text] {} NoReply, Nothing, One;
}

impl Kind {
    /// Its row.
    #[must_use]
    pub fn row(self) -> &'static Row {
        TABLE.iter().find(|row| row.kind == self).unwrap_or(&TABLE[0])
    }

    /// As it is typed.
    #[must_use]
    pub fn word(self) -> &'static str {
        self.row().word
    }

    /// Its number in a message.
    #[must_use]
    pub fn number(self) -> u64 {
        self.row().number
    }

    /// The kind of a number.
    #[must_use]
    pub fn of_number(number: u64) -> Option<Self> {
        TABLE.iter().find(|row| row.number == number).map(|row| row.kind)
    }

    /// The kind of a word.
    #[must_use]
    pub fn of_word(word: &str) -> Option<Self> {
        TABLE.iter().find(|row| row.word == word).map(|row| row.kind)
    }
}

impl Row {
    /// The fields that a form with this act may have, required ones first.
    pub fn fields(&self, act: Option<&str>) -> impl Iterator<Item = (Field, bool)> {
        let needed =
            self.acts.iter().find(|rule| Some(rule.word) == act).map_or(&[][..], |it| it.needs);
        let required = self.required.iter().chain(needed).map(|field| (*field, true));
        required.chain(self.optional.iter().map(|field| (*field, false)))
    }
}
