//! `answerApprovalQuestion`: those whose order it is answer an approver.

use async_graphql::{Context, InputObject, Object, Result, SimpleObject};
use commands::approvals::AnswerQuestion;
use domain::vocabulary::{OrderId, OrganizationId};

use crate::graphql::asking::{Answer, Asking};
use crate::graphql::global_id::GlobalId;

use crate::ordering::Order;

/// What is answered.
#[derive(InputObject)]
pub struct AnswerApprovalQuestionInput {
    /// The organization that buys.
    organization_id: GlobalId<OrganizationId>,
    /// The order.
    order_id: GlobalId<OrderId>,
    /// The number of the question.
    question: u16,
    /// The answer.
    answer: String,
    /// The client's own key of this request: sent again with it, it is carried out once.
    #[graphql(validator(min_length = 1, max_length = 200))]
    idempotency_key: Option<String>,
}

/// The outcome of answering.
#[derive(SimpleObject)]
pub struct AnswerApprovalQuestionPayload {
    /// The order as it is now; null when it was refused.
    order: Option<Order>,
    #[graphql(flatten)]
    answer: Answer,
}

/// Answering a question of an approver.
#[derive(Default)]
pub struct AnswerApprovalQuestionMutation;

#[Object]
impl AnswerApprovalQuestionMutation {
    /// Answers a question of an approver about an own order.
    async fn answer_approval_question(
        &self,
        ctx: &Context<'_>,
        input: AnswerApprovalQuestionInput,
    ) -> Result<AnswerApprovalQuestionPayload> {
        let order = input.order_id.0;
        let asking = Asking::as_member(input.organization_id, input.idempotency_key);
        let command = Ok(AnswerQuestion { order, question: input.question, answer: input.answer });
        let (order, answer) = asking.of_order(ctx, command, order).await?;
        Ok(AnswerApprovalQuestionPayload { order, answer })
    }
}
