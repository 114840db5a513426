//! Money on the wire: what may be ordered on credit.

pub mod credit;
pub mod credit_check;
mod credit_input;
mod credit_words;

pub mod grant_credit_exception;
pub mod lift_credit_limit;
pub mod set_credit_limit;
pub mod set_credit_terms;

use async_graphql::MergedObject;

/// What the supplier's staff can agree about credit.
#[derive(MergedObject, Default)]
pub struct CreditMutations(
    set_credit_limit::SetCreditLimitMutation,
    lift_credit_limit::LiftCreditLimitMutation,
    set_credit_terms::SetCreditTermsMutation,
    grant_credit_exception::GrantCreditExceptionMutation,
);
