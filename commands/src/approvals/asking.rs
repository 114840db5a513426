//! The facts that a policy is asked with: the order as it would be frozen, who submits
//! it, and who could decide.

use std::collections::BTreeSet;
use std::sync::Arc;

use domain::accounts::budget::Touch;
use domain::accounts::exposure::{CreditAsked, CreditDecision};
use domain::approvals::policy::{Candidate, OrderCredit, OrderFacts, Policy, Requester};
use domain::journal::Position;
use domain::ordering::order::{Line, Submission};
use domain::ordering::{Order, Totals};
use domain::vocabulary::{AddressId, ContractId, CostCentreId, Money, OrderId, PaymentTerms, PersonId};
use sqlx::PgPool;

use super::facts::{Needs, facts};
use super::in_force::in_force;
use super::people::{candidates, place};
use crate::accounts::budgets::BudgetsTouched;
use crate::accounts::credit::{Credit, payment_terms};
use crate::error::CommandError;
use crate::work::Work;

/// The order that a policy is asked about, as it would be frozen.
#[derive(Clone, Debug)]
pub struct OrderAsked<'a> {
    /// The order; nothing for one that nobody began yet.
    pub order: Option<OrderId>,
    /// The member whose order it is.
    pub author: PersonId,
    /// The lines at their prices of now.
    pub lines: &'a [Line],
    /// What they cost with the delivery.
    pub totals: &'a Totals,
    /// What the delivery costs with VAT; nothing when none is chosen.
    pub delivery_cost: Option<Money>,
    /// Where the goods are brought.
    pub address: Option<AddressId>,
    /// The cost centres that bear the order.
    pub cost_centres: BTreeSet<CostCentreId>,
    /// What it does to the budgets of the cost centres.
    pub budgets: Vec<Touch>,
    /// The contract under which it is ordered.
    pub contract: ContractId,
    /// How far read models must have come to be believed.
    pub head: Position,
}

impl<'a> OrderAsked<'a> {
    /// An order as its submission would freeze it.
    pub fn of(
        (id, author): (Option<OrderId>, PersonId),
        order: &Order,
        submission: &'a Submission,
        budgets: &BudgetsTouched,
        head: Position,
    ) -> Self {
        let delivery = submission.delivery.as_ref();
        Self {
            order: id,
            author,
            lines: submission.lines.as_slice(),
            totals: &submission.totals,
            delivery_cost: delivery.map(|delivery| delivery.cost.gross()),
            address: delivery.and_then(|delivery| delivery.address),
            cost_centres: order.cost_centres().collect(),
            budgets: budgets.touches(),
            contract: order.contract().map(|contract| contract.contract).unwrap_or_default(),
            head,
        }
    }
}

/// Everything that a policy is asked with.
pub struct Asking {
    /// The policy in force.
    pub policy: Arc<Policy>,
    /// The order as it would be frozen.
    pub order: OrderFacts,
    /// Who submits it, and who wrote it.
    pub requester: Requester,
    /// All members with a role that decides, the blocked ones too.
    pub members: Vec<Candidate>,
    /// Whether credit was agreed with the organization.
    pub on_credit: bool,
}

impl Asking {
    /// Gathers the facts about an order that is being submitted: only those that the rules
    /// of the policy ask for.
    pub async fn about(work: &Work<'_>, asked: &OrderAsked<'_>) -> Result<Self, CommandError> {
        let tenant = work.requester().tenant();
        let policy = in_force(work.pool(), tenant).await?;
        let needs = Needs::of(&policy);
        let members = candidates(work.pool(), tenant);
        let (requester, order) = (requester(work, asked, &needs), facts(work, asked, &needs));
        let credit = credit(work, asked, needs.overdue);
        let (members, requester, mut order, (on_credit, credit)) =
            tokio::try_join!(members, requester, order, credit)?;
        order.credit = Some(credit);
        Ok(Self { policy, order, requester, members, on_credit })
    }

    /// What credit says of the order; nothing where none was agreed.
    pub fn credit(&self) -> Option<&CreditDecision> {
        self.order.credit.as_ref().filter(|_| self.on_credit).map(|credit| &credit.decision)
    }
}

/// Whether credit was agreed with the organization, and what it says of the order.
async fn credit(
    work: &Work<'_>,
    asked: &OrderAsked<'_>,
    in_any_case: bool,
) -> Result<(bool, OrderCredit), CommandError> {
    let total = asked.totals.sum.gross();
    let credit = Credit::of(work, total.currency, asked.order, asked.head, in_any_case).await?;
    let on_credit = credit.exposure.is_kept();
    let payment =
        if on_credit { payment_terms(work, asked.contract).await? } else { PaymentTerms::default() };
    let asked = CreditAsked { order: asked.order, total: total.amount, payment };
    Ok((on_credit, credit.of_order(credit.decision(&asked))))
}

/// Who asks: the member who submits; or, when one of the supplier's staff submits in the
/// place of a member, that member.
async fn requester(
    work: &Work<'_>,
    asked: &OrderAsked<'_>,
    needs: &Needs,
) -> Result<Requester, CommandError> {
    let submitter = work.requester().person().ok_or(CommandError::Forbidden)?;
    let (person, mut roles) = if work.requester().is_staff() {
        (asked.author, BTreeSet::new())
    } else {
        (submitter, work.requester().member_roles())
    };
    let mut manager = None;
    if work.requester().is_staff() || needs.manager {
        let place = place(work.pool(), work.requester().tenant(), person).await?;
        (roles, manager) = (place.roles, place.manager);
    }
    let cost_centres = asked.cost_centres.clone();
    Ok(Requester {
        authors: [asked.author].into(),
        cost_centre_owners: if needs.cost_centre_owners {
            owners(work.pool(), &cost_centres).await?
        } else {
            BTreeSet::new()
        },
        cost_centres,
        manager,
        ..Requester::of(person, roles)
    })
}

async fn owners(
    pool: &PgPool,
    cost_centres: &BTreeSet<CostCentreId>,
) -> Result<BTreeSet<PersonId>, CommandError> {
    let ids: Vec<_> = cost_centres.iter().map(|centre| centre.uuid()).collect();
    let owners = sqlx::query_scalar!("SELECT owner FROM organizations.cost_centres WHERE id = ANY($1)", &ids);
    let owners = owners.fetch_all(pool).await.map_err(CommandError::database)?;
    Ok(owners.into_iter().map(PersonId).collect())
}
