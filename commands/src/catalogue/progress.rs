//! Telling how far a run is.

/// Whoever wants to know how far a run is.
pub trait Progress: Send + Sync {
    /// So many objects are to be taken in.
    fn expect(&self, objects: u64);

    /// So many more objects were taken in.
    fn advance(&self, objects: u64);
}

/// Nobody wants to know.
impl Progress for () {
    fn expect(&self, _objects: u64) {}

    fn advance(&self, _objects: u64) {}
}
