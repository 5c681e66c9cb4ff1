//! What the text does not control, and what one reader believes of it.
