//! What is owed under a contract, and in all.

use std::collections::BTreeMap;

use async_graphql::SimpleObject;
use domain::accounts::settlement::Aging;
use domain::vocabulary::{Currency, Money, to_hundredths};
use projections::accounts::Balance;
use rust_decimal::Decimal;

use super::aging::AgingValue;
use crate::graphql::money::MoneyValue;
use crate::organizations::contract::Contract;

/// What is owed in a currency: under one contract, or in all.
#[derive(SimpleObject)]
pub struct AccountBalance {
    /// The contract; null for the total of a currency, and for a contract that is not known here.
    contract: Option<Contract>,
    /// What the organization owes in all; below zero it is owed to it.
    balance: MoneyValue,
    /// What is open of what the organization has to pay, by age.
    receivable: AgingValue,
    /// What is open of what the supplier has to pay the organization for what it got, by age.
    payable: AgingValue,
    /// What the organization paid ahead, or gets back.
    advance: MoneyValue,
}

impl AccountBalance {
    /// Under a contract.
    pub fn of(balance: &Balance, contract: Option<Contract>) -> Self {
        let sum = Sum { receivable: balance.receivable, payable: balance.payable, advance: balance.advance };
        sum.value(balance.currency, contract)
    }

    /// In all, by currency.
    pub fn totals(balances: &[Balance]) -> Vec<Self> {
        let mut sums: BTreeMap<Currency, Sum> = BTreeMap::new();
        for balance in balances {
            let sum = sums.entry(balance.currency).or_default();
            sum.receivable = sum.receivable + balance.receivable;
            sum.payable = sum.payable + balance.payable;
            sum.advance += balance.advance;
        }
        sums.into_iter().map(|(currency, sum)| sum.value(currency, None)).collect()
    }
}

#[derive(Default)]
struct Sum {
    receivable: Aging,
    payable: Aging,
    advance: Decimal,
}

impl Sum {
    fn value(&self, currency: Currency, contract: Option<Contract>) -> AccountBalance {
        let balance = self.receivable.total() - self.payable.total() - self.advance;
        AccountBalance {
            contract,
            balance: Money::new(to_hundredths(balance), currency).into(),
            receivable: AgingValue::of(&self.receivable, currency),
            payable: AgingValue::of(&self.payable, currency),
            advance: Money::new(to_hundredths(self.advance), currency).into(),
        }
    }
}
