//! What are these people called?
//!
//! Read models hold ids of people; what they are called is joined here, when it is read.
//! Who is erased is not there any more.

use std::collections::BTreeMap;

use domain::organizations::{Action, Extent};
use domain::vocabulary::PersonId;
use uuid::Uuid;

use crate::page::ReadError;
use crate::scoped_read::{Scope, ScopedRead};

/// A person of the directory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonRow {
    /// The person.
    pub id: PersonId,
    /// What the person is called.
    pub full_name: String,
    /// The e-mail; nothing when whoever reads is not shown how to reach the person.
    pub email: Option<String>,
    /// The phone, if it is known and shown.
    pub phone: Option<String>,
}

/// The people of ids that other rows gave. Who is missing in the answer is erased, or a
/// stranger: one sees oneself, the colleagues of the organization that is read, and what the
/// supplier's people are called; staff see everybody.
///
/// E-mail and phone are shown to staff, to those who may read the members of an
/// organization, and to the person.
pub async fn people(
    read: &mut ScopedRead,
    ids: &[PersonId],
) -> Result<BTreeMap<PersonId, PersonRow>, ReadError> {
    let ids: Vec<Uuid> = ids.iter().map(|id| id.uuid()).collect();
    let rows = sqlx::query!(
        r#"SELECT DISTINCT ON (person) person AS "person!", full_name AS "full_name!", email, phone
             FROM (SELECT person, full_name, email, phone FROM identity.directory WHERE person = ANY($1)
                   UNION ALL
                   SELECT person, full_name, NULL, NULL FROM identity.staff_names($1)) AS known
            ORDER BY person, email NULLS LAST"#,
        &ids
    )
    .fetch_all(read.connection())
    .await?;
    let person = |row: (Uuid, String, Option<String>, Option<String>)| {
        let (id, full_name, email, phone) = row;
        let shown = shows_contacts(read.scope(), PersonId(id));
        let (email, phone) = if shown { (email, phone) } else { (None, None) };
        (PersonId(id), PersonRow { id: PersonId(id), full_name, email, phone })
    };
    Ok(rows.into_iter().map(|row| person((row.person, row.full_name, row.email, row.phone))).collect())
}

fn shows_contacts(scope: &Scope, person: PersonId) -> bool {
    let action = match scope {
        Scope::Person(_) | Scope::Member { .. } => Action::ReadMembers,
        Scope::Staff { .. } => Action::ReadAllOrganizations,
    };
    scope.person() == person || scope.extent(action) == Extent::All
}
