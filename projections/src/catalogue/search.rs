//! What people type, in the search language of the database.

/// The most words of a search that count.
const WORDS: usize = 12;

/// A text search: every word must begin a word of the product, in any form of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Search {
    /// For `to_tsquery`.
    pub query: String,
    /// For `like` on the article in lower case.
    pub article: String,
}

impl Search {
    /// The search for a text; nothing for an empty one.
    pub fn of(text: &str) -> Option<Self> {
        let text = text.trim();
        let words = text.split_whitespace().map(quoted).filter(|word| !word.is_empty());
        let words: Vec<_> = words.take(WORDS).map(|word| format!("'{word}':*")).collect();
        let article = escaped(&text.chars().take(255).collect::<String>().to_lowercase());
        if words.is_empty() {
            None
        } else {
            Some(Self { query: words.join(" & "), article: format!("{article}%") })
        }
    }
}

/// The word for a quoted lexeme; one without a letter or a digit is none.
fn quoted(word: &str) -> String {
    if !word.chars().any(char::is_alphanumeric) {
        return String::new();
    }
    let plain = word.chars().filter(|c| !matches!(c, '\'' | '\\' | '\0')).take(64);
    plain
        .map(|c| match c {
            'ё' => 'е',
            'Ё' => 'Е',
            c => c,
        })
        .collect()
}

fn escaped(text: &str) -> String {
    let mut pattern = String::with_capacity(text.len());
    for c in text.chars().filter(|c| *c != '\0') {
        if matches!(c, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(c);
    }
    pattern
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_searched_by_its_beginning() {
        let search = Search::of("  Щётка 0.5 ").unwrap();
        assert_eq!(search.query, "'Щетка':* & '0.5':*");
        assert_eq!(search.article, "щётка 0.5%");
    }

    #[test]
    fn signs_of_the_search_language_are_harmless() {
        let search = Search::of(r"a'b\c & | 50%_x").unwrap();
        assert_eq!(search.query, "'abc':* & '50%_x':*");
        assert_eq!(search.article, r"a'b\\c & | 50\%\_x%");
    }

    #[test]
    fn a_text_without_letters_and_digits_searches_nothing() {
        assert_eq!(Search::of(" &|! "), None);
        assert_eq!(Search::of(""), None);
    }
}
