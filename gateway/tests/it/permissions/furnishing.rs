//! Whatever the tests of orders do without: categories, stock, variants, terms in parts.

use uuid::Uuid;

use super::trade::{BY_CAR, CATEGORY};
use crate::world::{PRODUCTS, World};

/// Furnishes a world.
pub async fn enrich(world: &World) {
    let bolts = PRODUCTS[0];
    let more = format!(
        "INSERT INTO catalogue.categories (id, external_id, parent, name, name_en, position)
         VALUES ('{parent}', 'e1', NULL, 'Крепёж', 'Fasteners', 1), ('{CATEGORY}', 'e2', '{parent}', 'Болты', 'Bolts', 1);
         UPDATE catalogue.products SET category = '{CATEGORY}', description = 'Оцинкованный' WHERE id = '{bolts}';
         UPDATE catalogue.products SET barcode = '4600000000015', pictures = '{{bolts.jpg}}',
                properties = jsonb_build_object('{property}', array['Родник']) WHERE id = '{bolts}';
         INSERT INTO catalogue.properties (id, external_id, name) VALUES ('{property}', 'e3', 'Производитель');
         INSERT INTO catalogue.products
            (id, external_id, name, unit_name, vat_rate, vat_assumed, variant_of, characteristics, category)
         VALUES ('{variant}', 'e4', 'Болты жёлтые', 'шт', 22, false, '{bolts}', jsonb_build_array(array['Цвет', 'жёлтый']), '{CATEGORY}');
         INSERT INTO catalogue.prices (price_type, product, amount, currency, valid_from, min_quantity)
         SELECT price_type, product, amount, currency, valid_from, 100000 FROM catalogue.prices
          WHERE product = '{bolts}' AND min_quantity = 0;
         INSERT INTO catalogue.warehouses (id, external_id, name) VALUES ('{warehouse}', 'f1', 'Основной');
         INSERT INTO catalogue.stock (product, warehouse, quantity) VALUES ('{bolts}', '{warehouse}', 500);
         INSERT INTO ordering.delivery_ways
            (id, code, name, pick_up, price, currency, vat_rate, vat_included, free_from)
         VALUES ('{way}', 'van', 'Доставка', false, 500, 'RUB', '20', true, 50000),
                ('{BY_CAR}', 'car', 'Машиной', false, 500, 'RUB', '20', true, NULL);
         UPDATE organizations.legal_entities SET correspondent_account = '30101810400000000225';
         UPDATE organizations.contracts
            SET payment_terms = '{{\"kind\": \"partial_prepayment\", \"percent\": 30, \"days\": 10}}'",
        parent = Uuid::from_u128(0xE1),
        property = Uuid::from_u128(0xE3),
        variant = Uuid::from_u128(0xE4),
        warehouse = Uuid::from_u128(0xF1),
        way = Uuid::from_u128(0xF7),
    );
    sqlx::raw_sql(&more).execute(&world.server.database).await.unwrap();
}
