//! What happened in the tests: events as the journal would give them.

use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZeroU16;

use chrono::{DateTime, Duration, Utc};
use domain::approvals::{CaseEvent, Decision, Group, Opening, RuleId};
use domain::journal::{Actor, Fact, Position, Recorded, Tenant};
use domain::ordering::order::difference::{Content, difference};
use domain::ordering::order::{CancelledLine, Carriage, ContractTerms, Goods, Line, LineQuantity, Side};
use domain::ordering::{Amounts, OrderEvent, Quote, Totals};
use domain::organizations::{LegalData, LegalSubject, MemberRole, OrganizationEvent, Role, StaffRole};
use domain::vocabulary::{
    CaseId, ContractId, Currency, LegalEntityId, Money, OrderId, OrganizationId, PaymentTerms, Percent,
    PersonId, PriceTypeId, ProductId, Quantity, Revision, ShipmentId, TextId, TextRef, TimeZone, VatRate,
};
use uuid::Uuid;

pub const BUYER: OrganizationId = OrganizationId(Uuid::from_u128(0xA));
pub const NEIGHBOUR: OrganizationId = OrganizationId(Uuid::from_u128(0xB));

pub const PURCHASER: PersonId = PersonId(Uuid::from_u128(0x101));
pub const COLLEAGUE: PersonId = PersonId(Uuid::from_u128(0x102));
pub const APPROVER: PersonId = PersonId(Uuid::from_u128(0x103));
pub const DIRECTOR: PersonId = PersonId(Uuid::from_u128(0x104));
pub const STRANGER: PersonId = PersonId(Uuid::from_u128(0x105));
pub const SUPPORT: PersonId = PersonId(Uuid::from_u128(0x106));
pub const OPERATOR: PersonId = PersonId(Uuid::from_u128(0x107));

/// Everybody with the roles that they have in all tests.
pub fn roles() -> Vec<(PersonId, String, Role)> {
    let buyer = BUYER.to_string();
    vec![
        (PURCHASER, buyer.clone(), MemberRole::Purchaser.into()),
        (COLLEAGUE, buyer.clone(), MemberRole::Purchaser.into()),
        (APPROVER, buyer.clone(), MemberRole::Approver.into()),
        (DIRECTOR, buyer, MemberRole::Administrator.into()),
        (STRANGER, NEIGHBOUR.to_string(), MemberRole::Administrator.into()),
        (SUPPORT, "supplier".to_owned(), StaffRole::Support.into()),
        (OPERATOR, "supplier".to_owned(), StaffRole::Operator.into()),
    ]
}

pub fn order(number: u128) -> OrderId {
    OrderId(Uuid::from_u128(0x0000_0D00 + number))
}

pub fn case(number: u128) -> CaseId {
    CaseId(Uuid::from_u128(0x0000_CA00 + number))
}

pub fn shipment(number: u128) -> ShipmentId {
    ShipmentId(Uuid::from_u128(0x0005_A000 + number))
}

pub fn product(number: u128) -> ProductId {
    ProductId(Uuid::from_u128(0x0000_F000 + number))
}

pub fn text(number: u128) -> TextRef {
    TextRef::to(TextId(Uuid::from_u128(0x0000_7E00 + number)), b"salt", "text")
}

/// The start of all stories.
pub fn beginning() -> DateTime<Utc> {
    "2026-03-02T09:00:00Z".parse().unwrap()
}

/// A line of so many units at a price without VAT.
pub fn line(number: u128, quantity: &str, price: &str) -> Line {
    let goods = Goods {
        product: product(number),
        article: format!("A-{number}"),
        name: format!("Товар {number}"),
        unit: "шт".to_owned(),
    };
    let quote = Quote {
        price: Money::new(price.parse().unwrap(), Currency::RUB),
        price_type: PriceTypeId(Uuid::from_u128(0xE0)),
        price_type_name: "Оптовая".to_owned(),
        vat_included: false,
        vat_rate: VatRate::of_percent(if number.is_multiple_of(2) { 22 } else { 10 }).unwrap(),
        discount: Percent::ZERO,
    };
    Line::priced(Currency::RUB, goods, quantity.parse().unwrap(), quote).unwrap()
}

pub fn totals(lines: &[Line]) -> Totals {
    Line::totals(Currency::RUB, lines).unwrap()
}

pub fn quantity(number: u128, quantity: &str) -> LineQuantity {
    LineQuantity { product: product(number), quantity: quantity.parse::<Quantity>().unwrap() }
}

pub const fn revision() -> Revision {
    Revision::new([7; 32])
}

/// What happened so far. Time goes on by a minute with every event.
#[derive(Default)]
pub struct Story {
    pub events: Vec<Recorded>,
    sequences: BTreeMap<(String, String), i64>,
}

impl Story {
    /// Something happens at an hour after the beginning.
    pub fn at(
        &mut self,
        hours: i64,
        organization: OrganizationId,
        kind: &str,
        id: &impl ToString,
        fact: Fact,
    ) {
        let key = (kind.to_owned(), id.to_string());
        let sequence = self.sequences.entry(key).or_default();
        *sequence += 1;
        let number = self.events.len() as u128 + 1;
        let at = beginning() + Duration::hours(hours);
        self.events.push(Recorded {
            position: Position(i64::try_from(number).unwrap() * 10),
            tenant: Tenant::Organization(organization),
            aggregate_type: kind.to_owned(),
            aggregate_id: id.to_string(),
            sequence: *sequence,
            event_id: Uuid::from_u128(0x00E0_0000 + number),
            actor: Actor::Person(PURCHASER),
            on_behalf_of: None,
            correlation_id: Uuid::from_u128(0x00C0_0000 + number),
            causation_id: None,
            occurred_at: at,
            recorded_at: at,
            fact: Ok(fact),
        });
    }

    fn hour(&self) -> i64 {
        i64::try_from(self.events.len()).unwrap()
    }

    /// Something happens to an order of the buyer.
    pub fn order(&mut self, id: OrderId, event: OrderEvent) {
        self.at(self.hour(), BUYER, "order", &id.uuid(), Fact::Order(event));
    }

    /// Something happens in a case of the buyer.
    pub fn case(&mut self, id: CaseId, event: CaseEvent) {
        self.at(self.hour(), BUYER, "approval_case", &id.uuid(), Fact::ApprovalCase(event));
    }

    /// Something happens to an organization.
    pub fn organization(&mut self, id: OrganizationId, event: OrganizationEvent) {
        self.at(self.hour(), id, "organization", &id.uuid(), Fact::Organization(event));
    }
}

pub fn drafted(organization: OrganizationId, author: PersonId, lines: Vec<Line>) -> OrderEvent {
    OrderEvent::Drafted {
        organization,
        author,
        placed_by: None,
        contract: Box::new(contract()),
        totals: totals(&lines),
        lines,
        from_cart: None,
    }
}

fn contract() -> ContractTerms {
    ContractTerms {
        contract: ContractId(Uuid::from_u128(0xC1)),
        number: "Д-17".to_owned(),
        date: "2025-12-01".parse().unwrap(),
        currency: Currency::RUB,
        price_type: PriceTypeId(Uuid::from_u128(0xE0)),
        price_type_name: "Оптовая".to_owned(),
        vat_included: false,
        supplier: LegalEntityId(Uuid::from_u128(0xD1)),
        supplier_name: "ООО «Поставщик»".to_owned(),
    }
}

pub fn submitted(number: &str, round: u32, lines: Vec<Line>, case: Option<CaseId>) -> OrderEvent {
    OrderEvent::Submitted {
        number: number.parse().unwrap(),
        round,
        contract: Box::new(contract()),
        totals: totals(&lines),
        lines,
        delivery: None,
        cost_centre: None,
        repriced: None,
        revision: revision(),
        case,
    }
}

/// A case of two stages: first the approver, then the director or the colleague.
pub fn opened(case: CaseId, order: OrderId, round: u32) -> CaseEvent {
    let one_of = |people: &[PersonId]| {
        vec![Group {
            needed: NonZeroU16::MIN,
            people: people.iter().copied().collect(),
            stand_in: false,
            deadline: None,
            rules: BTreeSet::new(),
            roles: BTreeSet::new(),
            named: BTreeSet::new(),
        }]
    };
    CaseEvent::Opened(Box::new(Opening {
        case,
        organization: BUYER,
        order,
        round,
        requester: PURCHASER,
        authors: BTreeSet::new(),
        own_allowed: BTreeSet::new(),
        revision: revision(),
        policy_version: 3,
        rules: vec![RuleId(1)],
        stages: vec![one_of(&[APPROVER]), one_of(&[DIRECTOR, COLLEAGUE])],
        because: Vec::new(),
        previous: None,
        carried: Vec::new(),
    }))
}

pub fn decided(stage: u16, by: PersonId, decision: Decision) -> CaseEvent {
    let comment = (decision != Decision::Approve).then(|| text(2));
    let (on_behalf_of, line_comments, cuts) = Default::default();
    let revision = revision();
    CaseEvent::Decided { stage, by, on_behalf_of, decision, comment, line_comments, cuts, revision }
}

pub fn company(id: OrganizationId, name: &str) -> OrganizationEvent {
    OrganizationEvent::Registered {
        organization: id,
        legal: LegalSubject::LegalEntity(legal(name)),
        payment_terms: PaymentTerms::Prepayment,
        time_zone: TimeZone::moscow(),
    }
}

pub fn legal(name: &str) -> LegalData {
    LegalData {
        name: name.to_owned(),
        inn: "7707083893".parse().unwrap(),
        kpp: "773601001".parse().unwrap(),
        legal_address: "Москва, улица Примерная, 1".to_owned(),
    }
}

/// The life of three orders with a case each: one is shipped, one returned, one cancelled.
pub fn three_orders() -> Story {
    let mut story = Story::default();
    story.organization(BUYER, company(BUYER, "ООО «Покупатель»"));
    for (person, role) in [
        (DIRECTOR, MemberRole::Administrator),
        (PURCHASER, MemberRole::Purchaser),
        (COLLEAGUE, MemberRole::Purchaser),
        (APPROVER, MemberRole::Approver),
    ] {
        story.organization(BUYER, OrganizationEvent::MemberJoined { person, roles: [role].into() });
    }
    for number in 1..=3 {
        write_and_submit(&mut story, number);
    }
    ship(&mut story, 1);
    give_back(&mut story, 2);
    cancel(&mut story, 3);
    story
}

fn write_and_submit(story: &mut Story, number: u128) {
    let (order, case) = (order(number), case(number));
    let mut lines = vec![line(1, "2", "100.55"), line(2, "3.5", "20")];
    story.order(order, drafted(BUYER, PURCHASER, lines.clone()));
    lines.push(line(3, "1", "7.77"));
    story.order(
        order,
        OrderEvent::LineAdded { line: Box::new(lines[2].clone()), totals: totals(&lines), delivery: None },
    );
    lines[0] = line(1, "5", "100.55");
    story.order(
        order,
        OrderEvent::LineQuantityChanged {
            product: product(1),
            quantity: lines[0].quantity,
            amounts: lines[0].amounts,
            delivery: None,
            totals: totals(&lines),
        },
    );
    lines.remove(1);
    story.order(
        order,
        OrderEvent::LineRemoved { product: product(2), totals: totals(&lines), delivery: None },
    );
    story.order(order, submitted(&format!("KB-{number:08}"), 1, lines, Some(case)));
    story.case(case, opened(case, order, 1));
}

fn ship(story: &mut Story, number: u128) {
    let (order, case) = (order(number), case(number));
    story.case(case, decided(1, APPROVER, Decision::Approve));
    story.case(case, CaseEvent::StageCompleted { stage: 1 });
    story.case(case, decided(2, DIRECTOR, Decision::Approve));
    story.case(case, CaseEvent::StageCompleted { stage: 2 });
    story.case(case, CaseEvent::Granted {});
    story.order(order, OrderEvent::Approved { revision: revision(), case: Some(case), forced: false });
    story.order(order, OrderEvent::ConfirmationRefused { code: "ORDER_ON_HOLD".to_owned() });
    story.order(order, OrderEvent::PutOnHold { hold: domain::ordering::order::Hold::Credit, reason: None });
    story.order(order, OrderEvent::HoldReleased { hold: domain::ordering::order::Hold::Credit, note: None });
    story.order(order, OrderEvent::Confirmed { revision: revision() });
    story.order(order, OrderEvent::TakenIntoProcessing {});
    wish_and_amend(story, order);
    story.order(
        order,
        OrderEvent::PartiallyShipped {
            lines: vec![quantity(1, "2")],
            shipment: Some(shipment(number)),
            carriage: Carriage { carrier: Some("Почта".to_owned()), ..Carriage::default() },
        },
    );
    story.order(
        order,
        OrderEvent::Shipped {
            lines: vec![quantity(1, "3"), quantity(3, "1")],
            shipment: None,
            carriage: Carriage::default(),
        },
    );
    story.order(order, OrderEvent::Delivered {});
    story.order(order, OrderEvent::Closed {});
}

/// The buyer wishes to call the order off and is refused; the supplier adds a line and calls
/// it off again.
fn wish_and_amend(story: &mut Story, order: OrderId) {
    story.order(order, OrderEvent::CancellationRequested { reason: text(3), lines: Vec::new() });
    story.order(order, OrderEvent::CancellationDeclined { answer: text(4) });
    let before = vec![line(1, "5", "100.55"), line(3, "1", "7.77")];
    let mut lines = before.clone();
    lines.push(line(2, "1.5", "20"));
    let content = |lines, totals: Totals| Content {
        lines,
        delivery: None,
        cost_centre: None,
        total: totals.sum.gross(),
    };
    let difference = difference(&content(&before, totals(&before)), &content(&lines, totals(&lines)));
    let amended = OrderEvent::Amended {
        lines: lines.clone(),
        totals: totals(&lines),
        revision: revision(),
        reason: text(5),
        difference: Box::new(difference),
        completes: false,
    };
    story.order(order, amended);
    lines[2].amounts = Amounts::zero(Currency::RUB);
    let cancelled =
        CancelledLine { product: product(2), quantity: "1.5".parse().unwrap(), amounts: lines[2].amounts };
    let cancelled = OrderEvent::LinesCancelled {
        by: Side::Supplier,
        lines: vec![cancelled],
        reason: text(6),
        totals: totals(&lines),
        completes: false,
    };
    story.order(order, cancelled);
    let paid = Money::new("500".parse().unwrap(), Currency::RUB);
    story.order(order, OrderEvent::PaidAmountNoted { paid });
    story.order(order, OrderEvent::ExpectedOn { date: "2026-03-20".parse().ok() });
}

fn give_back(story: &mut Story, number: u128) {
    let (order, first, second) = (order(number), case(number), case(number + 100));
    story.case(first, decided(1, APPROVER, Decision::Return));
    story.case(first, CaseEvent::Returned {});
    story.order(
        order,
        OrderEvent::Returned { case: first, comment: Some(text(2)), line_comments: BTreeMap::new() },
    );
    let lines = vec![line(3, "4", "7.77")];
    story.order(order, submitted(&format!("KB-{number:08}"), 2, lines, Some(second)));
    story.case(second, opened(second, order, 2));
    story.case(second, decided(1, APPROVER, Decision::Approve));
    story.case(second, CaseEvent::StageCompleted { stage: 1 });
}

fn cancel(story: &mut Story, number: u128) {
    let (order, case) = (order(number), case(number));
    story.order(order, OrderEvent::PutOnHold { hold: domain::ordering::order::Hold::Credit, reason: None });
    story.order(order, OrderEvent::Cancelled { by: Side::Buyer, reason: text(1) });
    story.case(case, CaseEvent::Voided {});
}
