//! Opening the approval case of a submission: what is frozen, and what still counts of the
//! round before.

use std::collections::{BTreeMap, BTreeSet};

use domain::approvals::case::{ApprovalCase, Carried, CaseCommand, Opening, Outcome, Rework, carried};
use domain::approvals::policy::Route;
use domain::ordering::Order;
use domain::ordering::order::difference::{Content, Difference, difference};
use domain::ordering::order::{LastRound, OrderCommand, Submission};
use domain::vocabulary::{CaseId, CategoryId, OrderId, ProductId};
use sqlx::PgPool;

use crate::approvals::asking::Asking;
use crate::approvals::case_at_hand::decide_case;
use crate::approvals::deciders::working_time;
use crate::error::CommandError;
use crate::journal::Loaded;
use crate::work::Work;

/// A case that is to be opened: its id and who has to agree.
pub struct ToOpen {
    /// The case.
    pub case: CaseId,
    /// Who has to agree.
    pub route: Route,
}

/// Opens the case of an order that was just submitted. Where all stages agree by what was
/// carried over, the order is approved at once.
pub async fn open_case(
    work: &mut Work<'_>,
    order: &mut Loaded<Order>,
    id: OrderId,
    ToOpen { case, route }: ToOpen,
    asking: &Asking,
    submission: &Submission,
) -> Result<(), CommandError> {
    let organization = work.requester().tenant().organization().ok_or(CommandError::Forbidden)?;
    let mut opening = Opening {
        case,
        organization,
        order: id,
        round: submission.round,
        requester: asking.requester.person,
        authors: asking.requester.authors.clone(),
        own_allowed: route.own_allowed,
        revision: submission.revision,
        policy_version: route.policy_version,
        rules: route.rules,
        stages: route.stages,
        because: route.because,
        previous: order.last_round().map(|last| last.case),
        carried: Vec::new(),
    };
    opening.carried = carried_over(work, order, &opening, asking, submission).await?;
    let mut stream = work.begin_stream::<ApprovalCase>(case);
    let open = CaseCommand::Open { opening: Box::new(opening), time: working_time(work).await? };
    decide_case(work, &mut stream, open).await?;
    if stream.outcome() == Some(Outcome::Granted) {
        let revision = submission.revision;
        work.decide(order, OrderCommand::Approve { case, revision, forced: false }).await?;
    }
    Ok(())
}

/// The approvals of the round before that still count.
async fn carried_over(
    work: &Work<'_>,
    order: &Order,
    opening: &Opening,
    asking: &Asking,
    submission: &Submission,
) -> Result<Vec<Carried>, CommandError> {
    let Some(last) = order.last_round() else { return Ok(Vec::new()) };
    let previous = work.load::<ApprovalCase>(last.case).await?;
    let difference = since(last, order, submission);
    let raised: Vec<_> = difference.raised_lines().map(|line| line.goods.product).collect();
    let categories = categories_of(work.pool(), &raised).await?;
    let rework = Rework { difference: &difference, categories: &categories };
    Ok(carried(&previous, rework, &asking.policy.rules, opening))
}

/// What changed since the last approvers looked.
fn since(last: &LastRound, order: &Order, submission: &Submission) -> Difference {
    let now = Content {
        lines: &submission.lines,
        delivery: submission.delivery.as_ref(),
        cost_centre: order.cost_centre(),
        total: submission.totals.sum.gross(),
    };
    difference(&last.content(), &now)
}

/// The categories of each of some products, with those above them.
async fn categories_of(
    pool: &PgPool,
    products: &[ProductId],
) -> Result<BTreeMap<ProductId, BTreeSet<CategoryId>>, CommandError> {
    if products.is_empty() {
        return Ok(BTreeMap::new());
    }
    let products: Vec<_> = products.iter().map(|product| product.uuid()).collect();
    let rows = sqlx::query!(
        r#"WITH RECURSIVE above AS (
               SELECT id AS product, category FROM catalogue.products WHERE id = ANY($1)
               UNION
               SELECT above.product, category.parent
                 FROM above JOIN catalogue.categories category ON category.id = above.category
           )
           SELECT product AS "product!", category AS "category!" FROM above WHERE category IS NOT NULL"#,
        &products
    )
    .fetch_all(pool)
    .await
    .map_err(CommandError::database)?;
    let mut found: BTreeMap<_, BTreeSet<_>> = BTreeMap::new();
    for row in rows {
        found.entry(ProductId(row.product)).or_default().insert(CategoryId(row.category));
    }
    Ok(found)
}
