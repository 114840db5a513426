//! Bank details are looked at, and never refused.

use super::{BankDetails, BankDetailsWarning};
use crate::vocabulary::{BankAccount, Bic};

fn details(account: &str, correspondent_account: &str) -> BankDetails {
    BankDetails {
        bank: "ПАО Сбербанк".to_owned(),
        bic: "044525225".parse().unwrap(),
        account: account.parse().unwrap(),
        correspondent_account: Some(correspondent_account.parse().unwrap()),
    }
}

/// An account at that bank whose check digit is right.
fn agreeing() -> String {
    let bic: Bic = "044525225".parse().unwrap();
    let agrees = |account: &String| account.parse::<BankAccount>().unwrap().agrees_with(&bic);
    (0..10).map(|digit| format!("40702810{digit}00000000001")).find(agrees).unwrap()
}

#[test]
fn right_bank_details_give_no_warning() {
    assert!(details(&agreeing(), "30101810400000000225").warnings().is_empty());
}

#[test]
fn a_mistyped_account_is_a_warning_that_says_which() {
    let mistyped = agreeing().replacen("40702", "40703", 1);
    let both = details(&mistyped, "30101810500000000225").warnings();
    assert_eq!(both, [BankDetailsWarning::Account, BankDetailsWarning::CorrespondentAccount]);
}
