//! `decideOrders`: many decisions at once, each for itself.

use std::collections::BTreeMap;

use async_graphql::{Context, InputObject, Object, Result, SimpleObject};
use commands::CommandError;
use commands::ordering::{DecideOrder, DecisionAsked};
use domain::organizations::Action;
use domain::vocabulary::{OrderId, OrganizationId};
use futures_util::stream::{self, StreamExt};
use projections::ordering::orders_by_ids;

use super::decision::DecisionWord;
use super::line_words::{LineCommentInput, LineCutInput, comments, cuts};
use crate::graphql::asking::{Answer, Asking};
use crate::graphql::errors::{ErrorCode, unread};
use crate::graphql::global_id::GlobalId;
use crate::graphql::position::PositionScalar;
use crate::graphql::revision::RevisionScalar;
use crate::graphql::user_error::UserError;
use crate::ordering::{ORDER, Order};

/// The most decisions of one request.
const MOST: usize = 100;
/// How many are carried out at the same time: each takes a connection.
const AT_ONCE: usize = 4;

/// What is decided about which orders.
#[derive(InputObject)]
pub struct DecideOrdersInput {
    /// The organization that buys.
    organization_id: GlobalId<OrganizationId>,
    /// The decisions, 1 to 100.
    decisions: Vec<OrderDecisionInput>,
    /// The client's own key of this request: sent again with it, each decision is carried out
    /// once.
    #[graphql(validator(min_length = 1, max_length = 180))]
    idempotency_key: Option<String>,
}

/// A decision about one order.
#[derive(InputObject)]
pub struct OrderDecisionInput {
    /// The order.
    order_id: GlobalId<OrderId>,
    /// What is decided.
    decision: DecisionWord,
    /// The revision that was seen: the decision is about nothing else.
    revision: RevisionScalar,
    /// The stage that was seen, from 1.
    stage: Option<u16>,
    /// Why. Needed to return and to reject.
    comment: Option<String>,
    /// What an approval takes away from the order.
    #[graphql(default)]
    line_cuts: Vec<LineCutInput>,
    /// What a return says about single lines.
    #[graphql(default)]
    line_comments: Vec<LineCommentInput>,
}

/// What became of many decisions.
#[derive(SimpleObject)]
pub struct DecideOrdersPayload {
    /// What became of each, in the order of the input; empty when nothing was decided at all.
    results: Vec<OrderDecisionResult>,
    #[graphql(flatten)]
    answer: Answer,
}

/// What became of a decision about an order.
#[derive(SimpleObject)]
pub struct OrderDecisionResult {
    /// The id of the order.
    order_id: GlobalId<OrderId>,
    /// The order as it is now; null when the decision was refused.
    order: Option<Order>,
    /// Why it was refused; empty when it was done.
    errors: Vec<UserError>,
    /// The place in the history that it has reached; null when it was refused.
    position: Option<PositionScalar>,
}

/// Many decisions at once.
#[derive(Default)]
pub struct DecideOrdersMutation;

#[Object]
impl DecideOrdersMutation {
    /// Decides about many orders at once. Each decision stands for itself: some may be refused
    /// while others are done.
    async fn decide_orders(
        &self,
        ctx: &Context<'_>,
        input: DecideOrdersInput,
    ) -> Result<DecideOrdersPayload> {
        if !(1..=MOST).contains(&input.decisions.len()) {
            return Err(ErrorCode::BadUserInput.because(format!("Give 1 to {MOST} decisions.")));
        }
        let asking = Asking::as_member(input.organization_id, None);
        if let Some(answer) = asking.refusal(ctx, Action::DecideOrder).await? {
            return Ok(DecideOrdersPayload { results: Vec::new(), answer });
        }
        let (organization, key) = (input.organization_id, input.idempotency_key);
        let one = async |(place, decision): (usize, OrderDecisionInput)| {
            let key = key.as_ref().map(|key| format!("{key}:{place}"));
            decide(ctx, &Asking::as_member(organization, key), decision).await
        };
        let deciding = stream::iter(input.decisions.into_iter().enumerate()).map(one).buffered(AT_ONCE);
        let results: Vec<Result<_>> = deciding.collect().await;
        let results = results.into_iter().collect::<Result<_>>()?;
        shown(ctx, &asking, results).await
    }
}

async fn decide(
    ctx: &Context<'_>,
    asking: &Asking,
    input: OrderDecisionInput,
) -> Result<OrderDecisionResult> {
    let order_id = input.order_id;
    let carried = asking.carry_out(ctx, input.command()).await?;
    let Answer { errors, position, .. } = carried.answer;
    Ok(OrderDecisionResult { order_id, order: None, errors, position })
}

impl OrderDecisionInput {
    fn command(self) -> Result<DecideOrder, CommandError> {
        let needed = self.comment.clone().unwrap_or_default();
        let decision = match self.decision {
            DecisionWord::Approve => {
                DecisionAsked::Approve { comment: self.comment, cuts: cuts(&self.line_cuts)? }
            }
            DecisionWord::Return => {
                DecisionAsked::Return { comment: needed, line_comments: comments(self.line_comments) }
            }
            DecisionWord::Reject => DecisionAsked::Reject { reason: needed },
        };
        let (order, revision) = (self.order_id.0, self.revision.0);
        Ok(DecideOrder { order, decision, revision, stage: self.stage })
    }
}

/// The results with their orders, when the read tables have seen the last of them.
async fn shown(
    ctx: &Context<'_>,
    asking: &Asking,
    mut results: Vec<OrderDecisionResult>,
) -> Result<DecideOrdersPayload> {
    let last = results.iter().filter_map(|result| result.position.as_ref().map(|it| it.0)).max();
    let mut answer = Answer { errors: Vec::new(), position: last.map(PositionScalar), stale: None };
    answer.seen(ctx, &ORDER).await?;
    let done: Vec<OrderId> =
        results.iter().filter(|result| result.errors.is_empty()).map(|it| it.order_id.0).collect();
    let standpoint = asking.standpoint();
    let rows = orders_by_ids(&mut standpoint.read(ctx).await?, &done).await.map_err(unread)?;
    let rows: BTreeMap<_, _> = rows.into_iter().map(|row| (row.id, row)).collect();
    for result in &mut results {
        let row = rows.get(&result.order_id.0).filter(|_| result.errors.is_empty());
        result.order = row.cloned().map(|row| Order { row, standpoint });
    }
    Ok(DecideOrdersPayload { results, answer })
}
