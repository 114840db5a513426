//! Pages of a list by keyset: where to go on is the last row's key, not a count.

/// Where a page begins or ends: the key of a row, as the list that made it sorts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cursor(pub String);

/// Which page of a list is asked.
#[derive(Clone, Debug)]
pub struct PageRequest {
    /// How many rows, at most 100.
    pub first: i64,
    /// After which row.
    pub after: Option<Cursor>,
}

impl PageRequest {
    /// The most rows of a page.
    pub const MOST: i64 = 100;

    /// One row more than asked: whether it is there says whether there is a next page.
    pub fn limit(&self) -> i64 {
        self.first.clamp(0, Self::MOST) + 1
    }
}

/// A page of a list.
#[derive(Clone, Debug)]
pub struct Slice<T> {
    /// The rows.
    pub rows: Vec<T>,
    /// Whether there are more behind them.
    pub has_next: bool,
}

impl<T> Slice<T> {
    /// Cuts the row that was read only to see whether it is there.
    pub fn cut(mut rows: Vec<T>, request: &PageRequest) -> Self {
        let asked = usize::try_from(request.limit() - 1).unwrap_or_default();
        let has_next = rows.len() > asked;
        rows.truncate(asked);
        Self { rows, has_next }
    }
}
