//! What the catalogue offers of products under a contract, as an order needs it.

use std::collections::BTreeMap;

use domain::ordering::cart::CartLine;
use domain::ordering::order::{ContractTerms, Goods, NewLine, Offered};
use domain::ordering::{Offer, OrderError, Quote};
use domain::vocabulary::{ProductId, Quantity};

use crate::catalogue::quote::{self, Customer, NoPrice};
use crate::error::CommandError;
use crate::work::Work;

/// Products with what is offered of them. What is not in the catalogue is not here.
pub struct Offers(BTreeMap<ProductId, Offered>);

impl Offers {
    /// Looks up goods at the prices of a contract of the tenant, now.
    pub async fn of(
        work: &Work<'_>,
        terms: &ContractTerms,
        goods: &[(ProductId, Quantity)],
    ) -> Result<Self, CommandError> {
        let mut connection = work.pool().acquire().await.map_err(CommandError::database)?;
        let tenant = work.requester().tenant();
        let customer = Customer { tenant, price_type: terms.price_type, at: work.now() };
        let quotes = quote::quote(&mut connection, goods, customer).await.map_err(CommandError::database)?;
        Ok(Self(quotes.into_iter().filter_map(|quote| offer(terms, quote)).collect()))
    }

    /// What is offered of each product.
    pub fn by_product(self) -> BTreeMap<ProductId, Offered> {
        self.0
    }

    /// A line of a cart with what is offered of its product. How much is in stock does not
    /// matter here: goods can be ordered against the next delivery.
    pub fn cart_line(&self, product: ProductId, quantity: Quantity) -> CartLine {
        let offered = self.0.get(&product).cloned();
        let (goods, offer) = offered.map(|Offered { goods, offer }| (goods, offer)).unzip();
        CartLine { product, quantity, goods, offer, stock: None }
    }

    /// A line of a product that is sold.
    pub fn line(&self, product: ProductId, quantity: Quantity) -> Result<NewLine, CommandError> {
        let Some(Offered { goods, offer }) = self.0.get(&product) else {
            return Err(OrderError::LineWithdrawn { goods: product.to_string() }.into());
        };
        match offer {
            Offer::Priced(quote) => Ok(NewLine { goods: goods.clone(), quantity, quote: quote.clone() }),
            Offer::Unpriced => Err(OrderError::LineUnpriced { goods: goods.to_string() }.into()),
            Offer::Withdrawn => Err(OrderError::LineWithdrawn { goods: goods.to_string() }.into()),
        }
    }
}

fn offer(terms: &ContractTerms, quote: quote::Quote) -> Option<(ProductId, Offered)> {
    let card = quote.goods?;
    let offer = match quote.price {
        Ok(price) => Offer::Priced(Quote {
            price: price.price,
            price_type: terms.price_type,
            price_type_name: terms.price_type_name.clone(),
            vat_included: price.vat_included,
            vat_rate: card.vat,
            discount: price.discount,
        }),
        Err(NoPrice::Withdrawn) => Offer::Withdrawn,
        Err(NoPrice::Unpriced | NoPrice::Unknown) => Offer::Unpriced,
    };
    let goods = Goods {
        product: quote.product,
        article: card.article.unwrap_or_default(),
        name: card.name,
        unit: card.unit_name,
    };
    Some((quote.product, Offered { goods, offer }))
}
