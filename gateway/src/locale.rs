//! The language of a request, and the words that are not refusals.

mod english;
pub mod events;
pub mod notifications;
mod russian;

use domain::refusal::Language;

/// Something that the gateway itself has to say to a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Word {
    /// Somebody has to sign in first.
    SignInFirst,
    /// It is not allowed.
    Forbidden,
    /// It is not there, or not for this person.
    NotFound,
    /// The request is not valid.
    BadInput,
    /// Somebody was first.
    Conflict,
    /// Too many attempts.
    TooManyAttempts,
    /// The request asks too much at once.
    TooComplex,
    /// Something broke; the trace id helps support to find it.
    Surprise,
    /// The service did not answer in time.
    TooSlow,
    /// The idempotency key stands for another request.
    KeyReused,
}

/// A word in a language.
pub const fn say(language: Language, word: Word) -> &'static str {
    match language {
        Language::Russian => russian::say(word),
        Language::English => english::say(word),
    }
}

/// The language that a browser asks for (RFC 9110, 12.5.4); Russian when it does not
/// ask for one of ours.
pub fn preferred(accept_language: Option<&str>) -> Language {
    let Some(header) = accept_language else { return Language::default() };
    let mut best = (0.0, Language::default());
    for range in header.split(',') {
        let mut parts = range.split(';').map(str::trim);
        let tag = parts.next().unwrap_or_default().to_ascii_lowercase();
        let quality = parts.find_map(|part| part.strip_prefix("q=")?.parse().ok()).unwrap_or(1.0_f32);
        let language = match tag.split('-').next() {
            Some("ru") => Language::Russian,
            Some("en") => Language::English,
            _ => continue,
        };
        if quality > best.0 {
            best = (quality, language);
        }
    }
    best.1
}

#[cfg(test)]
mod tests;
