//! Why something asked of a template is refused.

use crate::refusal::Refusal;

/// Why something asked of a template is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TemplateError {
    /// The text is no name.
    #[error("a name has 1 to {limit} characters in one line")]
    NotAName {
        /// The most characters.
        limit: usize,
    },
    /// The owner has another template of this name.
    #[error("you have a template of this name already")]
    NameTaken,
    /// Nothing is in it.
    #[error("there is nothing to keep in a template")]
    Empty,
    /// Too many lines.
    #[error("a template has at most {limit} lines")]
    TooManyLines {
        /// The most lines.
        limit: usize,
    },
    /// A product is in it twice.
    #[error("a product is in the template twice")]
    RepeatedProduct,
    /// There is no such product.
    #[error("there is no such product in the catalogue")]
    UnknownProduct,
    /// Too many templates.
    #[error("one person has at most {limit} templates")]
    TooManyTemplates {
        /// The most templates.
        limit: usize,
    },
    /// Somebody changed it since it was shown.
    #[error("the template has changed since it was shown")]
    Changed,
    /// No line of it can be ordered now.
    #[error("nothing of it can be ordered now; the lines say why")]
    NothingToOrder,
}

impl Refusal for TemplateError {
    fn code(&self) -> &'static str {
        match self {
            Self::NotAName { .. } => "TEMPLATE_NAME_INVALID",
            Self::NameTaken => "TEMPLATE_NAME_TAKEN",
            Self::Empty => "TEMPLATE_EMPTY",
            Self::TooManyLines { .. } => "TEMPLATE_TOO_MANY_LINES",
            Self::RepeatedProduct => "TEMPLATE_PRODUCT_REPEATED",
            Self::UnknownProduct => "TEMPLATE_PRODUCT_UNKNOWN",
            Self::TooManyTemplates { .. } => "TEMPLATE_TOO_MANY",
            Self::Changed => "TEMPLATE_CHANGED",
            Self::NothingToOrder => "TEMPLATE_NOTHING_TO_ORDER",
        }
    }

    fn in_russian(&self) -> String {
        match self {
            Self::NotAName { limit } => format!("В названии от 1 до {limit} символов, в одну строку."),
            Self::NameTaken => "У вас уже есть шаблон с таким названием.".to_owned(),
            Self::Empty => "В шаблоне должна быть хотя бы одна строка.".to_owned(),
            Self::TooManyLines { limit } => format!("В шаблоне не больше {limit} строк."),
            Self::RepeatedProduct => "Товар указан в шаблоне дважды.".to_owned(),
            Self::UnknownProduct => "Такого товара нет в каталоге.".to_owned(),
            Self::TooManyTemplates { limit } => format!("У одного человека не больше {limit} шаблонов."),
            Self::Changed => "Шаблон изменился с тех пор, как вы его видели.".to_owned(),
            Self::NothingToOrder => {
                "Сейчас ничего из этого нельзя заказать. Причина указана у каждой строки.".to_owned()
            }
        }
    }

    fn field(&self) -> Option<&'static str> {
        match self {
            Self::NotAName { .. } | Self::NameTaken => Some("name"),
            Self::Empty | Self::TooManyLines { .. } | Self::RepeatedProduct | Self::UnknownProduct => {
                Some("lines")
            }
            Self::TooManyTemplates { .. } | Self::Changed | Self::NothingToOrder => None,
        }
    }
}
