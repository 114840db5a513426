//! What people type, in the search language of the database.

use sqlx::PgConnection;

/// The most words of a search that count.
const WORDS: usize = 12;
/// The most characters of a word that count.
const CHARACTERS: usize = 64;
/// Comes after every text that begins alike.
const LAST: char = '\u{10FFFF}';

/// A text search: every word must begin a word of the product, in any form of it, or the text
/// begins its article, or is its barcode.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Search {
    /// The words, as typed, without signs.
    pub words: Vec<String>,
    /// What articles begin with, in capitals without blanks and signs.
    pub article: Option<String>,
    /// The barcode, when the text can be one.
    pub barcode: Option<String>,
}

impl Search {
    /// The search for a text; nothing for an empty one.
    pub fn of(text: &str) -> Option<Self> {
        let words = text.split_whitespace().map(plain).filter(|word| !word.is_empty());
        let words: Vec<_> = words.take(WORDS).collect();
        if words.is_empty() {
            return None;
        }
        let article: String = text.chars().filter(|c| c.is_alphanumeric()).take(255).collect();
        let digits = text.trim();
        let is_barcode = (8..=14).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
        Some(Self {
            words,
            article: Some(article.to_uppercase()).filter(|key| !key.is_empty()),
            barcode: is_barcode.then(|| digits.to_owned()),
        })
    }

    /// For `to_tsquery`.
    pub fn query(&self) -> String {
        let words: Vec<_> = self.words.iter().map(|word| prefix(word)).collect();
        words.join(" & ")
    }

    /// Where articles end that begin alike.
    pub fn article_end(&self) -> Option<String> {
        self.article.as_ref().map(|key| format!("{key}{LAST}"))
    }
}

/// The search with each word that begins no word of the catalogue replaced by the nearest one:
/// typed with the keyboard in the other language, or mistyped. Nothing when there is none near,
/// or when nothing was to be replaced.
pub async fn corrected(connection: &mut PgConnection, search: &Search) -> sqlx::Result<Option<Search>> {
    let mut words = Vec::with_capacity(search.words.len());
    for word in &search.words {
        words.push(near(connection, word).await?.unwrap_or_else(|| word.clone()));
    }
    Ok((words != search.words).then_some(Search { words, article: None, barcode: None }))
}

/// A word of the catalogue that is near; nothing when goods have the word, or none is near.
async fn near(connection: &mut PgConnection, word: &str) -> sqlx::Result<Option<String>> {
    let typed = word.to_lowercase();
    let switched = other_layout(&typed);
    sqlx::query_scalar!(
        r#"select w.word as "word!" from (
             select word, 2.0::real as likeness, goods from catalogue.words
             where word ~>=~ $2 and word ~<~ ($2 || $3)
             union all
             select word, catalogue.similarity(word, $1), goods from catalogue.words
             where word operator(catalogue.%) $1
           ) w
           where not exists (select from catalogue.products p
                             where p.search @@ to_tsquery('russian', $4) and p.active and not p.deleted)
           order by w.likeness desc, w.goods desc, w.word
           limit 1"#,
        typed,
        switched,
        LAST.to_string(),
        prefix(word),
    )
    .fetch_optional(connection)
    .await
}

/// A word and all that begins with it, for `to_tsquery`.
fn prefix(word: &str) -> String {
    format!("'{word}':*")
}

/// What the same keys write in the other language.
fn other_layout(word: &str) -> String {
    const LATIN: &str = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`";
    const RUSSIAN: &str = "йцукенгшщзхъфывапролджэячсмитьбюё";
    let key = |c: char, from: &str, to: &str| {
        let place = from.chars().position(|known| known == c)?;
        to.chars().nth(place)
    };
    let switched =
        word.chars().map(|c| key(c, LATIN, RUSSIAN).or_else(|| key(c, RUSSIAN, LATIN)).unwrap_or(c));
    switched.map(|c| if c == 'ё' { 'е' } else { c }).collect()
}

/// The word for a quoted lexeme; one without a letter or a digit is none.
fn plain(word: &str) -> String {
    if !word.chars().any(char::is_alphanumeric) {
        return String::new();
    }
    let plain = word.chars().filter(|c| !matches!(c, '\'' | '\\' | '\0')).take(CHARACTERS);
    plain
        .map(|c| match c {
            'ё' => 'е',
            'Ё' => 'Е',
            c => c,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_searched_by_its_beginning() {
        let search = Search::of("  Щётка 0.5 ").unwrap();
        assert_eq!(search.query(), "'Щетка':* & '0.5':*");
        assert_eq!(search.article.as_deref(), Some("ЩЁТКА05"));
        assert_eq!(search.barcode, None);
    }

    #[test]
    fn signs_of_the_search_language_are_harmless() {
        let search = Search::of(r"a'b\c & | 50%_x").unwrap();
        assert_eq!(search.query(), "'abc':* & '50%_x':*");
        assert_eq!(search.article.as_deref(), Some("ABC50X"));
    }

    #[test]
    fn a_text_without_letters_and_digits_searches_nothing() {
        assert_eq!(Search::of(" &|! "), None);
        assert_eq!(Search::of(""), None);
    }

    #[test]
    fn a_row_of_digits_may_be_a_barcode() {
        assert_eq!(Search::of(" 4600000000015").unwrap().barcode.as_deref(), Some("4600000000015"));
        assert_eq!(Search::of("460 000").unwrap().barcode, None);
    }

    #[test]
    fn the_same_keys_write_another_language() {
        assert_eq!(other_layout("cfvjhtp"), "саморез");
        assert_eq!(other_layout("рфььук"), "hammer");
    }
}
