//! What holds of an exposure, whatever happened in whatever order.

use std::collections::BTreeMap;

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use proptest::prelude::*;
use rust_decimal::Decimal;
use uuid::Uuid;

use super::*;
use crate::journal::{Known, Position};
use crate::specification::{ask, given};
use crate::vocabulary::{Currency, OrderId, OrganizationId, PaymentTerms, SettlementDocumentId};

const DAY: NaiveDate = NaiveDate::from_ymd_opt(2026, 11, 24).unwrap();

fn now() -> DateTime<Utc> {
    DAY.and_hms_opt(9, 0, 0).unwrap().and_utc()
}

fn order(number: u8) -> OrderId {
    OrderId(Uuid::from_u128(u128::from(number)))
}

fn document(number: u8) -> SettlementDocumentId {
    SettlementDocumentId(Uuid::from_u128(u128::from(number)))
}

/// Something that happens to an order, or to a document of 1C about one.
#[derive(Clone, Copy, Debug)]
enum Step {
    Confirm {
        order: u8,
        total: u16,
    },
    Return {
        order: u8,
    },
    Amend {
        order: u8,
        total: u16,
    },
    Cancel {
        order: u8,
    },
    /// A document is posted, or posted again with another amount; below zero for a return.
    Invoice {
        document: u8,
        amount: i16,
    },
    Reverse {
        document: u8,
    },
    /// The reaction to a document: it may come late, twice, or never.
    HearOf {
        document: u8,
    },
    Except {
        order: u8,
    },
}

fn any_step() -> impl Strategy<Value = Step> {
    prop_oneof![
        (0_u8..6, 1_u16..500).prop_map(|(order, total)| Step::Confirm { order, total }),
        (0_u8..6).prop_map(|order| Step::Return { order }),
        (0_u8..6, 0_u16..500).prop_map(|(order, total)| Step::Amend { order, total }),
        (0_u8..6).prop_map(|order| Step::Cancel { order }),
        (0_u8..12, -200_i16..500).prop_map(|(document, amount)| Step::Invoice { document, amount }),
        (0_u8..12).prop_map(|document| Step::Reverse { document }),
        (0_u8..12).prop_map(|document| Step::HearOf { document }),
        (0_u8..6).prop_map(|order| Step::Except { order }),
    ]
}

fn payment(order: u8) -> PaymentTerms {
    match order % 3 {
        0 => PaymentTerms::Prepayment,
        1 => PaymentTerms::Deferred { days: 14.try_into().unwrap() },
        _ => PaymentTerms::PartialPrepayment { percent: 25.try_into().unwrap(), days: 7.try_into().unwrap() },
    }
}

/// The world as a child would keep it: what each order should hold, and each posted document.
struct World {
    exposure: Exposure,
    should_hold: BTreeMap<u8, Decimal>,
    posted: BTreeMap<u8, Decimal>,
}

/// Which order a document is about.
const fn about(document: u8) -> u8 {
    document % 6
}

impl World {
    fn new(limit: u16) -> Self {
        let account =
            CreditAccount { organization: OrganizationId(Uuid::from_u128(1)), currency: Currency::RUB };
        let limit = CreditLimit { amount: limit.into(), from: now(), until: None };
        let exposure = given::<Exposure>([ExposureEvent::LimitSet { account, limit }]).0;
        Self { exposure, should_hold: BTreeMap::new(), posted: BTreeMap::new() }
    }

    fn invoiced(&self) -> BTreeMap<OrderId, Decimal> {
        let mut invoiced = BTreeMap::new();
        for (document, amount) in &self.posted {
            *invoiced.entry(order(about(*document))).or_insert(Decimal::ZERO) += amount;
        }
        invoiced
    }

    fn facts(&self) -> CreditFacts {
        let open: Decimal = self.posted.values().copied().filter(|amount| *amount > Decimal::ZERO).sum();
        let credit: Decimal = self.posted.values().copied().filter(|amount| *amount < Decimal::ZERO).sum();
        let value = Receivables {
            open,
            overdue: vec![],
            advances: -credit,
            invoiced: self.invoiced(),
            as_of: now(),
            last_exchange: Some(now()),
        };
        CreditFacts { receivables: Known::Read { value, as_of: Position(1) }, now: now(), today: DAY }
    }

    fn take(&mut self, step: Step) {
        match step {
            Step::Confirm { order: number, total } => self.confirm(number, total.into()),
            // A return to the author is told to nobody here: what is held stays as it was.
            Step::Return { order: number } => {
                let held =
                    self.exposure.holds().get(&order(number)).map_or(Decimal::ZERO, |held| held.amount);
                assert_eq!(held, self.should_hold.get(&number).copied().unwrap_or_default());
            }
            Step::Amend { order: number, total } => {
                let total = total.into();
                ask(&mut self.exposure, ExposureCommand::Adjust { order: order(number), total }).unwrap();
                if let Some(held) = self.should_hold.get_mut(&number) {
                    *held = payment(number).credit_part(total);
                }
            }
            Step::Cancel { order: number } => {
                let why = ReleasedBecause::Cancelled;
                ask(&mut self.exposure, ExposureCommand::Release { order: order(number), why }).unwrap();
                self.should_hold.remove(&number);
            }
            Step::Invoice { document, amount } => {
                self.posted.insert(document, amount.into());
            }
            Step::Reverse { document } => {
                self.posted.remove(&document);
            }
            Step::HearOf { document: number } => {
                let amount = self.posted.get(&number).copied().unwrap_or_default();
                let (order, document) = (order(about(number)), document(number));
                let replace = ExposureCommand::Replace { order, document, amount };
                ask(&mut self.exposure, replace).unwrap();
            }
            Step::Except { order: number } => {
                let (order, amount) = (order(number), 100.into());
                let grant = ExposureCommand::GrantException { order, amount, until: None, now: now() };
                ask(&mut self.exposure, grant).unwrap();
            }
        }
    }

    /// Confirms an order that is not confirmed, when credit lets it through.
    fn confirm(&mut self, number: u8, total: Decimal) {
        if self.should_hold.contains_key(&number) {
            return;
        }
        let (order, facts) = (order(number), self.facts());
        let asked = CreditAsked { order: Some(order), total, payment: payment(number) };
        let passes = self.exposure.decision(&asked, &facts).lets_through(false);
        let judge = ExposureCommand::Judge { order, asked, facts: Box::new(facts), approved: false };
        let events = ask(&mut self.exposure, judge).unwrap();
        let stops = events.iter().any(|event| matches!(event, ExposureEvent::Stopped { .. }));
        assert!(!(passes && stops), "what passes is not stopped");
        let amount = payment(number).credit_part(total);
        if passes && !amount.is_zero() {
            self.should_hold.insert(number, amount);
        }
    }

    /// What the customer uses: what was charged, and of each order what is held beyond that.
    fn used(&self) -> Decimal {
        let invoiced = self.invoiced();
        let all: Decimal = self.posted.values().copied().sum();
        let beyond = |(number, held): (&u8, &Decimal)| {
            let invoiced = invoiced.get(&order(*number)).copied().unwrap_or_default();
            (held - invoiced.max(Decimal::ZERO)).max(Decimal::ZERO)
        };
        all + self.should_hold.iter().map(beyond).sum::<Decimal>()
    }
}

#[derive(Clone, Debug)]
struct Case {
    limit: Option<u16>,
    terms: CreditTerms,
    holds: Vec<u16>,
    open: u16,
    advances: u16,
    overdue: Vec<(u8, u16)>,
    hours: u8,
    total: u16,
}

fn any_outcome() -> impl Strategy<Value = CreditOutcome> {
    use CreditOutcome as C;
    prop_oneof![Just(C::Warn), Just(C::NeedsApproval), Just(C::Hold), Just(C::Block)]
}

fn any_terms() -> impl Strategy<Value = CreditTerms> {
    use CreditOutcome as C;
    let overdue = (0_u16..300, 0_u16..60, any_outcome());
    let overdue = overdue.prop_map(|(floor, days, then)| OverdueTerms { floor: floor.into(), days, then });
    let stale = (0_u16..48, prop_oneof![Just(C::Warn), Just(C::NeedsApproval)]);
    let stale = stale.prop_map(|(hours, then)| StaleTerms { hours, then });
    (any_outcome(), prop::option::of(overdue), stale).prop_map(|(exceeded, overdue, stale)| CreditTerms {
        exceeded,
        overdue,
        stale,
    })
}

fn any_case() -> impl Strategy<Value = Case> {
    let holds = prop::collection::vec(0_u16..300, 0..4);
    let overdue = prop::collection::vec((0_u8..90, 0_u16..200), 0..4);
    let numbers = (0_u16..1000, 0_u16..500, 0_u8..60, 1_u16..500);
    (prop::option::of(0_u16..1500), any_terms(), holds, overdue, numbers).prop_map(
        |(limit, terms, holds, overdue, (open, advances, hours, total))| Case {
            limit,
            terms,
            holds,
            open,
            advances,
            overdue,
            hours,
            total,
        },
    )
}

impl Case {
    fn decision(&self) -> CreditDecision {
        let account =
            CreditAccount { organization: OrganizationId(Uuid::from_u128(1)), currency: Currency::RUB };
        let mut exposure = given::<Exposure>([ExposureEvent::TermsSet { account, terms: self.terms }]).0;
        if let Some(limit) = self.limit {
            let limit = CreditLimit { amount: limit.into(), from: now(), until: None };
            ask(&mut exposure, ExposureCommand::SetLimit { account, limit }).unwrap();
        }
        for (number, held) in (0_u8..).zip(&self.holds) {
            let asked =
                CreditAsked { order: Some(order(number)), total: (*held).into(), payment: payment(1) };
            ask(&mut exposure, ExposureCommand::TakeOver(asked)).unwrap();
        }
        let asked = CreditAsked { order: Some(order(99)), total: self.total.into(), payment: payment(1) };
        exposure.decision(&asked, &self.facts())
    }

    fn facts(&self) -> CreditFacts {
        let sum = |(days, open): &(u8, u16)| OverdueSum {
            due: DAY - Days::new((*days).into()),
            open: (*open).into(),
        };
        let overdue: Vec<_> = self.overdue.iter().map(sum).collect();
        let late: Decimal = overdue.iter().map(|sum| sum.open).sum();
        let value = Receivables {
            open: Decimal::from(self.open) + late,
            overdue,
            advances: self.advances.into(),
            invoiced: BTreeMap::new(),
            as_of: now(),
            last_exchange: Some(now() - TimeDelta::hours(self.hours.into())),
        };
        CreditFacts { receivables: Known::Read { value, as_of: Position(1) }, now: now(), today: DAY }
    }

    /// A payment: the oldest debts first, what is left is an advance.
    fn pay(&mut self, amount: Decimal) {
        let mut left = u16::try_from(amount).unwrap();
        self.overdue.sort_by_key(|(days, _)| std::cmp::Reverse(*days));
        for open in self.overdue.iter_mut().map(|(_, open)| open).chain([&mut self.open]) {
            let paid = left.min(*open);
            *open -= paid;
            left -= paid;
        }
        self.advances += left;
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4_000))]

    #[test]
    fn a_hold_is_never_lost_or_counted_twice(
        limit in 0_u16..2000,
        steps in prop::collection::vec(any_step(), 0..60),
    ) {
        let mut world = World::new(limit);
        for step in steps {
            world.take(step);
            let expected = Decimal::from(limit) - world.used();
            prop_assert_eq!(world.exposure.available(&world.facts()), Some(expected), "after {:?}", step);
        }
    }

    #[test]
    fn more_debt_never_gives_a_better_outcome(case in any_case(), more in 1_u16..500) {
        let outcome = case.decision().outcome;
        let worse = [
            Case { open: case.open + more, ..case.clone() },
            Case { total: case.total + more, ..case.clone() },
            Case { advances: case.advances.saturating_sub(more), ..case.clone() },
            Case { limit: case.limit.map(|limit| limit.saturating_sub(more)), ..case.clone() },
            Case { hours: case.hours.saturating_add(10), ..case.clone() },
            Case { holds: [case.holds.as_slice(), &[more]].concat(), ..case.clone() },
            Case { overdue: [case.overdue.as_slice(), &[(45, more)]].concat(), ..case.clone() },
            Case {
                overdue: case.overdue.iter().map(|(days, open)| (days.saturating_add(20), *open)).collect(),
                ..case.clone()
            },
        ];
        for worse in worse {
            prop_assert!(worse.decision().outcome >= outcome, "{:?}", worse);
        }
    }

    #[test]
    fn the_amount_that_frees_an_order_frees_it_and_less_does_not(case in any_case()) {
        let decision = case.decision();
        let Some(frees) = decision.frees else { return Ok(()) };
        let paid = |amount| {
            let mut case = case.clone();
            case.pay(amount);
            case.decision()
        };
        let now = paid(frees);
        prop_assert!(now.frees.is_none(), "{:?}", now);
        prop_assert!(now.outcome <= CreditOutcome::Warn || !now.is_certain(), "{:?}", now);
        prop_assert!(paid(frees - Decimal::ONE).frees.is_some());
    }
}
