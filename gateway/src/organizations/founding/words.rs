//! What the words of a file stand for, or why they stand for nothing.

use std::collections::BTreeMap;

use commands::catalogue::named::{self, Named, NotNamed};
use domain::catalogue::product_id;
use domain::vocabulary::{CategoryId, CostCentreId, LegalEntityId, PersonId, PriceTypeId, ProductId};

use super::known::Known;
use crate::organizations::file::Codes;

impl Known {
    /// The type of price of an id in 1C or a name.
    pub fn price_type(&self, text: &str) -> Result<PriceTypeId, String> {
        let names: Vec<_> = self.price_types.iter().map(|kind| kind.name.as_str()).collect();
        let there = match &names[..] {
            [] => "there is none: load the catalogue first, with kabinet seed catalogue".to_owned(),
            names => format!("there are: {}", names.join(", ")),
        };
        named::price_type(&self.price_types, text)
            .map_err(|reason| format!("{} ({there})", not_named("type of price", text, &reason)))
    }

    /// The legal entity of an INN.
    pub fn legal_entity(&self, inn: &str) -> Result<LegalEntityId, String> {
        let found = self.legal_entities.iter().find(|entity| entity.inn.as_str() == inn.trim());
        found
            .map(|entity| entity.id)
            .ok_or_else(|| format!("no legal entity of the supplier has the INN '{inn}'"))
    }
}

/// What the rules of an organization may name.
pub struct Words<'a> {
    /// The categories.
    pub categories: &'a [Named<CategoryId>],
    /// The types of price.
    pub price_types: &'a [Named<PriceTypeId>],
    /// The members, by e-mail.
    pub members: BTreeMap<String, PersonId>,
    /// The cost centres, by code.
    pub cost_centres: BTreeMap<String, CostCentreId>,
}

impl Codes for Words<'_> {
    type Unknown = String;

    fn person(&self, code: &str) -> Result<PersonId, String> {
        let found = self.members.get(&code.trim().to_lowercase());
        found.copied().ok_or_else(|| format!("no member has the e-mail '{code}'"))
    }

    fn category(&self, code: &str) -> Result<CategoryId, String> {
        named::category(self.categories, code).map_err(|reason| not_named("category", code, &reason))
    }

    fn product(&self, code: &str) -> Result<ProductId, String> {
        Ok(product_id(code.trim()))
    }

    fn price_type(&self, code: &str) -> Result<PriceTypeId, String> {
        named::price_type(self.price_types, code).map_err(|reason| not_named("type of price", code, &reason))
    }

    fn cost_centre(&self, code: &str) -> Result<CostCentreId, String> {
        let found = self.cost_centres.get(code.trim());
        found.copied().ok_or_else(|| format!("the organization has no cost centre '{code}'"))
    }
}

fn not_named(kind: &str, text: &str, reason: &NotNamed) -> String {
    match reason {
        NotNamed::Unknown => format!("no {kind} has the id in 1C or the name '{text}'"),
        NotNamed::Ambiguous => {
            format!("more than one {kind} has the name '{text}': name it by its id in 1C")
        }
    }
}
