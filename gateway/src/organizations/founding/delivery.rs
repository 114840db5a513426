//! Comparing the ways of delivery with what is there.

use domain::ordering::order::delivery_way_id;

use super::plan::Planner;
use super::step::Step;
use crate::organizations::file;

impl Planner<'_> {
    /// Plans a way of delivery.
    pub fn delivery_way(&mut self, asked: &file::DeliveryWay) {
        let code = asked.code.trim();
        if let Some(problem) = asked.problem() {
            return self.wrong(format!("delivery way '{code}': {problem}"));
        }
        if !self.is_first(format!("delivery way {code}")) {
            return self.wrong(format!("delivery way '{code}' is there twice"));
        }
        let kept = self.known.delivery_ways.iter().find(|kept| kept.code == code);
        let keep = asked.with_id(kept.map_or_else(|| delivery_way_id(code), |kept| kept.tariff.way));
        if kept != Some(&keep) {
            let is_new = kept.is_none();
            self.plan.steps.push(Step::DeliveryWay { keep, is_new });
        }
    }
}
