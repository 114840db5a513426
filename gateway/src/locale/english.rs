//! In English.

use super::Word;

pub(super) const fn say(word: Word) -> &'static str {
    match word {
        Word::SignInFirst => "Sign in first.",
        Word::Forbidden => "You are not allowed to do this.",
        Word::NotFound => "Not found.",
        Word::BadInput => "The request is not valid.",
        Word::Conflict => "Somebody was first. Reload the page and try again.",
        Word::TooManyAttempts => "Too many attempts. Wait and try again.",
        Word::TooComplex => "The request asks too much at once.",
        Word::Surprise => "Something broke. Tell support the trace id.",
        Word::KeyReused => "This idempotency key was used for another request.",
        Word::TooSlow => "The service did not answer in time. Try again later.",
    }
}
