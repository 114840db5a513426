//! По-русски.

use super::Word;

pub(super) const fn say(word: Word) -> &'static str {
    match word {
        Word::SignInFirst => "Сначала войдите.",
        Word::Forbidden => "Это вам не разрешено.",
        Word::NotFound => "Не найдено.",
        Word::BadInput => "Запрос составлен неверно.",
        Word::Conflict => "Кто-то успел раньше. Обновите страницу и повторите.",
        Word::TooManyAttempts => "Слишком много попыток. Подождите и повторите.",
        Word::TooComplex => "Запрос слишком велик.",
        Word::Surprise => "Что-то сломалось. Сообщите поддержке номер запроса.",
        Word::KeyReused => "Этот ключ идемпотентности уже использован для другого запроса.",
        Word::TooSlow => "Сервис не успел ответить. Повторите позже.",
    }
}
