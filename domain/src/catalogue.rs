//! The catalogue belongs to 1C; what is decided here is only how its objects are named.
//!
//! Every id is derived from the id that 1C gave, so that taking in the same object twice
//! finds the same row, whichever file it came in and whichever came first.

use uuid::Uuid;

use crate::vocabulary::{CategoryId, PriceTypeId, ProductId, WarehouseId};

/// The namespace of ids that are derived from ids of 1C (RFC 9562, version 5). It never changes.
const NAMESPACE: Uuid = Uuid::from_u128(0x5b1c_94e2_7d0a_4f53_9a6e_30c2_b84d_17f6);

/// The category whose id in 1C is given.
pub fn category_id(external: &str) -> CategoryId {
    CategoryId(derived("category", external))
}

/// The product whose id in 1C is given.
pub fn product_id(external: &str) -> ProductId {
    ProductId(derived("product", external))
}

/// The type of price whose id in 1C is given.
pub fn price_type_id(external: &str) -> PriceTypeId {
    PriceTypeId(derived("price_type", external))
}

/// The warehouse whose id in 1C is given.
pub fn warehouse_id(external: &str) -> WarehouseId {
    WarehouseId(derived("warehouse", external))
}

/// GUIDs are compared as GUIDs: files of one base differ in the case of their letters.
fn derived(kind: &str, external: &str) -> Uuid {
    let external = external.trim();
    let name = match external.parse::<Uuid>() {
        Ok(guid) => format!("{kind}:{guid}"),
        Err(_) => format!("{kind}:{external}"),
    };
    Uuid::new_v5(&NAMESPACE, name.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_object_of_1c_has_the_same_id_every_time() {
        let id = product_id("6f1c2a90-1111-4222-8333-abcdefabcdef");
        assert_eq!(id, product_id(" 6F1C2A90-1111-4222-8333-ABCDEFABCDEF "));
        assert_eq!(id.to_string(), "f3265cd4-3544-5b1d-a6a3-b37a3eb1cff8");
    }

    #[test]
    fn objects_of_different_kinds_never_share_an_id() {
        assert_ne!(product_id("1").uuid(), category_id("1").uuid());
        assert_ne!(price_type_id("1").uuid(), warehouse_id("1").uuid());
    }
}
