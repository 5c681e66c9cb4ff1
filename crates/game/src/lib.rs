//! Finite decision processes and stochastic games as arrays, and their solutions.
