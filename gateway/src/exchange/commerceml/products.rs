//! The cards of products.

use commands::catalogue::{Assumption, Entry, Product, Reason, Record, RecordKind};
use domain::catalogue::goods_key;
use domain::vocabulary::VatRate;

use super::element::Element;
use super::values::{self, NAME_EN};
use super::{limits, references};

/// A product.
pub fn product(element: &Element) -> Vec<Entry> {
    let mut entries = Vec::new();
    let vat = match vat(element) {
        Ok(vat) => vat,
        Err(words) => {
            entries.push(Entry::Assumed {
                kind: RecordKind::Product,
                assumption: Assumption::VatNotUnderstood,
                example: words.chars().take(40).collect(),
            });
            None
        }
    };
    entries.push(references::entry(RecordKind::Product, element, read(element, vat)));
    entries
}

fn read(element: &Element, vat: Option<VatRate>) -> Result<Record, Reason> {
    let external_id = goods_key(&values::id(element)?).to_owned();
    let (unit_code, unit_name) = values::unit(element.child("БазоваяЕдиница"));
    Ok(Record::Product(Product {
        external_id,
        article: values::short(element.text_of("Артикул"), limits::ID_CHARS)?,
        name: product_name(element)?,
        name_en: values::short(element.requisite(NAME_EN), limits::NAME_CHARS)?,
        description: values::short(element.text_of("Описание"), limits::DESCRIPTION_CHARS)?,
        unit_code,
        unit_name,
        vat,
        category: element.all("Группы").find_map(|groups| groups.text_of("Ид")).map(ToOwned::to_owned),
        barcode: values::short(element.text_of("Штрихкод"), limits::ID_CHARS)?,
        pictures: pictures(element),
        properties: references::property_values(element)?,
        deleted: values::deleted(element) || element.attribute("Статус") == Some("Удален"),
        version: values::version(element),
    }))
}

/// Paths within the exchange; an empty one names no picture.
fn pictures(element: &Element) -> Vec<String> {
    let paths = element.all("Картинка").filter_map(Element::text);
    paths
        .filter(|path| path.chars().count() <= limits::NAME_CHARS)
        .map(ToOwned::to_owned)
        .take(limits::PICTURES)
        .collect()
}

fn product_name(element: &Element) -> Result<String, Reason> {
    values::name(element).or_else(|reason| {
        let full = values::short(element.requisite(&["полноенаименование"]), limits::NAME_CHARS)?;
        full.ok_or(reason)
    })
}

/// The rate of VAT, from the taxes of the product or else from a requisite; the words when
/// they are not understood.
fn vat(element: &Element) -> Result<Option<VatRate>, &str> {
    let tax = element.all_in("СтавкиНалогов", "СтавкаНалога").find(|tax| values::is_vat(tax));
    let said = tax
        .and_then(|tax| tax.text_of("Ставка"))
        .or_else(|| element.requisite(&["ставкандс", "видставкиндс", "ндс"]));
    said.map_or(Ok(None), |words| values::vat_rate(words).map(Some).ok_or(words))
}
