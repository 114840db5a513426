//! A table as a file: a workbook of Excel, or values with separators.

use chrono::{Datelike, NaiveDate};
use domain::refusal::Language;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, XlsxError};

/// A table with a head.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// What it is called.
    pub name: String,
    /// What the columns are called.
    pub head: Vec<&'static str>,
    /// The rows, each as long as the head.
    pub rows: Vec<Vec<Cell>>,
}

/// A value of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// A text, whatever it begins with.
    Text(String),
    /// A day.
    Date(NaiveDate),
    /// An amount.
    Amount(Decimal),
    /// Nothing.
    Empty,
}

impl From<Option<NaiveDate>> for Cell {
    fn from(day: Option<NaiveDate>) -> Self {
        day.map_or(Self::Empty, Self::Date)
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl Sheet {
    /// As Excel of the language opens it by a click: with the separators of the language, and a
    /// mark that says UTF-8.
    pub fn csv(&self, language: Language) -> Result<Vec<u8>, csv::Error> {
        let delimiter = if language == Language::Russian { b';' } else { b',' };
        let mut writer =
            csv::WriterBuilder::new().delimiter(delimiter).from_writer("\u{feff}".as_bytes().to_vec());
        writer.write_record(&self.head)?;
        for row in &self.rows {
            writer.write_record(row.iter().map(|cell| cell.in_csv(language)))?;
        }
        writer.into_inner().map_err(|error| error.into_error().into())
    }

    /// As a workbook of one sheet. Rows go to the disk as they are written.
    pub fn xlsx(&self) -> Result<Vec<u8>, XlsxError> {
        let mut workbook = Workbook::new();
        let (bold, day, amount) = (
            Format::new().set_bold(),
            Format::new().set_num_format("dd.mm.yyyy"),
            Format::new().set_num_format("#,##0.00"),
        );
        let sheet = workbook.add_worksheet_with_constant_memory()?;
        for (column, head) in (0..).zip(&self.head) {
            sheet.set_column_width(column, 18)?;
            sheet.write_string_with_format(0, column, *head, &bold)?;
        }
        for (place, row) in (1..).zip(&self.rows) {
            for (column, cell) in (0..).zip(row) {
                match cell {
                    Cell::Text(text) => sheet.write_string(place, column, text)?,
                    Cell::Date(date) => {
                        sheet.write_datetime_with_format(place, column, excel(*date)?, &day)?
                    }
                    Cell::Amount(number) => {
                        let number = number.to_f64().unwrap_or_default();
                        sheet.write_number_with_format(place, column, number, &amount)?
                    }
                    Cell::Empty => sheet,
                };
            }
        }
        workbook.save_to_buffer()
    }
}

fn excel(day: NaiveDate) -> Result<ExcelDateTime, XlsxError> {
    let year = u16::try_from(day.year()).unwrap_or_default();
    let part = |part: u32| u8::try_from(part).unwrap_or_default();
    ExcelDateTime::from_ymd(year, part(day.month()), part(day.day()))
}

impl Cell {
    fn in_csv(&self, language: Language) -> String {
        match (self, language) {
            (Self::Text(text), _) => harmless(text),
            (Self::Date(day), Language::Russian) => day.format("%d.%m.%Y").to_string(),
            (Self::Date(day), Language::English) => day.to_string(),
            (Self::Amount(amount), Language::Russian) => format!("{amount:.2}").replace('.', ","),
            (Self::Amount(amount), Language::English) => format!("{amount:.2}"),
            (Self::Empty, _) => String::new(),
        }
    }
}

/// A text that a spreadsheet does not take for a formula (OWASP, CSV Injection).
fn harmless(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(text: &str) -> Sheet {
        let day = NaiveDate::from_ymd_opt(2026, 3, 1);
        let row = vec![text.into(), day.into(), Cell::Amount(Decimal::new(-1_234_567, 2)), Cell::Empty];
        Sheet { name: "лист".to_owned(), head: vec!["а", "б", "в", "г"], rows: vec![row] }
    }

    fn csv(text: &str, language: Language) -> String {
        String::from_utf8(sheet(text).csv(language).unwrap()).unwrap()
    }

    #[test]
    fn values_are_written_as_excel_of_the_language_reads_them() {
        assert_eq!(csv("x;y", Language::Russian), "\u{feff}а;б;в;г\n\"x;y\";01.03.2026;-12345,67;\n");
        assert_eq!(csv("x;y", Language::English), "\u{feff}а,б,в,г\nx;y,2026-03-01,-12345.67,\n");
    }

    #[test]
    fn no_text_becomes_a_formula() {
        for text in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1"] {
            let written = csv(text, Language::English);
            assert!(written.contains(&format!("'{text}")), "{written}");
        }
    }

    #[test]
    fn a_workbook_is_a_zip_of_what_excel_expects() {
        let bytes = sheet("=1+1").xlsx().unwrap();
        assert_eq!(&bytes[..4], b"PK\x03\x04");
        let names = String::from_utf8_lossy(&bytes);
        assert!(names.contains("xl/worksheets/sheet1.xml") && names.contains("[Content_Types].xml"));
    }
}
