//! The facts that a policy is asked with: the order as it would be frozen, who submits
//! it, and who could decide.

use std::collections::BTreeSet;

use domain::approvals::policy::{ApprovalPolicy, Candidate, OrderFacts, Policy, Requester};
use domain::journal::Tenant;
use domain::ordering::Order;
use domain::ordering::order::Submission;
use domain::organizations::{Action, MemberRole, Role, UnknownRole, members_who_may};
use domain::vocabulary::{CategoryId, PersonId, ProductId};
use sqlx::PgPool;

use crate::error::CommandError;
use crate::journal::{Loaded, StoreError, load};
use crate::work::Work;

/// Everything that a policy is asked with.
pub struct Asking {
    /// The policy in force.
    pub policy: Policy,
    /// The order as it would be frozen.
    pub order: OrderFacts,
    /// Who submits it, and who wrote it.
    pub requester: Requester,
    /// All members with a role that decides, the blocked ones too.
    pub members: Vec<Candidate>,
}

impl Asking {
    /// Gathers the facts about an order that is being submitted.
    pub async fn about(
        work: &Work<'_>,
        order: &Loaded<Order>,
        submission: &Submission,
    ) -> Result<Self, CommandError> {
        let tenant = work.requester().tenant();
        let person = work.requester().person().ok_or(CommandError::Forbidden)?;
        let policy = load::load::<ApprovalPolicy>(work.pool(), tenant).await?.in_force();
        let members = candidates(work.pool(), tenant).await?;
        let roles = work.requester().member_roles();
        let products: Vec<_> = submission.lines.iter().map(|line| line.goods.product).collect();
        Ok(Self {
            policy,
            order: OrderFacts {
                line_count: u32::try_from(submission.lines.len()).unwrap_or(u32::MAX),
                categories: categories(work.pool(), &products).await?,
                uncategorized: uncategorized(work.pool(), &products).await?,
                products: products.iter().copied().collect(),
                ..OrderFacts::of(submission.totals.sum.gross(), submission.totals.sum.net())
            },
            requester: Requester {
                authors: order.author().into_iter().collect(),
                ..Requester::of(person, roles)
            },
            members,
        })
    }
}

/// The members who may be asked, by the access rows: they are as new as the last append.
pub(super) async fn candidates(pool: &PgPool, tenant: Tenant) -> Result<Vec<Candidate>, CommandError> {
    let rows = sqlx::query!(
        "SELECT person, roles, member_blocked OR organization_blocked AS \"blocked!\"
           FROM organizations.access WHERE organization = $1 AND roles && $2 ORDER BY person",
        tenant.to_string(),
        &roles_that_decide()
    )
    .fetch_all(pool)
    .await
    .map_err(CommandError::database)?;
    let candidate = |row: &(PersonId, Vec<String>, bool)| {
        Ok(Candidate { blocked: row.2, ..Candidate::of(row.0, member_roles(&row.1)?) })
    };
    rows.into_iter().map(|row| candidate(&(PersonId(row.person), row.roles, row.blocked))).collect()
}

fn roles_that_decide() -> Vec<String> {
    members_who_may(Action::DecideOrder).map(|role| role.to_string()).collect()
}

fn member_roles(roles: &[String]) -> Result<BTreeSet<MemberRole>, StoreError> {
    let mut found = BTreeSet::new();
    for role in roles {
        let role: Role = role.parse().map_err(|error: UnknownRole| StoreError::Inconsistent {
            table: "organizations.access",
            column: "roles",
            value: error.to_string(),
        })?;
        if let Role::Member(role) = role {
            found.insert(role);
        }
    }
    Ok(found)
}

/// The categories of products with those above them: a rule about a category is about
/// everything in it.
async fn categories(pool: &PgPool, products: &[ProductId]) -> Result<BTreeSet<CategoryId>, CommandError> {
    let products: Vec<_> = products.iter().map(|product| product.uuid()).collect();
    let rows = sqlx::query_scalar!(
        r#"WITH RECURSIVE above AS (
               SELECT category AS id FROM catalogue.products WHERE id = ANY($1)
               UNION
               SELECT category.parent FROM above JOIN catalogue.categories category ON category.id = above.id
           )
           SELECT id AS "id!" FROM above WHERE id IS NOT NULL"#,
        &products
    )
    .fetch_all(pool)
    .await
    .map_err(CommandError::database)?;
    Ok(rows.into_iter().map(CategoryId).collect())
}

/// Whether 1C put one of the products into no category.
async fn uncategorized(pool: &PgPool, products: &[ProductId]) -> Result<bool, CommandError> {
    let products: Vec<_> = products.iter().map(|product| product.uuid()).collect();
    sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT FROM catalogue.products WHERE id = ANY($1) AND category IS NULL) AS "so!""#,
        &products
    )
    .fetch_one(pool)
    .await
    .map_err(CommandError::database)
}
