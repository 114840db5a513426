//! The picture of a payment code.

use std::fmt::Write;

use super::PaymentCode;

/// The width in modules of the light frame that a reader needs.
const QUIET_ZONE: usize = 4;

pub(super) fn svg(code: &PaymentCode) -> String {
    let side = code.width + 2 * QUIET_ZONE;
    let mut path = String::new();
    for (y, row) in code.dark.chunks(code.width).enumerate() {
        push_row(&mut path, row, y + QUIET_ZONE);
    }
    format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" width="{side}" height="{side}" shape-rendering="crispEdges"><path d="{path}"/></svg>"#
    )
}

/// A row as rectangles of neighbouring dark modules: fewer shapes, and no hair lines
/// between modules.
fn push_row(path: &mut String, row: &[bool], y: usize) {
    let mut x = QUIET_ZONE;
    for run in row.chunk_by(|left, right| left == right) {
        let length = run.len();
        if run[0] {
            // Writing into a string does not fail.
            let _ = write!(path, "M{x} {y}h{length}v1h-{length}z");
        }
        x += length;
    }
}
