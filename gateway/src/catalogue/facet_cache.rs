//! Counts that were made already: they are dear, the same for everybody with the same type of
//! price, and stay as they are until 1C sends something.

use std::num::NonZeroUsize;
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};
use domain::vocabulary::PriceTypeId;
use lru::LruCache;
use projections::catalogue::{Facets, ProductFilter};

/// How many counts are kept: of a few kilobytes each.
const KEPT: NonZeroUsize = NonZeroUsize::new(1000).expect("a thousand is not zero");
/// A price that was written ahead may begin to hold between two changes of the catalogue.
const FRESH: TimeDelta = TimeDelta::minutes(1);

/// What counts belong to.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Counted {
    /// The catalogue as of this change.
    pub generation: i64,
    /// The type of price.
    pub price_type: Option<PriceTypeId>,
    /// The filter, as it is written for debugging: all of it.
    filter: String,
}

impl Counted {
    /// The counts of a filter.
    pub fn of(generation: i64, price_type: Option<PriceTypeId>, filter: &ProductFilter) -> Self {
        Self { generation, price_type, filter: format!("{filter:?}") }
    }
}

/// The counts that were made last. Cheap to clone.
#[derive(Clone)]
pub struct FacetCache(Arc<Mutex<Kept>>);

/// Counts with the moment at which they were made.
type Kept = LruCache<Counted, (DateTime<Utc>, Arc<Facets>)>;

impl Default for FacetCache {
    fn default() -> Self {
        Self(Arc::new(Mutex::new(LruCache::new(KEPT))))
    }
}

impl FacetCache {
    /// The counts, if they were made a moment ago.
    pub fn get(&self, of: &Counted, now: DateTime<Utc>) -> Option<Arc<Facets>> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (made, facets) = kept.get(of)?;
        (now - *made < FRESH).then(|| Arc::clone(facets))
    }

    /// Keeps counts that were made now.
    pub fn put(&self, of: Counted, now: DateTime<Utc>, facets: Arc<Facets>) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).put(of, (now, facets));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: u32) -> DateTime<Utc> {
        format!("2026-11-24T10:{:02}:{:02}Z", second / 60, second % 60).parse().unwrap()
    }

    #[test]
    fn counts_are_kept_for_a_minute_and_for_one_generation_and_filter() {
        let cache = FacetCache::default();
        let filter = ProductFilter { text: Some("кабель".to_owned()), ..ProductFilter::default() };
        let of = Counted::of(1, None, &filter);
        let facets = Arc::new(Facets { total: 7, ..Facets::default() });
        cache.put(of.clone(), at(0), Arc::clone(&facets));
        assert_eq!(cache.get(&of, at(59)), Some(facets));
        assert_eq!(cache.get(&of, at(60)), None);
        assert_eq!(cache.get(&Counted::of(2, None, &filter), at(1)), None);
        assert_eq!(cache.get(&Counted::of(1, None, &ProductFilter::default()), at(1)), None);
    }
}
