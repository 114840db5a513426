//! The rules of a cart. A cart is a plain table of its owner, not a stream: what matters
//! of it is frozen when it becomes an order.
//!
//! A cart takes anything and says per line what is wrong with it, because people come
//! back to a cart days later. Goods that are short in stock can be ordered all the same:
//! a supplier sells against the next delivery, and stock of 1C is hours old. Goods that
//! have no price, were withdrawn or are unknown cannot become lines of an order.

use rust_decimal::Decimal;

use super::order::{Goods, Line, NewLine};
use super::pricing::{Amounts, Offer, PricingError};
use crate::refusal::Refusal;
use crate::vocabulary::{Currency, ProductId, Quantity, QuantityError};

/// The most lines of a cart: as many as an order has.
pub const MOST_LINES: usize = Line::MOST;

/// What is to be said about a line of a cart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It can be ordered.
    Available {
        /// What the line costs now.
        amounts: Amounts,
    },
    /// It can be ordered, but there is less of it in stock now.
    NotEnoughStock {
        /// How many units are in stock; zero when none are.
        available: Decimal,
        /// What the line costs now.
        amounts: Amounts,
    },
    /// It has no usable price under the contract.
    Unpriced {
        /// What is wrong with the price; nothing when there is none.
        why: Option<PricingError>,
    },
    /// It is not sold any more.
    Withdrawn,
    /// The catalogue does not know it.
    Unknown,
}

impl Verdict {
    /// The verdict about a quantity of a product.
    ///
    /// `offer` is nothing when the catalogue does not know the product; `stock` is nothing
    /// when stock of the product is not kept.
    pub fn about(
        quantity: Quantity,
        currency: Currency,
        offer: Option<&Offer>,
        stock: Option<Decimal>,
    ) -> Self {
        let quote = match offer {
            None => return Self::Unknown,
            Some(Offer::Withdrawn) => return Self::Withdrawn,
            Some(Offer::Unpriced) => return Self::Unpriced { why: None },
            Some(Offer::Priced(quote)) => quote,
        };
        match quote.cost_in(currency, quantity) {
            Err(why) => Self::Unpriced { why: Some(why) },
            Ok(amounts) => match stock {
                Some(available) if available < quantity.number() => {
                    Self::NotEnoughStock { available: available.max(Decimal::ZERO), amounts }
                }
                _ => Self::Available { amounts },
            },
        }
    }

    /// What the line costs; nothing when it cannot be ordered.
    pub const fn amounts(&self) -> Option<Amounts> {
        match self {
            Self::Available { amounts } | Self::NotEnoughStock { amounts, .. } => Some(*amounts),
            Self::Unpriced { .. } | Self::Withdrawn | Self::Unknown => None,
        }
    }

    /// Whether the line can become a line of an order.
    pub const fn can_be_ordered(&self) -> bool {
        self.amounts().is_some()
    }

    /// The stable code of the verdict.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Available { .. } => "AVAILABLE",
            Self::NotEnoughStock { .. } => "NOT_ENOUGH_STOCK",
            Self::Unpriced { .. } => "UNPRICED",
            Self::Withdrawn => "WITHDRAWN",
            Self::Unknown => "UNKNOWN",
        }
    }

    /// The verdict in Russian.
    pub fn in_russian(&self) -> String {
        match self {
            Self::Available { .. } => "Можно заказать.".to_owned(),
            Self::NotEnoughStock { available, .. } => {
                format!("На складе сейчас {}; можно заказать под поставку.", available.normalize())
            }
            Self::Unpriced { why: None } => "Нет цены по этому договору.".to_owned(),
            Self::Unpriced { why: Some(why) } => format!("Нет цены по этому договору. {}", why.in_russian()),
            Self::Withdrawn => "Товар больше не продаётся.".to_owned(),
            Self::Unknown => "Такого товара нет в каталоге.".to_owned(),
        }
    }

    /// The verdict in English.
    pub fn in_english(&self) -> String {
        match self {
            Self::Available { .. } => "Can be ordered.".to_owned(),
            Self::NotEnoughStock { available, .. } => {
                format!("{} in stock now; can be ordered against the next delivery.", available.normalize())
            }
            Self::Unpriced { why: None } => "No price under this contract.".to_owned(),
            Self::Unpriced { why: Some(why) } => format!("No price under this contract: {why}."),
            Self::Withdrawn => "Not sold any more.".to_owned(),
            Self::Unknown => "Not in the catalogue.".to_owned(),
        }
    }
}

/// A line of a cart with what the catalogue says about it now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CartLine {
    /// The product.
    pub product: ProductId,
    /// How many units.
    pub quantity: Quantity,
    /// The goods as the catalogue names them; nothing when it does not know them.
    pub goods: Option<Goods>,
    /// What the supplier says about them; nothing when the catalogue does not know them.
    pub offer: Option<Offer>,
    /// How many units are in stock; nothing when stock of the product is not kept.
    pub stock: Option<Decimal>,
}

impl CartLine {
    /// What is to be said about the line.
    pub fn verdict(&self, currency: Currency) -> Verdict {
        let offer = self.offer.as_ref().filter(|_| self.goods.is_some());
        Verdict::about(self.quantity, currency, offer, self.stock)
    }
}

/// A cart, parted into what can become an order and what cannot.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sorted {
    /// The lines of a draft, in the order of the cart.
    pub ready: Vec<NewLine>,
    /// What stays behind, and why.
    pub left: Vec<(ProductId, Verdict)>,
}

/// Parts a cart into what can become an order in a currency and what cannot.
pub fn sort(currency: Currency, lines: Vec<CartLine>) -> Sorted {
    let mut sorted = Sorted::default();
    for line in lines {
        let verdict = line.verdict(currency);
        match (line.goods, line.offer) {
            (Some(goods), Some(Offer::Priced(quote))) if verdict.can_be_ordered() => {
                sorted.ready.push(NewLine { goods, quantity: line.quantity, quote });
            }
            _ => sorted.left.push((line.product, verdict)),
        }
    }
    sorted
}

/// The quantity of a product after it was put into a cart that may hold some of it already.
pub fn put(held: Option<Quantity>, more: Quantity, lines: usize) -> Result<Quantity, CartError> {
    match held {
        Some(held) => Ok(Quantity::new(held.number() + more.number())?),
        None if lines >= MOST_LINES => Err(CartError::TooManyLines { limit: MOST_LINES }),
        None => Ok(more),
    }
}

/// The lines of a draft from a cart that must become an order whole.
pub fn whole(currency: Currency, lines: Vec<CartLine>) -> Result<Vec<NewLine>, CartError> {
    if lines.is_empty() {
        return Err(CartError::Empty);
    }
    let Sorted { ready, left } = sort(currency, lines);
    if left.is_empty() { Ok(ready) } else { Err(CartError::NotOrderable { lines: left.len() }) }
}

/// Why something asked of a cart is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CartError {
    /// There is nothing in it.
    #[error("the cart is empty")]
    Empty,
    /// Somebody changed it since it was shown: another tab, another device.
    #[error("the cart has changed since it was shown")]
    Changed,
    /// There is no such product, or it was taken out of the catalogue.
    #[error("there is no such product in the catalogue")]
    UnknownProduct,
    /// Too many lines.
    #[error("a cart has at most {limit} lines")]
    TooManyLines {
        /// The most lines.
        limit: usize,
    },
    /// Some lines cannot be ordered; the cart says per line why.
    #[error("{lines} lines of the cart cannot be ordered; the cart says why")]
    NotOrderable {
        /// How many lines.
        lines: usize,
    },
    /// The quantity is none.
    #[error(transparent)]
    Quantity(#[from] QuantityError),
}

impl Refusal for CartError {
    fn code(&self) -> &'static str {
        match self {
            Self::Empty => "CART_EMPTY",
            Self::Changed => "CART_CHANGED",
            Self::UnknownProduct => "CART_PRODUCT_UNKNOWN",
            Self::TooManyLines { .. } => "CART_TOO_MANY_LINES",
            Self::NotOrderable { .. } => "CART_LINES_NOT_ORDERABLE",
            Self::Quantity(error) => error.code(),
        }
    }

    fn in_russian(&self) -> String {
        match self {
            Self::Empty => "Корзина пуста.".to_owned(),
            Self::Changed => "Корзина изменилась с тех пор, как вы её видели.".to_owned(),
            Self::UnknownProduct => "Такого товара нет в каталоге.".to_owned(),
            Self::TooManyLines { limit } => format!("В корзине не больше {limit} строк."),
            Self::NotOrderable { lines } => {
                format!("Строк, которые нельзя заказать: {lines}. Причина указана у каждой строки.")
            }
            Self::Quantity(error) => error.in_russian(),
        }
    }

    fn field(&self) -> Option<&'static str> {
        match self {
            Self::Empty | Self::TooManyLines { .. } | Self::NotOrderable { .. } => Some("lines"),
            Self::Quantity(error) => error.field(),
            Self::UnknownProduct => Some("productId"),
            Self::Changed => None,
        }
    }
}

#[cfg(test)]
mod tests;
