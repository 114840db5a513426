//! Which language a browser gets, and what is said in it.

use domain::notifications::NotificationKind;
use domain::refusal::Language::{English, Russian};

use super::notifications::{Told, message};
use super::preferred;

#[test]
fn russian_is_spoken_to_whoever_asks_for_nothing_we_have() {
    for header in [None, Some(""), Some("*"), Some("de-DE,de;q=0.9"), Some("ru"), Some("ru-RU,en;q=0.5")] {
        assert_eq!(preferred(header), Russian, "{header:?}");
    }
}

#[test]
fn english_is_spoken_when_it_is_preferred() {
    for header in ["en", "en-GB,en;q=0.9,ru;q=0.8", "de,en;q=0.4", "ru;q=0.1, en;q=0.2", "ru;q=0,en"] {
        assert_eq!(preferred(Some(header)), English, "{header}");
    }
}

#[test]
fn every_notification_speaks_both_languages_and_names_the_order() {
    let is_cyrillic = |letter: char| matches!(letter, 'а'..='я' | 'А'..='Я' | 'ё');
    for kind in NotificationKind::ALL {
        let number = Some("KB-7".to_owned());
        let told = Told { kind: *kind, number, in_place_of: Some("I. Petrov".to_owned()) };
        let (russian, english) = (message(&told, Russian), message(&told, English));
        assert!(
            russian.contains(is_cyrillic) && !english.contains(is_cyrillic),
            "{kind}: {russian} {english}"
        );
        for said in [russian, english] {
            assert!(!said.contains(['{', '}']) && said.contains("I. Petrov"), "{kind}: {said}");
            let is_about_an_order = !matches!(
                kind,
                NotificationKind::DelegationGranted
                    | NotificationKind::DelegationRevoked
                    | NotificationKind::StatementReady
                    | NotificationKind::StatementFailed
                    | NotificationKind::StatementTimedOut
            );
            assert_eq!(said.contains("KB-7"), is_about_an_order, "{kind}: {said}");
        }
    }
}
