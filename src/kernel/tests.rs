//! The quick kernel against the plain one, on measures of every kind.

use std::sync::Arc;

use super::{
    Asked, ByClass, ColumnPrices, Found, Kernel, Marked, Measure, Measures, PairSource, Plain, Shared, TagSets,
};
use crate::units::Side;

/// Chance that comes again from the same seed.
struct Dice(u64);

impl Dice {
    fn throw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below another.
    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.throw() % end as u64).expect("below a size")
    }

    fn below_u32(&mut self, end: usize) -> u32 {
        u32::try_from(self.below(end)).expect("small")
    }

    fn one_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    fn of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())]
    }
}

/// How many people there are of each side, and whether a measure is to forbid.
#[derive(Clone, Copy)]
struct Shape {
    people: [usize; 2],
    rule: bool,
}

fn value(dice: &mut Dice, rule: bool) -> u16 {
    let any = u16::try_from(dice.below(10_001)).expect("points");
    if rule { u16::from(!dice.one_in(4)) } else { dice.of(&[0, 10_000, 5_000, any, any]) }
}

fn classes(dice: &mut Dice, shape: Shape) -> ([Vec<u32>; 2], [usize; 2]) {
    let numbers = shape.people.map(|people| if dice.one_in(6) { people } else { 1 + dice.below(5) });
    let of_side =
        |side: usize, dice: &mut Dice| (0..shape.people[side]).map(|_| dice.below_u32(numbers[side])).collect();
    ([of_side(0, dice), of_side(1, dice)], numbers)
}

fn by_class(dice: &mut Dice, shape: Shape) -> ByClass {
    let (classes, numbers) = classes(dice, shape);
    let values = (0..numbers[0] * numbers[1]).map(|_| value(dice, shape.rule)).collect();
    ByClass { classes, numbers, values }
}

fn tag_sets(dice: &mut Dice, people: [usize; 2]) -> [TagSets; 2] {
    let tags = dice.of(&[1, 8, 40, 70, 300, 2_000]);
    let most = dice.of(&[1, 4, 7, 40, 300]);
    people.map(|people| {
        (0..people).map(|_| (0..dice.below(most + 1)).map(|_| dice.below_u32(tags)).collect::<Vec<_>>()).collect()
    })
}

fn shared(dice: &mut Dice, shape: Shape, tags: [TagSets; 2]) -> Shared {
    let (classes, numbers) = classes(dice, shape);
    let most = dice.of(&[0, 1, 3, 6, 20, 260]);
    let values = (0..numbers[0] * numbers[1] * (most + 1)).map(|_| value(dice, shape.rule)).collect();
    Shared { classes, numbers, tags, most, values }
}

fn marked(dice: &mut Dice, shape: Shape) -> Marked {
    let mut otherwise = by_class(dice, shape);
    if shape.rule && dice.one_in(2) {
        let listed_only = u16::from(!dice.one_in(3));
        otherwise.values.iter_mut().for_each(|value| *value = listed_only);
    }
    let forbids_only = shape.rule && dice.one_in(2);
    let of_mentee = |dice: &mut Dice| {
        let mut marks: Vec<u32> = (0..dice.below(6)).map(|_| dice.below_u32(shape.people[0])).collect();
        marks.sort_unstable();
        marks.dedup();
        marks.into_iter().map(|mentor| (mentor, if forbids_only { 0 } else { value(dice, shape.rule) })).collect()
    };
    let marks = (0..shape.people[1]).map(|_| of_mentee(dice)).collect();
    Marked { otherwise, marks }
}

fn measure(dice: &mut Dice, shape: Shape, known: &mut Vec<[TagSets; 2]>) -> Measure {
    let mut tags = |dice: &mut Dice| {
        if known.is_empty() || dice.one_in(2) {
            known.push(tag_sets(dice, shape.people));
        }
        known[dice.below(known.len())].clone()
    };
    match dice.below(12) {
        0..4 => Measure::Classes(by_class(dice, shape)),
        4..8 => {
            let tags = tags(dice);
            Measure::Shared(shared(dice, shape, tags))
        }
        8 | 9 => {
            let two = [tags(dice), tags(dice)];
            Measure::Least(Box::new(two.map(|tags| shared(dice, shape, tags))))
        }
        10 => Measure::Marked(marked(dice, shape)),
        _ => {
            let seed = dice.throw();
            Measure::Asked(Asked(Arc::new(move |mentor, mentee| {
                let mut dice = Dice(seed ^ (mentor as u64) << 20 ^ mentee as u64);
                if shape.rule { u16::from(!dice.one_in(4)) } else { value(&mut dice, false) }
            })))
        }
    }
}

fn measures(dice: &mut Dice, people: [usize; 2]) -> Measures {
    let mut known = Vec::new();
    let weight = |dice: &mut Dice| dice.of(&[1, 300, 15_000, 30_000]);
    let criteria =
        (0..dice.below(8)).map(|_| (weight(dice), measure(dice, Shape { people, rule: false }, &mut known))).collect();
    let rules = (0..dice.below(4)).map(|_| measure(dice, Shape { people, rule: true }, &mut known)).collect();
    Measures { criteria, rules, minimum: dice.of(&[0, 0, 0, 1, 4_000]) }
}

/// Some of the people, each once, in any order.
fn some(dice: &mut Dice, people: usize) -> Vec<u32> {
    let mut all: Vec<u32> = (0..u32::try_from(people).expect("few")).collect();
    for at in (1..people).rev() {
        all.swap(at, dice.below(at + 1));
    }
    all.truncate(1 + dice.below(people));
    all
}

fn price(dice: &mut Dice) -> i64 {
    let any = dice.below(4_000);
    let huge = 60_000 + dice.below(20_000);
    let price = dice.of(&[0, 0, any, any, huge]);
    if dice.one_in(9) { ColumnPrices::CLOSED } else { i64::try_from(price).expect("small") }
}

fn floor(dice: &mut Dice) -> i64 {
    let any = i64::try_from(dice.below(10_002)).expect("small");
    dice.of(&[0, any, any, 8_000, 10_000, -any, -60_000 - any, -75_000, ColumnPrices::ANY])
}

fn sorted(mut found: Vec<Found>) -> Vec<Found> {
    found.sort_unstable();
    found
}

fn scanned(source: &dyn PairSource, row: usize, floor: i64, prices: &ColumnPrices) -> Vec<Found> {
    let mut found = Vec::new();
    source.scan(row, floor, prices, &mut found);
    found
}

/// Compares what two kernels say of which pairs are allowed, whatever their points.
fn compare_unrated(dice: &mut Dice, plain: &Plain, unrated: &dyn PairSource) {
    let mut prices = [plain.free_prices(), unrated.free_prices()];
    let columns_of = |found: Vec<Found>| sorted(found).iter().map(|found| found.column).collect::<Vec<_>>();
    for _ in 0..2 {
        for row in 0..plain.rows().min(30) {
            let expected = scanned(plain, row, ColumnPrices::ANY, &prices[0]);
            let found = scanned(unrated, row, ColumnPrices::ANY, &prices[1]);
            assert_eq!(columns_of(found), columns_of(expected.clone()), "row {row}");
            // Asked for one only, and no more of it once it is found.
            let mut first = None;
            let ask = &mut |_: usize, found: &mut Vec<Found>| {
                first = first.or(found.pop());
                if first.is_some() { ColumnPrices::CLOSED } else { ColumnPrices::ANY }
            };
            let rows = [u32::try_from(row).expect("few")];
            unrated.scan_rows(&rows, &mut [ColumnPrices::ANY], &prices[1], ask);
            let first = first.map(|found| found.column);
            assert_eq!(first.is_some(), !expected.is_empty());
            assert!(first.is_none_or(|column| expected.iter().any(|found| found.column == column)));
        }
        for _ in 0..plain.columns() / 3 {
            let (column, price) = (dice.below(plain.columns()), price(dice));
            prices.iter_mut().for_each(|prices| prices.set(column, price));
        }
    }
}

/// Compares scans, points and the allowance of kernels that mean the same.
fn compare(dice: &mut Dice, plain: &Plain, quick: &Kernel, portable: &Kernel) {
    let (rows, columns) = (plain.rows(), plain.columns());
    for _ in 0..20 {
        let (row, column) = (dice.below(rows), dice.below(columns));
        assert_eq!(quick.points(row, column), plain.points(row, column));
    }
    let mut prices = [plain.free_prices(), quick.free_prices(), portable.free_prices()];
    for _ in 0..3 {
        for _ in 0..dice.of(&[0, columns / 3, 2 * columns]) {
            let (column, price) = (dice.below(columns), price(dice));
            prices.iter_mut().for_each(|prices| prices.set(column, price));
        }
        for _ in 0..6 {
            let (row, floor) = (dice.below(rows), floor(dice));
            let expected = sorted(scanned(plain, row, floor, &prices[0]));
            let found = scanned(quick, row, floor, &prices[1]);
            assert_eq!(found, scanned(portable, row, floor, &prices[2]), "with and without vectors, in order");
            assert_eq!(sorted(found), expected, "row {row}, floor {floor}");
            assert_eq!(sorted(scanned(quick, row, floor, &prices[0])), expected, "with prices in no order");
        }
        let several: Vec<u32> = (0..dice.below(150)).map(|_| dice.below_u32(rows)).collect();
        let mut floors: Vec<i64> = several.iter().map(|_| floor(dice)).collect();
        let expected: Vec<Vec<Found>> = several
            .iter()
            .zip(&floors)
            .map(|(&row, &floor)| sorted(scanned(plain, row as usize, floor, &prices[0])))
            .collect();
        let mut found: Vec<Option<Vec<Found>>> = vec![None; several.len()];
        let same = floors.clone();
        quick.scan_rows(&several, &mut floors, &prices[1], &mut |at, of_row| {
            found[at].get_or_insert_default().append(of_row);
            same[at]
        });
        let found: Option<Vec<Vec<Found>>> = found.into_iter().map(|found| found.map(sorted)).collect();
        assert_eq!(found, Some(expected), "each row is told of");
        assert_eq!(floors, same);
    }
    for kernel in [quick, portable] {
        if let Some(unrated) = kernel.unrated() {
            compare_unrated(dice, plain, unrated);
            let turned = unrated.turned().expect("a kernel can be turned");
            let (row, column) = (dice.below(rows), dice.below(columns));
            assert_eq!(turned.points(column, row), plain.points(row, column).map(|_| 0), "rules alone, turned");
        }
    }
    let Some(allowance) = quick.allowance() else { return };
    for row in 0..rows {
        for column in 0..columns {
            let class = allowance.row_class[row] as usize * allowance.column_classes;
            let allowed = allowance.allowed[class + allowance.column_class[column] as usize];
            let pair = [row, column].map(|person| u32::try_from(person).expect("few"));
            let excepted = allowance.except.binary_search(&(pair[0], pair[1])).is_ok();
            assert!(allowed || !excepted, "exceptions are among the allowed");
            assert_eq!(allowed && !excepted, plain.points(row, column).is_some());
        }
    }
}

#[test]
fn scans_find_what_looking_at_each_pair_finds() {
    let (mut allowances, mut unrated, mut sure) = (0, 0, 0);
    for seed in 0..400 {
        let mut dice = Dice(seed);
        let most = dice.of(&[3, 40, 300]);
        let people = [1 + dice.below(most), 1 + dice.below(most)];
        let measures = Arc::new(measures(&mut dice, people));
        let rows_are = dice.of(&Side::BOTH);
        let (rows, columns) =
            (some(&mut dice, people[rows_are.index()]), some(&mut dice, people[rows_are.other().index()]));
        let plain = Plain::new(&measures, rows_are, rows.clone(), columns.clone());
        let quick = Kernel::new(&measures, rows_are, rows, columns);
        let portable = quick.clone().portable();
        compare(&mut dice, &plain, &quick, &portable);
        allowances += u32::from(quick.allowance().is_some());
        unrated += u32::from(quick.unrated().is_some());
        sure += u32::from(quick.rules_alone().is_some_and(|rules| rules.is_sure));
    }
    assert!(allowances > 60, "classes tell what is allowed where they can: {allowances}");
    assert!(unrated > 150 && sure > 60, "of {unrated} that rules alone decide, {sure} by the filter");
}

#[test]
fn columns_in_many_tiles_are_found() {
    for seed in 0..12 {
        let mut dice = Dice(1_000 + seed);
        let people = [3_000 + dice.below(3_000), 20];
        let measures = Arc::new(measures(&mut dice, people));
        let columns = some(&mut dice, people[0]);
        let plain = Plain::new(&measures, Side::Mentee, (0..20).collect(), columns.clone());
        let quick = Kernel::new(&measures, Side::Mentee, (0..20).collect(), columns);
        let portable = quick.clone().portable();
        compare(&mut dice, &plain, &quick, &portable);
    }
}

#[test]
fn a_rising_floor_leaves_out_what_is_below_it() {
    let mut dice = Dice(7);
    let people = [5_000, 30];
    let criteria = (0..3).map(|_| (1, Measure::Classes(by_class(&mut dice, Shape { people, rule: false })))).collect();
    let measures = Arc::new(Measures { criteria, rules: Vec::new(), minimum: 0 });
    let kernel = Kernel::new(&measures, Side::Mentee, (0..30).collect(), (0..5_000).collect());
    let rows: Vec<u32> = (0..30).collect();
    let mut floors = vec![ColumnPrices::ANY; 30];
    let mut best = vec![0; 30];
    kernel.scan_rows(&rows, &mut floors, &kernel.free_prices(), &mut |at, found| {
        for found in found.drain(..) {
            best[at] = best[at].max(i64::from(found.points));
        }
        best[at] + 1
    });
    for (row, &best) in best.iter().enumerate() {
        let points = (0..5_000).filter_map(|column| kernel.points(row, column)).max();
        assert_eq!(points.map(i64::from), Some(best));
        assert_eq!(floors[row], best + 1);
    }
}
