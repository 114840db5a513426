//! A small order of fasteners, and the ways to bring it to any status.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use uuid::Uuid;

use crate::approvals::NotRequiredReason;
use crate::ordering::order::{
    ApprovalDemand, Carriage, ContractTerms, Delivery, DeliveryTariff, Goods, Hold, LineQuantity, NewLine,
    Offered, Order, OrderCommand, OrderEvent, OrderStatus, Side,
};
use crate::ordering::pricing::{Offer, Quote};
use crate::specification::ask;
use crate::vocabulary::{
    CaseId, Currency, Money, OrganizationId, Percent, PersonId, ProductId, Quantity, Revision, ShipmentId,
    TextId, TextRef, VatRate,
};

pub const BOLTS: u128 = 1;
pub const NUTS: u128 = 2;
pub const WASHERS: u128 = 3;

pub fn product(number: u128) -> ProductId {
    ProductId(Uuid::from_u128(0x1000 + number))
}

pub fn case(number: u128) -> CaseId {
    CaseId(Uuid::from_u128(0x2000 + number))
}

pub fn quantity(text: &str) -> Quantity {
    text.parse().unwrap()
}

pub fn rubles(text: &str) -> Money {
    Money::new(text.parse().unwrap(), Currency::RUB)
}

pub fn text() -> TextRef {
    TextRef::to(TextId(Uuid::from_u128(0x3000)), b"salt", "Слишком дорого")
}

pub fn contract() -> ContractTerms {
    ContractTerms {
        contract: Uuid::from_u128(0x4000).into(),
        number: "17/2026".to_owned(),
        date: NaiveDate::from_ymd_opt(2026, 1, 15).unwrap(),
        currency: Currency::RUB,
        price_type: Uuid::from_u128(0x5000).into(),
        price_type_name: "Оптовая".to_owned(),
        vat_included: true,
        supplier: Uuid::from_u128(0x6000).into(),
        supplier_name: "ООО «Крепёж»".to_owned(),
    }
}

pub fn quote(price: &str) -> Quote {
    Quote {
        price: rubles(price),
        price_type: contract().price_type,
        price_type_name: contract().price_type_name,
        vat_included: true,
        vat_rate: VatRate::of_percent(22).unwrap(),
        discount: Percent::ZERO,
    }
}

pub fn goods(number: u128) -> Goods {
    let (article, name) = match number {
        BOLTS => ("B-8", "Болт М8"),
        NUTS => ("N-8", "Гайка М8"),
        _ => ("", "Шайба 8"),
    };
    Goods {
        product: product(number),
        article: article.to_owned(),
        name: name.to_owned(),
        unit: "шт".to_owned(),
    }
}

pub fn line(number: u128, count: &str, price: &str) -> NewLine {
    NewLine { goods: goods(number), quantity: quantity(count), quote: quote(price) }
}

pub fn draft(lines: Vec<NewLine>) -> OrderCommand {
    OrderCommand::Draft {
        organization: OrganizationId(Uuid::from_u128(0x7000)),
        author: PersonId(Uuid::from_u128(0x8000)),
        placed_by: None,
        contract: contract(),
        lines,
        from_cart: None,
    }
}

/// Ten bolts at 12.20 and five nuts at 6.10.
pub fn bolts_and_nuts() -> OrderCommand {
    draft(vec![line(BOLTS, "10", "12.20"), line(NUTS, "5", "6.10")])
}

pub fn offered(number: u128, offer: Offer) -> Offered {
    Offered { goods: goods(number), offer }
}

pub fn offers(prices: &[(u128, &str)]) -> BTreeMap<ProductId, Offered> {
    let at_price = |number, price| offered(number, Offer::Priced(quote(price)));
    prices.iter().map(|&(number, price)| (product(number), at_price(number, price))).collect()
}

pub fn same_offers() -> BTreeMap<ProductId, Offered> {
    offers(&[(BOLTS, "12.20"), (NUTS, "6.10"), (WASHERS, "1.00")])
}

pub fn needing(case: CaseId) -> ApprovalDemand {
    ApprovalDemand::Required { case }
}

pub fn needing_nobody() -> ApprovalDemand {
    ApprovalDemand::NotRequired { policy_version: 3, why: NotRequiredReason::NoRuleMatched }
}

pub fn submit(approval: ApprovalDemand) -> OrderCommand {
    OrderCommand::Submit {
        number: "26-000017".parse().unwrap(),
        contract: Box::new(contract()),
        offers: same_offers(),
        tariff: None,
        accepted_total: None,
        approval,
    }
}

pub fn approve(order: &Order) -> OrderCommand {
    OrderCommand::Approve { case: order.case().unwrap(), revision: order.revision().unwrap(), forced: false }
}

pub fn ship(lines: &[(u128, &str)]) -> OrderCommand {
    OrderCommand::Ship {
        lines: quantities(lines),
        shipment: shipment_of(lines),
        carriage: Carriage::default(),
    }
}

/// The shipment of these lines: another for other lines.
pub fn shipment_of(lines: &[(u128, &str)]) -> ShipmentId {
    let named = lines.iter().flat_map(|(number, count)| [number.to_string(), (*count).to_owned()]);
    let text = named.collect::<Vec<_>>().join(":");
    ShipmentId(Uuid::new_v5(&Uuid::NAMESPACE_OID, text.as_bytes()))
}

pub fn shipment(number: u128) -> ShipmentId {
    ShipmentId(Uuid::from_u128(0xa000 + number))
}

pub fn request_cancellation(lines: &[(u128, &str)]) -> OrderCommand {
    OrderCommand::RequestCancellation { lines: quantities(lines), reason: text() }
}

pub fn cancel_lines(lines: &[(u128, &str)]) -> OrderCommand {
    OrderCommand::CancelLines { lines: quantities(lines), reason: text() }
}

pub fn quantities(lines: &[(u128, &str)]) -> Vec<LineQuantity> {
    let line = |(number, count): &(u128, &str)| LineQuantity {
        product: product(*number),
        quantity: quantity(count),
    };
    lines.iter().map(line).collect()
}

pub fn cancel(by: Side) -> OrderCommand {
    OrderCommand::Cancel { by, reason: text() }
}

/// Asks all of it in turn and gives back what followed.
#[track_caller]
pub fn events(commands: Vec<OrderCommand>) -> Vec<OrderEvent> {
    let mut order = Order::default();
    commands.into_iter().flat_map(|command| ask(&mut order, command).unwrap()).collect()
}

#[track_caller]
pub fn order(commands: Vec<OrderCommand>) -> Order {
    let mut order = Order::default();
    for command in commands {
        ask(&mut order, command).unwrap();
    }
    order
}

/// The sample order at a status, with a hold if it can have one there.
pub fn at(status: OrderStatus, hold: Option<Hold>) -> Option<Order> {
    let mut order = order(vec![bolts_and_nuts()]);
    if hold.is_some() {
        ask(&mut order, submit(needing(case(1)))).unwrap();
        ask(&mut order, OrderCommand::PutOnHold { hold: hold?, reason: None }).unwrap();
        ask(&mut order, OrderCommand::Withdraw).unwrap();
    }
    for command in way_to(status) {
        let command = if let OrderCommand::Approve { .. } = command { approve(&order) } else { command };
        let released = hold.filter(|_| order.status() >= Some(OrderStatus::Approved));
        let release = released.map(|hold| OrderCommand::ReleaseHold { hold, note: None });
        let put_back = released.map(|hold| OrderCommand::PutOnHold { hold, reason: None });
        for command in release.into_iter().chain([command]) {
            ask(&mut order, command).unwrap();
        }
        if let Some(put_back) = put_back {
            ask(&mut order, put_back).ok()?;
        }
    }
    (order.hold() == hold).then_some(order)
}

fn way_to(status: OrderStatus) -> Vec<OrderCommand> {
    use OrderCommand::{Close, Confirm, Deliver, Reject, Return, TakeIntoProcessing};
    let submit = || submit(needing(case(2)));
    let pass = || OrderCommand::Approve { case: case(2), revision: unknown_revision(), forced: false };
    let all = || ship(&[(BOLTS, "10"), (NUTS, "5")]);
    match status {
        OrderStatus::Draft => vec![],
        OrderStatus::PendingApproval => vec![submit()],
        OrderStatus::Returned => {
            vec![submit(), Return { case: case(2), comment: Some(text()), line_comments: BTreeMap::new() }]
        }
        OrderStatus::Rejected => vec![submit(), Reject { case: case(2), reason: text() }],
        OrderStatus::Approved => vec![submit(), pass()],
        OrderStatus::Confirmed => vec![submit(), pass(), Confirm],
        OrderStatus::Processing => vec![submit(), pass(), Confirm, TakeIntoProcessing],
        OrderStatus::PartiallyShipped => {
            vec![submit(), pass(), Confirm, TakeIntoProcessing, ship(&[(BOLTS, "4")])]
        }
        OrderStatus::Shipped => vec![submit(), pass(), Confirm, TakeIntoProcessing, all()],
        OrderStatus::Delivered => vec![submit(), pass(), Confirm, TakeIntoProcessing, all(), Deliver],
        OrderStatus::Closed => vec![submit(), pass(), Confirm, TakeIntoProcessing, all(), Deliver, Close],
        OrderStatus::Cancelled => vec![submit(), cancel(Side::Buyer)],
    }
}

/// A digest that belongs to no order.
pub fn unknown_revision() -> Revision {
    "0".repeat(64).parse().unwrap()
}

/// A courier for 305 rubles, free for goods of 10,000.
pub fn courier_tariff() -> DeliveryTariff {
    DeliveryTariff {
        way: Uuid::from_u128(0xde01).into(),
        name: "Курьер".to_owned(),
        pick_up: false,
        price: rubles("305"),
        vat_included: true,
        vat_rate: VatRate::of_percent(22).unwrap(),
        free_from: Some(rubles("10000")),
    }
}

pub fn courier() -> Delivery {
    let address = Some(Uuid::from_u128(0xadd1).into());
    Delivery::of(courier_tariff(), address, Currency::RUB, &[]).unwrap()
}

pub fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 23).unwrap()
}
