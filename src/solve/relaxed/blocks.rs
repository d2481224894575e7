//! People whose rows stand or fall together, each choosing by itself: mentors with a minimum caseload, mentees with a team.
//!
//! Where all rows of a mentee are one meeting, the sets of each slot are searched by themselves, and what a meeting then costs, for rooms that
//! are scarce, is priced as well.
//!
//! What ties them to others, the conservation of flow outside of them and the side rows about several, is priced. Then each person's
//! cheapest set of rows is found exactly, and the bound is that of a program whose variables are whole sets (Dantzig and Wolfe, 1960): far
//! closer than that of rows one by one, where half a caseload is allowed. What is left for a backend is such a program too,
//! of the sets within the gap.

use std::collections::{BTreeMap, BTreeSet};

use super::Relaxed;
use super::choice::{Bound, Choice, Chooser, Item, Set};
use super::flow::{FlowRelaxation, conservation};
use crate::problem::Assignment;
use crate::solve::ascent::{Dual, Evaluation, Kind, NoChoice, UNIT};
use crate::solve::model::{HUB, Model, Of, SideRow};
use crate::solve::network::{Cost, Flow, Network};
use crate::solve::priced::PricedRow;
use crate::solve::program::{IntegerProgram, Variable};
use crate::solve::work::Work;
use crate::units::Side;

/// No more than so many sets go to a backend.
const MOST_SETS: usize = 20_000;

/// One who chooses.
struct Block<'r> {
    person: usize,
    /// The arcs of its candidate rows.
    rows: Vec<usize>,
    /// The arcs of its places or load, in the order in which they fill.
    units: Vec<usize>,
    /// What settled levels leave of nodes within: places for a demand, or nested bounds of a mentor.
    bounds: Vec<Bound>,
    /// The same rows in parts: a set has rows of one part alone.
    parts: Vec<Part>,
    /// What the rows decide beside the flow: variables that are 1 where any of some rows is made.
    any_of: Vec<(&'r [usize], usize)>,
}

/// Rows of which a set may be: all, or those of one slot where all rows of a mentee are one meeting.
struct Part {
    rows: Vec<usize>,
    /// The variable that says that there is a row of these, where it matters.
    meeting: Option<usize>,
}

impl Block<'_> {
    fn of(person: usize) -> Self {
        Block { person, rows: Vec::new(), units: Vec::new(), bounds: Vec::new(), parts: Vec::new(), any_of: Vec::new() }
    }
}

/// The relaxation.
pub(in crate::solve) struct BlockRelaxation<'r, 'p> {
    model: &'r Model<'p>,
    network: Network,
    side_rows: &'r [SideRow],
    /// What each arc costs, in points or whatever is counted.
    costs: Vec<Cost>,
    side: Side,
    blocks: Vec<Block<'r>>,
    /// Variables that belong to a block: arcs, and what its rows decide.
    is_inside: Vec<bool>,
    /// For each node, the number of its multiplier; none for the hub and inside of blocks.
    multiplier_of: Vec<Option<usize>>,
    priced: Vec<PricedRow>,
    kinds: Vec<Kind>,
    /// At the present multipliers: what each variable costs, and what is chosen.
    reduced: Vec<Cost>,
    chosen: Vec<i64>,
    /// The cost of each block's choice.
    cheapest: Vec<Cost>,
    /// The sets that stand behind the variables of the last program, after the model's own.
    sets: Vec<Vec<usize>>,
}

impl<'r, 'p> BlockRelaxation<'r, 'p> {
    /// Everybody of a side who has a limit of its own is a block.
    pub(in crate::solve) fn new(
        model: &'r Model<'p>,
        network: Network,
        costs: Vec<Cost>,
        side_rows: &'r [SideRow],
        side: Side,
    ) -> BlockRelaxation<'r, 'p> {
        let mut people: Vec<usize> = side_rows.iter().filter_map(|row| row.of.person(side)).collect();
        people.sort_unstable();
        people.dedup();
        let block_of = |node: usize| people.binary_search(&model.nodes[node].person(side)?).ok();
        let mut blocks: Vec<Block<'_>> = people.iter().map(|&person| Block::of(person)).collect();
        let mut is_inside = vec![false; model.variables()];
        for (arc, is_inside) in is_inside.iter_mut().enumerate().take(network.arcs()) {
            let (tail, head) = (block_of(network.tail(arc)), block_of(network.head(arc)));
            let Some(block) = tail.or(head) else { continue };
            *is_inside = true;
            if arc < model.candidates.len() {
                blocks[block].rows.push(arc);
            } else if tail != head {
                blocks[block].units.push(arc);
            }
        }
        for arc in model.candidates.len()..network.arcs() {
            let (tail, head) = (block_of(network.tail(arc)), block_of(network.head(arc)));
            if let (Some(block), true) = (tail, tail == head) {
                let bound = bound_within(model, &network, &blocks[block].rows, arc);
                blocks[block].bounds.push(bound);
            }
        }
        blocks.iter_mut().for_each(|block| block.parts = parts(model, side, &block.rows));
        for (rows, &variable) in &model.any_of {
            if let Some(block) = block_of(network.tail(rows[0])).filter(|_| side == Side::Mentee) {
                is_inside[variable] = true;
                blocks[block].any_of.push((rows, variable));
            }
        }
        let mut multipliers = 0;
        let mut number = |node: usize| {
            let is_outside = node != HUB && block_of(node).is_none();
            is_outside.then(|| {
                multipliers += 1;
                multipliers - 1
            })
        };
        let multiplier_of: Vec<Option<usize>> = (0..network.nodes()).map(&mut number).collect();
        let arcs = network.arcs();
        let meetings = blocks.iter().flat_map(|block| &block.parts).filter_map(|part| part.meeting);
        let meetings: BTreeSet<usize> = meetings.collect();
        let is_known = |variable: usize| variable < arcs || meetings.contains(&variable);
        let is_priced =
            |row: &&SideRow| row.of.person(side).is_none() && row.terms.iter().all(|&(variable, _)| is_known(variable));
        let priced: Vec<PricedRow> = side_rows.iter().filter(is_priced).flat_map(PricedRow::of).collect();
        let mut kinds = vec![Kind { is_equation: true, largest: 1 }; multipliers];
        kinds.extend(priced.iter().map(PricedRow::kind));
        BlockRelaxation {
            model,
            side_rows,
            costs,
            side,
            cheapest: vec![0; blocks.len()],
            blocks,
            is_inside,
            multiplier_of,
            priced,
            kinds,
            reduced: vec![0; model.variables()],
            chosen: vec![0; model.variables()],
            sets: Vec::new(),
            network,
        }
    }

    /// What each variable costs at some multipliers, and what the rows give back.
    fn reduce(&mut self, multipliers: &[Cost]) -> i128 {
        self.reduced = self.costs.iter().map(|cost| cost * UNIT).collect();
        self.reduced.resize(self.model.variables(), 0);
        let (of_nodes, of_rows) = multipliers.split_at(multipliers.len() - self.priced.len());
        let mut allowed = 0_i128;
        for (row, &price) in self.priced.iter().zip(of_rows).filter(|(_, price)| **price != 0) {
            row.terms.iter().for_each(|&(variable, count)| self.reduced[variable] += price * count);
            allowed += i128::from(price) * i128::from(row.bound);
        }
        let price = |node: usize| self.multiplier_of[node].map_or(0, |number| of_nodes[number]);
        for (arc, reduced) in self.reduced.iter_mut().enumerate().take(self.network.arcs()) {
            *reduced += price(self.network.tail(arc)) - price(self.network.head(arc));
        }
        allowed
    }

    /// The searches for a block's sets at the present costs, one for each part; with such a row, if any, in every set.
    fn choices<'s>(&'s self, block: &'s Block<'_>, with: Option<usize>) -> Vec<Choice<'s>> {
        let chooser = Chooser { problem: self.model.problem, side: self.side, person: block.person };
        let item = |&arc: &usize| Item { number: arc, row: self.model.candidates[arc].row, cost: self.reduced[arc] };
        let is_forced = |arc: &&usize| with == Some(**arc) || self.network.bounds(**arc).0 == 1;
        let all_forced = block.rows.iter().filter(is_forced).count();
        let by_size = self.by_size(block, chooser);
        let choice = |(at, part): (usize, &'s Part)| {
            let forced: Vec<Item> = part.rows.iter().filter(is_forced).map(item).collect();
            if forced.len() < all_forced {
                return None;
            }
            let open = part.rows.iter().filter(|arc| !is_forced(arc) && self.network.bounds(**arc).1 == 1);
            let price = part.meeting.map_or(0, |meeting| self.reduced[meeting]);
            let mut by_size: Vec<Option<Cost>> = by_size[..=part.rows.len()].to_vec();
            by_size[1..].iter_mut().flatten().for_each(|cost| *cost += price);
            // No row at all is a set once.
            if at > 0 {
                by_size[0] = None;
            }
            Some(Choice::new(chooser, forced, open.map(item).collect(), by_size, &block.bounds))
        };
        block.parts.iter().enumerate().filter_map(choice).collect()
    }

    /// A block's cheapest set, if there is any; with such a row in it, if so.
    fn cheapest(&self, block: &Block<'_>, with: Option<usize>, work: &mut Work) -> Option<Set> {
        let cheapest = |mut choice: Choice<'_>| {
            let set = choice.cheapest();
            work.spend(choice.work());
            set
        };
        self.choices(block, with).into_iter().filter_map(cheapest).min_by_key(|set| set.cost)
    }

    /// For each number of rows, what its units cost; none where the person may not have so many.
    fn by_size(&self, block: &Block<'_>, chooser: Chooser<'_>) -> Vec<Option<Cost>> {
        (0..=block.rows.len())
            .map(|rows| {
                let units = chooser.may_have(rows).then(|| self.units(block, rows))??;
                Some(units.into_iter().map(|(arc, flow)| self.reduced[arc] * flow).sum())
            })
            .collect()
    }

    /// How so many rows fill the block's units in order; none where the bounds do not let them.
    fn units(&self, block: &Block<'_>, rows: usize) -> Option<Vec<(usize, i64)>> {
        let mut left = i64::try_from(rows).ok()?;
        let mut units = Vec::with_capacity(block.units.len());
        for &arc in &block.units {
            let flow = left.min(self.model.network.bounds(arc).1.into());
            let (lower, upper) = self.network.bounds(arc);
            if flow < lower.into() || flow > upper.into() {
                return None;
            }
            left -= flow;
            units.push((arc, flow));
        }
        (left == 0).then_some(units)
    }

    /// The arcs of a set of rows with those of its units, as often as they carry something, and what else the rows decide.
    fn variables(&self, block: &Block<'_>, set: &Set) -> Vec<(usize, i64)> {
        let units = self.units(block, set.numbers.len()).expect("the search looks at sizes that fit");
        let is_made = |rows: &[usize]| rows.iter().any(|row| set.numbers.contains(row));
        let further = block.any_of.iter().filter(|(rows, _)| is_made(rows));
        let arcs = set.numbers.iter().map(|&arc| (arc, 1)).chain(units.into_iter().filter(|(_, flow)| *flow > 0));
        arcs.chain(further.map(|&(_, variable)| (variable, 1))).collect()
    }

    /// For each block, its sets that cost no more than `cut` above the cheapest; none where they are too many.
    fn sets_within(&self, cut: Cost, work: &mut Work) -> Option<Vec<Vec<Set>>> {
        let mut count = 0;
        let mut all = Vec::with_capacity(self.blocks.len());
        for (block, &cheapest) in self.blocks.iter().zip(&self.cheapest) {
            let mut sets = Vec::new();
            for mut choice in self.choices(block, None) {
                let of_part = choice.within(cheapest.saturating_add(cut), MOST_SETS - count);
                work.spend(choice.work());
                let of_part = of_part?;
                count += of_part.len();
                sets.extend(of_part);
            }
            all.push(sets);
        }
        Some(all)
    }

    /// The program whose variables are the model's own outside of the blocks, and then the sets.
    fn program_of(&mut self, sets: Vec<Vec<Set>>, cut: Cost) -> IntegerProgram {
        let absorbed = |row: &SideRow| row.of.person(self.side).is_some();
        let mut is_used = vec![false; self.model.variables()];
        for row in self.side_rows.iter().filter(|row| !absorbed(row)) {
            row.terms.iter().for_each(|&(variable, _)| is_used[variable] = true);
        }
        let arcs = self.network.arcs();
        let variable = |number: usize| {
            if number >= arcs {
                return Variable { lower: 0, upper: i64::from(is_used[number] && !self.is_inside[number]), cost: 0 };
            }
            let (lower, upper) = self.network.bounds(number);
            let (lower, upper) = match () {
                () if self.is_inside[number] => (0, 0),
                () if self.reduced[number].abs() <= cut => (lower.into(), upper.into()),
                () => (self.chosen[number], self.chosen[number]),
            };
            Variable { lower, upper, cost: self.costs[number] }
        };
        let mut variables: Vec<Variable> = (0..self.model.variables()).map(variable).collect();
        let of_nodes = conservation(&self.network).into_iter();
        let outside = of_nodes.filter(|(node, _)| self.multiplier_of[*node].is_some()).map(|(_, row)| row);
        let mut rows: Vec<SideRow> =
            self.side_rows.iter().filter(|row| !absorbed(row)).cloned().chain(outside).collect();
        let mut rows_of = vec![Vec::new(); self.model.variables()];
        for (number, row) in rows.iter().enumerate() {
            for &(variable, count) in &row.terms {
                if self.is_inside[variable] {
                    rows_of[variable].push((number, count));
                }
            }
        }
        let mut numbers = Vec::new();
        for (block, sets) in self.blocks.iter().zip(sets) {
            let mut one_of = Vec::with_capacity(sets.len());
            for set in sets {
                let set = self.variables(block, &set);
                let of_arcs = set.iter().filter(|(variable, _)| *variable < arcs);
                let cost = of_arcs.map(|&(arc, flow)| self.costs[arc] * flow).sum();
                let variable = variables.len();
                variables.push(Variable { lower: 0, upper: 1, cost });
                one_of.push((variable, 1));
                let mut counts: Vec<(usize, i64)> = set
                    .iter()
                    .flat_map(|&(variable, flow)| {
                        rows_of[variable].iter().map(move |&(row, count)| (row, count * flow))
                    })
                    .collect();
                counts.sort_unstable();
                for group in counts.chunk_by(|one, other| one.0 == other.0) {
                    let count: i64 = group.iter().map(|(_, count)| count).sum();
                    if count != 0 {
                        rows[group[0].0].terms.push((variable, count));
                    }
                }
                numbers
                    .push(set.iter().map(|&(arc, _)| arc).filter(|&arc| arc < self.model.candidates.len()).collect());
            }
            rows.push(SideRow { terms: one_of, lower: Some(1), upper: Some(1), of: Of::Result });
        }
        self.sets = numbers;
        IntegerProgram { variables, rows }
    }

    /// The program of rows one by one, without those that are in no set within the cut.
    fn program_of_rows(&mut self, cut: Option<Cost>, work: &mut Work) -> IntegerProgram {
        self.sets.clear();
        let mut network = self.network.clone();
        if let Some(cut) = cut {
            for arc in (0..network.arcs()).filter(|&arc| !self.is_inside[arc]) {
                if self.reduced[arc].abs() > cut {
                    let flow = Flow::try_from(self.chosen[arc]).expect("a choice is within bounds");
                    network.set_bounds(arc, flow, flow);
                }
            }
            for (block, &cheapest) in self.blocks.iter().zip(&self.cheapest) {
                for &arc in &block.rows {
                    let is_open = network.bounds(arc) == (0, 1);
                    if is_open && !self.is_in_a_set(block, arc, cheapest.saturating_add(cut), work) {
                        network.set_bounds(arc, 0, 0);
                    }
                }
            }
        }
        FlowRelaxation::new(self.model, network, self.costs.clone(), self.side_rows).program(None, work)
    }

    /// Whether a row may be in a set that costs no more than `most`.
    fn is_in_a_set(&self, block: &Block<'_>, arc: usize, most: Cost, work: &mut Work) -> bool {
        self.cheapest(block, Some(arc), work).is_some_and(|set| set.cost <= most)
    }
}

/// The parts of a person's rows.
fn parts(model: &Model<'_>, side: Side, rows: &[usize]) -> Vec<Part> {
    if side == Side::Mentor || !model.problem.meets_together() || rows.is_empty() {
        return vec![Part { rows: rows.to_vec(), meeting: None }];
    }
    let mut of_slot: BTreeMap<Option<u32>, Vec<usize>> = BTreeMap::new();
    rows.iter().for_each(|&at| of_slot.entry(model.candidates[at].row.slot).or_default().push(at));
    let part = |rows: Vec<usize>| Part { meeting: model.any_of.get(&rows).copied(), rows };
    of_slot.into_values().map(part).collect()
}

/// The bound of an arc inside of a block, on the rows whose flow goes through it.
///
/// It leads from a mentee to the node of a demand, or from nested bounds of a mentor towards the mentor, over others like it.
fn bound_within(model: &Model<'_>, network: &Network, rows: &[usize], arc: usize) -> Bound {
    let own = model.nodes[network.tail(arc)];
    let goes_through = |row: usize| {
        let mut node = network.head(row);
        while model.nodes[node] == own && node != network.tail(arc) {
            let inside = network.ways_on(node).find(|&way| model.nodes[network.head(way)] == own);
            let Some(way) = inside else { return false };
            node = network.head(way);
        }
        network.tail(row) == network.head(arc) || node == network.tail(arc)
    };
    let (lower, upper) = network.bounds(arc);
    let count = |flow: Flow| usize::try_from(flow).expect("bounds are not negative");
    Bound {
        of: rows.iter().copied().filter(|&row| goes_through(row)).collect(),
        lower: count(lower),
        upper: count(upper),
    }
}

impl Dual for BlockRelaxation<'_, '_> {
    fn kinds(&self) -> &[Kind] {
        &self.kinds
    }

    fn evaluate(&mut self, multipliers: &[Cost], work: &mut Work) -> Result<Evaluation, NoChoice> {
        let allowed = self.reduce(multipliers);
        work.spend(self.reduced.len());
        let mut bound = -allowed;
        self.chosen.fill(0);
        for arc in 0..self.network.arcs() {
            let (lower, upper) = self.network.bounds(arc);
            let flow = if self.reduced[arc] < 0 { upper } else { lower };
            self.chosen[arc] = if self.is_inside[arc] { 0 } else { flow.into() };
            bound += i128::from(self.reduced[arc]) * i128::from(self.chosen[arc]);
        }
        for (number, block) in self.blocks.iter().enumerate() {
            let set = self.cheapest(block, None, work).ok_or(NoChoice)?;
            bound += i128::from(set.cost);
            self.cheapest[number] = set.cost;
            for (variable, value) in self.variables(block, &set) {
                self.chosen[variable] = value;
            }
        }
        let mut excess = vec![0; self.kinds.len()];
        let arcs = self.chosen.iter().enumerate().take(self.network.arcs());
        for (arc, &flow) in arcs.filter(|(_, flow)| **flow != 0) {
            if let Some(number) = self.multiplier_of[self.network.tail(arc)] {
                excess[number] += flow;
            }
            if let Some(number) = self.multiplier_of[self.network.head(arc)] {
                excess[number] -= flow;
            }
        }
        let nodes = excess.len() - self.priced.len();
        for (number, row) in self.priced.iter().enumerate() {
            excess[nodes + number] = row.excess(&self.chosen);
        }
        Ok(Evaluation { bound, excess })
    }
}

impl Relaxed for BlockRelaxation<'_, '_> {
    /// The potentials of the flow without the blocks' limits.
    fn start(&mut self, work: &mut Work) -> Vec<Cost> {
        let costs: Vec<Cost> = self.costs.iter().map(|cost| cost * UNIT).collect();
        let mut network = self.network.clone();
        network.aim_at(HUB, &costs);
        let has_flow = network.optimise(&costs, work);
        let mut multipliers = vec![0; self.kinds.len()];
        for (node, number) in self.multiplier_of.iter().enumerate() {
            if let Some(number) = *number
                && has_flow
            {
                multipliers[number] = network.potential(node, HUB);
            }
        }
        multipliers
    }

    fn assignment(&self) -> Assignment {
        self.model.assignment(&self.chosen)
    }

    fn program(&mut self, cut: Option<Cost>, work: &mut Work) -> IntegerProgram {
        let sets = cut.and_then(|cut| Some((cut, self.sets_within(cut, work)?)));
        match sets {
            Some((cut, sets)) => self.program_of(sets, cut),
            None => self.program_of_rows(cut, work),
        }
    }

    fn drop_beyond(&mut self, _gap: Cost) {}

    fn answer(&self, values: &[i64]) -> Assignment {
        let mut rows = self.model.assignment(values).rows().to_vec();
        for (set, _) in self.sets.iter().zip(&values[self.model.variables()..]).filter(|(_, value)| **value == 1) {
            rows.extend(set.iter().map(|&arc| self.model.candidates[arc].row));
        }
        Assignment::new(rows)
    }

    fn without(self, _gap: Cost) -> Network {
        self.network
    }
}
