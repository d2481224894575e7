//! The search for a first answer, and for good ones, before anything is proved.

use super::{SMALL, Settler, Undecided, gap_of, whole_bound};
use crate::problem::Assignment;
use crate::solve::Backend;
use crate::solve::ascent::{UNIT, raise};
use crate::solve::backend::{Answer, Fault, minimise};
use crate::solve::levels::Search;
use crate::solve::model::Aim;
use crate::solve::network::Cost;
use crate::solve::program::IntegerProgram;
use crate::solve::relaxed::{BlockRelaxation, FlowRelaxation, Relaxed};
use crate::solve::work::Work;

/// With more open variables a backend is asked only where an answer is worth any time.
const MANY: usize = 8 * SMALL;

impl Settler<'_, '_> {
    /// Finds an answer of whatever worth; false where there is none.
    ///
    /// # Errors
    /// Where a backend fails and nothing was found without it, or the limit comes before anything is decided.
    pub(in crate::solve) fn find_any(&mut self) -> Result<bool, Undecided> {
        if !self.network.optimise(&vec![0; self.network.arcs()], &mut self.work) {
            return Ok(false);
        }
        if self.is_flow() {
            return Ok(true);
        }
        let must = Assignment::new(self.model.problem.must.clone());
        let has_rows_alone = self.model.problem.demands.is_none() && self.model.problem.meetings.is_none();
        let is_whole = has_rows_alone || must.rows().is_empty();
        if is_whole && self.accepts(&must) {
            self.best = Some(must);
            return Ok(true);
        }
        if self.find_first() {
            return Ok(true);
        }
        match self.fault.take() {
            _ if self.is_refuted => Ok(false),
            Some(fault) => Err(Undecided::Failed(fault)),
            None => self.confirm_that_nothing_fits().map(|()| false),
        }
    }

    /// Asks the backend in another way whether nothing keeps the rows.
    pub(super) fn confirm_that_nothing_fits(&mut self) -> Result<(), Undecided> {
        let rows = self.rows.clone();
        let costs = vec![0; self.network.arcs()];
        let mut relaxed = FlowRelaxation::new(self.model, self.network.clone(), costs, &rows);
        let program = relaxed.program(None, &mut self.work);
        if self.is_out_of_reach(&program) {
            return Err(Undecided::Limit);
        }
        let limit = self.work.stretch();
        let confirmed = confirm_that_nothing_fits(&program, self.backend, &mut self.work);
        self.work.set_limit(limit);
        confirmed
    }

    /// Whether a program is more than a backend is asked where the limit is strict: the first step of a large one cannot be stopped.
    fn is_out_of_reach(&self, program: &IntegerProgram) -> bool {
        self.work.is_strict() && program.open().count() > MANY
    }

    /// Finds any answer by searching for a large total; false where there is none.
    pub(super) fn find_first(&mut self) -> bool {
        // Without an answer there is nothing to give back: the limit waits for it, though not for ever.
        let limit = self.work.stretch();
        let found = self.look_for(self.model.costs(Aim::Total), !self.work.is_strict());
        self.work.set_limit(limit);
        found
    }

    /// Looks for an answer with about the least cost; the first one that is found ends it.
    ///
    /// Without `to_the_end` it gives up where an answer is not near at hand. True where one was found.
    pub(super) fn look_for(&mut self, costs: Vec<Cost>, to_the_end: bool) -> bool {
        let rows = self.rows.clone();
        let (model, network) = (self.model, self.network.clone());
        // Whole caseloads are searched without an eye on the work: of people with places without end that takes for ever.
        if let Some(side) = self.blocks.filter(|_| !self.work.is_strict()) {
            self.look_in(BlockRelaxation::new(model, network, costs, &rows, side), to_the_end)
        } else {
            self.look_in(FlowRelaxation::new(model, network, costs, &rows), to_the_end)
        }
    }

    pub(super) fn look_in<R: Relaxed>(&mut self, mut relaxed: R, to_the_end: bool) -> bool {
        (self.fault, self.is_refuted) = (None, false);
        if self.search == Search::Whole {
            let program = relaxed.program(None, &mut self.work);
            self.ask(&relaxed, &program, Aim::Total);
            return self.best.is_some();
        }
        let mut work = self.work.clone();
        let start = relaxed.start(&mut work);
        let raised = raise(
            &mut relaxed,
            start,
            None,
            |relaxed, _, top| {
                self.offer(relaxed.assignment(), Aim::Total);
                self.best.is_some() || top > 0
            },
            &mut work,
        );
        self.work = work;
        if self.best.is_some() {
            return true;
        }
        // Every answer gains points or none: where the bound is a loss, there is no answer.
        self.is_refuted = raised.is_err() || raised.is_ok_and(|top| top.bound > 0);
        if self.is_refuted {
            return false;
        }
        // At last everything, whatever it would cost.
        for cut in [20, 120, 720, 4320].map(|points| Some(points * UNIT)).into_iter().chain([None]) {
            let program = relaxed.program(cut, &mut self.work);
            if !to_the_end && program.open().count() > MANY {
                break;
            }
            self.ask(&relaxed, &program, Aim::Total);
            if self.best.is_some() || self.work.is_over() {
                break;
            }
        }
        self.best.is_some()
    }

    /// Looks for answers with many places filled and many points, as long as that is quick; nothing is proved.
    pub(super) fn look_around(&mut self) {
        let rows = self.rows.clone();
        let (model, network) = (self.model, self.network.clone());
        let costs = self.model.costs(Aim::Together);
        if let Some(side) = self.blocks {
            self.look_around_in(BlockRelaxation::new(model, network, costs, &rows, side));
        } else {
            self.look_around_in(FlowRelaxation::new(model, network, costs, &rows));
        }
    }

    pub(super) fn look_around_in<R: Relaxed>(&mut self, mut relaxed: R) {
        let mut work = self.work.clone();
        let start = relaxed.start(&mut work);
        let see = |relaxed: &mut R, _: i128, _: i128| {
            self.offer(relaxed.assignment(), Aim::Together);
            false
        };
        let raised = raise(&mut relaxed, start, None, see, &mut work);
        self.work = work;
        let Ok(top) = raised else { return };
        self.fault = None;
        self.hint = Some((top.multipliers.clone(), whole_bound(top.bound, 1)));
        for cut in (0..10).map(|step| (20 * UNIT) << (2 * step)) {
            let known = self.known(Aim::Together).map_or(Cost::MAX, |known| gap_of(known - 1, top.bound));
            let program = relaxed.program(Some(cut.min(known)), &mut self.work);
            let is_quick = program.open().count() <= 12 * SMALL;
            if self.work.is_over() || !is_quick || !self.ask(&relaxed, &program, Aim::Together) || cut >= known {
                break;
            }
        }
    }
}

/// Asks a backend in another way whether nothing keeps the rows of a program: by how much they must be broken at least, which has an answer
/// in any case. Its word alone, that it found nothing, is not passed on.
///
/// # Errors
/// Where it fails, says otherwise now, or does not come to an end.
pub(in crate::solve) fn confirm_that_nothing_fits(
    program: &IntegerProgram,
    backend: Backend,
    work: &mut Work,
) -> Result<(), Undecided> {
    match minimise(&program.loosened(), backend, work).map_err(Undecided::Failed)? {
        Answer::Stopped(_) => Err(Undecided::Limit),
        Answer::Best(values) if values[program.variables.len()..].iter().any(|&broken| broken > 0) => Ok(()),
        _ => Err(Undecided::Failed(Fault("it found no answer, and then that there may be one".to_owned()))),
    }
}
