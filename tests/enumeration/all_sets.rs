//! The enumeration against a look at everything that can be written down.

/// The best of all sets of rows whatever, by the slow checks alone.
fn best_of_all_sets(problem: &Problem) -> Option<Vec<Vec<i64>>> {
    let rows: Vec<Row> =
        (0..problem.mentees.len()).flat_map(|mentee| problem.rows_of(mentee)).map(|(row, _)| row).collect();
    let set = |bits: u32| -> Vec<Row> {
        rows.iter().enumerate().filter(|(at, _)| bits >> at & 1 == 1).map(|(_, &row)| row).collect()
    };
    let sets = (0..1_u32 << rows.len()).map(set).filter(|set| judge::fault(problem, set).is_none());
    sets.map(|set| judge::merits(problem, &set)).max()
}

#[test]
fn the_enumeration_agrees_with_a_look_at_all_sets_of_rows() {
    let orders = level_orders();
    let shapes = combinations();
    let (mut looked, mut infeasible) = (0, 0);
    for seed in 0..1_500 {
        let at = usize::try_from(seed).expect("few");
        let mut dice = Dice::new(seed);
        let problem = draw::problem(&mut dice, &shapes[at % shapes.len()], &orders[at * 37 % orders.len()]);
        let rows: usize = (0..problem.mentees.len()).map(|mentee| problem.rows_of(mentee).len()).sum();
        if rows <= 8 {
            let best = enumerate::best(&problem).map(|rows| judge::merits(&problem, &rows));
            infeasible += u32::from(best.is_none());
            assert_eq!(best, best_of_all_sets(&problem), "seed {seed}: {problem:?}");
            looked += 1;
        }
    }
    assert!(looked > 500 && (20..looked / 2).contains(&infeasible), "{looked} and {infeasible}");
}

