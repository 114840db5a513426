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

/// A person of the directory.
#[derive(Clone, PartialEq, Eq)]
pub struct Listed {
    /// The person.
    pub person: PersonId,
    /// How pages name them.
    pub named: Named,
}

impl Identity {
    /// What somebody who is signed in may read of themselves; nothing when it was erased.
    pub async fn named(&self, person: PersonId) -> Result<Option<Named>, sqlx::Error> {
        sqlx::query_as!(Named, "SELECT full_name, email FROM identity.directory WHERE person = $1", person.0)
            .fetch_optional(&self.pool)
            .await
    }

    /// Who signs in with an e-mail address. This is for the operator: whoever only asks to
    /// be let in must not learn it.
    pub async fn by_email(&self, email: &Email) -> Result<Option<PersonId>, sqlx::Error> {
        let found =
            sqlx::query_scalar!("SELECT person FROM identity.directory WHERE email = $1", email.as_str())
                .fetch_optional(&self.pool)
                .await?;
        Ok(found.map(PersonId))
    }

    /// Everybody who has an account, by e-mail.
    pub async fn everybody(&self) -> Result<Vec<Listed>, sqlx::Error> {
        let rows = sqlx::query!("SELECT person, full_name, email FROM identity.directory ORDER BY email")
            .fetch_all(&self.pool)
            .await?;
        let listed = |person, full_name, email| Listed { person, named: Named { full_name, email } };
        Ok(rows.into_iter().map(|row| listed(PersonId(row.person), row.full_name, row.email)).collect())
    }
}
