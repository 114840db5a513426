//! Why a file of 1C is not taken in.

use domain::refusal::Refusal;

/// The most bytes of a file.
pub const MOST_BYTES: usize = 20 << 20;

/// Why a file of 1C is not taken in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FileRefusal {
    /// It is of nobody.
    #[error("say whose it is: name a counterparty or an order")]
    OwnerMissing,
    /// It says it is of two.
    #[error("this order is another counterparty's")]
    OwnersDiffer,
    /// The media type is not on the list.
    #[error("a file is PDF, XLSX, DOCX, ZIP, XML, PNG or JPEG, as Content-Type says")]
    MediaUnusable,
    /// It is not what it says it is.
    #[error("the file does not begin as Content-Type says")]
    NotWhatItSays,
    /// There is nothing in it.
    #[error("the file is empty")]
    Empty,
    /// It is too large.
    #[error("a file has at most {} MiB", MOST_BYTES >> 20)]
    TooLarge,
    /// Nobody sent it.
    #[error("there is no such file")]
    Unknown,
}

impl Refusal for FileRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::OwnerMissing => "FILE_OWNER_MISSING",
            Self::OwnersDiffer => "FILE_OWNERS_DIFFER",
            Self::MediaUnusable => "FILE_MEDIA_UNUSABLE",
            Self::NotWhatItSays => "FILE_NOT_WHAT_IT_SAYS",
            Self::Empty => "FILE_EMPTY",
            Self::TooLarge => "FILE_TOO_LARGE",
            Self::Unknown => "FILE_UNKNOWN",
        }
    }

    fn in_russian(&self) -> String {
        match self {
            Self::OwnerMissing => "Укажите, чей это файл: контрагента или заказ.".to_owned(),
            Self::OwnersDiffer => "Это заказ другого контрагента.".to_owned(),
            Self::MediaUnusable => {
                "Файл — PDF, XLSX, DOCX, ZIP, XML, PNG или JPEG, как указано в Content-Type.".to_owned()
            }
            Self::NotWhatItSays => "Содержимое файла не соответствует Content-Type.".to_owned(),
            Self::Empty => "Файл пустой.".to_owned(),
            Self::TooLarge => format!("Файл — не больше {} МиБ.", MOST_BYTES >> 20),
            Self::Unknown => "Такого файла нет.".to_owned(),
        }
    }

    fn field(&self) -> Option<&'static str> {
        match self {
            Self::OwnerMissing => Some("counterparty"),
            Self::OwnersDiffer => Some("order"),
            Self::MediaUnusable | Self::NotWhatItSays => Some("Content-Type"),
            Self::Empty | Self::TooLarge => Some("body"),
            Self::Unknown => Some("id"),
        }
    }
}
