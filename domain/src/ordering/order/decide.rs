//! The decisions: what follows from what was asked.
//!
//! First what is so already is answered with nothing; then the table of [`Step`]s is
//! asked; then the facts are judged.

mod amending;
mod approval;
mod cancelling;
mod details;
mod editing;
pub(super) mod reduction;
mod shipping;
mod standing;
pub(super) mod submission;

use super::command::OrderCommand;
use super::contract::ContractTerms;
use super::error::OrderError;
use super::event::OrderEvent;
use super::state::Order;
use super::status::OrderStatus;
use super::step::Step;

type Decision = Result<Vec<OrderEvent>, OrderError>;

/// An order that exists, with the two things that every decision about it needs.
struct Existing<'a> {
    order: &'a Order,
    contract: &'a ContractTerms,
    status: OrderStatus,
}

pub(super) fn decide(order: &Order, command: OrderCommand) -> Decision {
    match (order.status(), order.contract(), command) {
        (Some(status), Some(contract), command) => go_on(&Existing { order, contract, status }, command),
        (_, _, OrderCommand::Draft { organization, author, placed_by, contract, lines, from_cart }) => {
            let (lines, totals) = editing::first_lines(&contract, lines)?;
            let contract = Box::new(contract);
            let drafted =
                OrderEvent::Drafted { organization, author, placed_by, contract, lines, totals, from_cart };
            Ok(vec![drafted])
        }
        _ => Err(OrderError::Unknown),
    }
}

fn go_on(existing: &Existing, command: OrderCommand) -> Decision {
    let Some(step) = step(&command) else { return Err(OrderError::AlreadyDrafted) };
    if already_so(existing, &command) {
        return Ok(vec![]);
    }
    existing.permit(step)?;
    match command {
        OrderCommand::Draft { .. } => Err(OrderError::AlreadyDrafted),
        OrderCommand::EditLines { edits } => editing::edit(existing, edits),
        OrderCommand::SetDetails { details, today } => details::set(existing, details, today),
        OrderCommand::Submit { number, contract, offers, tariff, accepted_total, approval } => {
            let submission = existing.order.submission(&contract, &offers, tariff.as_deref())?;
            submission.accepted(accepted_total)?;
            Ok(submission::submit(existing, number, contract, submission, approval))
        }
        OrderCommand::NoteCredit { decision } => Ok(vec![OrderEvent::CreditChecked { decision }]),
        OrderCommand::Withdraw => approval::withdraw(existing),
        OrderCommand::Return { case, comment, line_comments } => {
            approval::give_back(existing, case, comment, line_comments)
        }
        OrderCommand::Reject { case, reason } => approval::reject(existing, case, reason),
        OrderCommand::Reduce { case, revision, cuts } => reduction::reduce(existing, case, revision, cuts),
        OrderCommand::Approve { case, revision, forced } => {
            approval::approve(existing, case, revision, forced)
        }
        OrderCommand::Confirm => approval::confirm(existing),
        OrderCommand::RefuseConfirmation { code } => Ok(vec![OrderEvent::ConfirmationRefused { code }]),
        OrderCommand::TakeIntoProcessing => Ok(vec![OrderEvent::TakenIntoProcessing {}]),
        OrderCommand::Deliver => Ok(vec![OrderEvent::Delivered {}]),
        OrderCommand::Close => Ok(vec![OrderEvent::Closed {}]),
        OrderCommand::Cancel { by, reason } => Ok(vec![OrderEvent::Cancelled { by, reason }]),
        OrderCommand::PutOnHold { hold, reason } => standing::hold(hold, reason),
        OrderCommand::ReleaseHold { hold, note } => Ok(vec![OrderEvent::HoldReleased { hold, note }]),
        later => fulfil(existing, later),
    }
}

/// What is asked of an order that the supplier accepted.
fn fulfil(existing: &Existing, command: OrderCommand) -> Decision {
    let order = existing.order;
    match command {
        OrderCommand::Ship { lines, shipment, carriage } => shipping::ship(order, lines, shipment, carriage),
        OrderCommand::TrackShipment { shipment, carriage } => shipping::track(order, shipment, carriage),
        OrderCommand::DeliverShipment { shipment } => shipping::deliver(existing, shipment),
        OrderCommand::CancelLines { lines, reason } => cancelling::as_supplier(existing, lines, reason),
        OrderCommand::RequestCancellation { lines, reason } => cancelling::ask(order, lines, reason),
        OrderCommand::WithdrawCancellationRequest => cancelling::take_back(order),
        OrderCommand::GrantCancellation { answer } => cancelling::grant(existing, answer),
        OrderCommand::DeclineCancellation { answer } => cancelling::decline(order, answer),
        OrderCommand::Amend { changes, reason } => amending::amend(existing, changes, reason),
        OrderCommand::Expect { date } => Ok(standing::expect(order, date)),
        OrderCommand::NotePaidAmount { paid } => standing::note_paid(existing, paid),
        _ => Ok(vec![]),
    }
}

/// The step of the table that a command takes; none begins an order that exists.
const fn step(command: &OrderCommand) -> Option<Step> {
    Some(match command {
        OrderCommand::Draft { .. } => return None,
        OrderCommand::EditLines { .. } | OrderCommand::SetDetails { .. } => Step::Edit,
        OrderCommand::NoteCredit { .. } | OrderCommand::Submit { .. } => Step::Submit,
        OrderCommand::Withdraw => Step::Withdraw,
        OrderCommand::Return { .. } => Step::Return,
        OrderCommand::Reject { .. } => Step::Reject,
        OrderCommand::Reduce { .. } | OrderCommand::Approve { .. } => Step::Approve,
        OrderCommand::Confirm => Step::Confirm,
        OrderCommand::RefuseConfirmation { .. } => Step::RefuseConfirmation,
        OrderCommand::TakeIntoProcessing => Step::TakeIntoProcessing,
        OrderCommand::Ship { .. } => Step::Ship,
        OrderCommand::TrackShipment { .. } => Step::TrackShipment,
        OrderCommand::DeliverShipment { .. } => Step::DeliverShipment,
        OrderCommand::Deliver => Step::Deliver,
        OrderCommand::Close => Step::Close,
        OrderCommand::Cancel { by, .. } => Step::cancel(*by),
        OrderCommand::CancelLines { .. } => Step::CancelLines,
        OrderCommand::RequestCancellation { .. } => Step::RequestCancellation,
        OrderCommand::WithdrawCancellationRequest => Step::WithdrawCancellationRequest,
        OrderCommand::GrantCancellation { .. } | OrderCommand::DeclineCancellation { .. } => {
            Step::AnswerCancellation
        }
        OrderCommand::Amend { .. } => Step::Amend,
        OrderCommand::Expect { .. } => Step::Expect,
        OrderCommand::NotePaidAmount { .. } => Step::NotePaidAmount,
        OrderCommand::PutOnHold { .. } => Step::PutOnHold,
        OrderCommand::ReleaseHold { .. } => Step::ReleaseHold,
    })
}

/// Whether exactly the thing asked is so already. A comment or a reason that came with
/// the request would be lost, so nothing that carries one is ever already so; only a note
/// about the release of a hold that is not there is about nothing.
fn already_so(Existing { order, status, .. }: &Existing, command: &OrderCommand) -> bool {
    match command {
        OrderCommand::Approve { case, revision, .. } => {
            *status == OrderStatus::Approved
                && order.case() == Some(*case)
                && order.revision() == Some(*revision)
        }
        OrderCommand::Confirm => *status == OrderStatus::Confirmed,
        OrderCommand::RefuseConfirmation { code } => {
            *status == OrderStatus::Approved && order.confirmation_refused() == Some(code)
        }
        OrderCommand::TakeIntoProcessing => *status == OrderStatus::Processing,
        OrderCommand::Deliver => *status == OrderStatus::Delivered,
        OrderCommand::Close => *status == OrderStatus::Closed,
        OrderCommand::DeliverShipment { shipment } => {
            order.shipment(*shipment).is_some_and(|known| known.delivered)
        }
        OrderCommand::PutOnHold { hold, reason: None } => order.holds().contains(hold),
        OrderCommand::ReleaseHold { hold, .. } => !order.holds().contains(hold),
        _ => false,
    }
}

impl Existing<'_> {
    fn permit(&self, step: Step) -> Result<(), OrderError> {
        let status = self.status;
        match self.order.hold() {
            hold if step.is_open(status, hold.is_some()) => Ok(()),
            Some(hold) if step.is_open(status, false) => Err(OrderError::OnHold { step, hold }),
            _ if step == Step::Edit => Err(OrderError::NotEditable(status)),
            _ => Err(OrderError::StepNotAllowed { step, status }),
        }
    }
}
