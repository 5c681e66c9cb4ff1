//! Sustainable payoff sets against published answers, a second method and the ways to be odd.

mod bounds;
mod degenerate;
mod known;
mod support;
