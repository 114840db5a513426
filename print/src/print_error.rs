//! Why a form could not be printed.

use domain::refusal::Refusal;
use domain::vocabulary::MoneyError;

/// Why a form could not be printed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PrintError {
    /// A template does not compile, or asks for what it may not have.
    #[error("the template '{file}'{} is broken: {message}", in_line(.line.as_ref(), "line"))]
    Template {
        /// The file, by its path inside the folder of templates.
        file: String,
        /// The line, counted from one, where it is known.
        line: Option<usize>,
        /// What Typst says about it.
        message: String,
    },
    /// Typst itself fell over a template.
    #[error("the template '{file}' brought the typesetter down")]
    TypesetterFell {
        /// The file of the form.
        file: String,
    },
    /// The amounts of the form do not add up to a number.
    #[error(transparent)]
    Amounts(#[from] MoneyError),
}

impl Refusal for PrintError {
    fn code(&self) -> &'static str {
        match self {
            Self::Template { .. } => "PRINT_TEMPLATE_BROKEN",
            Self::TypesetterFell { .. } => "PRINT_TYPESETTER_FELL",
            Self::Amounts(error) => error.code(),
        }
    }

    fn in_russian(&self) -> String {
        match self {
            Self::Template { file, line, message } => {
                format!(
                    "Ошибка в шаблоне печатной формы «{file}»{}: {message}",
                    in_line(line.as_ref(), "строка")
                )
            }
            Self::TypesetterFell { file } => {
                format!("Печать по шаблону «{file}» прервалась из-за внутренней ошибки.")
            }
            Self::Amounts(error) => error.in_russian(),
        }
    }
}

fn in_line(line: Option<&usize>, word: &str) -> String {
    line.map_or_else(String::new, |line| format!(", {word} {line}"))
}
