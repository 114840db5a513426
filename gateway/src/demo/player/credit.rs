//! What the supplier agrees about credit.

use commands::accounts::{SetCreditLimit, SetCreditTerms};
use domain::accounts::exposure::{CreditAccount, CreditOutcome, CreditTerms, OverdueTerms, StaleTerms};
use domain::organizations::StaffRole;
use domain::vocabulary::Currency;

use super::cast::Cast;
use super::{PlayError, Player};
use crate::demo::fixture::{AgreedCredit, Organization};

impl Player<'_> {
    /// A manager agrees terms and a limit. Old books only warn: nobody sends new ones to a
    /// demonstration.
    pub(super) async fn agree_credit(
        &self,
        of: &Organization,
        credit: &AgreedCredit,
    ) -> Result<(), PlayError> {
        let organization = Cast::organization(&of.code);
        let by = self.first(StaffRole::Manager, organization.into()).await?;
        let account = CreditAccount { organization, currency: Currency::RUB };
        let overdue = OverdueTerms { floor: 10_000.into(), days: 30, then: CreditOutcome::Warn };
        let stale = StaleTerms { hours: 72, then: CreditOutcome::Warn };
        let terms = CreditTerms { exceeded: CreditOutcome::Hold, overdue: Some(overdue), stale };
        let set = SetCreditTerms { account, terms };
        self.ask((credit.agreed, &format!("credit_terms/{}", of.code)), &by, &set).await?;
        let set = SetCreditLimit { account, amount: credit.limit, from: None, until: None };
        self.ask((credit.agreed, &format!("credit_limit/{}", of.code)), &by, &set).await.map(drop)
    }
}
