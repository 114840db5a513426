//! Every form in which 1C writes a catalogue, by the examples in `fixtures/commerceml/forms`.

use std::path::PathBuf;

use commands::catalogue::{Customer, NoPrice, quote};
use domain::catalogue::{price_type_id, product_id, property_id};
use domain::exchange::run::Tally;
use domain::journal::Tenant;
use domain::vocabulary::{Money, ProductId, Quantity};
use projections::catalogue::{Pricing, ProductRow, product};
use rust_decimal::Decimal;
use sqlx::PgPool;

use super::database::{count, migrated, reader, staff};
use super::files::{form, forms, id, on, take};

fn added(added: u64) -> Tally {
    Tally { added, ..Tally::default() }
}

fn number(text: &str) -> Decimal {
    text.parse().unwrap()
}

async fn row(pool: &PgPool, external: &str, price_type: &str, day: u32) -> ProductRow {
    let pricing = Pricing { price_type: Some(price_type_id(price_type)), organization: None, at: on(day) };
    product(&mut staff(pool).await, product_id(external), pricing).await.unwrap().unwrap()
}

fn values(row: &ProductRow, property: &str) -> Vec<String> {
    let found = row.properties.iter().find(|one| one.property == property_id(property));
    found.map(|one| one.values.clone()).unwrap_or_default()
}

#[tokio::test]
async fn one_file_of_2_03_in_windows_1251_without_a_namespace_holds_a_whole_catalogue() {
    let pool = migrated().await;
    let counts = take(&pool, &[form("2.03_whole_windows-1251")], 2).await.unwrap().summary.counts();
    assert_eq!((counts.categories, counts.properties, counts.products), (added(1), added(1), added(2)));
    assert_eq!((counts.price_types, counts.prices, counts.stock), (added(1), added(1), added(1)));
    let paper = row(&pool, "203-1", "retail-203", 3).await;
    assert_eq!(paper.name, "Бумага офисная «Ель», 500 л");
    assert_eq!(paper.price.as_ref().unwrap().first().unwrap().amount, number("349.9"));
    assert_eq!(paper.stock, Some(number("1240")));
    assert_eq!(values(&paper, "format"), ["А4"]);
    assert!(!row(&pool, "203-2", "retail-203", 3).await.offered, "its status says that it was deleted");
}

#[tokio::test]
async fn a_characteristic_becomes_goods_of_its_own_that_take_after_the_card() {
    let pool = migrated().await;
    let counts = take(&pool, &[form("2.04_characteristics_utf-16")], 2).await.unwrap().summary.counts();
    assert_eq!((counts.products, counts.offers), (added(1), added(2)));
    assert_eq!((counts.prices, counts.stock, counts.warehouses), (added(2), added(3), added(2)));
    let (shirt, blue) = (id(20400), format!("{}#{}", id(20400), id(20401)));
    let shirt = row(&pool, &shirt, "wholesale-204", 3).await;
    assert_eq!(
        shirt.pictures,
        [format!("import_files/20/{}.jpg", id(20400)), "import_files/20/back.jpg".to_owned()]
    );
    assert_eq!((shirt.barcode.as_deref(), shirt.price), (Some("4600000000015"), None));
    let blue = row(&pool, &blue, "wholesale-204", 3).await;
    assert_eq!(blue.variant_of, Some(shirt.id));
    assert_eq!(blue.name, "Футболка рабочая (синяя, M)");
    assert_eq!((blue.barcode.as_deref(), blue.article.as_deref()), (Some("4600000000022"), Some("Ф-1")));
    assert_eq!((blue.vat_rate, blue.category, blue.unit_name), (Some(22), shirt.category, "шт".to_owned()));
    let told: Vec<_> =
        blue.characteristics.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    assert_eq!(told, [("Цвет", "синий"), ("Размер", "M")]);
    let stock: Vec<_> = blue.stock_by_warehouse.iter().map(|one| (one.name.as_str(), one.quantity)).collect();
    assert_eq!(stock, [("Основной", number("12")), ("Северный", number("3"))]);
}

#[tokio::test]
async fn a_variant_whose_card_comes_later_is_joined_to_it() {
    let pool = migrated().await;
    let cut = |from: &str, to: &str| {
        let text =
            "\u{feff}".to_owned() + &utf_16(&std::fs::read(form("2.04_characteristics_utf-16")).unwrap());
        let (start, end) = (text.find(from).unwrap(), text.find(to).unwrap());
        text[..start].to_owned() + &text[end..]
    };
    let folder = tempfile::tempdir().unwrap();
    let offers = folder.path().join("offers.xml");
    std::fs::write(&offers, cut("<Каталог", "<ПакетПредложений")).unwrap();
    take(&pool, &[offers], 2).await.unwrap();
    assert_eq!(count(&pool, "select count(*) from catalogue.products where variant_of is null").await, 2);
    take(&pool, &[form("2.04_characteristics_utf-16")], 3).await.unwrap();
    let joined = "select count(*) from catalogue.products where variant_of is not null and vat_rate = 22";
    assert_eq!(count(&pool, joined).await, 2);
}

fn utf_16(bytes: &[u8]) -> String {
    let units: Vec<u16> = bytes.chunks(2).map(|two| u16::from_le_bytes([two[0], two[1]])).collect();
    String::from_utf16(&units).unwrap().trim_start_matches('\u{feff}').replace("UTF-16", "UTF-8")
}

#[tokio::test]
async fn the_bytes_rule_over_a_label_that_lies_and_values_are_said_in_words() {
    let pool = migrated().await;
    let counts = take(&pool, &[form("2.05_label_lies")], 2).await.unwrap().summary.counts();
    assert_eq!((counts.categories, counts.properties, counts.products), (added(2), added(3), added(2)));
    let deep = row(&pool, "205-1", "none", 3).await;
    assert_eq!(deep.name, "Насос скважинный НС-100");
    assert_eq!(values(&deep, "maker"), ["Родник"]);
    assert_eq!(values(&deep, "power"), ["750"]);
    assert_eq!(values(&deep, "dry"), ["Да"]);
    assert_eq!(deep.properties.len(), 3, "a property that is not declared has no name to show");
    let other = row(&pool, "205-2", "none", 3).await;
    assert_eq!(
        other.properties.len(),
        1,
        "an empty value and an empty id say nothing: {:?}",
        other.properties
    );
}

#[tokio::test]
async fn a_package_of_changes_finds_the_variant_by_its_characteristic_apart() {
    let pool = migrated().await;
    let files = [form("2.04_characteristics_utf-16"), form("2.07_changes")];
    take(&pool, &files[..1], 2).await.unwrap();
    let counts = take(&pool, &files[1..], 3).await.unwrap().summary.counts();
    assert_eq!(counts.prices, Tally { added: 1, changed: 1, ..Tally::default() });
    assert_eq!(counts.stock, Tally { changed: 1, ..Tally::default() });
    let blue = row(&pool, &format!("{}#{}", id(20400), id(20401)), "wholesale-204", 4).await;
    assert_eq!(blue.price.unwrap().first().unwrap().amount, number("455.5"));
    assert_eq!(blue.stock, Some(number("1")), "a warehouse may owe goods");
    let shirt = row(&pool, &id(20400), "wholesale-204", 4).await;
    assert_eq!(
        shirt.price.unwrap().first().unwrap().amount,
        number("400"),
        "a characteristic of zeros is none"
    );
}

#[tokio::test]
async fn a_portion_without_the_classifier_adds_to_what_came_before() {
    let pool = migrated().await;
    let files = [form("2.05_label_lies"), form("2.08_later_portion")];
    take(&pool, &files[..1], 2).await.unwrap();
    let counts = take(&pool, &files[1..], 3).await.unwrap().summary.counts();
    assert_eq!(counts.products, added(1));
    assert_eq!(count(&pool, "select count(*) from catalogue.products where active and not deleted").await, 3);
    let third = row(&pool, "205-3", "none", 4).await;
    assert_eq!(values(&third, "maker"), ["Родник"]);
    assert!(third.category.is_some());
}

async fn price(pool: &PgPool, external: &str, kind: &str, many: u64, at: &str) -> Result<Money, NoPrice> {
    let goods: [(ProductId, Quantity); 1] =
        [(product_id(external), Quantity::try_from(Decimal::from(many)).unwrap())];
    let customer =
        Customer { tenant: Tenant::Supplier, price_type: price_type_id(kind), at: at.parse().unwrap() };
    quote(&mut reader(pool).await, &goods, customer).await.unwrap()[0].price.map(|price| price.price)
}

#[tokio::test]
async fn prices_by_quantity_hold_from_the_day_that_the_package_says() {
    let pool = migrated().await;
    let files = [form("2.05_label_lies"), form("2.10_prices_by_quantity")];
    let summary = take(&pool, &files, 2).await.unwrap().summary;
    assert_eq!(summary.counts().prices, Tally { added: 4, skipped: 1, ..Tally::default() });
    assert!(summary.to_string().contains("for a pack that does not divide into an exact price"), "{summary}");
    let (before, then) = ("2026-11-30T20:59:59Z", "2026-11-30T21:00:00Z");
    assert_eq!(price(&pool, "205-1", "wholesale-205", 1, before).await, Err(NoPrice::Unpriced));
    for (many, amount) in [(1, 12_000), (4, 12_000), (5, 11_500), (19, 11_500), (20, 11_000), (500, 11_000)] {
        let quoted = price(&pool, "205-1", "wholesale-205", many, then).await.unwrap();
        assert_eq!(quoted.amount, Decimal::from(amount), "{many} pieces");
    }
    let yuan = price(&pool, "205-1", "export-205", 1, then).await.unwrap();
    assert_eq!(
        (yuan.amount, yuan.currency.to_string()),
        (Decimal::from(980), "CNY".to_owned()),
        "of a pack of ten"
    );
}

#[tokio::test]
async fn a_price_from_a_quantity_on_that_does_not_come_again_ends() {
    let pool = migrated().await;
    let folder = tempfile::tempdir().unwrap();
    take(&pool, &[form("2.05_label_lies")], 2).await.unwrap();
    let now = |drop: &str| {
        let text = std::fs::read_to_string(form("2.10_prices_by_quantity")).unwrap();
        let mut kept: Vec<_> = text.lines().filter(|line| drop.is_empty() || !line.contains(drop)).collect();
        kept.retain(|line| !line.contains("205-2"));
        let file = folder.path().join("prices.xml");
        std::fs::write(&file, kept.join("\n").replace("2026-12-01", "T")).unwrap();
        [file]
    };
    take(&pool, &now(""), 3).await.unwrap();
    let noon = |day: u32| format!("2026-11-{day:02}T12:00:00Z");
    assert_eq!(
        price(&pool, "205-1", "wholesale-205", 20, &noon(3)).await.unwrap().amount,
        Decimal::from(11_000)
    );
    let again = take(&pool, &now("<МинКоличество>20<"), 4).await.unwrap().summary.counts();
    assert!(!again.prices.changes(), "the others stay: {:?}", again.prices);
    assert_eq!(
        price(&pool, "205-1", "wholesale-205", 20, &noon(4)).await.unwrap().amount,
        Decimal::from(11_500)
    );
    assert_eq!(
        price(&pool, "205-1", "wholesale-205", 20, &noon(3)).await.unwrap().amount,
        Decimal::from(11_000)
    );
    let open = "select count(*) from catalogue.prices a join catalogue.prices b
                using (product, price_type, min_quantity)
                where a.valid_from < b.valid_from and (a.valid_to is null or a.valid_to > b.valid_from)";
    assert_eq!(count(&pool, open).await, 0, "no two prices are in force at once");
}

#[tokio::test]
async fn the_split_form_of_3_1_is_put_together_from_its_files_in_any_order() {
    let pool = migrated().await;
    let mut files: Vec<PathBuf> = forms().into_iter().filter(|path| name(path).starts_with("3.1_")).collect();
    assert_eq!(files.len(), 10);
    files.reverse();
    let counts = take(&pool, &files, 2).await.unwrap().summary.counts();
    assert_eq!((counts.properties, counts.products, counts.offers), (added(2), added(1), added(1)));
    assert_eq!((counts.prices, counts.stock), (added(1), added(1)));
    let lamp = row(&pool, &format!("{}#{}", id(31100), id(31101)), &id(31030), 3).await;
    assert_eq!(lamp.price.as_ref().unwrap().first().unwrap().amount, number("120"));
    assert_eq!(lamp.stock, Some(number("340")));
    assert_eq!(values(&lamp, &id(31020)), ["тёплый"]);
    let card = row(&pool, &id(31100), &id(31030), 3).await;
    assert_eq!(values(&card, &id(31010)), ["E27"]);
    assert_eq!(lamp.variant_of, Some(card.id));
}

#[tokio::test]
async fn the_traps_of_real_bases_are_stepped_over() {
    let pool = migrated().await;
    let counts = take(&pool, &[form("traps")], 2).await.unwrap().summary.counts();
    assert_eq!(counts.products, Tally { added: 4, skipped: 2, ..Tally::default() });
    assert_eq!(counts.offers, Tally { unchanged: 2, ..Tally::default() });
    assert_eq!(counts.stock, Tally { added: 1, skipped: 1, ..Tally::default() });
    let capital = row(&pool, &id(90001), "UAH", 3).await;
    assert_eq!(capital.name, "Ид заглавными и с пробелами", "the same id in another case");
    let price = capital.price.unwrap();
    assert_eq!((price.currency.as_str(), price.first().unwrap().amount), ("UAH", number("1234567.89")));
    assert_eq!((capital.stock, capital.unit_code.as_deref()), (Some(number("21.6")), Some("006")));
    assert!(row(&pool, "90002", "UAH", 3).await.offered);
    assert_eq!(row(&pool, "90004", "UAH", 3).await.name, "Повтор, последний");
    assert!(!row(&pool, "90003", "UAH", 3).await.offered);
}

#[tokio::test]
async fn every_form_taken_in_again_changes_nothing() {
    let pool = migrated().await;
    // The package of changes contradicts another file, so the two would change prices in turn.
    let files: Vec<_> = forms().into_iter().filter(|path| name(path) != "2.07_changes.xml").collect();
    take(&pool, &files, 2).await.unwrap();
    let again = take(&pool, &files, 3).await.unwrap();
    assert!(again.summary.is_repetition(), "{}", again.summary);
    assert_eq!(again.position, None);
}

fn name(path: &std::path::Path) -> String {
    path.file_name().unwrap().to_string_lossy().into_owned()
}
