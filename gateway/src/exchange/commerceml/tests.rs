//! The parser over the files in `fixtures/commerceml`.

use std::path::PathBuf;

use commands::catalogue::{
    Assumption, Category, Entry, Offer, Price, Product, Reason, Record, RecordKind, Stock,
};
use domain::vocabulary::{Currency, VatRate};
use rust_decimal::Decimal;

use super::{Broken, Defect, Records, limits};

/// The GUIDs of the fixtures differ in their last digits.
fn id(number: u32) -> String {
    format!("a1b2c3d4-0000-4000-8000-{number:012}")
}

fn bytes(file: &str) -> Vec<u8> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../fixtures/commerceml").join(file);
    std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn entries(file: &str) -> Vec<Entry> {
    let bytes = bytes(file);
    Records::new(bytes.as_slice()).collect::<Result<_, _>>().unwrap()
}

fn import() -> Vec<Entry> {
    entries(&format!("import___{}.xml", id(1)))
}

fn offers() -> Vec<Entry> {
    entries(&format!("offers___{}.xml", id(2)))
}

fn prices() -> Vec<Entry> {
    entries(&format!("prices___{}.xml", id(3)))
}

fn rests() -> Vec<Entry> {
    entries(&format!("rests___{}.xml", id(4)))
}

fn defect_of(bytes: &[u8]) -> Defect {
    let broken: Result<Vec<Entry>, Broken> = Records::new(bytes).collect();
    broken.expect_err("the file is to be refused").defect
}

fn hostile(file: &str) -> Defect {
    defect_of(&bytes(&format!("hostile/{file}.xml")))
}

fn wrapped(inner: &str) -> Vec<u8> {
    format!("<КоммерческаяИнформация>{inner}</КоммерческаяИнформация>").into_bytes()
}

fn product(entries: &[Entry], number: u32) -> &Product {
    let found = entries.iter().find_map(|entry| match entry {
        Entry::Record(Record::Product(product)) if product.external_id == id(number) => Some(product),
        _ => None,
    });
    found.unwrap()
}

fn skipped(entries: &[Entry], kind: RecordKind) -> Vec<Reason> {
    let reason = |entry: &Entry| match entry {
        Entry::Skipped { kind: of, reason, .. } if *of == kind => Some(*reason),
        _ => None,
    };
    entries.iter().filter_map(reason).collect()
}

#[test]
fn categories_know_their_parents_and_their_order() {
    let found = import();
    let categories = found.iter().filter_map(|entry| match entry {
        Entry::Record(Record::Category(category)) => Some(category),
        _ => None,
    });
    let mut categories: Vec<&Category> = categories.collect();
    categories.sort_by_key(|category| category.position);
    let tree: Vec<_> = categories
        .iter()
        .map(|one| (one.name.as_str(), one.parent.clone(), one.name_en.as_deref()))
        .collect();
    assert_eq!(
        tree,
        [
            ("Товары для ремонта", None, None),
            ("Ручной инструмент", Some(id(1)), Some("Hand tools")),
            ("Краски & лаки", Some(id(1)), None),
            ("Кисти", Some(id(3)), None),
        ]
    );
}

#[test]
fn a_card_is_read_through_entities_cdata_and_blanks() {
    let found = import();
    let hammer = product(&found, 100);
    assert_eq!(hammer.name, "Молоток слесарный 500 г");
    assert_eq!(hammer.name_en.as_deref(), Some("Bench hammer 500 g"));
    assert_eq!(hammer.article.as_deref(), Some("МС-500"));
    assert_eq!(hammer.description.as_deref(), Some("Кованый боёк <500 г>, ручка из ясеня & бука"));
    assert_eq!((hammer.unit_code.as_deref(), hammer.unit_name.as_deref()), (Some("796"), Some("шт")));
    assert_eq!(hammer.vat, Some(VatRate::of_percent(22).unwrap()));
    assert_eq!(hammer.category, Some(id(2)));
    assert!(!hammer.deleted);
}

#[test]
fn units_are_read_from_attributes_and_from_texts() {
    let found = import();
    let unit = |number| {
        let product = product(&found, number);
        (product.unit_code.as_deref(), product.unit_name.as_deref())
    };
    assert_eq!(unit(101), (Some("796"), None), "the text is a code with a trailing blank");
    assert_eq!(unit(102), (Some("616"), None));
    assert_eq!(unit(103), (None, Some("экз")));
    assert_eq!(unit(104), (None, None));
}

#[test]
fn rates_of_vat_are_read_from_taxes_and_requisites() {
    let found = import();
    assert_eq!(product(&found, 101).vat, Some(VatRate::of_percent(20).unwrap()), "the excise is another tax");
    assert_eq!(product(&found, 102).vat, Some(VatRate::of_percent(10).unwrap()));
    assert_eq!(product(&found, 103).vat, Some(VatRate::WITHOUT));
    assert_eq!(product(&found, 104).vat, None);
    assert_eq!(product(&found, 105).vat, None);
    assert!(product(&found, 105).deleted);
    assert!(found.contains(&Entry::Assumed {
        kind: RecordKind::Product,
        assumption: Assumption::VatNotUnderstood,
        example: "по соглашению".to_owned(),
    }));
}

#[test]
fn what_is_left_out_of_a_catalogue_is_said_with_its_reason() {
    let found = import();
    assert_eq!(skipped(&found, RecordKind::Product), [Reason::NoId, Reason::NoName]);
}

#[test]
fn a_package_of_prices_holds_no_offers_and_one_of_offers_no_prices() {
    assert!(offers().iter().all(|entry| entry.kind() == RecordKind::Offer));
    assert!(prices().iter().all(|entry| entry.kind() == RecordKind::Price));
    assert!(rests().iter().all(|entry| entry.kind() == RecordKind::Stock));
}

#[test]
fn an_offer_says_what_its_product_is_called() {
    let found = offers();
    assert_eq!(skipped(&found, RecordKind::Offer), []);
    let tape = Offer {
        product: id(107),
        barcode: None,
        characteristics: Vec::new(),
        properties: Vec::new(),
        name: Some("Рулетка 5 м".to_owned()),
        article: Some("РУ-5".to_owned()),
        unit_code: None,
        unit_name: None,
        deleted: false,
        version: None,
    };
    assert!(found.contains(&Entry::Record(Record::Offer(tape))));
}

#[test]
fn prices_are_read_with_dots_commas_and_blanks() {
    let found = prices();
    let read = |product: u32| -> Vec<&Price> {
        let records = found.iter().filter_map(|entry| match entry {
            Entry::Record(Record::Price(price)) => Some(price),
            _ => None,
        });
        records.filter(|price| price.product == id(product)).collect()
    };
    assert_eq!(
        read(100).iter().map(|price| price.amount).collect::<Vec<_>>(),
        [Decimal::new(125_050, 2), Decimal::new(100_025, 2), Decimal::from(900)]
    );
    assert_eq!((read(100)[1].from, read(100)[2].from), (Decimal::ZERO, Decimal::TEN));
    assert_eq!(read(107)[1].amount, Decimal::from(450), "4500 for a pack of ten");
    assert_eq!(read(100)[0].currency, Some(Currency::RUB));
    assert_eq!(read(100)[1].currency, None);
    assert_eq!((read(101)[0].amount, read(101)[0].vat_included), (Decimal::new(749_900, 2), Some(false)));
    assert_eq!(read(103)[0].amount, Decimal::ZERO);
    assert_eq!(
        skipped(&found, RecordKind::Price),
        [Reason::UnreadableNumber, Reason::Negative, Reason::UnknownCurrency,]
    );
}

#[test]
fn stock_is_read_in_each_of_its_forms() {
    let found = rests();
    let stock = |product, warehouse: Option<u32>, quantity: &str| {
        let warehouse = warehouse.map(id);
        Entry::Record(Record::Stock(Stock {
            product: id(product),
            warehouse,
            quantity: quantity.parse().unwrap(),
        }))
    };
    assert_eq!(found[0], stock(100, Some(900), "12"));
    assert_eq!(found[1], stock(100, Some(901), "3.5"));
    assert_eq!(found[2], stock(101, Some(900), "1000"));
    assert_eq!(found[3], stock(102, None, "7"));
    assert_eq!(skipped(&found, RecordKind::Stock), [Reason::UnreadableNumber]);
}

#[test]
fn a_package_of_changes_keeps_the_characteristic_apart() {
    let package = "<ИзмененияПакетаПредложений><Предложения>
        <Предложение><Ид>1</Ид><ИдХарактеристики>2</ИдХарактеристики><Количество>5</Количество></Предложение>
        <Предложение><Ид>1</Ид><Количество>5</Количество></Предложение>
        </Предложения></ИзмененияПакетаПредложений>";
    let found: Vec<_> = Records::new(wrapped(package).as_slice()).collect::<Result<_, _>>().unwrap();
    let goods = found.iter().map(|entry| match entry {
        Entry::Record(Record::Stock(stock)) => stock.product.as_str(),
        other => panic!("{other:?}"),
    });
    assert_eq!(goods.collect::<Vec<_>>(), ["1#2", "1"]);
}

#[test]
fn prefixes_of_namespaces_do_not_matter() {
    let xml = r#"<c:КоммерческаяИнформация xmlns:c="urn:1C.ru:commerceml_3"><c:Классификатор><c:Склады>
        <c:Склад><c:Ид>1</c:Ид><c:Наименование>Склад</c:Наименование></c:Склад>
        </c:Склады></c:Классификатор></c:КоммерческаяИнформация>"#;
    let found: Vec<_> = Records::new(xml.as_bytes()).collect::<Result<_, _>>().unwrap();
    assert!(matches!(found.as_slice(), [Entry::Record(Record::Warehouse(_))]));
}

#[test]
fn what_is_no_catalogue_is_passed_over_and_said() {
    let documents = wrapped("<Документ><Ид>1</Ид><Товары><Товар><Ид>1</Ид></Товар></Товары></Документ>");
    let found: Vec<_> = Records::new(documents.as_slice()).collect::<Result<_, _>>().unwrap();
    assert_eq!(skipped(&found, RecordKind::Other), [Reason::NotCatalogue]);
    assert_eq!(found.len(), 1);
}

#[test]
fn document_types_and_entities_are_refused() {
    assert_eq!(hostile("doctype_xxe"), Defect::Doctype);
    assert_eq!(hostile("entity_bomb"), Defect::Doctype);
    assert_eq!(hostile("unknown_entity"), Defect::UnknownEntity("nbsp".to_owned()));
}

#[test]
fn files_that_end_too_early_are_refused() {
    assert_eq!(hostile("truncated"), Defect::Truncated);
    assert_eq!(hostile("truncated_in_tag"), Defect::Truncated);
    for file in [format!("import___{}.xml", id(1)), format!("rests___{}.xml", id(4))] {
        let whole = bytes(&file);
        let end = whole.len() - "</КоммерческаяИнформация>\n".len();
        for length in (0..=end).step_by(97) {
            let broken: Result<Vec<Entry>, Broken> = Records::new(&whole[..length]).collect();
            assert!(broken.is_err(), "{file} cut after {length} bytes");
        }
    }
}

#[test]
fn files_that_are_no_catalogue_are_refused() {
    assert_eq!(hostile("not_xml"), Defect::NotXml);
    assert_eq!(hostile("empty"), Defect::NotXml);
    assert_eq!(hostile("wrong_root"), Defect::WrongRoot("html".to_owned()));
    assert!(matches!(hostile("mismatched"), Defect::Malformed(_)));
    assert!(matches!(hostile("two_roots"), Defect::Malformed(_)));
    assert!(matches!(hostile("control_character"), Defect::ForbiddenCharacter(1) | Defect::Malformed(_)));
}

#[test]
fn encodings_that_1c_does_not_write_and_broken_bytes_are_refused_by_name() {
    assert_eq!(hostile("koi8_r"), Defect::Encoding("koi8-r".to_owned()));
    assert_eq!(hostile("utf_16_broken"), Defect::NotInEncoding("UTF-16LE"));
    assert_eq!(hostile("utf_8_broken"), Defect::NotUtf8);
}

#[test]
fn what_would_fill_the_memory_is_refused() {
    assert_eq!(hostile("nesting"), Defect::TooDeep);
    assert_eq!(hostile("attributes"), Defect::TooManyAttributes);
    let text = "x".repeat(limits::EVENT_BYTES + 100);
    let product =
        |inner: &str| wrapped(&format!("<Каталог><Товары><Товар>{inner}</Товар></Товары></Каталог>"));
    assert_eq!(defect_of(&product(&text)), Defect::EventTooLong);
    assert_eq!(defect_of(&product(&format!(r#"<Ид а="{text}"/>"#))), Defect::EventTooLong);
    assert_eq!(defect_of(&product(&format!("<!--{text}-->"))), Defect::EventTooLong);
    let half = "x".repeat(limits::OBJECT_BYTES / 2 + 100);
    assert_eq!(defect_of(&product(&format!("<Ид>{half}</Ид><Ид>{half}</Ид>"))), Defect::ObjectTooLarge);
    let many = "<Ид/>".repeat(limits::OBJECT_ELEMENTS + 1);
    assert_eq!(defect_of(&product(&many)), Defect::ObjectTooLarge);
}
