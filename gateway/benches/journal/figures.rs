//! Medians and percentiles.

use std::time::Duration;

/// Times of one thing, done often.
pub struct Times(Vec<Duration>);

impl Times {
    pub fn new(mut times: Vec<Duration>) -> Self {
        times.sort_unstable();
        Self(times)
    }

    /// The time under which this share of all lies.
    pub fn percentile(&self, share: f64) -> Duration {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            clippy::cast_precision_loss,
            reason = "an index"
        )]
        let index = ((self.0.len() as f64 * share) as usize).min(self.0.len() - 1);
        self.0[index]
    }

    pub fn row(&self, what: &str) -> String {
        let ms = |share| self.percentile(share).as_secs_f64() * 1_000.0;
        format!("| {what} | {:.2} | {:.2} | {:.2} | {:.2} |", ms(0.5), ms(0.95), ms(0.99), ms(1.0))
    }
}

/// The middle one.
pub fn median(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures[figures.len() / 2]
}
