//! Why objects of a file are left out, and what stands in for what they do not say.

use std::fmt;

/// Why an object is left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// It has no id.
    NoId,
    /// It has no name.
    NoName,
    /// An id, a name or a text is longer than the catalogue keeps.
    TooLong,
    /// A number cannot be read.
    UnreadableNumber,
    /// A price is below zero.
    Negative,
    /// The currency is not known.
    UnknownCurrency,
    /// The price is for a pack of several units, and no exact price of one follows from it.
    PackPrice,
    /// No product has this id.
    UnknownProduct,
    /// No type of price has this id.
    UnknownPriceType,
    /// No warehouse has this id.
    UnknownWarehouse,
    /// It comes again later; the last one counts.
    Repeated,
    /// It is no part of a catalogue.
    NotCatalogue,
}

impl Reason {
    /// Whether somebody has to look at the object: all but repetitions, and documents that a
    /// catalogue does not hold anyway.
    pub const fn is_defect(self) -> bool {
        !matches!(self, Self::Repeated | Self::NotCatalogue)
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NoId => "without an id",
            Self::NoName => "without a name",
            Self::TooLong => "with an id, a name or a text that is too long",
            Self::UnreadableNumber => "with a number that cannot be read",
            Self::Negative => "below zero",
            Self::UnknownCurrency => "in an unknown currency",
            Self::PackPrice => "for a pack that does not divide into an exact price of one unit",
            Self::UnknownProduct => "of an unknown product",
            Self::UnknownPriceType => "of an unknown type of price",
            Self::UnknownWarehouse => "of an unknown warehouse",
            Self::Repeated => "repeated, the last one counts",
            Self::NotCatalogue => "no part of a catalogue",
        })
    }
}

/// What stands in for something that a file did not say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Assumption {
    /// The rate of VAT is the one of the import's setting.
    Vat,
    /// The rate of VAT is in words that are not understood; the setting's stands in.
    VatNotUnderstood,
    /// The unit is a piece (796).
    Unit,
    /// The product is in no category: the one that it names is not known.
    UnknownCategory,
    /// A property that is not declared; its values stay away.
    UnknownProperty,
    /// The product is known by its offer alone, without a card.
    ByOffer,
    /// The currency is the ruble.
    Currency,
    /// The prices of the type include VAT.
    VatIncluded,
}

impl fmt::Display for Assumption {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Vat => "without a rate of VAT, taken with the default rate",
            Self::VatNotUnderstood => {
                "with a rate of VAT that is not understood, taken with the default rate"
            }
            Self::Unit => "without a unit, taken as pieces (796)",
            Self::UnknownCategory => "of an unknown category, taken without one",
            Self::UnknownProperty => "with a property that is not declared, taken without it",
            Self::ByOffer => "known by their offer alone, without a card of the product",
            Self::Currency => "without a currency, taken as RUB",
            Self::VatIncluded => "without a word on VAT, taken as VAT included",
        })
    }
}
