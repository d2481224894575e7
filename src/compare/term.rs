//! The end of the term, which the program file or the command line gives.

use jiff::civil::Date;

use super::Binder;
use crate::diagnostic::Diagnostic;
use crate::keys::Span;

/// When the term of a programme ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TermEnd {
    /// The last day.
    pub date: Date,
    /// Where the program file says so; `None`: it was given beside the program file, and is taken as it is.
    pub span: Option<Span>,
    /// Whether that day has passed.
    pub is_over: bool,
}

impl TermEnd {
    /// The day that is in force: the given one as it is, else that of the program file, which may have passed.
    #[must_use]
    pub fn settled(in_file: Option<TermEnd>, given: Option<Date>, today: Date) -> Option<TermEnd> {
        match given {
            Some(date) => Some(TermEnd { date, span: None, is_over: false }),
            None => in_file.map(|end| TermEnd { is_over: end.date < today, ..end }),
        }
    }
}

impl Binder<'_, '_> {
    /// The last day of the term for a part that asks for it at `span`. Where nobody says when it is, or it has passed, that is reported.
    pub fn end_of_term(&mut self, span: Span) -> Option<Date> {
        let asked_at = self.document.place(span);
        let Some(end) = self.term_end else {
            let error = Diagnostic::error("program::no-term-end", "nobody says when the term ends");
            let help = "write the day under `[program]`, for example `term_end = \"2027-06-30\"`, or give it with \
                        `--term-end 2027-06-30`";
            self.sink.push(error.at(asked_at, "asked for here").help(help));
            return None;
        };
        let Some(ended_at) = end.span.clone().filter(|_| end.is_over) else { return Some(end.date) };
        // A program with several such rules has one fault.
        if !std::mem::replace(&mut self.term_is_told, true) {
            let message = format!("the term of this program ended on {}", end.date);
            let error = Diagnostic::error("program::term-over", message)
                .at(self.document.place(ended_at), "this day has passed")
                .and_at(asked_at, "asked for here");
            let help = "write the last day of the new term there, or give it with `--term-end`, for example \
                        `--term-end 2027-06-30`";
            self.sink.push(error.help(help));
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_day_of_the_program_file_may_have_passed_and_a_given_one_is_taken_as_it_is() {
        let in_file = |is_over| Some(TermEnd { date: date(2027, 6, 30), span: Some(3..5), is_over });
        let settled = |given, today| TermEnd::settled(in_file(false), given, today);
        assert_eq!(settled(None, date(2027, 6, 30)), in_file(false));
        assert_eq!(settled(None, date(2027, 7, 1)), in_file(true));
        let given = TermEnd { date: date(2001, 1, 1), span: None, is_over: false };
        assert_eq!(settled(Some(date(2001, 1, 1)), date(2027, 7, 1)), Some(given));
        assert_eq!(TermEnd::settled(None, None, date(2027, 7, 1)), None);
    }
}
