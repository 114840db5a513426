//! Requisites are taken when they are right and refused with the reason.

use super::{BankAccount, Bic, Inn, Kpp, RequisiteError};
use crate::refusal::Refusal;

fn inn(text: &str) -> Result<Inn, RequisiteError> {
    text.parse()
}

#[test]
fn numbers_of_companies_and_of_people_are_taken() {
    assert!(inn("7707083893").unwrap().is_of_company());
    assert!(!inn("500100732259").unwrap().is_of_company());
}

#[test]
fn one_wrong_digit_of_an_inn_is_noticed() {
    for place in 0..10 {
        let mut digits = b"7707083893".to_vec();
        digits[place] = b'0' + (digits[place] - b'0' + 1) % 10;
        let text = String::from_utf8(digits).unwrap();
        assert_eq!(inn(&text), Err(RequisiteError::InnCheckDigits), "{text}");
    }
    assert_eq!(inn("500100732258"), Err(RequisiteError::InnCheckDigits));
    assert_eq!(inn("0000000000"), Err(RequisiteError::InnCheckDigits));
}

#[test]
fn an_inn_of_another_shape_is_refused() {
    for text in ["", "770708389", "77070838930", " 7707083893", "770708389З", "٧٧٠٧٠٨٣٨٩٣"] {
        assert_eq!(inn(text), Err(RequisiteError::InnShape), "{text}");
    }
}

#[test]
fn a_kpp_may_hold_letters_only_in_its_middle() {
    assert!("773601001".parse::<Kpp>().is_ok());
    assert!("7736AZ001".parse::<Kpp>().is_ok());
    for text in ["", "77360100", "7736az001", "A73601001", "77360100A", "7736ЯЯ001"] {
        assert_eq!(text.parse::<Kpp>(), Err(RequisiteError::KppShape), "{text}");
    }
}

#[test]
fn a_correspondent_account_agrees_with_its_bank_and_not_with_another() {
    let bank: Bic = "044525225".parse().unwrap();
    let account: BankAccount = "30101810400000000225".parse().unwrap();
    assert!(account.agrees_with(&bank));
    let mistyped: BankAccount = "30101810500000000225".parse().unwrap();
    assert!(!mistyped.agrees_with(&bank));
}

#[test]
fn a_bank_and_an_account_have_their_length() {
    assert_eq!("04452522".parse::<Bic>(), Err(RequisiteError::BicShape));
    assert_eq!("3010181040000000022".parse::<BankAccount>(), Err(RequisiteError::BankAccountShape));
}

#[test]
fn a_wrong_requisite_cannot_be_read_from_storage() {
    assert!(serde_json::from_str::<Inn>("\"7707083894\"").is_err());
    assert_eq!(serde_json::to_string(&inn("7707083893").unwrap()).unwrap(), "\"7707083893\"");
}

#[test]
fn every_refusal_names_its_field_and_speaks_both_languages() {
    let refusals = [
        RequisiteError::InnShape,
        RequisiteError::InnCheckDigits,
        RequisiteError::KppShape,
        RequisiteError::BicShape,
        RequisiteError::BankAccountShape,
    ];
    for refusal in refusals {
        assert!(refusal.field().is_some() && !refusal.to_string().is_empty());
        assert!(refusal.in_russian().chars().any(|letter| ('а'..='я').contains(&letter)));
    }
}
