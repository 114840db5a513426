//! Shared words keep their shape on the way to storage and back.

use super::{PaymentTerms, PrepaidPart, Revision, TimeZone};

#[test]
fn payment_terms_are_stored_by_name() {
    let days = 30.try_into().unwrap();
    let terms = PaymentTerms::Deferred { days };
    assert_eq!(serde_json::to_string(&terms).unwrap(), r#"{"kind":"deferred","days":30}"#);
    assert_eq!(serde_json::to_string(&PaymentTerms::Prepayment).unwrap(), r#"{"kind":"prepayment"}"#);
    let percent = PrepaidPart::try_from(30).unwrap();
    let partial = serde_json::to_string(&PaymentTerms::PartialPrepayment { percent, days }).unwrap();
    assert_eq!(
        serde_json::from_str::<PaymentTerms>(&partial).unwrap(),
        PaymentTerms::PartialPrepayment { percent, days }
    );
}

#[test]
fn payment_terms_that_mean_nothing_cannot_exist() {
    assert!(serde_json::from_str::<PaymentTerms>(r#"{"kind":"deferred","days":0}"#).is_err());
    assert!(PrepaidPart::try_from(0).is_err() && PrepaidPart::try_from(100).is_err());
}

#[test]
fn a_revision_is_64_lower_case_hexadecimal_digits() {
    let text = "0123456789abcdef".repeat(4);
    let revision: Revision = text.parse().unwrap();
    assert_eq!(revision.to_string(), text);
    assert!(text.to_uppercase().parse::<Revision>().is_err());
    assert!(text[1..].parse::<Revision>().is_err());
    assert!("".parse::<Revision>().is_err());
}

#[test]
fn a_time_zone_has_the_shape_of_a_name() {
    for name in ["Europe/Moscow", "Asia/Yekaterinburg", "UTC", "America/Argentina/Buenos_Aires", "Etc/GMT+3"]
    {
        assert!(name.parse::<TimeZone>().is_ok(), "{name}");
    }
    for name in ["", "/", "Europe/", "../../etc/passwd", "Москва", "Europe Moscow"] {
        assert!(name.parse::<TimeZone>().is_err(), "{name}");
    }
}
