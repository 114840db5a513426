//! The text of a payment code: a service block, then fields with a separator between them.

use super::{NoPaymentCode, Payment};

/// The format, its version, and `2` for UTF-8 (GOST R 56042-2014, the service block).
const SERVICE_BLOCK: &str = "ST00012";
/// The standard's own separator first. It leaves the choice to the writer, who takes a
/// character of ASCII that no value holds; a reader finds it behind the service block.
const SEPARATORS: [char; 14] = ['|', '~', '^', '#', ';', '!', '$', '%', '&', '*', '@', '?', '`', '_'];
/// The most characters of a sum in kopecks.
const LONGEST_SUM: usize = 18;

pub(super) fn text(payment: &Payment<'_>, kopecks: u128) -> Result<String, NoPaymentCode> {
    let fields = fields(payment, kopecks)?;
    let free = |it: &char| fields.iter().all(|(_, value)| !value.contains(*it));
    let separator = SEPARATORS.into_iter().find(free).ok_or(NoPaymentCode::NoSeparator)?;
    let mut text = SERVICE_BLOCK.to_owned();
    for (name, value) in &fields {
        text.push(separator);
        text.push_str(name);
        text.push('=');
        text.push_str(value);
    }
    Ok(text)
}

/// The fields in the standard's order: first the five that it requires. Names, and the
/// purpose, are cut at the lengths it gives them.
fn fields(payment: &Payment<'_>, kopecks: u128) -> Result<Vec<(&'static str, String)>, NoPaymentCode> {
    let (payee, bank) = (one_line(payment.payee, 160), one_line(&payment.bank.bank, 45));
    if payee.is_empty() || bank.is_empty() {
        return Err(NoPaymentCode::NameMissing);
    }
    let correspondent =
        payment.bank.correspondent_account.as_ref().ok_or(NoPaymentCode::NoCorrespondentAccount)?;
    let sum = kopecks.to_string();
    if sum.len() > LONGEST_SUM {
        return Err(NoPaymentCode::TooLong);
    }
    let required = [
        ("Name", payee),
        ("PersonalAcc", payment.bank.account.to_string()),
        ("BankName", bank),
        ("BIC", payment.bank.bic.to_string()),
        ("CorrespAcc", correspondent.to_string()),
    ];
    let purpose = Some(one_line(payment.purpose, 210)).filter(|purpose| !purpose.is_empty());
    let more = [
        ("Sum", Some(sum)),
        ("Purpose", purpose),
        ("PayeeINN", Some(payment.inn.to_string())),
        ("PayerINN", payment.payer_inn.map(ToString::to_string)),
        ("KPP", payment.kpp.map(ToString::to_string)),
    ];
    let more = more.into_iter().filter_map(|(name, value)| Some((name, value?)));
    Ok(required.into_iter().chain(more).collect())
}

/// A text in one line, without control characters, cut at a number of characters.
fn one_line(text: &str, longest: usize) -> String {
    let spaced: String = text.chars().map(|it| if it.is_control() { ' ' } else { it }).collect();
    let words: Vec<_> = spaced.split_whitespace().collect();
    words.join(" ").chars().take(longest).collect::<String>().trim_end().to_owned()
}
