//! Why something asked of an order is refused.

use chrono::NaiveDate;

use super::difference::{Difference, LineDifference};
use super::status::{Hold, OrderStatus};
use super::step::Step;
use crate::ordering::pricing::PricingError;
use crate::refusal::Refusal;
use crate::vocabulary::{Money, MoneyError, ProductId, Quantity};

/// Why something asked of an order is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OrderError {
    /// There is no such order.
    #[error("there is no such order")]
    Unknown,
    /// The order was begun already.
    #[error("this order exists already")]
    AlreadyDrafted,
    /// The content is frozen.
    #[error("an order that is {} cannot be changed", .0.in_english())]
    NotEditable(OrderStatus),
    /// The step does not belong to the status.
    #[error("cannot {} an order that is {}", step.in_english(), status.in_english())]
    StepNotAllowed {
        /// What was asked.
        step: Step,
        /// Where the order stands.
        status: OrderStatus,
    },
    /// A hold stops the step.
    #[error("cannot {} the order while it is on hold: {}", step.in_english(), hold.in_english())]
    OnHold {
        /// What was asked.
        step: Step,
        /// What holds the order.
        hold: Hold,
    },
    /// The terms are those of another contract than the order's.
    #[error("these are the terms of another contract than the order's")]
    ContractDiffers,
    /// There are no lines.
    #[error("an order without lines cannot be submitted")]
    Empty,
    /// Too many lines.
    #[error("an order has at most {limit} lines")]
    TooManyLines {
        /// The most lines.
        limit: usize,
    },
    /// The product is in the order, or in what is asked, twice.
    #[error("{goods} has a line already")]
    LineDuplicate {
        /// The goods of the line.
        goods: String,
    },
    /// The order has no line of the product.
    #[error("the order has no line of product {0}")]
    LineUnknown(ProductId),
    /// The goods have no price under the contract.
    #[error("{goods} has no price under the contract")]
    LineUnpriced {
        /// The goods of the line.
        goods: String,
    },
    /// The goods are not sold any more.
    #[error("{goods} is not sold any more")]
    LineWithdrawn {
        /// The goods of the line.
        goods: String,
    },
    /// The price of the goods cannot be used.
    #[error("{goods}: {why}")]
    LineNotPriceable {
        /// The goods of the line.
        goods: String,
        /// What is wrong with the price.
        why: PricingError,
    },
    /// The totals cannot be computed.
    #[error(transparent)]
    Totals(#[from] MoneyError),
    /// Prices differ from those of the draft, and the submitter did not accept that.
    #[error("prices have changed: {}", repriced_text(.0))]
    Repriced(Box<Difference>),
    /// The order is not the one that the submitter saw.
    #[error("the order costs {now} now, not {accepted}")]
    TotalChanged {
        /// The total that the submitter accepts.
        accepted: Money,
        /// The total now.
        now: Money,
    },
    /// The goods are wanted on a day that is over.
    #[error("the goods cannot be wanted before {today}")]
    WantedInThePast {
        /// The day that it is.
        today: NaiveDate,
    },
    /// The way of delivery brings the goods somewhere.
    #[error("delivery by «{way}» needs an address")]
    DeliveryAddressMissing {
        /// The name of the way.
        way: String,
    },
    /// The buyer fetches the goods.
    #[error("«{way}» is fetched by the buyer and has no address")]
    DeliveryAddressSuperfluous {
        /// The name of the way.
        way: String,
    },
    /// The way of delivery is not offered any more.
    #[error("delivery by «{way}» is not offered any more")]
    DeliveryWithdrawn {
        /// The name of the way.
        way: String,
    },
    /// The price of the delivery cannot be used.
    #[error("delivery by «{way}»: {why}")]
    DeliveryNotPriceable {
        /// The name of the way.
        way: String,
        /// What is wrong with the price.
        why: PricingError,
    },
    /// The decision belongs to an approval case that is not the order's current one.
    #[error("this approval case is not the order's current one")]
    StaleCase,
    /// The decision was made about another revision of the order.
    #[error("the order has changed since this decision was made")]
    StaleRevision,
    /// A cut does not make a line smaller.
    #[error("{goods}: an approver can only take something away from the {ordered} that were ordered")]
    CutNotSmaller {
        /// The goods of the line.
        goods: String,
        /// How many were ordered.
        ordered: Quantity,
    },
    /// The cuts take everything away.
    #[error("an approval leaves at least one line: reject the order instead")]
    NothingLeft,
    /// A hold without a reason of its own was put without saying why.
    #[error("say why the order is put on hold")]
    HoldReasonMissing,
    /// There is no such shipment of the order.
    #[error("the order has no such shipment")]
    ShipmentUnknown,
    /// The order has a shipment with this id already.
    #[error("the order has this shipment already")]
    ShipmentDuplicate,
    /// The shipment has arrived.
    #[error("this shipment has arrived already")]
    ShipmentArrived,
    /// The carrier's name or the tracking number is too long.
    #[error("carrier and tracking number have at most {limit} characters each")]
    CarriageTooLong {
        /// The most characters.
        limit: usize,
    },
    /// More is to be called off than remains.
    #[error("{goods}: {remaining} remains to be called off, not {asked}", remaining = remaining_text(*remaining))]
    CancellationExceeds {
        /// The goods of the line.
        goods: String,
        /// How much was asked.
        asked: Quantity,
        /// How much remains; nothing when all has left or was called off.
        remaining: Option<Quantity>,
    },
    /// The buyer has asked already.
    #[error("a cancellation of this order has been asked for already")]
    CancellationAsked,
    /// Nobody has asked.
    #[error("no cancellation of this order waits for an answer")]
    CancellationNotAsked,
    /// All that the buyer wished to call off has left.
    #[error("everything that was to be called off has been shipped")]
    CancellationTooLate,
    /// The changes leave everything as it is.
    #[error("the amendment changes nothing")]
    AmendmentEmpty,
    /// The changes leave no line.
    #[error("the amendment leaves no line: cancel the order instead")]
    AmendmentLeavesNothing,
    /// The change leaves less of a line than has left.
    #[error("{goods}: {shipped} has been shipped already, less cannot be ordered")]
    BelowShipped {
        /// The goods of the line.
        goods: String,
        /// How much has left.
        shipped: Quantity,
    },
    /// An amount below zero, or finer than hundredths.
    #[error("a paid amount is zero or more and has at most two decimal places")]
    NotAPaidAmount,
    /// Nothing is to be shipped.
    #[error("a shipment has at least one line")]
    ShipmentEmpty,
    /// More is to be shipped than remains.
    #[error("{goods}: {remaining} remains to be shipped, not {asked}", remaining = remaining_text(*remaining))]
    ShipmentExceeds {
        /// The goods of the line.
        goods: String,
        /// How much was asked.
        asked: Quantity,
        /// How much remains; nothing when all has left.
        remaining: Option<Quantity>,
    },
}

fn remaining_text(remaining: Option<Quantity>) -> String {
    remaining.map_or_else(|| "0".to_owned(), |quantity| quantity.to_string())
}

/// The first of the prices that differ, and the total: a message is read, not studied.
fn repriced_text(repriced: &Difference) -> String {
    const MOST: usize = 3;
    let price = |line: &LineDifference| {
        let (before, after) = (line.before?.price, line.after?.price);
        (before != after).then(|| format!("{}: {before} → {after}; ", line.goods))
    };
    let lines: String = repriced.lines.iter().filter_map(price).take(MOST).collect();
    let more = if repriced.lines.len() > MOST { "…; " } else { "" };
    format!("{lines}{more}{} → {}", repriced.total.before, repriced.total.after)
}

impl OrderError {
    /// The refusals about orders that the supplier accepted.
    fn after_acceptance_in_russian(&self) -> String {
        match self {
            Self::HoldReasonMissing => "Укажите, почему заказ приостанавливается.".to_owned(),
            Self::ShipmentUnknown => "У заказа нет такой отгрузки.".to_owned(),
            Self::ShipmentDuplicate => "Такая отгрузка у заказа уже есть.".to_owned(),
            Self::ShipmentArrived => "Эта отгрузка уже доставлена.".to_owned(),
            Self::CarriageTooLong { limit } => {
                format!("Перевозчик и номер отправления — не больше {limit} символов каждый.")
            }
            Self::CancellationExceeds { goods, asked, remaining } => {
                format!("{goods}: можно отменить ещё {}, а не {asked}.", remaining_text(*remaining))
            }
            Self::CancellationAsked => "Об отмене этого заказа уже попросили.".to_owned(),
            Self::CancellationNotAsked => "Просьбы об отмене, которая ждёт ответа, нет.".to_owned(),
            Self::CancellationTooLate => "Всё, что просили отменить, уже отгружено.".to_owned(),
            Self::AmendmentEmpty => "Изменение ничего не меняет.".to_owned(),
            Self::AmendmentLeavesNothing => {
                "После изменения не останется ни одной строки: отмените заказ.".to_owned()
            }
            Self::BelowShipped { goods, shipped } => {
                format!("{goods}: уже отгружено {shipped}, меньше заказать нельзя.")
            }
            Self::NotAPaidAmount => "Оплаченная сумма не меньше нуля и не точнее копейки.".to_owned(),
            _ => String::new(),
        }
    }
}

impl Refusal for OrderError {
    fn code(&self) -> &'static str {
        match self {
            Self::Unknown => "ORDER_UNKNOWN",
            Self::AlreadyDrafted => "ORDER_ALREADY_DRAFTED",
            Self::NotEditable(_) => "ORDER_NOT_EDITABLE",
            Self::StepNotAllowed { .. } => "ORDER_STEP_NOT_ALLOWED",
            Self::OnHold { .. } => "ORDER_ON_HOLD",
            Self::ContractDiffers => "ORDER_CONTRACT_DIFFERS",
            Self::Empty => "ORDER_EMPTY",
            Self::TooManyLines { .. } => "ORDER_TOO_MANY_LINES",
            Self::LineDuplicate { .. } => "ORDER_LINE_DUPLICATE",
            Self::LineUnknown(_) => "ORDER_LINE_UNKNOWN",
            Self::LineUnpriced { .. } => "ORDER_LINE_UNPRICED",
            Self::LineWithdrawn { .. } => "ORDER_LINE_WITHDRAWN",
            Self::LineNotPriceable { why, .. } | Self::DeliveryNotPriceable { why, .. } => why.code(),
            Self::Totals(error) => error.code(),
            Self::Repriced(_) => "ORDER_REPRICED",
            Self::TotalChanged { .. } => "ORDER_TOTAL_CHANGED",
            Self::WantedInThePast { .. } => "ORDER_WANTED_IN_THE_PAST",
            Self::DeliveryAddressMissing { .. } => "DELIVERY_ADDRESS_MISSING",
            Self::DeliveryAddressSuperfluous { .. } => "DELIVERY_ADDRESS_SUPERFLUOUS",
            Self::DeliveryWithdrawn { .. } => "DELIVERY_WAY_WITHDRAWN",
            Self::StaleCase => "ORDER_CASE_STALE",
            Self::StaleRevision => "ORDER_REVISION_STALE",
            Self::CutNotSmaller { .. } => "ORDER_CUT_NOT_SMALLER",
            Self::NothingLeft => "ORDER_NOTHING_LEFT",
            Self::HoldReasonMissing => "ORDER_HOLD_REASON_MISSING",
            Self::ShipmentUnknown => "ORDER_SHIPMENT_UNKNOWN",
            Self::ShipmentDuplicate => "ORDER_SHIPMENT_DUPLICATE",
            Self::ShipmentArrived => "ORDER_SHIPMENT_ARRIVED",
            Self::CarriageTooLong { .. } => "ORDER_CARRIAGE_TOO_LONG",
            Self::CancellationExceeds { .. } => "ORDER_CANCELLATION_EXCEEDS",
            Self::CancellationAsked => "ORDER_CANCELLATION_ASKED",
            Self::CancellationNotAsked => "ORDER_CANCELLATION_NOT_ASKED",
            Self::CancellationTooLate => "ORDER_CANCELLATION_TOO_LATE",
            Self::AmendmentEmpty => "ORDER_AMENDMENT_EMPTY",
            Self::AmendmentLeavesNothing => "ORDER_AMENDMENT_LEAVES_NOTHING",
            Self::BelowShipped { .. } => "ORDER_BELOW_SHIPPED",
            Self::NotAPaidAmount => "ORDER_PAID_AMOUNT_INVALID",
            Self::ShipmentEmpty => "ORDER_SHIPMENT_EMPTY",
            Self::ShipmentExceeds { .. } => "ORDER_SHIPMENT_EXCEEDS",
        }
    }

    fn in_russian(&self) -> String {
        match self {
            Self::Unknown => "Такого заказа нет.".to_owned(),
            Self::AlreadyDrafted => "Этот заказ уже создан.".to_owned(),
            Self::NotEditable(status) => {
                format!("Менять заказ нельзя: он {}.", status.in_russian())
            }
            Self::StepNotAllowed { step, status } => {
                format!("Нельзя {} заказ: он {}.", step.in_russian(), status.in_russian())
            }
            Self::OnHold { step, hold } => {
                format!("Нельзя {} заказ, он приостановлен: {}.", step.in_russian(), hold.in_russian())
            }
            Self::ContractDiffers => "Это условия другого договора.".to_owned(),
            Self::Empty => "В заказе нет ни одной строки.".to_owned(),
            Self::TooManyLines { limit } => format!("В заказе не больше {limit} строк."),
            Self::LineDuplicate { goods } => format!("{goods}: такая строка уже есть."),
            Self::LineUnknown(product) => format!("В заказе нет строки с товаром {product}."),
            Self::LineUnpriced { goods } => format!("{goods}: нет цены по этому договору."),
            Self::LineWithdrawn { goods } => format!("{goods}: товар больше не продаётся."),
            Self::LineNotPriceable { goods, why } => format!("{goods}. {}", why.in_russian()),
            Self::Totals(error) => error.in_russian(),
            Self::Repriced(repriced) => format!("Цены изменились: {}.", repriced_text(repriced)),
            Self::TotalChanged { accepted, now } => {
                format!("Заказ изменился: он стоит теперь {now}, а не {accepted}.")
            }
            Self::WantedInThePast { today } => {
                format!("Желаемая дата не может быть раньше {}.", today.format("%d.%m.%Y"))
            }
            Self::DeliveryAddressMissing { way } => format!("Для доставки «{way}» нужен адрес."),
            Self::DeliveryAddressSuperfluous { way } => {
                format!("«{way}» — самовывоз, адрес не указывается.")
            }
            Self::DeliveryWithdrawn { way } => format!("Доставка «{way}» больше не предлагается."),
            Self::DeliveryNotPriceable { way, why } => format!("Доставка «{way}». {}", why.in_russian()),
            Self::StaleCase => "Это согласование уже не относится к заказу.".to_owned(),
            Self::StaleRevision => "Заказ изменился после этого решения.".to_owned(),
            Self::CutNotSmaller { goods, ordered } => {
                format!("{goods}: согласующий может только уменьшить количество, заказано {ordered}.")
            }
            Self::NothingLeft => {
                "При согласовании должна остаться хотя бы одна строка: иначе отклоните заказ.".to_owned()
            }
            Self::HoldReasonMissing
            | Self::ShipmentUnknown
            | Self::ShipmentDuplicate
            | Self::ShipmentArrived
            | Self::CarriageTooLong { .. }
            | Self::CancellationExceeds { .. }
            | Self::CancellationAsked
            | Self::CancellationNotAsked
            | Self::CancellationTooLate
            | Self::AmendmentEmpty
            | Self::AmendmentLeavesNothing
            | Self::BelowShipped { .. }
            | Self::NotAPaidAmount => self.after_acceptance_in_russian(),
            Self::ShipmentEmpty => "В отгрузке нет ни одной строки.".to_owned(),
            Self::ShipmentExceeds { goods, asked, remaining } => {
                format!("{goods}: осталось отгрузить {}, а не {asked}.", remaining_text(*remaining))
            }
        }
    }

    fn field(&self) -> Option<&'static str> {
        match self {
            Self::Empty | Self::TooManyLines { .. } | Self::ShipmentEmpty => Some("lines"),
            Self::LineDuplicate { .. }
            | Self::LineUnknown(_)
            | Self::LineUnpriced { .. }
            | Self::LineWithdrawn { .. } => Some("lines.product"),
            Self::LineNotPriceable { why, .. } => why.field(),
            Self::Repriced(_) | Self::TotalChanged { .. } => Some("acceptedTotal"),
            Self::WantedInThePast { .. } => Some("wantedOn"),
            Self::DeliveryAddressMissing { .. } | Self::DeliveryAddressSuperfluous { .. } => {
                Some("delivery.addressId")
            }
            Self::DeliveryWithdrawn { .. } | Self::DeliveryNotPriceable { .. } => Some("delivery.wayId"),
            Self::CutNotSmaller { .. } => Some("cuts.quantity"),
            Self::NothingLeft => Some("cuts"),
            Self::ShipmentExceeds { .. } | Self::CancellationExceeds { .. } => Some("lines.quantity"),
            Self::BelowShipped { .. } => Some("changes.setQuantity.quantity"),
            Self::AmendmentEmpty | Self::AmendmentLeavesNothing => Some("changes"),
            Self::HoldReasonMissing => Some("comment"),
            Self::ShipmentUnknown | Self::ShipmentArrived => Some("shipmentId"),
            Self::NotAPaidAmount => Some("paid"),
            _ => None,
        }
    }
}
