//! Reasons in plain words, formed only when somebody reads them.

use std::fmt;

use crate::compare::{TagPair, TimePair};
use crate::text::{count, listed};
use crate::units::Decimal;

/// Why a pair was rated as it was. Names the values of open fields; of restricted ones it gives counts alone.
#[derive(Clone, Copy, Debug)]
pub enum Reason<'c> {
    /// A needed cell is blank.
    NotStated,
    /// Tags that both have.
    Shared(&'c TagPair<'c>, usize, usize),
    /// Tags of the mentee's need that the mentor offers.
    Covered(&'c TagPair<'c>, usize, usize),
    /// One tag of the mentee's need, by its number in the cell, that the mentor offers or not.
    Tag(&'c TagPair<'c>, usize, usize, usize),
    /// Shares covered both ways: of the mentee's wants, and of the mentor's.
    Mutual {
        /// The mentee's wants that the mentor offers.
        mentee_gets: (u32, u32),
        /// The mentor's wants that the mentee offers.
        mentor_gets: (u32, u32),
    },
    /// The mentor's value minus the mentee's, in millionths.
    Apart(i64),
    /// Whether two values are equal.
    Equal(bool),
    /// Time that both have.
    Time(&'c TimePair<'c>, usize, usize),
    /// The place on a list, from 1, and the length of the list.
    Choice(usize, usize),
    /// Not on the other's list.
    NotChosen,
    /// The number in the ratings file.
    RatedAs(Decimal),
}

impl fmt::Display for Reason<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Reason::NotStated => f.write_str("not stated"),
            Reason::Shared(tags, mentor, mentee) => shared(f, tags, mentor, mentee),
            Reason::Covered(tags, mentor, mentee) => {
                let (covered, needed) = (tags.shared(mentor, mentee), tags.of_mentee(mentee));
                match tags.names(mentor, mentee) {
                    Some(names) if !names.is_empty() => write!(f, "{} ({covered} of {needed})", listed(&names)),
                    _ => write!(f, "{covered} of {needed} covered"),
                }
            }
            Reason::Tag(tags, mentor, mentee, nth) => {
                let offered = tags.has_nth(mentor, mentee, nth);
                match tags.spelled(mentee).nth(nth) {
                    Some(tag) if offered && tags.is_open() => write!(f, "{tag} (1 of 1)"),
                    _ => write!(f, "{} of 1 covered", u8::from(offered)),
                }
            }
            Reason::Mutual { mentee_gets, mentor_gets } => {
                write!(
                    f,
                    "{} of {} one way, {} of {} the other",
                    mentee_gets.0, mentee_gets.1, mentor_gets.0, mentor_gets.1
                )
            }
            Reason::Apart(0) => f.write_str("the same"),
            Reason::Apart(micros) => {
                let size = Decimal::from_micros(micros.abs());
                write!(f, "{size} {}", if micros > 0 { "above" } else { "below" })
            }
            Reason::Equal(true) => f.write_str("the same"),
            Reason::Equal(false) => f.write_str("different"),
            Reason::Time(TimePair::Labels(tags), mentor, mentee) => shared(f, tags, mentor, mentee),
            Reason::Time(times, mentor, mentee) => {
                write!(f, "{} a week in common", count(times.shared(mentor, mentee).unwrap_or(0), "minute"))
            }
            Reason::Choice(place, of) => write!(f, "choice {place} of {of}"),
            Reason::NotChosen => f.write_str("not among the choices"),
            Reason::RatedAs(rating) => write!(f, "rated {rating}"),
        }
    }
}

fn shared(f: &mut fmt::Formatter<'_>, tags: &TagPair<'_>, mentor: usize, mentee: usize) -> fmt::Result {
    let shared = tags.shared(mentor, mentee);
    match tags.names(mentor, mentee) {
        _ if shared == 0 => f.write_str("nothing in common"),
        Some(names) => f.write_str(&listed(&names)),
        None => write!(f, "{shared} in common"),
    }
}
