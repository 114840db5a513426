//! The directory: names and addresses of people, in one erasable table.

use domain::vocabulary::PersonId;

use super::{Email, Identity};

/// What the directory knows of a person.
#[derive(Clone, PartialEq, Eq)]
pub struct Entry {
    /// First and last name, as the person writes them.
    pub full_name: String,
    /// The address with which the person signs in.
    pub email: Email,
    /// A telephone number, as the person writes it.
    pub phone: Option<String>,
}

/// A person as pages name them.
#[derive(Clone, PartialEq, Eq)]
pub struct Named {
    /// First and last name.
    pub full_name: String,
    /// The address with which the person signs in.
    pub email: String,
}

impl Identity {
    /// What somebody who is signed in may read of themselves; nothing when it was erased.
    pub async fn named(&self, person: PersonId) -> Result<Option<Named>, sqlx::Error> {
        sqlx::query_as!(Named, "SELECT full_name, email FROM identity.directory WHERE person = $1", person.0)
            .fetch_optional(&self.pool)
            .await
    }
}
