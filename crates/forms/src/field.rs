//! Every field that a message can have: one name, one number, one type. A name means the same in every kind.

/// A table of the accord that a field names a row of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "each is the table of `kernel::Accord` of its name")]
pub enum Table {
    Actor,
    Subject,
    Duty,
    Dial,
    Waiver,
    Tranche,
    Redline,
    Inquiry,
    Procedure,
    Freeze,
    Carveout,
    Handover,
    Notice,
    Channel,
    Statement,
    Undertaking,
    Accession,
    Ballot,
}

impl Table {
    /// What its rows are.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Actor => "party, outsider, group or body",
            Self::Subject => "quantity",
            Self::Duty => "step",
            Self::Dial => "dial",
            Self::Waiver => "waiver",
            Self::Tranche => "tranche",
            Self::Redline => "red line",
            Self::Inquiry => "inquiry",
            Self::Procedure => "dispute or snapback",
            Self::Freeze => "freeze",
            Self::Carveout => "carve-out",
            Self::Handover => "side of an exchange",
            Self::Notice => "notice",
            Self::Channel => "end of a channel",
            Self::Statement => "statement",
            Self::Undertaking => "undertaking",
            Self::Accession => "accession",
            Self::Ballot => "body that votes",
        }
    }
}

/// What a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Type {
    /// Words, of at most so many characters and at least one.
    Text(u16),
    /// A moment, in whole minutes.
    Time,
    /// A whole number up to this.
    Number(u64),
    /// A number in the smallest unit of the row that the form names: grams, cents, events.
    Amount,
    /// A row of the accord.
    Row(Table),
    /// A message of the record, by the hash of its leaf.
    Message,
    /// SHA-256 of something kept elsewhere.
    Hash,
    /// A seat.
    Seat,
    /// What is done: the words are those of the kind.
    Act,
    /// One of these words.
    Choice(&'static [&'static str]),
}

/// What relief may be spent on and what may pass a carve-out. There is no other word, so nothing else can be asked for.
pub const HUMANITARIAN: &[&str] =
    &["food", "medicine", "medical_equipment", "agriculture", "water", "civilian_relief"];

macro_rules! fields {
    ($($(#[$doc:meta])* $name:ident $number:literal $word:literal $type:expr;)*) => {
        /// A field of a form.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Field {$(
            $(#[$doc])*
            $name = $number,
        )*}

        impl Field {
            /// All fields, by number.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// As it is typed and shown in programs.
            #[must_use]
            pub fn word(self) -> &'static str {
                match self {$(Self::$name => $word,)*}
            }

            /// What it holds.
            #[must_use]
            pub fn holds(self) -> Type {
                match self {$(Self::$name => $type,)*}
            }
        }
    };
}

fields! {
    /// The message that this one is about.
    Re 1 "re" Type::Message;
    /// What else there is to say.
    Text 2 "text" Type::Text(1_000);
    /// A heading.
    About 3 "about" Type::Text(120);
    /// When it happened, or is to happen.
    At 4 "at" Type::Time;
    /// Its beginning.
    From 5 "from" Type::Time;
    /// Its end.
    Until 6 "until" Type::Time;
    /// When an answer is asked for at the latest.
    AnswerBy 7 "answer_by" Type::Time;
    /// Where: a zone of the accord, or words.
    Zone 8 "zone" Type::Text(80);
    /// Whose act it is.
    Actor 9 "actor" Type::Row(Table::Actor);
    /// A step of the accord.
    Step 10 "step" Type::Row(Table::Duty);
    /// A quantity of the accord.
    Quantity 11 "quantity" Type::Row(Table::Subject);
    /// How much.
    Amount 12 "amount" Type::Amount;
    /// A waiver.
    Waiver 13 "waiver" Type::Row(Table::Waiver);
    /// A relief schedule.
    Dial 14 "dial" Type::Row(Table::Dial);
    /// A part of a restricted account.
    Tranche 15 "tranche" Type::Row(Table::Tranche);
    /// A red line.
    RedLine 16 "red_line" Type::Row(Table::Redline);
    /// An inquiry.
    Inquiry 17 "inquiry" Type::Row(Table::Inquiry);
    /// A dispute or snapback.
    Procedure 18 "procedure" Type::Row(Table::Procedure);
    /// A freeze for a freeze.
    Freeze 19 "freeze" Type::Row(Table::Freeze);
    /// A humanitarian channel.
    CarveOut 20 "carve_out" Type::Row(Table::Carveout);
    /// A side of an exchange of persons.
    Handover 21 "handover" Type::Row(Table::Handover);
    /// A notice that the accord asks for.
    Notice 22 "notice" Type::Row(Table::Notice);
    /// An end of a line.
    Channel 23 "channel" Type::Row(Table::Channel);
    /// A public statement that the accord allows.
    Statement 24 "statement" Type::Row(Table::Statement);
    /// An undertaking of one side.
    Undertaking 25 "undertaking" Type::Row(Table::Undertaking);
    /// A candidate's way into a bloc.
    Accession 26 "accession" Type::Row(Table::Accession);
    /// A body that votes.
    Body 27 "body" Type::Row(Table::Ballot);
    /// What is done.
    Act 28 "act" Type::Act;
    /// A level of a relief schedule.
    Level 29 "level" Type::Number(255);
    /// Which answer of the open level, counted from 1.
    Answer 30 "answer" Type::Number(65_536);
    /// How many persons.
    Count 31 "count" Type::Number(4_294_967_295);
    /// How long, in hours.
    Hours 32 "hours" Type::Number(4_294_967_295);
    /// How grave: casualties, or the measured value.
    Severity 33 "severity" Type::Amount;
    /// What was found of a step.
    Finding 34 "finding" Type::Choice(&["performed", "not_performed"]);
    /// How a member votes.
    Vote 35 "vote" Type::Choice(&["for", "against"]);
    /// SHA-256 of a document, a package of evidence or a list.
    Hash 36 "hash" Type::Hash;
    /// Its length in bytes.
    Size 37 "size" Type::Number(268_435_456);
    /// What a movement of forces is for.
    Purpose 38 "purpose" Type::Choice(&["defensive", "exercise", "rotation", "relief", "withdrawal"]);
    /// What moves.
    Units 39 "units" Type::Text(200);
    /// What kind of thing is struck; never where exactly.
    Target 40 "target" Type::Text(200);
    /// What goods are for.
    Category 41 "category" Type::Choice(HUMANITARIAN);
    /// Who supplies or buys.
    Supplier 42 "supplier" Type::Text(120);
    /// A site.
    Site 43 "site" Type::Text(120);
    /// Where people meet, or where something was said.
    Place 44 "place" Type::Text(200);
    /// Which kind of evidence that the inquiry asks for, counted from 1.
    Exhibit 45 "exhibit" Type::Number(256);
    /// The draft that is signed a second time.
    Draft 46 "draft" Type::Hash;
    /// The watch that goes.
    Relieved 47 "relieved" Type::Text(80);
    /// The watch that comes. Posts, not persons.
    Relieving 48 "relieving" Type::Text(80);
    /// How many clocks run.
    Clocks 49 "clocks" Type::Number(10_000);
    /// A seat.
    Seat 50 "seat" Type::Seat;
    /// What the sender would do.
    Offer 51 "offer" Type::Text(600);
    /// What the sender would want for it.
    Ask 52 "ask" Type::Text(600);
}

/// Numbers from this one on may be ignored by a reader that does not know them; those below may not.
pub const REMARKS_FROM: u64 = 128;

impl Field {
    /// Its number in the encoding.
    #[must_use]
    pub fn number(self) -> u64 {
        self as u64
    }

    /// The field of a number.
    #[must_use]
    pub fn of_number(number: u64) -> Option<Self> {
        Self::ALL.iter().copied().find(|field| field.number() == number)
    }

    /// The field of a word.
    #[must_use]
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|field| field.word() == word)
    }
}
