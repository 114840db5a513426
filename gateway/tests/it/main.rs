//! The service as a process, and the database under it.

mod config;
mod data_folder;
mod embedded;
mod own_server;
mod service;
