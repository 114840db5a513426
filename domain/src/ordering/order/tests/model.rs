//! The state machine of an order against a model of it: every state that can be reached, and
//! in each of them everything that can be asked.
//!
//! The model is written by hand from the blueprint and knows nothing of [`Step`]. A new
//! command gets a variant of [`Asked`], a row in [`Model::after`] and one in [`command`].
//!
//! [`Step`]: crate::ordering::order::Step

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::sample::{
    BOLTS, approve, cancel, case, draft, line, needing, needing_nobody, offers, request_cancellation, ship,
    shipment, text, unknown_revision,
};
use crate::ordering::order::{
    ApprovalDemand, Detail, Hold, LineEdit, LineQuantity, Order, OrderCommand, OrderStatus, Side,
};
use crate::specification::ask;
use OrderStatus::{
    Approved, Cancelled, Closed, Confirmed, Delivered, Draft, PartiallyShipped, PendingApproval, Processing,
    Rejected, Returned, Shipped,
};

const HOLDS: [Hold; 2] = [Hold::Credit, Hold::OrganizationBlocked];

/// What is asked of an order of two bolts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Asked {
    Edit,
    SetDetail,
    SubmitNeedingApproval,
    SubmitNeedingNobody,
    Withdraw,
    Return,
    Reject,
    ApproveThis,
    ApproveAnother,
    ApproveInAnotherCase,
    Confirm,
    RefuseConfirmation,
    TakeIntoProcessing,
    ShipOne,
    ShipThree,
    Deliver,
    Close,
    CancelAs(Side),
    RequestCancellation,
    WithdrawRequest,
    DeclineCancellation,
    Hold(Hold),
    Release(Hold),
}

fn everything() -> Vec<Asked> {
    use Asked as A;
    let plain = [
        A::Edit,
        A::SetDetail,
        A::SubmitNeedingApproval,
        A::SubmitNeedingNobody,
        A::Withdraw,
        A::Return,
        A::Reject,
        A::ApproveThis,
        A::ApproveAnother,
        A::ApproveInAnotherCase,
        A::Confirm,
        A::RefuseConfirmation,
        A::TakeIntoProcessing,
        A::ShipOne,
        A::ShipThree,
        A::Deliver,
        A::Close,
        A::CancelAs(Side::Buyer),
        A::CancelAs(Side::Supplier),
        A::RequestCancellation,
        A::WithdrawRequest,
        A::DeclineCancellation,
    ];
    let holds = HOLDS.into_iter().flat_map(|hold| [A::Hold(hold), A::Release(hold)]);
    plain.into_iter().chain(holds).collect()
}

/// All that matters of an order for what can happen to it next.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Model {
    status: OrderStatus,
    holds: BTreeSet<Hold>,
    shipped: u8,
    in_a_case: bool,
    refused: bool,
    wish: bool,
}

/// What follows from what is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Expected {
    Refused,
    AlreadySo,
    Then(Model),
}

impl Model {
    fn begun() -> Self {
        let holds = BTreeSet::new();
        Self { status: Draft, holds, shipped: 0, in_a_case: false, refused: false, wish: false }
    }

    fn of(order: &Order) -> Self {
        let shipped = order.shipped(line(BOLTS, "1", "1").goods.product);
        let shipped = shipped.map_or(0, |shipped| u8::try_from(shipped.number()).unwrap());
        Self {
            status: order.status().unwrap(),
            holds: order.holds().clone(),
            shipped,
            in_a_case: order.case().is_some(),
            refused: order.confirmation_refused().is_some(),
            wish: order.cancellation_request().is_some(),
        }
    }

    fn to(&self, status: OrderStatus) -> Expected {
        Expected::Then(Self { status, ..self.clone() })
    }

    fn thawed(&self, status: OrderStatus) -> Expected {
        Expected::Then(Self { status, in_a_case: false, ..self.clone() })
    }

    fn ended(&self, status: OrderStatus) -> Expected {
        Expected::Then(Self { status, holds: BTreeSet::new(), wish: false, ..self.clone() })
    }

    fn stay(&self) -> Expected {
        Expected::Then(self.clone())
    }

    /// The table: what follows from what is asked, where.
    fn after(&self, asked: Asked) -> Expected {
        let (status, free) = (self.status, self.holds.is_empty());
        match (asked, status) {
            (Asked::Edit | Asked::SetDetail, Draft | Returned) => self.stay(),
            (Asked::SubmitNeedingApproval, Draft | Returned) => {
                Expected::Then(Self { status: PendingApproval, in_a_case: true, ..self.clone() })
            }
            (Asked::SubmitNeedingNobody, Draft | Returned) => {
                Expected::Then(Self { status: Approved, in_a_case: false, ..self.clone() })
            }
            (Asked::Withdraw, PendingApproval) => self.thawed(Draft),
            (Asked::Return, PendingApproval) => self.thawed(Returned),
            (Asked::Reject, PendingApproval) => self.ended(Rejected),
            (Asked::ApproveThis, PendingApproval) => self.to(Approved),
            (Asked::ApproveThis, Approved) if self.in_a_case => Expected::AlreadySo,
            (Asked::Confirm, Approved) if free => {
                Expected::Then(Self { status: Confirmed, refused: false, ..self.clone() })
            }
            (Asked::Confirm, Confirmed)
            | (Asked::TakeIntoProcessing, Processing)
            | (Asked::Deliver, Delivered)
            | (Asked::Close, Closed) => Expected::AlreadySo,
            (Asked::RefuseConfirmation, Approved) if self.refused => Expected::AlreadySo,
            (Asked::RefuseConfirmation, Approved) => Expected::Then(Self { refused: true, ..self.clone() }),
            (Asked::TakeIntoProcessing, Confirmed) if free => self.to(Processing),
            (Asked::ShipOne, Processing) if free => {
                Expected::Then(Self { status: PartiallyShipped, shipped: 1, ..self.clone() })
            }
            (Asked::ShipOne, PartiallyShipped) if free => {
                Expected::Then(Self { status: Shipped, shipped: 2, wish: false, ..self.clone() })
            }
            (Asked::Deliver, Shipped) => self.to(Delivered),
            (Asked::Close, Delivered) => self.to(Closed),
            (Asked::CancelAs(_), Draft | PendingApproval | Returned | Approved)
            | (Asked::CancelAs(Side::Supplier), Confirmed | Processing) => self.ended(Cancelled),
            (Asked::RequestCancellation, Confirmed | Processing | PartiallyShipped) if !self.wish => {
                Expected::Then(Self { wish: true, ..self.clone() })
            }
            (
                Asked::WithdrawRequest | Asked::DeclineCancellation,
                Confirmed | Processing | PartiallyShipped,
            ) if self.wish => Expected::Then(Self { wish: false, ..self.clone() }),
            (Asked::Hold(hold), PendingApproval | Approved | Confirmed | Processing | PartiallyShipped) => {
                let mut stopped = self.clone();
                stopped.holds.insert(hold);
                Expected::Then(stopped)
            }
            (Asked::Release(hold), _) if !self.holds.contains(&hold) => Expected::AlreadySo,
            (
                Asked::Release(hold),
                Draft | PendingApproval | Returned | Approved | Confirmed | Processing | PartiallyShipped,
            ) => {
                let mut released = self.clone();
                released.holds.remove(&hold);
                Expected::Then(released)
            }
            _ => Expected::Refused,
        }
    }
}

fn submit(approval: ApprovalDemand) -> OrderCommand {
    let OrderCommand::Submit { number, contract, tariff, accepted_total, .. } =
        super::sample::submit(needing_nobody())
    else {
        unreachable!("the sample submits")
    };
    let offers = offers(&[(BOLTS, "12.20")]);
    OrderCommand::Submit { number, contract, offers, tariff, accepted_total, approval }
}

fn command(asked: Asked, order: &Order) -> OrderCommand {
    let case_now = order.case().unwrap_or(case(99));
    let product = order.lines()[0].goods.product;
    match asked {
        Asked::Edit => {
            let new = line(super::sample::NUTS, "1", "1");
            let nuts = new.goods.product;
            OrderCommand::EditLines { edits: vec![LineEdit::Add(new), LineEdit::Remove(nuts)] }
        }
        Asked::SetDetail => OrderCommand::SetDetails {
            details: vec![Detail::LineComment(product, Some(text()))],
            today: super::sample::today(),
        },
        Asked::SubmitNeedingApproval => submit(needing(case(u128::from(order.round()) + 1))),
        Asked::SubmitNeedingNobody => submit(needing_nobody()),
        Asked::Withdraw => OrderCommand::Withdraw,
        Asked::Return => {
            OrderCommand::Return { case: case_now, comment: Some(text()), line_comments: BTreeMap::new() }
        }
        Asked::Reject => OrderCommand::Reject { case: case_now, reason: text() },
        Asked::ApproveThis if order.case().is_some() && order.revision().is_some() => approve(order),
        Asked::ApproveThis | Asked::ApproveAnother => {
            OrderCommand::Approve { case: case_now, revision: unknown_revision(), forced: false }
        }
        Asked::ApproveInAnotherCase => OrderCommand::Approve {
            case: case(98),
            revision: order.revision().unwrap_or(unknown_revision()),
            forced: false,
        },
        Asked::Confirm => OrderCommand::Confirm,
        Asked::RefuseConfirmation => OrderCommand::RefuseConfirmation { code: "CREDIT".to_owned() },
        Asked::TakeIntoProcessing => OrderCommand::TakeIntoProcessing,
        Asked::ShipOne => OrderCommand::Ship {
            lines: vec![LineQuantity { product, quantity: "1".parse().unwrap() }],
            shipment: shipment(order.shipments().len() as u128),
            carriage: crate::ordering::order::Carriage::default(),
        },
        Asked::ShipThree => ship(&[(BOLTS, "3")]),
        Asked::Deliver => OrderCommand::Deliver,
        Asked::Close => OrderCommand::Close,
        Asked::CancelAs(side) => cancel(side),
        Asked::RequestCancellation => request_cancellation(&[]),
        Asked::WithdrawRequest => OrderCommand::WithdrawCancellationRequest,
        Asked::DeclineCancellation => OrderCommand::DeclineCancellation { answer: text() },
        Asked::Hold(hold) => OrderCommand::PutOnHold { hold, reason: Some(text()) },
        Asked::Release(hold) => OrderCommand::ReleaseHold { hold, note: None },
    }
}

#[test]
fn in_every_state_that_can_be_reached_everything_asked_does_what_the_model_says() {
    let mut first = Order::default();
    ask(&mut first, draft(vec![line(BOLTS, "2", "12.20")])).unwrap();
    let mut reached: BTreeSet<Model> = [Model::begun()].into();
    let mut waiting: VecDeque<(Model, Order)> = [(Model::begun(), first)].into();
    let mut asked_of_all = 0;
    while let Some((model, order)) = waiting.pop_front() {
        assert_eq!(Model::of(&order), model);
        for asked in everything() {
            asked_of_all += 1;
            let mut next = order.clone();
            let outcome = ask(&mut next, command(asked, &order));
            match (model.after(asked), outcome) {
                (Expected::Refused, Err(_)) => assert_eq!(next, order, "{asked:?} in {model:?}"),
                (Expected::AlreadySo, Ok(events)) => assert_eq!(events, [], "{asked:?} in {model:?}"),
                (Expected::Then(expected), Ok(events)) => {
                    assert!(!events.is_empty(), "{asked:?} in {model:?} left nothing");
                    assert_eq!(Model::of(&next), expected, "{asked:?} in {model:?}");
                    if reached.insert(expected.clone()) {
                        waiting.push_back((expected, next));
                    }
                }
                (expected, outcome) => {
                    panic!("{asked:?} in {model:?} gave {outcome:?} instead of {expected:?}")
                }
            }
        }
    }
    let statuses: BTreeSet<_> = reached.iter().map(|model| model.status).collect();
    assert_eq!(statuses.len(), 12, "{statuses:?}");
    assert_eq!((reached.len(), asked_of_all), (87, 87 * everything().len()));
}
