//! Catalogues of 1C on a real database: taken in, taken in again, refused, read, quoted.

mod command_line;
pub mod database;
pub mod files;
mod reading;
mod repeating;
mod taking_in;
