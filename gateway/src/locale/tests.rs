//! Which language a browser gets.

use domain::refusal::Language::{English, Russian};

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
