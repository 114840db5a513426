//! Events of all aggregates as one union, and how stored ones are read.

use cqrs_es::DomainEvent;
use serde::de::DeserializeOwned;

use super::Stream;

/// An event that the journal can store and read back.
pub trait JournalEvent: DomainEvent {
    /// The names of all events of the aggregate, current and past.
    const NAMES: &'static [&'static str];

    /// The version in which an event of this name is written today.
    fn current_version(_name: &str) -> &'static str {
        "1"
    }
}

/// A stored event that the code has no way to read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Undecodable {
    /// No aggregate of this type is known.
    #[error("no aggregate is called '{0}'")]
    UnknownAggregate(String),
    /// No upcaster leads from this version to the current one.
    #[error("no way leads from version {version} of {aggregate_type}.{event_type} to the current one")]
    UnknownVersion {
        /// The aggregate's type.
        aggregate_type: String,
        /// The event's name.
        event_type: String,
        /// The stored version.
        version: String,
    },
    /// The payload does not have the shape that its version promises.
    #[error("the payload of {aggregate_type}.{event_type} does not fit: {reason}")]
    Misshapen {
        /// The aggregate's type.
        aggregate_type: String,
        /// The event's name.
        event_type: String,
        /// What the decoder said.
        reason: String,
    },
}

/// Reads one stored event of a known aggregate.
///
/// Upcasters of old versions are applied here, and nowhere else.
pub fn decode<E: JournalEvent + DeserializeOwned>(
    aggregate_type: &str,
    event_type: &str,
    version: &str,
    payload: &str,
) -> Result<E, Undecodable> {
    is_known::<E>(aggregate_type, event_type, version)?;
    serde_json::from_str(payload).map_err(|error| misshapen(aggregate_type, event_type, &error))
}

/// Like [`decode`], for a payload that was parsed already.
pub fn decode_value<E: JournalEvent + DeserializeOwned>(
    aggregate_type: &str,
    event_type: &str,
    version: &str,
    payload: serde_json::Value,
) -> Result<E, Undecodable> {
    is_known::<E>(aggregate_type, event_type, version)?;
    serde_json::from_value(payload).map_err(|error| misshapen(aggregate_type, event_type, &error))
}

fn misshapen(aggregate_type: &str, event_type: &str, error: &serde_json::Error) -> Undecodable {
    Undecodable::Misshapen {
        aggregate_type: aggregate_type.to_owned(),
        event_type: event_type.to_owned(),
        reason: error.to_string(),
    }
}

fn is_known<E: JournalEvent>(
    aggregate_type: &str,
    event_type: &str,
    version: &str,
) -> Result<(), Undecodable> {
    if E::NAMES.contains(&event_type) && E::current_version(event_type) == version {
        return Ok(());
    }
    Err(Undecodable::UnknownVersion {
        aggregate_type: aggregate_type.to_owned(),
        event_type: event_type.to_owned(),
        version: version.to_owned(),
    })
}

fn written_by<A: Stream>() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    A::Event::NAMES.iter().map(|name| (A::TYPE, *name, A::Event::current_version(name)))
}

macro_rules! facts {
    ($($(#[$doc:meta])+ $name:ident($aggregate:ty),)+) => {
        /// What happened: an event of any aggregate.
        #[derive(Clone, Debug, PartialEq)]
        pub enum Fact {
            $($(#[$doc])+ $name(<$aggregate as cqrs_es::Aggregate>::Event),)+
        }

        impl Fact {
            /// Reads a stored event of whichever aggregate it belongs to.
            pub fn decode(
                aggregate_type: &str,
                event_type: &str,
                version: &str,
                payload: &str,
            ) -> Result<Self, Undecodable> {
                match aggregate_type {
                    $(<$aggregate as cqrs_es::Aggregate>::TYPE => {
                        decode(aggregate_type, event_type, version, payload).map(Self::$name)
                    })+
                    unknown => Err(Undecodable::UnknownAggregate(unknown.to_owned())),
                }
            }

            /// Whether a way leads from the stored version to the current one.
            ///
            /// The service asks it at start for every version that the journal holds.
            pub fn readable(aggregate_type: &str, event_type: &str, version: &str) -> Result<(), Undecodable> {
                match aggregate_type {
                    $(<$aggregate as cqrs_es::Aggregate>::TYPE => {
                        is_known::<<$aggregate as cqrs_es::Aggregate>::Event>(aggregate_type, event_type, version)
                    })+
                    unknown => Err(Undecodable::UnknownAggregate(unknown.to_owned())),
                }
            }

            /// All events that the code writes today: aggregate type, name, version.
            pub fn written_today() -> Vec<(&'static str, &'static str, &'static str)> {
                let mut all = Vec::new();
                $(all.extend(written_by::<$aggregate>());)+
                all
            }

            /// The payload as it is written today.
            pub fn payload(&self) -> serde_json::Result<serde_json::Value> {
                match self {
                    $(Self::$name(event) => serde_json::to_value(event),)+
                }
            }

            /// The state to which the facts of one stream lead, as JSON. Facts of other
            /// aggregates are passed over.
            pub fn fold(
                aggregate_type: &str,
                facts: impl IntoIterator<Item = Self>,
            ) -> Result<serde_json::Result<serde_json::Value>, Undecodable> {
                match aggregate_type {
                    $(<$aggregate as cqrs_es::Aggregate>::TYPE => {
                        let mut aggregate = <$aggregate>::default();
                        for fact in facts {
                            if let Self::$name(event) = fact {
                                cqrs_es::Aggregate::apply(&mut aggregate, event);
                            }
                        }
                        Ok(serde_json::to_value(aggregate))
                    })+
                    unknown => Err(Undecodable::UnknownAggregate(unknown.to_owned())),
                }
            }

            /// The name of the event within its aggregate.
            pub fn event_type(&self) -> String {
                match self {
                    $(Self::$name(event) => event.event_type(),)+
                }
            }
        }
    };
}

facts! {
    /// What a person did to their own account.
    Person(crate::identity::person::Person),
    /// What happened to an order.
    Order(crate::ordering::order::Order),
    /// What happened to a buyer organization.
    Organization(crate::organizations::Organization),
    /// What happened to the supplier's staff.
    Staff(crate::organizations::Staff),
    /// What happened to an approval policy.
    ApprovalPolicy(crate::approvals::ApprovalPolicy),
    /// What happened in an approval case.
    ApprovalCase(crate::approvals::ApprovalCase),
    /// What happened to a delegation of approvals.
    ApprovalDelegation(crate::approvals::Delegation),
    /// What happened to a budget of a cost centre.
    Budget(crate::accounts::budget::Budget),
    /// What happened to the credit of an organization in a currency.
    Exposure(crate::accounts::exposure::Exposure),
    /// What happened to a request for a reconciliation statement.
    Reconciliation(crate::accounts::reconciliation::Reconciliation),
    /// What happened to a document of the settlement ledger.
    SettlementDocument(crate::accounts::settlement::SettlementDocument),
    /// What came from 1C in one exchange.
    ExchangeRun(crate::exchange::run::ExchangeRun),
}
