//! Drives `kernel::apply`: enumerate, simulate, assess, replay.
