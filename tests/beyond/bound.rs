//! Files of a run, read, bound and formulated, and asked by the ids in them.

use pairwright::diagnostic::{Sink, render};
use pairwright::formulate::{Formulated, formulate, report_must_pairs_over_limits};
use pairwright::keys::Document;
use pairwright::problem::Pair;
use pairwright::program::read_program;
use pairwright::progress::Silent;
use pairwright::roster::{Files, Roster, read_pairs, read_ratings, read_roster};
use pairwright::scoring::{Scoring, bind};
use pairwright::table::{Options, Table};

/// Files of a run.
#[derive(Clone, Copy, Default)]
pub struct Input<'i> {
    pub program: &'i str,
    pub mentors: &'i str,
    pub mentees: &'i str,
    pub previous: &'i str,
    pub must: &'i str,
    pub ratings: &'i str,
}

/// A problem with its people, asked by the ids that they have in the files: `M1` is the first mentor.
pub struct Bound<'b> {
    pub scoring: &'b Scoring<'b>,
    pub formulated: &'b Formulated,
    pub roster: &'b Roster,
    pub said: String,
}

impl Bound<'_> {
    pub fn mentor(&self, id: &str) -> usize {
        let person = self.roster.mentors.find(id).expect("a mentor");
        self.formulated.mentor_at.iter().position(|&at| at == person).expect("everybody is in it")
    }

    pub fn mentee(&self, id: &str) -> usize {
        let person = self.roster.mentees.find(id).expect("a mentee");
        self.formulated.mentee_at.iter().position(|&at| at == person).expect("everybody is in it")
    }

    pub fn pair(&self, mentor: &str, mentee: &str) -> Pair {
        Pair { mentor: self.mentor(mentor), mentee: self.mentee(mentee) }
    }

    /// The tags of a mentee, each with the ids of those who offer it and the points.
    pub fn offers(&self, mentee: &str) -> Vec<(String, Vec<(String, u16)>)> {
        let demands = self.formulated.problem.demands.as_ref().expect("demands");
        let person = self.roster.mentees.find(mentee).expect("a mentee");
        let tags = self.scoring.demands().expect("demands").tags(person);
        let places = &demands.places[self.mentee(mentee)];
        assert_eq!(tags.len(), places.len());
        let named = |&(mentor, points): &(usize, pairwright::units::Points)| {
            (self.roster.mentors.id(self.formulated.mentor_at[mentor]).to_owned(), points.get())
        };
        let sorted = |place: &pairwright::problem::DemandedPlace| {
            assert!(place.offers.is_sorted_by_key(|offer| offer.0));
            let mut offers: Vec<_> = place.offers.iter().map(named).collect();
            offers.sort();
            offers
        };
        tags.iter().cloned().zip(places.iter().map(sorted)).collect()
    }

    /// The pairs (mentor, mentee) that a quota counts, as `M1-E1`.
    pub fn counted(&self, quota: usize) -> Vec<String> {
        let quota = &self.formulated.problem.quotas[quota];
        let mut counted = Vec::new();
        for mentor in self.roster.mentors.ids() {
            for mentee in self.roster.mentees.ids() {
                if quota.counts(self.pair(mentor, mentee)) {
                    counted.push(format!("{mentor}-{mentee}"));
                }
            }
        }
        counted
    }
}

fn table(name: &str, text: &str, sink: &mut Sink) -> Table {
    Table::read(name, text.as_bytes().to_vec(), &Options::default(), sink).expect("a table")
}

#[track_caller]
pub fn with(input: Input<'_>, mut test: impl FnMut(&Bound<'_>)) {
    let mut sink = Sink::default();
    let program = read_program(Document::new("program.toml", input.program), &mut sink).expect("TOML");
    let (mentors, mentees) =
        (table("mentors.csv", input.mentors, &mut sink), table("mentees.csv", input.mentees, &mut sink));
    let files = Files { mentors: &[mentors], mentees: &[mentees], ..Files::default() };
    let mut roster = read_roster(files, &program.reading, &mut sink);
    if !input.previous.is_empty() {
        roster.previous = read_pairs(table("previous.csv", input.previous, &mut sink), &roster, false, &mut sink);
    }
    if !input.must.is_empty() {
        roster.must = read_pairs(table("must.csv", input.must, &mut sink), &roster, true, &mut sink);
    }
    if !input.ratings.is_empty() {
        roster.ratings = Some(read_ratings(table("ratings.csv", input.ratings, &mut sink), &roster, &mut sink));
    }
    let scoring = bind(&program, &roster, &mut sink);
    assert!(!sink.has_errors(), "{}", render(&sink, false));
    let formulated = formulate(&scoring, &roster, 0, &Silent, &mut sink).expect("small");
    assert!(!sink.has_errors(), "{}", render(&sink, false));
    report_must_pairs_over_limits(&scoring, &roster, &mut sink);
    test(&Bound { scoring: &scoring, formulated: &formulated, roster: &roster, said: render(&sink, false) });
}
