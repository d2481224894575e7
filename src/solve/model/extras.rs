//! Variables beside the flow, and the rows that tie them to it: minimum caseloads, bounds on different mentors, teams.

use std::collections::BTreeMap;

use super::{Model, Of, SideRow};
use crate::problem::{Amount, Per, Sense, Teams};

/// Adds what the problem needs.
pub(super) fn add(model: &mut Model<'_>) {
    add_minima(model);
    let teams = model.problem.teams.clone();
    for mentee in 0..model.problem.mentees.len() {
        let candidates: Vec<usize> = model.candidates_of_mentee(mentee).collect();
        if !candidates.is_empty() {
            let members = members(model, mentee, &candidates, teams.is_some());
            if let Some(teams) = &teams {
                add_team(model, mentee, &candidates, &members, teams);
            }
        }
    }
}

/// A mentor with rows has at least its minimum, and at least as many of each kind as a quota for every mentor wants.
fn add_minima(model: &mut Model<'_>) {
    let problem = model.problem;
    let mut of_mentor = vec![Vec::new(); problem.mentors.len()];
    for (at, candidate) in model.candidates.iter().enumerate() {
        of_mentor[candidate.row.pair.mentor].push(at);
    }
    for (mentor, rows) in of_mentor.iter().enumerate() {
        let mut bounds: Vec<(i64, Vec<usize>)> = Vec::new();
        if problem.mentors[mentor].minimum > 1 {
            bounds.push((problem.mentors[mentor].minimum.into(), rows.clone()));
        }
        for quota in problem.quotas.iter().filter(|quota| quota.per == Per::Mentor && quota.sense == Sense::AtLeast) {
            if let Amount::Rows(number @ 1..) = quota.amount {
                let counted = rows.iter().copied().filter(|&at| quota.counts(model.candidates[at].row.pair));
                bounds.push((number.into(), counted.collect()));
            }
        }
        model.add_where_used(rows, &bounds, Of::Mentor(mentor));
    }
}

impl Model<'_> {
    /// Where any of some rows is made, at least so many of each of these are.
    pub(super) fn add_where_used(&mut self, rows: &[usize], bounds: &[(i64, Vec<usize>)], of: Of) {
        if bounds.is_empty() || rows.is_empty() {
            return;
        }
        let is_used = self.add_extra();
        for &row in rows {
            self.rows.push(SideRow { terms: vec![(row, -1), (is_used, 1)], lower: Some(0), upper: None, of });
        }
        for (number, counted) in bounds {
            let mut terms: Vec<(usize, i64)> = counted.iter().map(|&at| (at, 1)).collect();
            terms.push((is_used, -number));
            self.rows.push(SideRow { terms, lower: Some(0), upper: None, of });
        }
    }
}

/// The variable that says whether each mentor is with a mentee: the candidate itself where there is one only.
fn members(model: &mut Model<'_>, mentee: usize, candidates: &[usize], exact: bool) -> BTreeMap<usize, usize> {
    let Some(demands) = &model.problem.demands else {
        // Where a pair can be in several slots, the arc before them.
        let member = |&at: &usize| {
            let pair = model.candidates[at].row.pair;
            (pair.mentor, model.arc_of_pair.get(&pair).copied().unwrap_or(at))
        };
        return candidates.iter().map(member).collect();
    };
    let most = demands.most_mentors[mentee].filter(|&most| most < model.problem.mentees[mentee].wanted);
    let mut rows_of: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for &at in candidates {
        rows_of.entry(model.candidates[at].row.pair.mentor).or_default().push(at);
    }
    if most.is_none() && !exact {
        return BTreeMap::new();
    }
    let mut members = BTreeMap::new();
    for (mentor, rows) in rows_of {
        if let [only] = rows.as_slice() {
            members.insert(mentor, *only);
            continue;
        }
        let together = model.add_extra();
        for &row in &rows {
            model.rows.push(SideRow {
                terms: vec![(row, -1), (together, 1)],
                lower: Some(0),
                upper: None,
                of: Of::Mentee(mentee),
            });
        }
        let mut terms: Vec<(usize, i64)> = rows.into_iter().map(|row| (row, 1)).collect();
        terms.push((together, -1));
        model.rows.push(SideRow { terms, lower: Some(0), upper: None, of: Of::Mentee(mentee) });
        members.insert(mentor, together);
    }
    if let Some(most) = most {
        let terms = members.values().map(|&member| (member, 1)).collect();
        model.rows.push(SideRow { terms, lower: None, upper: Some(most.into()), of: Of::Mentee(mentee) });
    }
    members
}

fn add_team(
    model: &mut Model<'_>,
    mentee: usize,
    candidates: &[usize],
    members: &BTreeMap<usize, usize>,
    teams: &Teams,
) {
    let wanted = i64::from(model.problem.mentees[mentee].wanted);
    let needs_floor = teams.counts.iter().any(|count| count.sense == Sense::AtLeast && count.number > 0);
    let has_team = (teams.all_or_nothing || needs_floor).then(|| model.add_extra());
    if let Some(has_team) = has_team {
        for &member in members.values() {
            model.rows.push(SideRow {
                terms: vec![(member, -1), (has_team, 1)],
                lower: Some(0),
                upper: None,
                of: Of::Mentee(mentee),
            });
        }
        if teams.all_or_nothing {
            let mut terms: Vec<(usize, i64)> = candidates.iter().map(|&at| (at, 1)).collect();
            terms.push((has_team, -wanted));
            model.rows.push(SideRow { terms, lower: Some(0), upper: Some(0), of: Of::Mentee(mentee) });
            // Its places are filled together: else a first place would be worth asking for alone, and half a team in the bound.
            for place in model.places_of(mentee) {
                let terms = vec![(place, 1), (has_team, -1)];
                model.rows.push(SideRow { terms, lower: Some(0), upper: Some(0), of: Of::Mentee(mentee) });
            }
        }
    }
    for count in &teams.counts {
        let counted = members.iter().filter(|(mentor, _)| count.counts[**mentor]);
        let mut terms: Vec<(usize, i64)> = counted.map(|(_, &member)| (member, 1)).collect();
        let row = match (count.sense, has_team) {
            (Sense::AtLeast, Some(has_team)) if count.number > 0 => {
                terms.push((has_team, -i64::from(count.number)));
                SideRow { terms, lower: Some(0), upper: None, of: Of::Mentee(mentee) }
            }
            (Sense::AtLeast, _) => continue,
            (Sense::AtMost, _) => {
                SideRow { terms, lower: None, upper: Some(count.number.into()), of: Of::Mentee(mentee) }
            }
        };
        if !row.is_idle() {
            model.rows.push(row);
        }
    }
    add_apart(model, mentee, members, teams);
}

/// Two who are kept apart are never both on a team: rows of cliques, each as large as the greedy makes it.
fn add_apart(model: &mut Model<'_>, mentee: usize, members: &BTreeMap<usize, usize>, teams: &Teams) {
    if model.problem.mentees[mentee].wanted < 2 {
        return;
    }
    let mentors: Vec<usize> = members.keys().copied().collect();
    let mut covered = vec![vec![false; mentors.len()]; mentors.len()];
    for one in 0..mentors.len() {
        for other in one + 1..mentors.len() {
            if covered[one][other] || !teams.apart.has(mentors[one], mentors[other]) {
                continue;
            }
            let mut clique = vec![one, other];
            for next in 0..mentors.len() {
                if clique.iter().all(|&member| teams.apart.has(mentors[member], mentors[next])) {
                    clique.push(next);
                }
            }
            for &a in &clique {
                clique.iter().for_each(|&b| covered[a][b] = true);
            }
            let terms = clique.iter().map(|&member| (members[&mentors[member]], 1)).collect();
            model.rows.push(SideRow { terms, lower: None, upper: Some(1), of: Of::Mentee(mentee) });
        }
    }
}
