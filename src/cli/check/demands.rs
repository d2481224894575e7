//! What is demanded and offered, a line a tag.

use std::collections::BTreeMap;

use crate::formulate::Formulated;
use crate::program::Words;
use crate::roster::Roster;
use crate::scoring::Scoring;
use crate::text::{Columns, count, fold, natural_order, number};
use crate::units::Side;

/// A tag that mentees who take part want.
#[derive(Default)]
struct Demanded {
    /// As the first mentee in the roster spells it.
    spelled: String,
    /// The places that are for it.
    wanted: u64,
    /// For each mentor, whether it offers the tag to somebody who wants it and is allowed.
    offered_by: Vec<bool>,
}

/// The demanded tags with the places wanted and offered, and the mentors who offer none of them; nothing in a program without demands.
pub(super) fn about_demands(roster: &Roster, scoring: &Scoring<'_>, formulated: &Formulated, words: &Words) -> String {
    let Some(demanded) = demanded(scoring, formulated) else { return String::new() };
    let mut tags: Vec<&Demanded> = demanded.values().collect();
    tags.sort_by(|a, b| natural_order(&a.spelled, &b.spelled));
    let mut lines = Columns::right_aligned(&[1, 2]);
    for tag in tags {
        let mentors = || (0..tag.offered_by.len()).filter(|&mentor| tag.offered_by[mentor]);
        let offered: u64 = mentors().map(|mentor| u64::from(formulated.problem.mentors[mentor].capacity)).sum();
        let by = match mentors().count() {
            0 => "by nobody who is allowed".to_owned(),
            mentors => format!("by {}", count(mentors, &words.mentor)),
        };
        let short = match tag.wanted.saturating_sub(offered) {
            0 => String::new(),
            short => format!("short of {}", number(short)),
        };
        let offered = format!("{} offered", number(offered));
        lines.row([tag.spelled.clone(), format!("{} wanted", number(tag.wanted)), offered, by, short]);
    }
    let idle = about_idle(&demanded, roster, scoring, formulated, words);
    format!("\nplaces by tag; one may be offered for several tags\n{}{idle}", lines.lines("  "))
}

/// Every tag that somebody taking part wants, by its folded text.
fn demanded(scoring: &Scoring<'_>, formulated: &Formulated) -> Option<BTreeMap<String, Demanded>> {
    let (demands, problem) = (scoring.demands()?, formulated.problem.demands.as_ref()?);
    let mut all: BTreeMap<String, Demanded> = BTreeMap::new();
    let mut mentees: Vec<(usize, usize)> = formulated.mentee_at.iter().copied().zip(0..).collect();
    // In the order of the roster, for the spelling.
    mentees.sort_unstable();
    for (mentee, index) in mentees.into_iter().filter(|&(mentee, _)| scoring.is_eligible(Side::Mentee, mentee)) {
        for (tag, place) in demands.tags(mentee).iter().zip(&problem.places[index]) {
            let demanded = all.entry(fold(tag)).or_insert_with(|| Demanded {
                spelled: tag.clone(),
                offered_by: vec![false; scoring.mentors()],
                ..Demanded::default()
            });
            demanded.wanted += 1;
            place.offers.iter().for_each(|&(mentor, _)| demanded.offered_by[mentor] = true);
        }
    }
    Some(all)
}

/// The mentors who take part and are allowed somebody, and offer nobody what they want.
fn about_idle(
    demanded: &BTreeMap<String, Demanded>,
    roster: &Roster,
    scoring: &Scoring<'_>,
    formulated: &Formulated,
    words: &Words,
) -> String {
    let offers = |mentor: usize| demanded.values().any(|tag| tag.offered_by[mentor]);
    let idle = (0..formulated.mentor_at.len()).filter(|&mentor| !offers(mentor));
    let idle = idle.map(|mentor| formulated.mentor_at[mentor]);
    let mut idle: Vec<usize> = idle.filter(|&mentor| scoring.is_eligible(Side::Mentor, mentor)).collect();
    idle.sort_by(|&a, &b| natural_order(roster.mentors.id(a), roster.mentors.id(b)));
    let mut lines = Columns::default();
    for &mentor in &idle {
        lines.row([roster.mentors.id(mentor).to_owned(), roster.mentors.name(mentor).to_owned()]);
    }
    let verb = if idle.len() == 1 { "offers" } else { "offer" };
    let heading = format!("{} {verb} nothing that an allowed {} wants", count(idle.len(), &words.mentor), words.mentee);
    format!("{heading}\n{}", lines.lines("  "))
}
