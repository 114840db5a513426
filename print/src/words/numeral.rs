//! Russian cardinal numerals and the words that agree with them.

/// The gender of what is counted: only one and two tell.
#[derive(Clone, Copy)]
pub enum Gender {
    /// Один рубль, два рубля.
    Masculine,
    /// Одна тысяча, две тысячи.
    Feminine,
}

/// The form of a word after a number: after one, after two to four, after five and more
/// (and after eleven to fourteen, whatever their last digit).
pub fn agreed(number: u128, [one, few, many]: [&'static str; 3]) -> &'static str {
    match (number % 100, number % 10) {
        (11..=14, _) => many,
        (_, 1) => one,
        (_, 2..=4) => few,
        _ => many,
    }
}

/// A number in words, in lower case. Groups of three digits above the octillions have no
/// name of their own here; no decimal of 96 bits reaches them.
pub fn in_words(number: u128, gender: Gender) -> String {
    if number == 0 {
        return "ноль".to_owned();
    }
    let mut words = Vec::new();
    for place in (0..=SCALES.len()).rev() {
        let group = number / 1000_u128.pow(u32::try_from(place).unwrap_or_default()) % 1000;
        if group == 0 {
            continue;
        }
        match place.checked_sub(1).map(|scale| SCALES[scale]) {
            None => push_group(&mut words, group, gender),
            Some((gender, forms)) => {
                push_group(&mut words, group, gender);
                words.push(agreed(group, forms));
            }
        }
    }
    words.join(" ")
}

fn push_group(words: &mut Vec<&'static str>, group: u128, gender: Gender) {
    let [hundreds, tens, ones] = [group / 100, group / 10 % 10, group % 10].map(|digit| digit as usize);
    let (tens, ones) = if tens == 1 { (0, 10 + ones) } else { (tens, ones) };
    let one = match (ones, gender) {
        (1, Gender::Feminine) => "одна",
        (2, Gender::Feminine) => "две",
        _ => ONES[ones],
    };
    words.extend([HUNDREDS[hundreds], TENS[tens], one].into_iter().filter(|word| !word.is_empty()));
}

const ONES: [&str; 20] = [
    "",
    "один",
    "два",
    "три",
    "четыре",
    "пять",
    "шесть",
    "семь",
    "восемь",
    "девять",
    "десять",
    "одиннадцать",
    "двенадцать",
    "тринадцать",
    "четырнадцать",
    "пятнадцать",
    "шестнадцать",
    "семнадцать",
    "восемнадцать",
    "девятнадцать",
];

const TENS: [&str; 10] = [
    "",
    "",
    "двадцать",
    "тридцать",
    "сорок",
    "пятьдесят",
    "шестьдесят",
    "семьдесят",
    "восемьдесят",
    "девяносто",
];

const HUNDREDS: [&str; 10] =
    ["", "сто", "двести", "триста", "четыреста", "пятьсот", "шестьсот", "семьсот", "восемьсот", "девятьсот"];

/// The names of the thousands, of their thousands, and so on.
const SCALES: [(Gender, [&str; 3]); 9] = [
    (Gender::Feminine, ["тысяча", "тысячи", "тысяч"]),
    (Gender::Masculine, ["миллион", "миллиона", "миллионов"]),
    (Gender::Masculine, ["миллиард", "миллиарда", "миллиардов"]),
    (Gender::Masculine, ["триллион", "триллиона", "триллионов"]),
    (Gender::Masculine, ["квадриллион", "квадриллиона", "квадриллионов"]),
    (Gender::Masculine, ["квинтиллион", "квинтиллиона", "квинтиллионов"]),
    (Gender::Masculine, ["секстиллион", "секстиллиона", "секстиллионов"]),
    (Gender::Masculine, ["септиллион", "септиллиона", "септиллионов"]),
    (Gender::Masculine, ["октиллион", "октиллиона", "октиллионов"]),
];
