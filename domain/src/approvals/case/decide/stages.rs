//! From one stage to the next: each begins with its people and its time, and ends when all of
//! its groups agree.

use super::super::due::WorkingTime;
use super::super::event::CaseEvent;
use super::super::state::ApprovalCase;
use cqrs_es::Aggregate;

/// A case as the events of an answer leave it, and these events.
pub(super) struct Course {
    pub(super) case: ApprovalCase,
    pub(super) events: Vec<CaseEvent>,
}

impl Course {
    /// The course of an answer, at its beginning.
    pub(super) fn of(case: &ApprovalCase) -> Self {
        Self { case: case.clone(), events: Vec::new() }
    }

    /// Goes on with an event.
    pub(super) fn add(&mut self, event: CaseEvent) {
        self.case.apply(event.clone());
        self.events.push(event);
    }

    /// Begins with the first stage that does not agree by what was carried into it.
    pub(super) fn begin(&mut self, time: &WorkingTime) {
        if !self.advance(time) {
            self.start(time);
        }
    }

    /// Ends the stage if all of its groups agree, and the case with the last stage; whether
    /// it did. Stages that agree by what was carried into them are passed at once.
    pub(super) fn advance(&mut self, time: &WorkingTime) -> bool {
        let mut moved = false;
        while let Some(stage) = self.case.current_stage().filter(|_| self.case.waiting_groups().is_empty()) {
            moved = true;
            self.add(CaseEvent::StageCompleted { stage });
            if self.case.groups(stage + 1).is_empty() {
                self.add(CaseEvent::Granted {});
            }
        }
        if moved && self.case.outcome().is_none() {
            self.start(time);
        }
        moved
    }

    fn start(&mut self, time: &WorkingTime) {
        let Some(stage) = self.case.current_stage() else { return };
        let due = time.due_of(self.case.waiting_groups());
        self.add(CaseEvent::StageStarted { stage, asked: self.case.who_may_act(), due });
    }
}
