//! The level `worst`: the highest floor under which an answer is found, by bisection.

use super::{Settled, Settler};
use crate::problem::{Assignment, LevelValue};
use crate::solve::levels::{highest_floor, raise_floor};
use crate::solve::model::Aim;
use crate::units::Points;

impl Settler<'_, '_> {
    pub(super) fn settle_worst(&mut self) -> Settled {
        let mut work = self.work.clone();
        let base = self.network.clone();
        let zero = vec![0; base.arcs()];
        let mut is_flow_possible = |floor: u16| {
            let mut network = base.clone();
            raise_floor(self.model, &mut network, floor) && network.optimise(&zero, &mut work)
        };
        let most = highest_floor(self.model, &base, &mut is_flow_possible);
        self.work = work;
        if self.is_flow() {
            let fits = raise_floor(self.model, &mut self.network, most);
            assert!(fits && self.network.optimise(&zero, &mut self.work), "the floor was found possible");
            return Settled { bound: None };
        }
        let worst = |best: &Option<Assignment>| {
            let worst = best.as_ref().and_then(|best| self.model.problem.worst(best));
            worst.map_or(u16::MAX, |worst| u16::try_from(worst).unwrap_or(u16::MAX))
        };
        // Answers are looked for at higher and higher floors; one that is found may be better than was asked for.
        let (mut possible, mut impossible) = (worst(&self.best), most + 1);
        let mut floors: Vec<u16> = self.model.candidates.iter().map(|candidate| candidate.points.get()).collect();
        floors.push(Points::MAX.get());
        floors.sort_unstable();
        floors.dedup();
        floors.retain(|&floor| floor > possible && floor < impossible);
        while let Some(&next) = floors.get(floors.len() / 2) {
            let best = self.best.take();
            let before = (self.network.clone(), self.floor);
            self.floor = next;
            let fits = raise_floor(self.model, &mut self.network, next);
            let found = fits && self.look_for(self.model.costs(Aim::Total), true);
            // What a backend says it did not find is asked once more in another way.
            let is_sure = found
                || !fits
                || self.is_refuted
                || self.fault.is_none() && !self.work.is_over() && self.confirm_that_nothing_fits().is_ok();
            (self.network, self.floor) = before;
            if found {
                possible = worst(&self.best);
                floors.retain(|&floor| floor > possible);
                continue;
            }
            self.best = best;
            if !is_sure || self.fault.is_some() || self.work.is_over() {
                self.is_stopped = true;
                let bound = LevelValue::Number(impossible.saturating_sub(1).into());
                return Settled { bound: Some(bound) };
            }
            impossible = next;
            floors.retain(|&floor| floor < impossible);
        }
        self.floor = possible.min(Points::MAX.get());
        let fits = raise_floor(self.model, &mut self.network, self.floor);
        assert!(fits, "the best answer keeps the floor");
        Settled { bound: None }
    }
}
