//! Given what happened, when something is asked, then this follows: tests of aggregates
//! as sentences.

use std::fmt::Debug;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use cqrs_es::{Aggregate, event_sink::EventSink};

/// An aggregate with a history.
pub fn given<A: Aggregate>(history: impl IntoIterator<Item = A::Event>) -> Given<A> {
    let mut aggregate = A::default();
    history.into_iter().for_each(|event| aggregate.apply(event));
    Given(aggregate)
}

/// An aggregate that something can be asked of.
pub struct Given<A: Aggregate>(pub A);

impl<A: Aggregate<Services = ()>> Given<A> {
    pub fn when(mut self, command: A::Command) -> When<A> {
        let outcome = ask(&mut self.0, command);
        When { outcome }
    }
}

/// What followed.
pub struct When<A: Aggregate> {
    outcome: Result<Vec<A::Event>, A::Error>,
}

impl<A: Aggregate<Error: PartialEq, Event: Debug>> When<A> {
    #[track_caller]
    pub fn then(self, events: impl IntoIterator<Item = A::Event>) {
        assert_eq!(self.outcome, Ok(events.into_iter().collect()));
    }

    #[track_caller]
    pub fn then_it_is_already_so(self) {
        self.then([]);
    }

    #[track_caller]
    pub fn then_refused(self, error: A::Error) {
        assert_eq!(self.outcome, Err(error));
    }
}

/// Asks something of an aggregate, which goes on with what followed.
pub fn ask<A: Aggregate<Services = ()>>(
    aggregate: &mut A,
    command: A::Command,
) -> Result<Vec<A::Event>, A::Error> {
    let sink = EventSink::default();
    at_once(aggregate.handle(command, &(), &sink))?;
    Ok(at_once(sink.collect()))
}

/// The result of a future that waits for nothing, as pure decisions do.
fn at_once<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(result) => result,
        Poll::Pending => panic!("a decision waited for something"),
    }
}
