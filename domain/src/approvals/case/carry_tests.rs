//! Which approvals of the last round count in the next.
