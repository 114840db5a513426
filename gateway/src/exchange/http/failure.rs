//! Why a request of 1C as a whole is not carried out.

use axum::body::Body;
use axum::http::header::{CONTENT_TYPE, RETRY_AFTER, WWW_AUTHENTICATE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::Response;
use chrono::Duration;
use commands::CommandError;
use commands::documents::FileRefusal;
use commands::exchange::outbox::BeyondOutbox;
use commands::exchange::{CheckError, TakeError};
use domain::refusal::{Language, Refusal as _};

use crate::exchange::contract::answer::Problem;
use crate::exchange::receiving::{Bomb, Malformed, limits};
use crate::http::request_id::RequestId;

/// Why a request as a whole is not carried out.
#[derive(Debug)]
pub enum Refusal {
    /// Credentials are missing, or wrong.
    Unauthenticated,
    /// Too many wrong secrets came from there.
    Throttled(Duration),
    /// Too many batches are received now.
    Busy,
    /// The body is neither JSON nor JSON Lines.
    MediaType,
    /// The body is compressed by something else than gzip.
    Encoding,
    /// An argument of the address cannot be used.
    Argument(&'static str),
    /// The body cannot be read.
    Malformed(Malformed),
    /// The body is too large.
    Bomb(Bomb),
    /// The batch has too many documents.
    TooMany,
    /// The body did not come to its end, or not in time.
    CutOff,
    /// Another request sends the same batch.
    Superseded,
    /// The batch came before with another body.
    Differs,
    /// The outbox has not come to a position.
    Beyond,
    /// The business refuses a file.
    Refused(Box<dyn domain::refusal::Refusal>),
    /// The service failed.
    Broken,
}

impl From<Malformed> for Refusal {
    fn from(malformed: Malformed) -> Self {
        if malformed == Malformed::CutOff { Self::CutOff } else { Self::Malformed(malformed) }
    }
}

impl From<Bomb> for Refusal {
    fn from(bomb: Bomb) -> Self {
        if bomb == Bomb::CutOff { Self::CutOff } else { Self::Bomb(bomb) }
    }
}

impl From<CheckError> for Refusal {
    fn from(error: CheckError) -> Self {
        match error {
            CheckError::Wrong => Self::Unauthenticated,
            CheckError::Throttled(wait) => Self::Throttled(wait),
            CheckError::Store(error) => {
                tracing::error!(%error, "credentials could not be checked");
                Self::Broken
            }
        }
    }
}

impl From<TakeError> for Refusal {
    fn from(error: TakeError) -> Self {
        match error {
            TakeError::Superseded => Self::Superseded,
            TakeError::Differs => Self::Differs,
            TakeError::Command(error) => error.into(),
        }
    }
}

impl From<CommandError> for Refusal {
    fn from(error: CommandError) -> Self {
        if matches!(&error, CommandError::Refused(refusal) if refusal.code() == BeyondOutbox.code()) {
            return Self::Beyond;
        }
        let error = match error {
            CommandError::Refused(refusal) => return Self::Refused(refusal),
            error => error,
        };
        tracing::error!(%error, "documents of 1C could not be taken in");
        if error.is_transient() { Self::Busy } else { Self::Broken }
    }
}

impl From<FileRefusal> for Refusal {
    fn from(refusal: FileRefusal) -> Self {
        Self::Refused(Box::new(refusal))
    }
}

impl Refusal {
    /// The status of the answer.
    pub fn status(&self) -> StatusCode {
        match self {
            Self::Unauthenticated => StatusCode::UNAUTHORIZED,
            Self::Throttled(_) => StatusCode::TOO_MANY_REQUESTS,
            Self::Busy => StatusCode::SERVICE_UNAVAILABLE,
            Self::MediaType | Self::Encoding => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::Bomb(Bomb::NoGzip) | Self::Argument(_) | Self::Malformed(_) | Self::CutOff => {
                StatusCode::BAD_REQUEST
            }
            Self::Bomb(_) | Self::TooMany => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Superseded | Self::Differs | Self::Beyond => StatusCode::CONFLICT,
            Self::Refused(refusal) => status_of(refusal.code()),
            Self::Broken => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unauthenticated => "UNAUTHENTICATED",
            Self::Throttled(_) => "TOO_MANY_ATTEMPTS",
            Self::Busy => "EXCHANGE_BUSY",
            Self::MediaType => "EXCHANGE_MEDIA_TYPE",
            Self::Encoding => "EXCHANGE_ENCODING",
            Self::Argument(_) => "EXCHANGE_ARGUMENT_UNUSABLE",
            Self::Malformed(Malformed::Header(_)) => "EXCHANGE_HEADER_UNUSABLE",
            Self::Malformed(_) => "EXCHANGE_BODY_MALFORMED",
            Self::Bomb(Bomb::NoGzip) => "EXCHANGE_BODY_NOT_GZIP",
            Self::Bomb(_) => "EXCHANGE_BODY_TOO_LARGE",
            Self::TooMany => "EXCHANGE_TOO_MANY_DOCUMENTS",
            Self::CutOff => "EXCHANGE_BODY_CUT_OFF",
            Self::Superseded => "EXCHANGE_BATCH_SUPERSEDED",
            Self::Differs => "EXCHANGE_BATCH_DIFFERS",
            Self::Beyond => "EXCHANGE_OUTBOX_POSITION_UNKNOWN",
            Self::Refused(refusal) => refusal.code(),
            Self::Broken => "INTERNAL_SERVER_ERROR",
        }
    }

    fn may_pass_later(&self) -> bool {
        match self {
            Self::Throttled(_) | Self::Busy | Self::CutOff | Self::Superseded | Self::Broken => true,
            // The customer or the order may come later.
            Self::Refused(refusal) => refusal.code().starts_with("EXCHANGE_"),
            _ => false,
        }
    }

    /// As a response.
    pub fn response(&self, language: Language, id: Option<&RequestId>) -> Response {
        let problem = Problem {
            code: self.code(),
            message: match language {
                Language::Russian => self.in_russian(),
                Language::English => self.in_english(),
            },
            retry: self.may_pass_later(),
            trace_id: id.map(|id| id.as_str().to_owned()),
        };
        let body = serde_json::to_vec(&problem).unwrap_or_default();
        let mut response = Response::new(Body::from(body));
        *response.status_mut() = self.status();
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        match self {
            Self::Unauthenticated => {
                let asks = HeaderValue::from_static("Basic realm=\"Kabinet exchange\", charset=\"UTF-8\"");
                headers.insert(WWW_AUTHENTICATE, asks);
            }
            Self::Throttled(wait) => {
                headers.insert(RETRY_AFTER, HeaderValue::from(wait.num_seconds().max(1).cast_unsigned()));
            }
            Self::Busy => {
                headers.insert(RETRY_AFTER, HeaderValue::from_static("5"));
            }
            _ => {}
        }
        response
    }

    fn in_russian(&self) -> String {
        match self {
            Self::Unauthenticated => "Такой базы нет, или секрет другой.".to_owned(),
            Self::Throttled(_) => "Слишком много неверных секретов: подождите.".to_owned(),
            Self::Busy => "Сейчас принимается слишком много пакетов: повторите позже.".to_owned(),
            Self::MediaType => "Тело — application/json или application/x-ndjson.".to_owned(),
            Self::Encoding => "Тело сжимается только gzip.".to_owned(),
            Self::Argument(name) => format!("Параметр {name} не годится."),
            Self::Malformed(Malformed::Header(said)) => format!("Заголовок пакета не читается: {said}."),
            Self::Malformed(Malformed::Structure(said)) => format!("Тело не читается как JSON: {said}."),
            Self::Bomb(Bomb::NoGzip) => "Тело не читается как gzip.".to_owned(),
            Self::Bomb(_) => format!(
                "Тело слишком велико: не больше {} МиБ в передаче и {} МиБ после распаковки.",
                limits::WIRE_BYTES >> 20,
                limits::BYTES >> 20
            ),
            Self::TooMany => format!("В пакете не больше {} документов.", limits::DOCUMENTS),
            Self::CutOff | Self::Malformed(Malformed::CutOff) => {
                "Тело оборвалось. Принятое сохранено: отправьте пакет ещё раз.".to_owned()
            }
            Self::Superseded => "Этот же пакет принимается по другому запросу.".to_owned(),
            Self::Differs => {
                "Пакет с этим идентификатором уже был с другим содержимым: дайте новому содержимому новый \
                 идентификатор."
                    .to_owned()
            }
            Self::Beyond => BeyondOutbox.in_russian(),
            Self::Refused(refusal) => refusal.in_russian(),
            Self::Broken => "Внутренняя ошибка. Принятое сохранено: отправьте пакет ещё раз.".to_owned(),
        }
    }

    fn in_english(&self) -> String {
        match self {
            Self::Unauthenticated => "There is no such base, or its secret is another.".to_owned(),
            Self::Throttled(_) => "Too many wrong secrets: wait.".to_owned(),
            Self::Busy => "Too many batches are received now: try again later.".to_owned(),
            Self::MediaType => "Send application/json or application/x-ndjson.".to_owned(),
            Self::Encoding => "A body is compressed by gzip, or not at all.".to_owned(),
            Self::Argument(name) => format!("The argument {name} cannot be used."),
            Self::Malformed(Malformed::Header(said)) => format!("What is said of the batch: {said}."),
            Self::Malformed(Malformed::Structure(said)) => format!("The body is not JSON: {said}."),
            Self::Bomb(Bomb::NoGzip) => "The body is not gzip.".to_owned(),
            Self::Bomb(_) => format!(
                "The body is too large: at most {} MiB on the wire and {} MiB unzipped.",
                limits::WIRE_BYTES >> 20,
                limits::BYTES >> 20
            ),
            Self::TooMany => format!("A batch has at most {} documents.", limits::DOCUMENTS),
            Self::CutOff | Self::Malformed(Malformed::CutOff) => {
                "The body was cut off. What came is kept: send the batch again.".to_owned()
            }
            Self::Superseded => "Another request sends this batch.".to_owned(),
            Self::Differs => "A batch with this id came before with another body: another body needs \
                              another id."
                .to_owned(),
            Self::Beyond => "The outbox has not come to this position.".to_owned(),
            Self::Refused(refusal) => Language::English.message(refusal.as_ref()),
            Self::Broken => "The service failed. What came is kept: send the batch again.".to_owned(),
        }
    }
}

/// The status of a refusal of the business: it is read, and cannot be taken as it is.
fn status_of(code: &str) -> StatusCode {
    match code {
        "FILE_TOO_LARGE" => StatusCode::PAYLOAD_TOO_LARGE,
        "FILE_MEDIA_UNUSABLE" => StatusCode::UNSUPPORTED_MEDIA_TYPE,
        "FILE_UNKNOWN" => StatusCode::NOT_FOUND,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    }
}
