//! What the events before have said of orders, approvals and delegations: enough to know whom
//! the next one concerns.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use domain::approvals::{ApprovalCase, DelegationLink, Delegations};
use domain::vocabulary::{CaseId, DelegationId, OrderId, PersonId, ReconciliationId};
use sqlx::PgConnection;
use sqlx::types::Json;
use uuid::Uuid;

use crate::projection::ProjectionError;
use crate::stored::column;

/// The people of an order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderKnown {
    /// Where.
    pub organization: String,
    /// Whose order it is.
    pub author: PersonId,
    /// The supplier's staff who wrote it for the author.
    pub placed_by: Option<PersonId>,
    /// Who submitted it last.
    pub submitter: Option<PersonId>,
    /// Who asked last to call it off.
    pub wishes: Option<PersonId>,
    /// Whether people were told that it waits for credit.
    pub waits: bool,
}

impl OrderKnown {
    /// The members whom the order's fate concerns. The supplier's staff is none of them.
    pub fn owners(&self) -> BTreeSet<PersonId> {
        let member = |person: &PersonId| Some(*person) != self.placed_by;
        [Some(self.author), self.submitter].into_iter().flatten().filter(member).collect()
    }
}

/// A delegation, and whether it was ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DelegationKnown {
    /// Where.
    pub organization: String,
    /// Who decides in whose place, and when.
    pub link: DelegationLink,
    /// Whether it was ended before its time.
    pub revoked: bool,
}

/// A request for a reconciliation statement, and who asked last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReconciliationKnown {
    /// Where.
    pub organization: String,
    /// Who asked.
    pub requester: Option<PersonId>,
}

/// An approval, and where it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CaseKnown {
    /// Where.
    pub organization: String,
    /// The case as its history left it.
    pub state: ApprovalCase,
}

/// Everything that a page of events needs, and what is to be kept of it.
#[derive(Debug, Default)]
pub struct Known {
    /// The orders of the page.
    pub orders: BTreeMap<OrderId, OrderKnown>,
    /// The cases of the page.
    pub cases: BTreeMap<CaseId, CaseKnown>,
    /// The delegations of the page, and all of its organizations that may count in it.
    pub delegations: BTreeMap<DelegationId, DelegationKnown>,
    /// The requests for statements of the page.
    pub reconciliations: BTreeMap<ReconciliationId, ReconciliationKnown>,
}

/// What of it a page is about.
#[derive(Debug, Default)]
pub struct Wanted {
    /// The orders.
    pub orders: Vec<Uuid>,
    /// The cases.
    pub cases: Vec<Uuid>,
    /// The delegations.
    pub delegations: Vec<Uuid>,
    /// The requests for statements.
    pub reconciliations: Vec<Uuid>,
    /// The organizations of the cases.
    pub organizations: BTreeSet<String>,
    /// The first moment.
    pub since: DateTime<Utc>,
}

impl Known {
    /// What is kept of what a page is about.
    pub async fn of(tables: &mut PgConnection, wanted: &Wanted) -> sqlx::Result<Self> {
        Ok(Self {
            orders: orders(tables, &wanted.orders).await?,
            cases: cases(tables, &wanted.cases).await?,
            delegations: delegations(tables, wanted).await?,
            reconciliations: reconciliations(tables, &wanted.reconciliations).await?,
        })
    }

    /// Who decides in whose place in an organization, as far as the events have said.
    pub fn delegations_of(&self, organization: &str) -> Delegations {
        let here = self.delegations.values().filter(|known| known.organization == organization);
        here.filter(|known| !known.revoked).map(|known| known.link).collect()
    }

    /// Keeps all of it.
    pub async fn keep(&self, tables: &mut PgConnection) -> Result<(), ProjectionError> {
        self.keep_orders(tables).await?;
        self.keep_cases(tables).await?;
        self.keep_delegations(tables).await?;
        self.keep_reconciliations(tables).await?;
        Ok(())
    }

    async fn keep_orders(&self, tables: &mut PgConnection) -> sqlx::Result<()> {
        let rows: Vec<_> = self.orders.iter().collect();
        let id = |person: Option<PersonId>| person.map(PersonId::uuid);
        sqlx::query!(
            "INSERT INTO notified_orders (order_id, organization, author, placed_by, submitter, wishes, waits)
             SELECT * FROM unnest($1::uuid[], $2::text[], $3::uuid[], $4::uuid[], $5::uuid[], $6::uuid[], $7::boolean[])
             ON CONFLICT (order_id) DO UPDATE
                SET submitter = excluded.submitter, wishes = excluded.wishes, waits = excluded.waits",
            &column(&rows, |row| row.0.uuid()),
            &column(&rows, |row| row.1.organization.clone()),
            &column(&rows, |row| row.1.author.uuid()),
            &column(&rows, |row| id(row.1.placed_by)) as &[Option<Uuid>],
            &column(&rows, |row| id(row.1.submitter)) as &[Option<Uuid>],
            &column(&rows, |row| id(row.1.wishes)) as &[Option<Uuid>],
            &column(&rows, |row| row.1.waits),
        )
        .execute(tables)
        .await?;
        Ok(())
    }

    async fn keep_reconciliations(&self, tables: &mut PgConnection) -> sqlx::Result<()> {
        let rows: Vec<_> = self.reconciliations.iter().collect();
        sqlx::query!(
            "INSERT INTO notified_reconciliations (reconciliation, organization, requester)
             SELECT * FROM unnest($1::uuid[], $2::text[], $3::uuid[])
             ON CONFLICT (reconciliation) DO UPDATE SET requester = excluded.requester",
            &column(&rows, |row| row.0.uuid()),
            &column(&rows, |row| row.1.organization.clone()),
            &column(&rows, |row| row.1.requester.map(PersonId::uuid)) as &[Option<Uuid>],
        )
        .execute(tables)
        .await?;
        Ok(())
    }

    async fn keep_cases(&self, tables: &mut PgConnection) -> Result<(), ProjectionError> {
        let rows: Vec<_> = self.cases.iter().collect();
        let states =
            rows.iter().map(|row| serde_json::to_value(&row.1.state)).collect::<Result<Vec<_>, _>>()?;
        sqlx::query!(
            "INSERT INTO notified_cases (case_id, organization, state)
             SELECT * FROM unnest($1::uuid[], $2::text[], $3::jsonb[])
             ON CONFLICT (case_id) DO UPDATE SET state = excluded.state",
            &column(&rows, |row| row.0.uuid()),
            &column(&rows, |row| row.1.organization.clone()),
            &states,
        )
        .execute(tables)
        .await?;
        Ok(())
    }

    async fn keep_delegations(&self, tables: &mut PgConnection) -> sqlx::Result<()> {
        let rows: Vec<_> = self.delegations.values().collect();
        sqlx::query!(
            "INSERT INTO notified_delegations
                    (delegation_id, organization, from_person, to_person, starts, until, revoked)
             SELECT * FROM unnest($1::uuid[], $2::text[], $3::uuid[], $4::uuid[], $5::timestamptz[],
                                  $6::timestamptz[], $7::boolean[])
             ON CONFLICT (delegation_id) DO UPDATE SET revoked = excluded.revoked
              WHERE notified_delegations.revoked <> excluded.revoked",
            &column(&rows, |row| row.link.delegation.uuid()),
            &column(&rows, |row| row.organization.clone()),
            &column(&rows, |row| row.link.from.uuid()),
            &column(&rows, |row| row.link.to.uuid()),
            &column(&rows, |row| row.link.starts),
            &column(&rows, |row| row.link.until),
            &column(&rows, |row| row.revoked),
        )
        .execute(tables)
        .await?;
        Ok(())
    }
}

async fn orders(tables: &mut PgConnection, ids: &[Uuid]) -> sqlx::Result<BTreeMap<OrderId, OrderKnown>> {
    let rows = sqlx::query!(
        "SELECT order_id, organization, author, placed_by, submitter, wishes, waits
           FROM notified_orders WHERE order_id = ANY($1)",
        ids
    )
    .fetch_all(tables)
    .await?;
    let known = rows.into_iter().map(|row| {
        let known = OrderKnown {
            organization: row.organization,
            author: PersonId(row.author),
            placed_by: row.placed_by.map(PersonId),
            submitter: row.submitter.map(PersonId),
            wishes: row.wishes.map(PersonId),
            waits: row.waits,
        };
        (OrderId(row.order_id), known)
    });
    Ok(known.collect())
}

async fn reconciliations(
    tables: &mut PgConnection,
    ids: &[Uuid],
) -> sqlx::Result<BTreeMap<ReconciliationId, ReconciliationKnown>> {
    let rows = sqlx::query!(
        "SELECT reconciliation, organization, requester FROM notified_reconciliations
          WHERE reconciliation = ANY($1)",
        ids
    )
    .fetch_all(tables)
    .await?;
    let known = rows.into_iter().map(|row| {
        let requester = row.requester.map(PersonId);
        let known = ReconciliationKnown { organization: row.organization, requester };
        (ReconciliationId(row.reconciliation), known)
    });
    Ok(known.collect())
}

async fn cases(tables: &mut PgConnection, ids: &[Uuid]) -> sqlx::Result<BTreeMap<CaseId, CaseKnown>> {
    let rows = sqlx::query!(
        r#"SELECT case_id, organization, state AS "state: Json<ApprovalCase>"
             FROM notified_cases WHERE case_id = ANY($1)"#,
        ids
    )
    .fetch_all(tables)
    .await?;
    let known = rows
        .into_iter()
        .map(|row| (CaseId(row.case_id), CaseKnown { organization: row.organization, state: row.state.0 }));
    Ok(known.collect())
}

async fn delegations(
    tables: &mut PgConnection,
    wanted: &Wanted,
) -> sqlx::Result<BTreeMap<DelegationId, DelegationKnown>> {
    let organizations: Vec<_> = wanted.organizations.iter().cloned().collect();
    let rows = sqlx::query!(
        "SELECT delegation_id, organization, from_person, to_person, starts, until, revoked
           FROM notified_delegations
          WHERE delegation_id = ANY($1) OR (organization = ANY($2) AND until > $3 AND NOT revoked)",
        &wanted.delegations,
        &organizations,
        wanted.since
    )
    .fetch_all(tables)
    .await?;
    let known = rows.into_iter().map(|row| {
        let delegation = DelegationId(row.delegation_id);
        let (from, to) = (PersonId(row.from_person), PersonId(row.to_person));
        let link = DelegationLink { delegation, from, to, starts: row.starts, until: row.until };
        (delegation, DelegationKnown { organization: row.organization, link, revoked: row.revoked })
    });
    Ok(known.collect())
}
