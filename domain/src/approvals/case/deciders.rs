//! Who may decide on orders in the organization now.

use std::collections::BTreeSet;

use crate::vocabulary::PersonId;

/// Who may decide on orders in the organization now: neither blocked nor without the role.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Deciders {
    /// All of them.
    pub able: BTreeSet<PersonId>,
    /// The administrators among them: they come in where others are too few.
    pub administrators: BTreeSet<PersonId>,
}

impl Deciders {
    /// Whether a person is among them.
    pub fn include(&self, person: PersonId) -> bool {
        self.able.contains(&person)
    }
}
