//! Single values as 1C writes them.

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, NaiveDateTime, Utc};
use commands::catalogue::Reason;
use domain::vocabulary::{Currency, VatRate};
use rust_decimal::Decimal;

use super::element::{Element, plain};
use super::limits;

/// Requisites in which bases keep a name in English. The standard has no place for it.
pub const NAME_EN: &[&str] =
    &["наименованиеанглийское", "наименованиенаанглийском", "наименованиеen", "nameen"];

/// Amounts and quantities from here on fit no column: 10¹⁵.
pub const TOO_MUCH: Decimal = Decimal::from_parts(2_764_472_320, 232_830, 0, false, 0);

/// The id of an object.
pub fn id(element: &Element) -> Result<String, Reason> {
    short(element.text_of("Ид"), limits::ID_CHARS)?.ok_or(Reason::NoId)
}

/// The name of an object.
pub fn name(element: &Element) -> Result<String, Reason> {
    short(element.text_of("Наименование"), limits::NAME_CHARS)?.ok_or(Reason::NoName)
}

/// A text that must not be longer than so many characters.
pub fn short(text: Option<&str>, chars: usize) -> Result<Option<String>, Reason> {
    match text {
        Some(text) if text.chars().count() > chars => Err(Reason::TooLong),
        text => Ok(text.map(ToOwned::to_owned)),
    }
}

/// The version of an object: for equality only.
pub fn version(element: &Element) -> Option<String> {
    short(element.text_of("НомерВерсии"), limits::ID_CHARS).ok().flatten()
}

/// Whether an object is marked for deletion.
pub fn deleted(element: &Element) -> bool {
    element.text_of("ПометкаУдаления").and_then(flag).unwrap_or(false)
}

/// How an object is shown when it is left out: by its name or id.
pub fn example(element: &Element) -> String {
    let shown = element.text_of("Наименование").or_else(|| element.text_of("Ид")).unwrap_or_default();
    shown.chars().take(80).collect()
}

/// A boolean. Bases write `true`, `Да` or `1`.
pub fn flag(text: &str) -> Option<bool> {
    match plain(text).as_str() {
        "true" | "да" | "1" | "истина" => Some(true),
        "false" | "нет" | "0" | "ложь" => Some(false),
        _ => None,
    }
}

/// A decimal number: a dot or a comma, with blanks of any width between the thousands.
pub fn decimal(text: &str) -> Option<Decimal> {
    let mut digits: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    digits = digits.replace('\u{2212}', "-");
    if let (Some(dot), Some(comma)) = (digits.rfind('.'), digits.rfind(',')) {
        // The last of the two marks the fraction, the other one the thousands.
        digits = digits.replace(if dot > comma { ',' } else { '.' }, "");
    }
    let digits = digits.replace(',', ".");
    let plain = digits.chars().all(|c| c.is_ascii_digit() || c == '.' || c == '-');
    if plain { digits.parse().ok() } else { None }
}

/// The number in the first element of this name, if the element is there.
pub fn number_of(element: &Element, name: &str) -> Result<Option<Decimal>, Reason> {
    let text = element.text_of(name);
    text.map(|text| decimal(text).ok_or(Reason::UnreadableNumber)).transpose()
}

/// A moment, as 1C writes it: a date, with or without a time, in Moscow's time zone. An empty
/// one is written as `T` or `0001-01-01`.
pub fn moment(text: &str) -> Option<DateTime<Utc>> {
    let text = text.trim();
    let time = NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S").ok();
    let time = time.or_else(|| text.parse::<NaiveDate>().ok()?.and_hms_opt(0, 0, 0))?;
    let time = time.and_local_timezone(FixedOffset::east_opt(3 * 3600)?).single()?.to_utc();
    (time.year() > 1).then_some(time)
}

/// A currency: by its letters or digits of ISO 4217, or as people write it.
pub fn currency(text: Option<&str>) -> Result<Option<Currency>, Reason> {
    let Some(text) = text else { return Ok(None) };
    let word = plain(text).trim_end_matches('.').to_uppercase();
    let code = match word.as_str() {
        "РУБ" | "РУБЛЬ" | "Р" | "RUR" | "643" | "810" => "RUB",
        "ГРН" | "980" => "UAH",
        "840" => "USD",
        "978" => "EUR",
        "933" => "BYN",
        "398" | "ТЕНГЕ" => "KZT",
        "156" => "CNY",
        other => other,
    };
    code.parse().map(Some).map_err(|_| Reason::UnknownCurrency)
}

/// Whether a tax is the VAT: it is called so, or not called at all.
pub fn is_vat(tax: &Element) -> bool {
    tax.text_of("Наименование").is_none_or(|name| plain(name).contains("ндс"))
}

/// Whether a tax is included in the amount.
pub fn included(tax: &Element) -> Option<bool> {
    tax.text_of("УчтеноВСумме").and_then(flag)
}

/// A rate of VAT: `20`, `20%`, `НДС20`, `20/120`, `Без налога`, `Без НДС`.
pub fn vat_rate(words: &str) -> Option<VatRate> {
    let words = plain(words);
    if words.starts_with("без") || words.starts_with("необлага") {
        return Some(VatRate::WITHOUT);
    }
    let rate = words.trim_start_matches("ндс").trim_start_matches('_');
    let rate = rate.split(['/', '_', '%']).next().unwrap_or_default();
    let percent = decimal(rate)?.normalize();
    VatRate::of_percent(u8::try_from(percent).ok().filter(|whole| Decimal::from(*whole) == percent)?).ok()
}

/// The code and the short name of a unit. The code may be an attribute with a trailing
/// blank, or the text itself.
pub fn unit(element: Option<&Element>) -> (Option<String>, Option<String>) {
    let Some(element) = element else { return (None, None) };
    let text = element.text().or_else(|| element.text_of("НаименованиеКраткое"));
    let text_code = text.filter(|text| text.chars().all(|c| c.is_ascii_digit()));
    let code = element.attribute("Код").or_else(|| element.text_of("Код")).or(text_code).and_then(unit_code);
    let name = text.filter(|_| text_code.is_none()).or_else(|| element.attribute("НаименованиеКраткое"));
    (code, name.map(|name| name.chars().take(limits::ID_CHARS).collect()))
}

/// A code of OKEI: three digits and more. Bases lose the leading zeros.
pub fn unit_code(text: &str) -> Option<String> {
    let code = text.trim();
    let digits = !code.is_empty() && code.len() <= 10 && code.chars().all(|c| c.is_ascii_digit());
    digits.then(|| format!("{code:0>3}"))
}

#[cfg(test)]
mod tests;
