//! What may be a password or an e-mail, and how long a guesser waits.

use chrono::Duration;

use super::{Email, IdentitySettings, Password, PasswordRefusal};

fn email() -> Email {
    "Anna.Petrova@Example.com".parse().expect("an e-mail")
}

fn refusal_of(password: &str) -> Option<PasswordRefusal> {
    Password::from(password.to_owned()).check(&email()).err()
}

#[test]
fn seven_characters_are_too_few_and_eight_are_enough() {
    assert_eq!(refusal_of("шесть67"), Some(PasswordRefusal::TooShort));
    assert_eq!(refusal_of("восемь-8"), None);
}

#[test]
fn long_passphrases_are_taken_whole() {
    assert_eq!(refusal_of(&"длинная фраза ".repeat(20)), None);
    assert_eq!(refusal_of(&"x1".repeat(513)), Some(PasswordRefusal::TooLong));
}

#[test]
fn common_passwords_are_refused_in_any_case() {
    for common in ["Password1", "QWERTY123", "йцукенгш", "aaaaaaaaaaaa"] {
        assert_eq!(refusal_of(common), Some(PasswordRefusal::TooCommon), "{common}");
    }
}

#[test]
fn the_email_is_not_a_password() {
    assert_eq!(refusal_of("anna.petrova@example.com"), Some(PasswordRefusal::IsEmail));
    assert_eq!(refusal_of("Anna.Petrova"), Some(PasswordRefusal::IsEmail));
}

#[test]
fn an_email_is_the_same_in_any_case_and_with_spaces_around() {
    assert_eq!(" ANNA.petrova@example.COM ".parse::<Email>().expect("an e-mail"), email());
}

#[test]
fn what_is_no_email_is_refused() {
    for text in ["", "anna", "@example.com", "anna@", "an na@example.com", "anna@.com", "a\0@example.com"] {
        assert!(text.parse::<Email>().is_err(), "{text:?}");
    }
}

#[test]
fn secrets_do_not_show_in_debug_output() {
    let shown = format!("{:?} {:?}", email(), Password::from("correct horse".to_owned()));
    assert!(!shown.contains("petrova") && !shown.contains("horse"), "{shown}");
}

#[test]
fn waits_double_up_to_the_longest_and_never_more() {
    let limit = IdentitySettings::default().per_account_and_address;
    assert_eq!(limit.pause_after(limit.free - 1), Duration::zero());
    assert_eq!(limit.pause_after(limit.free), limit.first_pause);
    assert_eq!(limit.pause_after(limit.free + 1), limit.first_pause * 2);
    assert_eq!(limit.pause_after(i32::MAX), limit.longest_pause);
}
