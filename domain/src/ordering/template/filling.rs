//! What becomes of the lines of a template in a cart, or in a draft.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::ordering::Amounts;
use crate::ordering::cart::{CartError, CartLine, Verdict, put};
use crate::vocabulary::{Currency, ProductId, Quantity};

/// What became of one line. Nothing that is left out is left out silently.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, strum::AsRefStr)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE", tag = "fate")]
#[strum(serialize_all = "SCREAMING_SNAKE_CASE")]
pub enum Fate {
    /// It is there now.
    Added {
        /// How many units are there.
        now: Quantity,
    },
    /// There were some of it already: the quantity was raised.
    Raised {
        /// How many units were there.
        was: Quantity,
        /// How many units are there now.
        now: Quantity,
    },
    /// Left out: it has no usable price under the contract.
    Unpriced,
    /// Left out: it is not sold any more.
    Withdrawn,
    /// Left out: the catalogue does not know it.
    Unknown,
    /// Left out: there is no room for another line.
    NoRoom,
    /// Left out: together with what is there it would be too large a quantity.
    TooLarge,
}

impl Fate {
    /// How many units are there now; nothing when the line was left out.
    pub const fn now(&self) -> Option<Quantity> {
        match self {
            Self::Added { now } | Self::Raised { now, .. } => Some(*now),
            Self::Unpriced | Self::Withdrawn | Self::Unknown | Self::NoRoom | Self::TooLarge => None,
        }
    }

    /// The fate in Russian.
    pub fn in_russian(&self) -> String {
        match self {
            Self::Added { .. } => "Добавлено.".to_owned(),
            Self::Raised { was, now } => format!("Количество увеличено: было {was}, стало {now}."),
            Self::Unpriced => "Не добавлено: нет цены по этому договору.".to_owned(),
            Self::Withdrawn => "Не добавлено: товар больше не продаётся.".to_owned(),
            Self::Unknown => "Не добавлено: такого товара нет в каталоге.".to_owned(),
            Self::NoRoom => "Не добавлено: больше строк не помещается.".to_owned(),
            Self::TooLarge => "Не добавлено: получилось бы слишком большое количество.".to_owned(),
        }
    }

    /// The fate in English.
    pub fn in_english(&self) -> String {
        match self {
            Self::Added { .. } => "Added.".to_owned(),
            Self::Raised { was, now } => format!("The quantity was raised from {was} to {now}."),
            Self::Unpriced => "Left out: no price under this contract.".to_owned(),
            Self::Withdrawn => "Left out: not sold any more.".to_owned(),
            Self::Unknown => "Left out: not in the catalogue.".to_owned(),
            Self::NoRoom => "Left out: there is no room for another line.".to_owned(),
            Self::TooLarge => "Left out: the quantity would be too large.".to_owned(),
        }
    }
}

/// A line that was to be taken, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Filled {
    /// The product.
    pub product: ProductId,
    /// The name of the goods; nothing when the catalogue does not know them.
    pub name: Option<String>,
    /// How many units were to be taken.
    pub asked: Quantity,
    /// What so many units cost today; nothing when they cannot be ordered.
    pub cost: Option<Amounts>,
    /// What became of it.
    pub fate: Fate,
}

/// Takes lines into what holds some already, as far as they can be ordered, in their order.
pub fn fill(currency: Currency, held: &[(ProductId, Quantity)], lines: &[CartLine]) -> Vec<Filled> {
    let mut there: BTreeMap<_, _> = held.iter().copied().collect();
    let mut filled = Vec::with_capacity(lines.len());
    for line in lines {
        let verdict = line.verdict(currency);
        let fate = fate(&verdict, line, &there);
        if let Some(now) = fate.now() {
            there.insert(line.product, now);
        }
        filled.push(Filled {
            product: line.product,
            name: line.goods.as_ref().map(|goods| goods.name.clone()),
            asked: line.quantity,
            cost: verdict.amounts(),
            fate,
        });
    }
    filled
}

fn fate(verdict: &Verdict, line: &CartLine, there: &BTreeMap<ProductId, Quantity>) -> Fate {
    match verdict {
        Verdict::Unpriced { .. } => Fate::Unpriced,
        Verdict::Withdrawn => Fate::Withdrawn,
        Verdict::Unknown => Fate::Unknown,
        Verdict::Available { .. } | Verdict::NotEnoughStock { .. } => {
            let was = there.get(&line.product).copied();
            match (put(was, line.quantity, there.len()), was) {
                (Ok(now), None) => Fate::Added { now },
                (Ok(now), Some(was)) => Fate::Raised { was, now },
                (Err(CartError::TooManyLines { .. }), _) => Fate::NoRoom,
                (Err(_), _) => Fate::TooLarge,
            }
        }
    }
}
