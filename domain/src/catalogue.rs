//! The catalogue belongs to 1C; what is decided here is only how its objects are named.
//!
//! Every id is derived from the id that 1C gave, so that taking in the same object twice
//! finds the same row, whichever file it came in and whichever came first.

use uuid::Uuid;

use crate::vocabulary::{CategoryId, PriceTypeId, ProductId, PropertyId, WarehouseId};

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

/// The property of goods whose id in 1C is given.
pub fn property_id(external: &str) -> PropertyId {
    PropertyId(derived("property", external))
}

/// The value of a property whose ids in 1C are given.
pub fn property_value_id(property: &str, external: &str) -> Uuid {
    derived("property_value", &format!("{property}#{external}"))
}

/// The id in 1C of the product whose variant is named: `product#characteristic` names one, a
/// characteristic that is empty or zero names the product itself.
pub fn base_of(external: &str) -> Option<&str> {
    let (base, characteristic) = external.split_once('#')?;
    let names_none = characteristic.trim().is_empty() || characteristic.trim().parse() == Ok(Uuid::nil());
    (!names_none).then_some(base.trim())
}

/// The id in 1C under which goods are kept: that of a characteristic only if it names one.
pub fn goods_key(external: &str) -> &str {
    match external.split_once('#') {
        Some((base, _)) if base_of(external).is_none() => base.trim(),
        _ => external,
    }
}

/// GUIDs are compared as GUIDs: files of one base differ in the case of their letters.
fn derived(kind: &str, external: &str) -> Uuid {
    let part = |part: &str| match part.trim().parse::<Uuid>() {
        Ok(guid) => guid.to_string(),
        Err(_) => part.trim().to_owned(),
    };
    let parts: Vec<_> = external.trim().split('#').map(part).collect();
    Uuid::new_v5(&NAMESPACE, format!("{kind}:{}", parts.join("#")).as_bytes())
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
    fn a_characteristic_makes_goods_of_its_own_unless_it_names_none() {
        let (base, red) = ("6F1C2A90-1111-4222-8333-ABCDEFABCDEF", "00000000-0000-4000-8000-00000000000a");
        let variant = format!("{base}#{}", red.to_uppercase());
        assert_eq!(product_id(&variant), product_id(&format!("{}#{red}", base.to_lowercase())));
        assert_ne!(product_id(&variant), product_id(base));
        assert_eq!((base_of(&variant), goods_key(&variant)), (Some(base), variant.as_str()));
        for none in [format!("{base}#"), format!("{base}#{}", Uuid::nil())] {
            assert_eq!((base_of(&none), goods_key(&none)), (None, base));
        }
        assert_eq!((base_of(base), goods_key(base)), (None, base));
    }

    #[test]
    fn objects_of_different_kinds_never_share_an_id() {
        assert_ne!(product_id("1").uuid(), category_id("1").uuid());
        assert_ne!(price_type_id("1").uuid(), warehouse_id("1").uuid());
    }
}
