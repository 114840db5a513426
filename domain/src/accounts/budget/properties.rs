//! Whatever becomes of orders, in whatever order: what a budget says is reserved and consumed
//! is what a naive look at all orders finds.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use proptest::prelude::*;
use rust_decimal::Decimal;
use uuid::Uuid;

use super::{Budget, BudgetCommand, BudgetPlace, BudgetTerms, Enforcement, Reservation, Standing, shares_of};
use crate::approvals::LineCut;
use crate::ordering::order::tests::sample::{
    approve, bolts_and_nuts, case, courier_tariff, line, needing, needing_nobody, product, quantity, rubles,
    same_offers, shipment, submit, text, today,
};
use crate::ordering::order::{
    Amendment, Carriage, ChosenDelivery, Detail, LineEdit, LineQuantity, Order, OrderCommand, OrderStatus,
    Side,
};
use crate::specification::ask;
use crate::vocabulary::{
    BudgetId, CostCentreId, Currency, OrderId, OrganizationId, Period, ProductId, Quantity,
};

/// Something that happens to one of the orders.
#[derive(Clone, Debug)]
struct Turn {
    order: usize,
    act: u8,
    goods: u128,
    count: u8,
    centre: u8,
    next_period: bool,
}

fn turns() -> impl Strategy<Value = Vec<Turn>> {
    let turn = (0..3usize, 0..24u8, 1..4u128, 1..9u8, 0..3u8, prop::bool::weighted(0.1)).prop_map(
        |(order, act, goods, count, centre, next_period)| Turn {
            order,
            act,
            goods,
            count,
            centre,
            next_period,
        },
    );
    prop::collection::vec(turn, 10..120)
}

fn centre(number: u8) -> Option<CostCentreId> {
    (number > 0).then(|| CostCentreId(Uuid::from_u128(0xcc00 + u128::from(number))))
}

fn few(count: u8) -> Quantity {
    quantity(&count.to_string())
}

impl Turn {
    fn command(&self, order: &Order) -> OrderCommand {
        let goods = product(self.goods);
        let reason = text();
        let case_of = order.case().unwrap_or(case(99));
        match self.act {
            0 | 1 => self.details(goods),
            2 => OrderCommand::EditLines { edits: vec![LineEdit::Add(line(self.goods, "4", "7.77"))] },
            3..=6 => self.submission(order),
            7 => OrderCommand::Withdraw,
            8 => {
                OrderCommand::Return { case: case_of, comment: Some(text()), line_comments: BTreeMap::new() }
            }
            9 if self.count == 1 => OrderCommand::Reject { case: case_of, reason },
            9 | 10 => OrderCommand::Reduce {
                case: case_of,
                revision: order
                    .revision()
                    .unwrap_or_else(crate::ordering::order::tests::sample::unknown_revision),
                cuts: vec![LineCut {
                    product: goods,
                    quantity: (self.count > 1).then(|| few(self.count - 1)),
                }],
            },
            11 | 12 if order.case().is_some() && order.revision().is_some() => approve(order),
            13 | 14 => OrderCommand::Confirm,
            15 => OrderCommand::TakeIntoProcessing,
            16 => self.cancel_lines(order, goods),
            17 => OrderCommand::RequestCancellation { lines: vec![self.quantity(goods)], reason },
            18 => OrderCommand::GrantCancellation { answer: None },
            19 if self.count == 1 => OrderCommand::Cancel { by: Side::Supplier, reason },
            19 if self.count == 2 => OrderCommand::Cancel { by: Side::Buyer, reason },
            20 => OrderCommand::Ship {
                lines: vec![self.quantity(goods)],
                shipment: shipment(order.shipments().len() as u128),
                carriage: Carriage::default(),
            },
            act => OrderCommand::Amend { changes: vec![self.amendment(act, goods)], reason },
        }
    }

    fn details(&self, goods: ProductId) -> OrderCommand {
        let address = Some(Uuid::from_u128(0xadd1).into());
        let chosen = Box::new(ChosenDelivery { tariff: courier_tariff(), address });
        let details = match self.count % 4 {
            0 => vec![Detail::LineCostCentre(goods, centre(self.centre))],
            1 => vec![Detail::Delivery((self.centre > 0).then_some(chosen))],
            _ => vec![Detail::CostCentre(centre(self.centre))],
        };
        OrderCommand::SetDetails { details, today: today() }
    }

    fn submission(&self, order: &Order) -> OrderCommand {
        let demand = if self.count < 3 { needing_nobody() } else { needing(case(self.goods)) };
        let OrderCommand::Submit { number, contract, approval, .. } = submit(demand) else { unreachable!() };
        let offers = same_offers();
        let foreseen = order.submission(&contract, &offers, Some(&courier_tariff()));
        OrderCommand::Submit {
            number,
            contract,
            offers,
            tariff: Some(Box::new(courier_tariff())),
            accepted_total: foreseen.ok().map(|foreseen| foreseen.totals.sum.gross()),
            approval,
        }
    }

    fn cancel_lines(&self, order: &Order, goods: ProductId) -> OrderCommand {
        let all = self.count == 8;
        let lines = if all { order.remaining() } else { vec![self.quantity(goods)] };
        OrderCommand::CancelLines { lines, reason: text() }
    }

    fn amendment(&self, act: u8, goods: ProductId) -> Amendment {
        let price = rubles(&format!("{}.33", self.count));
        match (act, self.count % 2) {
            (21, _) => Amendment::SetQuantity(self.quantity(goods)),
            (22, _) => Amendment::SetPrice { product: goods, price },
            (_, 0) => Amendment::Remove(goods),
            _ => Amendment::Add(line(self.goods, "2", "3.21")),
        }
    }

    fn quantity(&self, product: ProductId) -> LineQuantity {
        LineQuantity { product, quantity: few(self.count) }
    }
}

/// Three orders, the period of the last submission of each, and all budgets.
struct World {
    orders: [Order; 3],
    submitted_in: [Option<u32>; 3],
    budgets: BTreeMap<BudgetId, Budget>,
    period: u32,
}

fn id(place: usize) -> OrderId {
    OrderId(Uuid::from_u128(0x9000 + place as u128))
}

fn place(cost_centre: CostCentreId, month: u32) -> BudgetPlace {
    BudgetPlace {
        organization: OrganizationId(Uuid::from_u128(0x7000)),
        cost_centre,
        period: Period::Month,
        first_day: NaiveDate::from_ymd_opt(2026, month, 1).unwrap(),
        currency: Currency::RUB,
    }
}

impl World {
    fn new() -> Self {
        let mut orders: [Order; 3] = Default::default();
        for order in &mut orders {
            ask(order, bolts_and_nuts()).unwrap();
        }
        Self { orders, submitted_in: [None; 3], budgets: BTreeMap::new(), period: 1 }
    }

    /// What the use cases do: the order first, then the budgets that it touches.
    fn take(&mut self, turn: &Turn) {
        if turn.next_period {
            self.period = (self.period + 1).min(12);
        }
        let order = &mut self.orders[turn.order];
        let command = turn.command(order);
        let submits = matches!(command, OrderCommand::Submit { .. });
        if ask(order, command).is_err() {
            return;
        }
        if submits {
            self.submitted_in[turn.order] = Some(self.period);
            self.reserve(turn.order);
        }
        self.follow(turn.order);
    }

    fn reserve(&mut self, number: usize) {
        let order = &self.orders[number];
        for (centre, share) in shares_of(order.lines(), order.delivery(), order.cost_centre()) {
            let place = place(centre, self.period);
            let budget = self.budgets.entry(place.id()).or_default();
            let terms =
                BudgetTerms { amount: Some(100.into()), enforcement: Enforcement::Warn, carries_on: true };
            let cost_centre = String::new();
            let reservation =
                Reservation { place, terms, set_in: place.id(), order: id(number), share, cost_centre };
            ask(budget, BudgetCommand::Reserve(Box::new(reservation))).unwrap();
        }
    }

    fn follow(&mut self, number: usize) {
        let order = &self.orders[number];
        let mut shares = shares_of(order.lines(), order.delivery(), order.cost_centre());
        for budget in self.budgets.values_mut().filter(|budget| budget.taken(id(number)).is_some()) {
            let share = shares.remove(&budget.place().unwrap().cost_centre).unwrap_or_default();
            let standing = Standing::of(order.status().unwrap(), share);
            ask(budget, BudgetCommand::Follow { order: id(number), standing }).unwrap();
        }
    }

    /// What orders of a cost centre that were last submitted in a month cost, by whether the
    /// supplier accepted them.
    fn naive(&self, cost_centre: CostCentreId, month: u32) -> (Decimal, Decimal) {
        let (mut reserved, mut consumed) = (Decimal::ZERO, Decimal::ZERO);
        for (order, submitted_in) in self.orders.iter().zip(self.submitted_in) {
            let mut cost = Decimal::ZERO;
            for line in order.lines() {
                if line.cost_centre.or(order.cost_centre()) == Some(cost_centre) {
                    cost += line.amounts.gross;
                }
            }
            if order.cost_centre() == Some(cost_centre) {
                cost += order.delivery().map_or(Decimal::ZERO, |delivery| delivery.cost.gross);
            }
            match order.status().unwrap() {
                _ if submitted_in != Some(month) => {}
                OrderStatus::Draft
                | OrderStatus::Returned
                | OrderStatus::Rejected
                | OrderStatus::Cancelled => {}
                OrderStatus::PendingApproval | OrderStatus::Approved => reserved += cost,
                _ => consumed += cost,
            }
        }
        (reserved, consumed)
    }

    fn check(&self) -> Result<(), TestCaseError> {
        for budget in self.budgets.values() {
            let place = budget.place().unwrap();
            let naive = self.naive(place.cost_centre, chrono::Datelike::month(&place.first_day));
            prop_assert_eq!((budget.reserved(), budget.consumed()), naive, "{:?}", place);
            prop_assert!(budget.reserved() >= Decimal::ZERO && budget.consumed() >= Decimal::ZERO);
        }
        Ok(())
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3_000))]

    #[test]
    fn nothing_is_lost_and_nothing_counted_twice(turns in turns()) {
        let mut world = World::new();
        for turn in &turns {
            world.take(turn);
            world.check()?;
        }
    }
}

#[test]
fn random_turns_get_as_far_as_amended_orders() {
    use proptest::strategy::ValueTree;
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let (mut statuses, mut spent) = (std::collections::BTreeSet::new(), 0);
    for _ in 0..1_000 {
        let mut world = World::new();
        for turn in turns().new_tree(&mut runner).unwrap().current() {
            world.take(&turn);
        }
        statuses.extend(world.orders.iter().filter_map(Order::status));
        spent += world.budgets.values().filter(|budget| budget.consumed() > Decimal::ZERO).count();
    }
    let reached = [OrderStatus::Confirmed, OrderStatus::PartiallyShipped, OrderStatus::Cancelled];
    assert!(reached.iter().all(|status| statuses.contains(status)), "{statuses:?}");
    assert!(spent > 100, "{spent} budgets with something consumed");
}
