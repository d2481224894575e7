//! Measures of some of the people, as rows and columns, made ready for scans over all pairs.

use std::sync::{Arc, OnceLock};

use super::allowance::allowance;
use super::classing::{Classing, number};
use super::exact::{People, Scope, Scorer, Value};
use super::joint::Joint;
use super::layout::Layout;
use super::lookup::Tables;
use super::loss::{Parts, alike};
use super::measure::{Measures, TagSets};
use super::pair::Pair;
use super::prices::{ColumnPrices, Laid};
use super::scan::{self, Request};
use super::source::{Allowance, Found, PairSource};
use super::tags::TagGroup;
use crate::units::Side;

/// All pairs of some rows with some columns.
///
/// A scan goes over tiles of columns that are alike. A filter bounds from below what each pair loses against 10000 points, adds the price, and
/// compares; what passes is scored exactly. 100,000 rows with as many columns take some tens of megabytes, and as many again once it was
/// asked for the pairs that rules alone allow.
#[derive(Clone, Debug)]
pub struct Kernel {
    pub(super) people: People,
    pub(super) layout: Arc<Layout>,
    pub(super) scorer: Scorer,
    /// The tags that are counted.
    pub(super) groups: Vec<TagGroup>,
    /// Losses by classes.
    pub(super) joints: Vec<Joint>,
    /// Losses by shared tags, to be added.
    pub(super) tables: Vec<Tables>,
    /// Losses by shared tags of which the greater of two is added.
    pub(super) least: Vec<[Tables; 2]>,
    /// For each row the positions that are worth more than the filter knows, ascending.
    pub(super) extras: TagSets,
    /// Whether the filter knows which pairs are allowed, and nothing else is asked.
    pub(super) is_sure: bool,
    pub(super) portable: bool,
    unrated: Arc<OnceLock<Option<Kernel>>>,
    allowance: Arc<OnceLock<Option<Allowance>>>,
}

impl Kernel {
    /// The pairs of some people of a side with some of the other; each by index in the roster.
    #[must_use]
    pub fn new(measures: &Arc<Measures>, rows_are: Side, rows: Vec<u32>, columns: Vec<u32>) -> Kernel {
        Kernel::of(measures, People { rows_are, rows, columns }, Scope::All)
    }

    fn of(measures: &Arc<Measures>, people: People, scope: Scope) -> Kernel {
        let rows_are = people.rows_are;
        let mut scorer = Scorer::new(measures, &people, scope);
        let parts = Parts::of(&scorer);
        let layout = Arc::new(layout(&scorer, &parts, people.columns.len()));
        let rows = people.rows.len();
        let groups: Vec<TagGroup> = (scorer.groups().into_iter())
            .map(|shared| {
                let [rows, columns] = [rows_are, rows_are.other()].map(|side| &shared.tags[side.index()]);
                TagGroup::new((rows, &people.rows), (columns, &people.columns), &layout)
            })
            .collect();
        let joints = Joint::all(&scorer, &parts.classes, rows, &layout);
        let group_of = |lookup: usize| scorer.lookups[lookup].group;
        let tables = groups.iter().enumerate().take(scan::MOST_GROUPS).flat_map(|(index, group)| {
            let of_group = parts.shared.iter().filter(|part| group_of(part.lookup) == Some(index));
            let of_group: Vec<_> = of_group.copied().collect();
            if of_group.is_empty() { Vec::new() } else { Tables::all(&scorer, &of_group, index, group, rows, &layout) }
        });
        let least = parts.least.iter().filter_map(|two| {
            let tables = two.map(|part| {
                let index = group_of(part.lookup).filter(|&index| index < scan::MOST_GROUPS)?;
                Tables::new(&scorer, &[part], index, &groups[index], rows, &layout)
            });
            let [one, other] = tables;
            Some([one?, other?])
        });
        let (tables, least): (Vec<Tables>, Vec<[Tables; 2]>) = (tables.collect(), least.collect());
        let told = joints.iter().map(|joint| joint.exact).chain(tables.iter().map(|tables| tables.exact)).sum();
        let is_sure = scorer.criteria == 0 && scorer.minimum == 0 && parts.are_all(&scorer, told);
        scorer.arrange(&layout);
        Kernel {
            extras: extras(&scorer, rows),
            people,
            layout,
            scorer,
            groups,
            joints,
            tables,
            least,
            is_sure,
            portable: scan::only_portable(),
            unrated: Arc::default(),
            allowance: Arc::default(),
        }
    }

    /// The pairs that rules allow, where they alone decide it.
    pub(super) fn rules_alone(&self) -> Option<Kernel> {
        let Scorer { measures, criteria, minimum, .. } = &self.scorer;
        let is_for_rules = *criteria > 0 && self.scorer.lowest() >= *minimum;
        let rules = || Kernel::of(measures, self.people.clone(), Scope::Rules);
        is_for_rules.then(|| Kernel { portable: self.portable, ..rules() })
    }

    /// Does something with prices in the order of this kernel, whatever they were made for.
    fn with_laid(&self, prices: &ColumnPrices, job: impl FnOnce(&Laid)) {
        if let Some(laid) = prices.laid_as(&self.layout) {
            return job(laid);
        }
        let mut own = self.free_prices();
        prices.all().iter().enumerate().for_each(|(column, &price)| own.set(column, price));
        job(own.laid_as(&self.layout).expect("made for this kernel"));
    }

    /// The same without vector instructions.
    #[cfg(test)]
    pub(super) fn portable(self) -> Kernel {
        Kernel { portable: true, ..self }
    }
}

/// Columns in the order of what they are to measures by shared tags, then to those by classes.
fn layout(scorer: &Scorer, parts: &Parts, columns: usize) -> Layout {
    let shared: Vec<_> = parts.shared.iter().chain(parts.least.iter().flatten()).copied().collect();
    let ranked = |parts: &[super::loss::Part]| {
        let classes: Classing = alike(scorer, parts, false, columns);
        let offsets = |class: u32| {
            let first = classes.first[class as usize] as usize;
            parts.iter().map(move |part| scorer.offset(false, first, part.lookup))
        };
        let mut order: Vec<u32> = (0..number(classes.count())).collect();
        order.sort_unstable_by(|&one, &other| offsets(one).cmp(offsets(other)));
        let mut ranks = vec![0; order.len()];
        order.iter().zip(0..).for_each(|(&class, rank)| ranks[class as usize] = rank);
        classes.of.into_iter().map(move |class| ranks[class as usize])
    };
    let keys: Vec<(u32, u32)> = ranked(&shared).zip(ranked(&parts.classes)).collect();
    Layout::new(&keys)
}

/// For each row the positions at which a mark gives more than classes do.
fn extras(scorer: &Scorer, rows: usize) -> TagSets {
    let of_row = |row| {
        let mut extras = Vec::new();
        for (index, term) in scorer.terms.iter().enumerate() {
            let Value::Marked(at, marks) = &term.value else { continue };
            let otherwise = |position: u32| {
                let begin = scorer.offset(true, row, *at) + scorer.offset(false, position as usize, *at);
                scorer.values(*at)[begin as usize]
            };
            let rule = index >= scorer.criteria;
            let better = |mark: &&(u32, u16)| mark.1 > otherwise(mark.0) && (!rule || otherwise(mark.0) == 0);
            extras.extend(marks.of(row).iter().filter(better).map(|mark| mark.0));
        }
        extras
    };
    (0..rows).map(of_row).collect()
}

/// A pair that is asked for by itself.
struct Single<'k> {
    kernel: &'k Kernel,
    row: usize,
    column: usize,
    position: usize,
}

impl Pair for Single<'_> {
    fn table(&self, lookup: usize) -> &[u16] {
        self.kernel.scorer.values(lookup)
    }

    fn shared(&self, group: usize) -> usize {
        self.kernel.groups[group].count(self.row, self.position)
    }

    fn people(&self) -> [usize; 2] {
        let People { rows, columns, .. } = &self.kernel.people;
        self.kernel.people.sides(rows[self.row] as usize, columns[self.column] as usize)
    }
}

impl PairSource for Kernel {
    fn rows(&self) -> usize {
        self.people.rows.len()
    }

    fn columns(&self) -> usize {
        self.people.columns.len()
    }

    fn turned(&self) -> Option<Arc<dyn PairSource + Send>> {
        let People { rows_are, rows, columns } = self.people.clone();
        let turned = People { rows_are: rows_are.other(), rows: columns, columns: rows };
        Some(Arc::new(Kernel::of(&self.scorer.measures, turned, self.scorer.scope)))
    }

    fn points(&self, row: usize, column: usize) -> Option<u16> {
        let position = self.layout.position_of[column] as usize;
        self.scorer.points((row, position), 0, &Single { kernel: self, row, column, position })
    }

    fn unrated(&self) -> Option<&dyn PairSource> {
        let kernel = self.unrated.get_or_init(|| self.rules_alone());
        kernel.as_ref().map(|kernel| kernel as &dyn PairSource)
    }

    fn allowance(&self) -> Option<&Allowance> {
        let find = || allowance(&self.scorer, &self.groups, &self.layout, self.people.rows.len());
        self.allowance.get_or_init(find).as_ref()
    }

    fn free_prices(&self) -> ColumnPrices {
        ColumnPrices::laid_out(&self.layout)
    }

    fn scan(&self, row: usize, floor: i64, prices: &ColumnPrices, found: &mut Vec<Found>) {
        let (rows, mut floors) = ([number(row)], [floor]);
        self.with_laid(prices, |laid| {
            scan::scan(Request { kernel: self, rows: &rows, floors: &mut floors, prices, laid, found, take: None });
        });
    }

    fn scan_rows(
        &self,
        rows: &[u32],
        floors: &mut [i64],
        prices: &ColumnPrices,
        take: &mut dyn FnMut(usize, &mut Vec<Found>) -> i64,
    ) {
        let mut found = Vec::new();
        self.with_laid(prices, |laid| {
            let blocks = rows.chunks(scan::MOST_ROWS).zip(floors.chunks_mut(scan::MOST_ROWS)).enumerate();
            for (block, (rows, floors)) in blocks {
                let mut take = |at: usize, found: &mut Vec<Found>| take(block * scan::MOST_ROWS + at, found);
                let (found, take) = (&mut found, Some(&mut take as _));
                scan::scan(Request { kernel: self, rows, floors, prices, laid, found, take });
            }
        });
    }
}
