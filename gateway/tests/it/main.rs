//! Tests of the whole service against a real PostgreSQL.

mod catalogue;
