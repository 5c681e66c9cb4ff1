//! The one transition function of an agreement: `apply(accord, state, event)`.
