//! Catalogues of 1C on a real PostgreSQL: taken in, taken in again, refused, read, quoted.

mod database;
mod files;
mod reading;
mod repeating;
mod taking_in;
