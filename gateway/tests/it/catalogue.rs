//! Catalogues of 1C on a real database: taken in, taken in again, refused, read, quoted.

#![expect(clippy::unwrap_used, reason = "a test fails where its preparation does")]

mod database;
mod files;
mod reading;
mod repeating;
mod taking_in;
