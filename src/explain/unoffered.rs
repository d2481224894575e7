//! Why nobody allowed offers a demanded tag.
//!
//! The tag itself is not named: it stands beside the reason, and may be of a restricted field.

use super::excluded::{Exclusion, eligible, excluding, in_words};
use crate::program::Words;
use crate::scoring::Scoring;
use crate::text::number;

/// The rules that exclude mentors for a mentee, and why nobody offers one of its tags, in words.
pub(super) fn nobody_offers(scoring: &Scoring<'_>, mentee: usize, tag: u32, words: &Words) -> (Vec<Exclusion>, String) {
    let offers = |mentor: usize| {
        let tag = usize::try_from(tag).ok();
        scoring.demands().zip(tag).is_some_and(|(demands, tag)| demands.offers(mentor, mentee, tag))
    };
    let offering = eligible(scoring).filter(|&mentor| offers(mentor)).count();
    let why = match offering {
        0 => format!("no {} taking part offers it", words.mentor),
        _ => format!(
            "no {} who offers it is allowed: of {}, {}",
            words.mentor,
            number(offering),
            in_words(&excluding(scoring, (mentee, Some(tag)), offers), offering, scoring, mentee, words)
        ),
    };
    (excluding(scoring, (mentee, Some(tag)), |_| true), why)
}
