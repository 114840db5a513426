//! Tests of the whole service against a real database.

mod catalogue;
