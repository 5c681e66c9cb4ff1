//! What a silence is: a fault of the carrier, a peer that does not answer or acknowledge, or a pause that was said.

/// How it stands with one peer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Silence {
    /// It answers and acknowledges.
    #[default]
    None,
    /// It never answered, and was not asked for long enough to call that a silence.
    Unmet,
    /// It said, signed, that it pauses. Sounds of life may go on.
    Paused,
    /// It answers, and does not acknowledge what it was sent.
    Unacknowledged,
    /// Others answer and it does not.
    Peer,
    /// Nobody answers: more likely the own carrier than everybody's silence.
    Carrier,
}

/// What is known of one peer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Signs {
    /// It answered a nonce lately.
    pub answers: bool,
    /// It has acknowledged every leaf that is older than the span.
    pub acknowledges: bool,
    /// Its last word on it was a pause.
    pub paused: bool,
    /// Some other peer answers.
    pub others_answer: bool,
}

/// The grade of a silence.
pub fn grade(signs: Signs) -> Silence {
    match signs {
        Signs { paused: true, .. } => Silence::Paused,
        Signs { answers: true, acknowledges: true, .. } => Silence::None,
        Signs { answers: true, .. } => Silence::Unacknowledged,
        Signs { others_answer: true, .. } => Silence::Peer,
        Signs { .. } => Silence::Carrier,
    }
}
