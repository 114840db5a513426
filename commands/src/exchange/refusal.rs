//! Why a document of 1C that can be read is not taken in.

use domain::refusal::Refusal;

use super::outcome::Reason;

/// Why a document of 1C that can be read is not taken in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ExchangeRefusal {
    /// The counterparty has not come.
    #[error("this counterparty has not been sent")]
    CounterpartyUnknown,
    /// The counterparty is no organization of ours.
    #[error("no organization is registered with the INN and KPP of this counterparty")]
    CounterpartyNotTied,
    /// The contract has not come.
    #[error("this contract has not been sent, or was refused")]
    ContractUnknown,
    /// The contract is another counterparty's.
    #[error("this contract is another counterparty's")]
    ContractOfOther,
    /// The number of a contract cannot be kept.
    #[error("the number of a contract has 1 to 50 characters, none of them a control character")]
    ContractNumberUnusable,
    /// The amount is in another currency than the contract.
    #[error("the currency is not that of the contract")]
    CurrencyDiffers,
    /// A contract whose currency changes.
    #[error("the currency of a contract that is known does not change")]
    CurrencyFixed,
    /// A new contract does not say who sells.
    #[error("a contract that is not known yet needs its seller")]
    SellerMissing,
    /// The seller is none of the supplier's legal entities.
    #[error("no legal entity of the supplier has this INN and KPP")]
    SellerUnknown,
    /// A new contract does not say its prices.
    #[error("a contract that is not known yet needs its type of price")]
    PriceTypeMissing,
    /// The type of price has not come with the catalogue.
    #[error("this type of price has not come with the catalogue")]
    PriceTypeUnknown,
    /// The kind of document does not say which way its amount goes.
    #[error("say on which side the amount of this document is")]
    SideMissing,
    /// A document that does not count any more was never known.
    #[error("this document has never been sent as posted")]
    DocumentUnknown,
    /// There is no such order.
    #[error("there is no such order")]
    OrderUnknown,
    /// Nobody asked this base for such a statement.
    #[error("this base was not asked for such a statement")]
    ReconciliationUnknown,
    /// The order is another customer's.
    #[error("this order is another customer's")]
    OrderOfOther,
    /// The status needs a reason.
    #[error("say why the order is refused or cancelled")]
    ReasonMissing,
    /// The status needs an amount.
    #[error("say how much was paid for the order in all")]
    PaidAmountMissing,
    /// Others kept changing the same thing.
    #[error("others changed the same thing at the same time")]
    Busy,
}

impl ExchangeRefusal {
    /// Whether the same document may be taken in later, when something else has come.
    pub const fn may_pass_later(self) -> bool {
        matches!(
            self,
            Self::CounterpartyUnknown
                | Self::CounterpartyNotTied
                | Self::ContractUnknown
                | Self::SellerUnknown
                | Self::PriceTypeUnknown
                | Self::DocumentUnknown
                | Self::OrderUnknown
                | Self::Busy
        )
    }
}

impl Refusal for ExchangeRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::CounterpartyUnknown => "EXCHANGE_COUNTERPARTY_UNKNOWN",
            Self::CounterpartyNotTied => "EXCHANGE_COUNTERPARTY_NOT_TIED",
            Self::ContractUnknown => "EXCHANGE_CONTRACT_UNKNOWN",
            Self::ContractOfOther => "EXCHANGE_CONTRACT_OF_OTHER",
            Self::ContractNumberUnusable => "EXCHANGE_CONTRACT_NUMBER_UNUSABLE",
            Self::CurrencyDiffers => "EXCHANGE_CURRENCY_DIFFERS",
            Self::CurrencyFixed => "EXCHANGE_CURRENCY_FIXED",
            Self::SellerMissing => "EXCHANGE_SELLER_MISSING",
            Self::SellerUnknown => "EXCHANGE_SELLER_UNKNOWN",
            Self::PriceTypeMissing => "EXCHANGE_PRICE_TYPE_MISSING",
            Self::PriceTypeUnknown => "EXCHANGE_PRICE_TYPE_UNKNOWN",
            Self::SideMissing => "EXCHANGE_SIDE_MISSING",
            Self::DocumentUnknown => "EXCHANGE_DOCUMENT_UNKNOWN",
            Self::OrderUnknown => "EXCHANGE_ORDER_UNKNOWN",
            Self::ReconciliationUnknown => "EXCHANGE_RECONCILIATION_UNKNOWN",
            Self::OrderOfOther => "EXCHANGE_ORDER_OF_OTHER",
            Self::ReasonMissing => "EXCHANGE_REASON_MISSING",
            Self::PaidAmountMissing => "EXCHANGE_PAID_AMOUNT_MISSING",
            Self::Busy => "EXCHANGE_BUSY",
        }
    }

    fn in_russian(&self) -> String {
        match self {
            Self::CounterpartyUnknown => "Этот контрагент ещё не передан.",
            Self::CounterpartyNotTied => {
                "Организация с ИНН и КПП этого контрагента в кабинете не зарегистрирована."
            }
            Self::ContractUnknown => "Этот договор ещё не передан или был отклонён.",
            Self::ContractOfOther => "Это договор другого контрагента.",
            Self::ContractNumberUnusable => "Номер договора — от 1 до 50 символов, без управляющих символов.",
            Self::CurrencyDiffers => "Валюта не совпадает с валютой договора.",
            Self::CurrencyFixed => "Валюта известного договора не меняется.",
            Self::SellerMissing => "Для нового договора нужна организация-продавец.",
            Self::SellerUnknown => "У поставщика нет юридического лица с такими ИНН и КПП.",
            Self::PriceTypeMissing => "Для нового договора нужен вид цен.",
            Self::PriceTypeUnknown => "Такой вид цен ещё не передан с каталогом.",
            Self::SideMissing => "Укажите, на какой стороне сумма этого документа.",
            Self::DocumentUnknown => "Этот документ никогда не передавался проведённым.",
            Self::OrderUnknown => "Такого заказа нет.",
            Self::ReconciliationUnknown => "Такую сверку у этой базы не запрашивали.",
            Self::OrderOfOther => "Это заказ другого клиента.",
            Self::ReasonMissing => "Укажите, почему заказ отклонён или отменён.",
            Self::PaidAmountMissing => "Укажите, сколько всего оплачено по заказу.",
            Self::Busy => "Одновременно изменялось то же самое.",
        }
        .to_owned()
    }

    fn field(&self) -> Option<&'static str> {
        match self {
            Self::CounterpartyUnknown | Self::CounterpartyNotTied => Some("counterparty"),
            Self::ContractUnknown | Self::ContractOfOther => Some("contract"),
            Self::ContractNumberUnusable => Some("number"),
            Self::CurrencyDiffers | Self::CurrencyFixed => Some("currency"),
            Self::SellerMissing | Self::SellerUnknown => Some("seller"),
            Self::PriceTypeMissing | Self::PriceTypeUnknown => Some("priceType"),
            Self::SideMissing => Some("side"),
            Self::DocumentUnknown | Self::ReconciliationUnknown => Some("id"),
            Self::OrderUnknown | Self::OrderOfOther => Some("order"),
            Self::ReasonMissing => Some("reason"),
            Self::PaidAmountMissing => Some("paidAmount"),
            Self::Busy => None,
        }
    }
}

impl From<ExchangeRefusal> for Reason {
    fn from(refusal: ExchangeRefusal) -> Self {
        Self { retry: refusal.may_pass_later(), ..Self::of(&refusal) }
    }
}
