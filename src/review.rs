//! A result file held against the program, the rosters and its certificate: everything that is wrong, in the words of the file, or what
//! holds and what is proved.
//!
//! What is right is found in `verify`; here it is told. Imports everything but `cli` and `solve`.

mod document;
mod lines;
mod told;

use crate::certificate::{Digests, ReadCertificate};
use crate::claim::{Cell, Claim, Gathered, gather, levels_of, report_empty_places};
use crate::diagnostic::{Diagnostic, Place, Sink};
use crate::formulate::Formulated;
use crate::json::{JsonText, Node};
use crate::problem::{Assignment, Ending, LevelOutcome, LevelValue, Outcome};
use crate::program::Program;
use crate::progress::Progress;
use crate::roster::Roster;
use crate::scoring::Scoring;
use crate::text;
use crate::verify::{Best, Fault, audit, check_best};
use told::Told;

/// What a result is checked against.
pub struct Against<'a> {
    /// The program.
    pub program: &'a Program,
    /// The rosters.
    pub roster: &'a Roster,
    /// The program bound to them.
    pub scoring: &'a Scoring<'a>,
    /// Their problem, by the seed of the result.
    pub formulated: &'a Formulated,
}

impl Against<'_> {
    /// Checks everything, and says what holds; nothing where something is wrong, which the sink is told.
    #[must_use]
    pub fn check(
        &self,
        claim: &Claim,
        proof: Option<&ReadCertificate>,
        digests: &Digests,
        progress: &dyn Progress,
        sink: &mut Sink,
    ) -> Option<String> {
        if let Some(proof) = proof {
            proof.report_other_inputs(digests, sink);
            proof.report_other_method(self.formulated, sink);
        }
        let solve = claim.document().and_then(|text| text.root().get("solve"));
        if solve.and_then(|solve| solve.get("status")).and_then(Node::text) == Some("infeasible") {
            return self.check_infeasible(claim, progress, sink);
        }
        let Against { roster, scoring, formulated, .. } = *self;
        let gathered = gather(claim, formulated, roster, scoring, sink);
        let audit = audit(formulated, scoring, &gathered.assignment, &gathered.points);
        let told = Told { claim, gathered: &gathered, against: self };
        audit.findings.iter().for_each(|finding| told.tell(finding, sink));
        report_empty_places(claim, roster, scoring, sink);
        let mut levels = audit.levels;
        if let Some((text, solve)) = claim.document().zip(solve) {
            self.check_levels_of_document(text, solve, &levels, sink);
        }
        if let Some(proof) = proof {
            let place = |number: usize| proof.place_of_level(number);
            if are_levels_right(&proof.levels, &levels, "certificate::wrong-level", &place, sink) {
                levels.clone_from(&proof.levels);
            }
        }
        if sink.has_errors() {
            return None;
        }
        if let Some(text) = claim.document() {
            let outcome = outcome_of(&gathered.assignment, &levels, Ending::TimeLimit);
            document::check(text, self, &outcome, sink);
        }
        let best = match proof {
            Some(proof) => Some(self.check_proof(proof, &gathered, &levels, progress, sink)?),
            None => None,
        };
        Some(lines::lines(&gathered.assignment, &levels, proof, best.as_ref(), self))
    }

    fn check_levels_of_document(&self, text: &JsonText, solve: &Node, levels: &[LevelOutcome], sink: &mut Sink) {
        let list = solve.get("levels");
        let Some(claimed) = levels_of(list, text, sink) else { return };
        let place = |number: usize| {
            let value = list.and_then(|list| list.list().get(number)).and_then(|level| level.get("value"));
            text.place(&value.or(list).map_or(solve.span.start..solve.span.start + 1, |node| node.span.clone()))
        };
        are_levels_right(&claimed, levels, "result::wrong-level", &place, sink);
    }

    /// Checks that nothing is better, as far as the certificate claims it.
    fn check_proof(
        &self,
        proof: &ReadCertificate,
        gathered: &Gathered,
        levels: &[LevelOutcome],
        progress: &dyn Progress,
        sink: &mut Sink,
    ) -> Option<Best> {
        let Against { roster, scoring, formulated, .. } = *self;
        let ending = if levels.iter().all(|level| level.bound.is_none()) { Ending::Optimal } else { Ending::TimeLimit };
        let prices = proof.prices(roster, formulated, &gathered.assignment, sink);
        if sink.has_errors() {
            return None;
        }
        let outcome = Outcome { prices, ..outcome_of(&gathered.assignment, levels, ending) };
        let best = check_best(formulated, scoring, &outcome, progress);
        best.map_err(|fault| sink.push(not_best(&fault, proof, outcome.prices.as_ref().map_or(1, |p| p.per_point))))
            .ok()
    }

    fn check_infeasible(&self, claim: &Claim, progress: &dyn Progress, sink: &mut Sink) -> Option<String> {
        let assignment = Assignment::default();
        for row in &claim.rows {
            let error =
                Diagnostic::error("result::not-infeasible", "the result says that nothing is possible, and has a pair");
            sink.push(error.at(claim.place(row.line, Cell::Mentee), "here"));
        }
        let outcome = outcome_of(&assignment, &[], Ending::Infeasible);
        if check_best(self.formulated, self.scoring, &outcome, progress).is_err() {
            let message =
                "the result says that no pairing keeps the must-pairs and limits, and one does: the must-pairs alone";
            let error = Diagnostic::error("result::not-infeasible", message);
            sink.push(error.at(claim.whole(), "").help("run `pairwright match` again"));
        }
        Some(
            "checked  the result says that no pairing keeps the must-pairs and limits; nothing here refutes that\n"
                .to_owned(),
        )
    }
}

fn outcome_of(assignment: &Assignment, levels: &[LevelOutcome], ending: Ending) -> Outcome {
    Outcome { assignment: assignment.clone(), levels: levels.to_vec(), ending, prices: None, tied: None }
}

/// Reports claimed levels that are not those that the pairs come to, and bounds worse than these; whether all are right.
fn are_levels_right(
    claimed: &[LevelOutcome],
    right: &[LevelOutcome],
    code: &'static str,
    place: &dyn Fn(usize) -> Place,
    sink: &mut Sink,
) -> bool {
    if !claimed.iter().map(|level| level.level).eq(right.iter().map(|level| level.level)) {
        let names: Vec<&str> = right.iter().map(|level| level.level.name()).collect();
        let wanted = if names.is_empty() { "none".to_owned() } else { names.join(", then ") };
        let error = Diagnostic::error(code, format!("the levels are not those of the program: {wanted}"));
        sink.push(error.at(place(usize::MAX), "read here").help("give the program that the result was made with"));
        return false;
    }
    let mut all = true;
    for (number, (claimed, right)) in claimed.iter().zip(right).enumerate() {
        let name = claimed.level.name();
        if claimed.value != right.value {
            let (says, comes_to) = (in_words(&claimed.value), in_words(&right.value));
            let error =
                Diagnostic::error(code, format!("the level {name} is {says}, and the pairs come to {comes_to}"));
            sink.push(
                error
                    .at(place(number), "not what the pairs come to")
                    .help("take the file as pairwright wrote it, or correct the pairs"),
            );
            all = false;
        } else if claimed.bound.as_ref().is_some_and(|bound| claimed.value.is_better(bound, claimed.level)) {
            let error = Diagnostic::error(code, format!("the level {name} is better than its bound"));
            sink.push(
                error
                    .at(place(number), "better than what nothing betters")
                    .help("take the file as pairwright wrote it"),
            );
            all = false;
        }
    }
    all
}

fn in_words(value: &LevelValue) -> String {
    match value {
        LevelValue::Number(number) => text::number(*number),
        LevelValue::Counts(counts) => format!("{counts:?}"),
        LevelValue::NoPairs => "null".to_owned(),
    }
}

/// What is told where something better is there, or may be.
fn not_best(fault: &Fault, proof: &ReadCertificate, per_point: i64) -> Diagnostic {
    let again = "run `pairwright match` again for the best pairing; without --certificate the pairs alone are checked";
    let (code, message) = match fault {
        Fault::CoverageNotBest => {
            ("certificate::coverage", "more or more urgent places could be filled than the result fills".to_owned())
        }
        Fault::ProofFails { bound, .. } if *bound == i128::MAX => {
            let message = "the prices are not of these people: beyond all points, or of parts in which somebody may be with others";
            ("certificate::no-proof", message.to_owned())
        }
        Fault::ProofFails { bound, value } => {
            let units = i128::from(per_point);
            let more = bound - value;
            let points = more.div_euclid(units) + i128::from(more.rem_euclid(units) > 0);
            let message = match u64::try_from(points) {
                Ok(points) => {
                    format!("not proved: the prices leave room for at most {} more", text::count(points, "point"))
                }
                Err(_) => "the prices prove less than the pairs come to: they are not of this result".to_owned(),
            };
            ("certificate::no-proof", message)
        }
        Fault::Blocking { .. } => {
            ("certificate::not-stable", "two people who are allowed would both rather have each other".to_owned())
        }
        Fault::NotBestStable => {
            ("certificate::not-stable", "another stable pairing is better for those who propose".to_owned())
        }
        other => ("certificate::no-proof", other.to_string()),
    };
    Diagnostic::error(code, message).at(proof.place_of_level(usize::MAX), "claimed here").help(again)
}
