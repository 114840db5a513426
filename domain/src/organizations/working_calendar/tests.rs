//! What always holds of working hours.
