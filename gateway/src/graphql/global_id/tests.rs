//! Ids on the wire.

use domain::vocabulary::{OrderId, ProductId};
use uuid::Uuid;

use super::GlobalId;

const ORDER: OrderId = OrderId(Uuid::from_u128(7));

#[test]
fn an_id_comes_back_as_it_went_out() {
    let id = GlobalId(ORDER);
    assert_eq!(GlobalId::parse(&id.encode()), Some(id));
}

#[test]
fn an_id_of_another_type_is_not_taken() {
    assert_eq!(GlobalId::<ProductId>::parse(&GlobalId(ORDER).encode()), None);
}

#[test]
fn nonsense_is_not_an_id() {
    for text in ["", "order", "b3JkZXI6", "00000000-0000-0000-0000-000000000007", "заказ"] {
        assert_eq!(GlobalId::<OrderId>::parse(text), None, "{text}");
    }
}
