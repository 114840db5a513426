//! What exactly is approved of an order, in canonical bytes.

use std::fmt;

use super::contract::ContractTerms;
use super::delivery::Delivery;
use super::difference::Content;
use super::line::Line;
use crate::ordering::pricing::{Amounts, Totals};
use crate::vocabulary::Revision;

/// The revision of an order: the digest of its contract, cost centres, lines, delivery and
/// totals.
///
/// It is taken over a list of fields, each written as its length in bytes in decimal
/// digits, a colon and its text in UTF-8, so that no two contents have one encoding:
///
/// 1. `kabinet.order.revision.2`
/// 2. of the contract: id, number, date (`2026-11-23`), currency, supplier's legal entity
/// 3. the cost centre of the order
/// 4. the number of lines, and of each line in its order: product, article, name, unit,
///    quantity, price, currency, type of price, whether it includes VAT (`true`, `false`),
///    rate of VAT (`22`, `none`), discount in percent, net, VAT, gross, cost centre
/// 5. the number of deliveries (`0`, `1`), and of the delivery: way, name, address, rate of
///    VAT, net, VAT, gross
/// 6. of the totals: net, VAT, gross
///
/// Ids are hyphenated lower-case UUIDs; a cost centre or an address that is not named is an
/// empty field. Quantities, prices and discounts have no trailing zeros; net, VAT and gross
/// have two decimal places. Comments and the wanted date are not approved and not in it.
///
/// Scheme 1 had neither cost centres nor delivery. Revisions are recorded and compared,
/// never computed again from a history, so those of scheme 1 stay valid.
pub fn revision_of(contract: &ContractTerms, content: &Content<'_>, totals: &Totals) -> Revision {
    let mut fields = Fields(String::new());
    fields.add("kabinet.order.revision.2");
    fields.contract(contract);
    fields.some(content.cost_centre);
    fields.add(content.lines.len());
    for line in content.lines {
        fields.line(line);
    }
    fields.add(u8::from(content.delivery.is_some()));
    if let Some(delivery) = content.delivery {
        fields.delivery(delivery);
    }
    fields.amounts(&totals.sum);
    Revision::of(fields.0.as_bytes())
}

struct Fields(String);

impl Fields {
    fn add(&mut self, field: impl fmt::Display) {
        let text = field.to_string();
        self.0.push_str(&text.len().to_string());
        self.0.push(':');
        self.0.push_str(&text);
    }

    fn contract(&mut self, contract: &ContractTerms) {
        self.add(contract.contract);
        self.add(&contract.number);
        self.add(contract.date);
        self.add(contract.currency);
        self.add(contract.supplier);
    }

    fn line(&mut self, line: &Line) {
        self.add(line.goods.product);
        self.add(&line.goods.article);
        self.add(&line.goods.name);
        self.add(&line.goods.unit);
        self.add(line.quantity.number().normalize());
        self.add(line.quote.price.amount.normalize());
        self.add(line.quote.price.currency);
        self.add(line.quote.price_type);
        self.add(line.quote.vat_included);
        self.add(line.quote.vat_rate);
        self.add(line.quote.discount.number().normalize());
        self.amounts(&line.amounts);
        self.some(line.cost_centre);
    }

    fn delivery(&mut self, delivery: &Delivery) {
        self.add(delivery.tariff.way);
        self.add(&delivery.tariff.name);
        self.some(delivery.address);
        self.add(delivery.tariff.vat_rate);
        self.amounts(&delivery.cost);
    }

    fn some(&mut self, field: Option<impl fmt::Display>) {
        match field {
            Some(field) => self.add(field),
            None => self.add(""),
        }
    }

    fn amounts(&mut self, amounts: &Amounts) {
        for amount in [amounts.net, amounts.vat, amounts.gross] {
            self.add(format_args!("{amount:.2}"));
        }
    }
}
