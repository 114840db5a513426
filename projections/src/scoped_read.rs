//! Reading under a scope: the only way to the read tables.

use domain::organizations::{Access, Action, Extent, UnknownRole};
use domain::vocabulary::{OrganizationId, PersonId};
use sqlx::{PgConnection, PgPool, Postgres, Transaction};

/// Opens reads for people who have access. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Reads {
    pool: PgPool,
}

/// Why a read was not opened.
#[derive(Debug, thiserror::Error)]
pub enum NoAccess {
    /// The person is no member there: to them the organization does not exist.
    #[error("not found")]
    NotFound,
    /// The person, or the organization, is blocked; or is not of the staff.
    #[error("forbidden")]
    Forbidden,
    /// The database failed.
    #[error("the database failed: {0}")]
    Database(#[from] sqlx::Error),
}

/// Who reads, and what of.
#[derive(Clone, Debug)]
pub enum Scope {
    /// A person reads what is theirs alone: their memberships.
    Person(PersonId),
    /// A member reads an organization.
    Member {
        /// Who.
        person: PersonId,
        /// Of which organization.
        organization: OrganizationId,
        /// As what.
        access: Access,
    },
    /// The supplier's staff reads all organizations.
    Staff {
        /// Who.
        person: PersonId,
        /// As what.
        access: Access,
    },
}

/// A transaction that reads, with the scope set for the row security of the database.
///
/// It was opened by the access row as it stands now, so whoever was blocked a moment
/// ago reads nothing. All its queries see the same moment: an order and its lines agree.
pub struct ScopedRead {
    transaction: Transaction<'static, Postgres>,
    scope: Scope,
}

impl Reads {
    /// Reads over the connections of the reader.
    pub const fn new(pool: PgPool) -> Self {
        Self { pool }
    }

    /// What a person may read about themselves.
    pub async fn person(&self, person: PersonId) -> Result<ScopedRead, NoAccess> {
        let transaction = self.begin(person, None, false).await?;
        Ok(ScopedRead { transaction, scope: Scope::Person(person) })
    }

    /// What a member may read of an organization.
    pub async fn member(
        &self,
        person: PersonId,
        organization: OrganizationId,
    ) -> Result<ScopedRead, NoAccess> {
        let mut transaction = self.begin(person, Some(organization), false).await?;
        let access = access(&mut transaction, person, &organization.to_string()).await?;
        let access = access.ok_or(NoAccess::NotFound)?;
        Ok(ScopedRead { transaction, scope: Scope::Member { person, organization, access } })
    }

    /// What the supplier's staff may read.
    pub async fn staff(&self, person: PersonId) -> Result<ScopedRead, NoAccess> {
        let mut transaction = self.begin(person, None, true).await?;
        let access = access(&mut transaction, person, "supplier").await?.ok_or(NoAccess::Forbidden)?;
        Ok(ScopedRead { transaction, scope: Scope::Staff { person, access } })
    }

    /// What a decision about an organization has to know. Nobody in particular reads, and no
    /// action reaches anything: only queries that ask nobody's rights answer.
    pub async fn for_decision(&self, organization: OrganizationId) -> sqlx::Result<ScopedRead> {
        let nobody = PersonId::default();
        let transaction = self.begin(nobody, Some(organization), false).await?;
        Ok(ScopedRead { transaction, scope: Scope::Person(nobody) })
    }

    /// Begins and sets the scope in one round trip. Ids cannot carry quotes.
    async fn begin(
        &self,
        person: PersonId,
        organization: Option<OrganizationId>,
        staff: bool,
    ) -> sqlx::Result<Transaction<'static, Postgres>> {
        let organization = organization.map(|id| id.to_string()).unwrap_or_default();
        let staff = if staff { "on" } else { "off" };
        self.pool
            .begin_with(format!(
                "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SELECT set_config('kabinet.person', '{person}', true),
                        set_config('kabinet.organization', '{organization}', true),
                        set_config('kabinet.staff', '{staff}', true)"
            ))
            .await
    }
}

/// The access of a person who belongs there and is not blocked.
async fn access(
    connection: &mut PgConnection,
    person: PersonId,
    organization: &str,
) -> Result<Option<Access>, NoAccess> {
    let row = sqlx::query!(
        "SELECT roles, member_blocked, organization_blocked, epoch
           FROM organizations.access WHERE person = $1 AND organization = $2",
        person.uuid(),
        organization
    )
    .fetch_optional(connection)
    .await?;
    let Some(row) = row.filter(|row| !row.roles.is_empty()) else {
        return Ok(None);
    };
    let roles = row.roles.iter().map(|role| role.parse()).collect::<Result<_, UnknownRole>>();
    let access = Access {
        roles: roles.map_err(|error| sqlx::Error::Decode(Box::new(error)))?,
        blocked: row.member_blocked,
        organization_blocked: row.organization_blocked,
        epoch: row.epoch,
    };
    if access.is_open() { Ok(Some(access)) } else { Err(NoAccess::Forbidden) }
}

impl ScopedRead {
    /// Who reads, and what of.
    pub const fn scope(&self) -> &Scope {
        &self.scope
    }

    /// The connection, with the scope set.
    pub(crate) fn connection(&mut self) -> &mut PgConnection {
        &mut self.transaction
    }
}

impl Scope {
    /// Who reads.
    pub const fn person(&self) -> PersonId {
        match self {
            Self::Person(person) | Self::Member { person, .. } | Self::Staff { person, .. } => *person,
        }
    }

    /// How far an action reaches for whoever reads.
    pub fn extent(&self, action: Action) -> Extent {
        match self {
            Self::Person(_) => Extent::None,
            Self::Member { access, .. } | Self::Staff { access, .. } => access.extent(action),
        }
    }

    /// The organization that is read, if it is one.
    pub const fn organization(&self) -> Option<OrganizationId> {
        match self {
            Self::Member { organization, .. } => Some(*organization),
            Self::Person(_) | Self::Staff { .. } => None,
        }
    }
}
