//! What became of a line that was to be ordered again.

use async_graphql::SimpleObject;
use domain::ordering::template::Filled;
use domain::refusal::Language;
use domain::vocabulary::ProductId;
use rust_decimal::Decimal;

use crate::graphql::global_id::GlobalId;
use crate::graphql::money::Cost;

/// What became of a line that was to be ordered again. Each line is told of, whether it was
/// taken or left out.
#[derive(SimpleObject)]
pub struct LineReport {
    /// The id of the product.
    product_id: GlobalId<ProductId>,
    /// The name of the goods; null when the catalogue does not know them.
    name: Option<String>,
    /// How many units were to be taken.
    asked: Decimal,
    /// How many units are there now; null when the line was left out.
    quantity: Option<Decimal>,
    /// What so many units as were to be taken cost today; null when they cannot be ordered.
    cost: Option<Cost>,
    /// What became of it, for programs: ADDED, RAISED, UNPRICED, WITHDRAWN, UNKNOWN, `NO_ROOM` or
    /// `TOO_LARGE`.
    code: String,
    /// What became of it, in the language of the request.
    message: String,
}

impl LineReport {
    /// The reports of all lines, in a language.
    pub fn all(lines: Vec<Filled>, language: Language) -> Vec<Self> {
        lines.into_iter().map(|line| Self::of(line, language)).collect()
    }

    fn of(line: Filled, language: Language) -> Self {
        Self {
            product_id: GlobalId(line.product),
            name: line.name,
            asked: line.asked.number(),
            quantity: line.fate.now().map(domain::vocabulary::Quantity::number),
            cost: line.cost.map(Cost::from),
            code: line.fate.as_ref().to_owned(),
            message: match language {
                Language::Russian => line.fate.in_russian(),
                Language::English => line.fate.in_english(),
            },
        }
    }
}
