//! From program file and rosters to the problem: demands, teams, quotas, minima, previous pairs and views, meetings and groups, by ids.

mod bound;
mod groups;
mod slots;

use pairwright::problem::{Amount, Per, Sense};
use pairwright::program::Method;
use pairwright::units::{Level, Side};

use bound::{Bound, Input, with};

const MENTORS: &str = "id,grade,gender,site,subject_strengths,careers,avoids,trained\n\
                       M1,11,f,North,maths; Art,law,,yes\n\
                       M2,12,m,South,maths,law;art,M3,no\n\
                       M3,10,,North,,,,\n\
                       M4,11,f,,ART,,M4,yes\n";
const MENTEES: &str = "id,grade,gender,site,gender_wish,subject_needs,mentors_wanted\n\
                       E1,6,f,North,f,Maths;art;MATHS,\n\
                       E2,7,m,South,,chess,2\n\
                       E3,7,m,,f;m,,1\n\
                       E4,8,f,North,m,maths,0\n";
const PLAIN: Input<'_> = Input { program: "", mentors: MENTORS, mentees: MENTEES, previous: "", must: "", ratings: "" };

const DEMANDS: &str = "[demands]\nfield = \"subject_needs\"\n\n\
    [[criteria]]\nname = \"Subjects\"\nweight = 3\ncovers = { need = \"subject_needs\", offer = \"subject_strengths\" }\n\n\
    [[criteria]]\nname = \"Site\"\nsame = { field = \"site\" }\n";

#[track_caller]
fn offers(bound: &Bound<'_>, mentee: &str, expected: &[(&str, &[(&str, u16)])]) {
    let owned: Vec<(String, Vec<(String, u16)>)> = expected
        .iter()
        .map(|(tag, offers)| {
            ((*tag).to_owned(), offers.iter().map(|(id, points)| ((*id).to_owned(), *points)).collect())
        })
        .collect();
    assert_eq!(bound.offers(mentee), owned);
}

#[test]
fn every_demanded_tag_is_a_place_with_the_points_of_that_tag_alone() {
    with(Input { program: DEMANDS, ..PLAIN }, |bound| {
        // A row for an offered tag: (3 × 10000 + site) ÷ 4. M4's site is blank: 5000.
        offers(bound, "E1", &[("Maths", &[("M1", 10_000), ("M2", 7500)]), ("art", &[("M1", 10_000), ("M4", 8750)])]);
        offers(bound, "E2", &[("chess", &[])]);
        offers(bound, "E3", &[]);
        offers(bound, "E4", &[]);
        let problem = &bound.formulated.problem;
        let wanted = |id: &str| problem.mentees[bound.mentee(id)].wanted;
        assert_eq!(["E1", "E2", "E3", "E4"].map(wanted), [2, 1, 0, 0]);
        let most = |id: &str| problem.demands.as_ref().expect("demands").most_mentors[bound.mentee(id)];
        assert_eq!(["E1", "E2", "E3", "E4"].map(most), [None, Some(2), Some(1), Some(0)]);
        assert!(!problem.is_plain());
        assert!(bound.said.contains("1 mentee has a blank `subject_needs`"), "{}", bound.said);
    });
}

#[test]
fn the_programs_number_of_mentors_bounds_a_mentee_whose_cell_is_blank() {
    let program = format!("[mentees]\nmentors_wanted = 1\n\n{DEMANDS}");
    with(Input { program: &program, ..PLAIN }, |bound| {
        let demands = bound.scoring.demands().expect("demands");
        assert_eq!([0, 1].map(|mentee| demands.most_mentors(mentee)), [Some(1), Some(2)]);
        assert_eq!(bound.scoring.wanted(0), 2);
    });
}

#[test]
fn each_criterion_on_the_demanded_field_rates_the_tag_by_its_own_offer() {
    let program = "[demands]\nfield = \"subject_needs\"\noffer = \"careers\"\n\n\
        [[criteria]]\nname = \"One\"\ncovers = { need = \"subject_needs\", offer = \"subject_strengths\" }\n\n\
        [[criteria]]\nname = \"Other\"\nweight = 3\ncovers = { need = \"subject_needs\", offer = \"careers\" }\n";
    with(Input { program, ..PLAIN }, |bound| {
        // M2 has art among its careers, and not among its strengths.
        offers(bound, "E1", &[("Maths", &[]), ("art", &[("M2", 7500)])]);
        let contributions = bound.scoring.row_contributions(1, 0, Some(1));
        let told: Vec<_> = contributions.iter().map(|part| (part.points.get(), part.reason.to_string())).collect();
        assert_eq!(told, [(0, "0 of 1 covered".to_owned()), (10_000, "art (1 of 1)".to_owned())]);
        assert_eq!(bound.scoring.row_points(1, 0, Some(1)).get(), 7500);
        assert_eq!(bound.scoring.row_points(1, 0, Some(0)).get(), 2500);
    });
}

#[test]
fn a_row_below_the_lowest_score_is_forbidden_and_a_pair_where_all_its_rows_are() {
    let program = format!("{DEMANDS}\n[objective]\nminimum_score = 80\n");
    with(Input { program: &program, ..PLAIN }, |bound| {
        offers(bound, "E1", &[("Maths", &[("M1", 10_000)]), ("art", &[("M1", 10_000), ("M4", 8750)])]);
        let problem = &bound.formulated.problem;
        assert_eq!(problem.pairs.points(bound.pair("M2", "E1")), None);
        assert_eq!(problem.pairs.points(bound.pair("M4", "E1")).map(|points| points.get()), Some(8750));
        let names = bound.scoring.rule_names();
        assert_eq!(bound.scoring.broken_rules(1, 0), [names.len() - 1]);
        // Who offers nothing has no row that could be below.
        assert!(bound.scoring.broken_rules(2, 0).is_empty());
    });
}

#[test]
fn team_rules_that_two_mentors_decide_become_one_relation() {
    let apart = |rules: &str| {
        let mut found = Vec::new();
        with(Input { program: &format!("[team]\n\n{rules}"), ..PLAIN }, |bound| {
            let teams = bound.formulated.problem.teams.as_ref().expect("teams");
            assert!(teams.counts.is_empty() && !teams.all_or_nothing);
            for (one, other) in [("M1", "M2"), ("M1", "M3"), ("M1", "M4"), ("M2", "M3"), ("M2", "M4"), ("M3", "M4")] {
                let (a, b) = (bound.mentor(one), bound.mentor(other));
                assert_eq!(teams.apart.has(a, b), teams.apart.has(b, a));
                assert!(!teams.apart.has(a, a));
                found.extend(teams.apart.has(a, b).then(|| format!("{one}-{other}")));
            }
        });
        found
    };
    // M2 avoids M3, whatever the rules say; M4 avoids itself, which says nothing.
    assert_eq!(apart(""), ["M2-M3"]);
    let blank_is_alone = "[[team.rules]]\ndiffer = { field = \"gender\" }\n";
    assert_eq!(apart(blank_is_alone), ["M1-M3", "M1-M4", "M2-M3", "M3-M4"]);
    let blank_is_passed_over = format!("{blank_is_alone}if_blank = \"allow\"\n");
    assert_eq!(apart(&blank_is_passed_over), ["M1-M4", "M2-M3"]);
    assert_eq!(apart("[[team.rules]]\nsame = { field = \"site\" }\n"), ["M1-M2", "M1-M4", "M2-M3", "M2-M4", "M3-M4"]);
    assert_eq!(apart("[[team.rules]]\nspan = { field = \"grade\", max = 1 }\n"), ["M2-M3"]);
    assert_eq!(
        apart("[[team.rules]]\nspan = { field = \"grade\", max = 0.5 }\n"),
        ["M1-M2", "M1-M3", "M2-M3", "M2-M4", "M3-M4"]
    );
}

#[test]
fn counting_rules_of_a_team_never_count_a_blank() {
    let program = "[team]\nall_or_nothing = true\n\n\
        [[team.rules]]\nat_least = { n = 1, field = \"trained\", is = \"yes\" }\n\n\
        [[team.rules]]\nat_most = { n = 2, field = \"trained\", none_of = [\"yes\"] }\nif_blank = \"allow\"\n";
    with(Input { program, ..PLAIN }, |bound| {
        let teams = bound.formulated.problem.teams.as_ref().expect("teams");
        assert!(teams.all_or_nothing);
        let [least, most] = teams.counts.as_slice() else { panic!("two counting rules") };
        let of = |counts: &[bool]| ["M1", "M2", "M3", "M4"].map(|id| counts[bound.mentor(id)]);
        assert_eq!((least.sense, least.number, of(&least.counts)), (Sense::AtLeast, 1, [true, false, false, true]));
        assert_eq!((most.sense, most.number, of(&most.counts)), (Sense::AtMost, 2, [false, true, false, false]));
        let team = bound.scoring.team().expect("a team");
        assert!(
            team.rules[0].holds(&[], &[]) && team.rules[0].holds(&[0, 1], &[]) && !team.rules[0].holds(&[1, 2], &[])
        );
        let words: Vec<_> = team.rules.iter().map(|rule| rule.in_words()).collect();
        assert_eq!(words, ["at least 1 of trained yes", "at most 2 of trained not yes"]);
    });
}

#[track_caller]
fn counts(conditions: &str, rest: &str, expected: &[&str]) {
    let program = format!("[[quotas]]\nname = \"Q\"\nwhere = {{ {conditions} }}\nat_most = 1\n{rest}\n");
    let ratings = "mentor,mentee,rating\nM1,E2,3\n";
    with(Input { program: &program, ratings, previous: "mentor,mentee\nM1,E1\n", ..PLAIN }, |bound| {
        assert_eq!(bound.counted(0), expected, "{conditions} {rest}");
    });
}

#[test]
fn a_row_counts_where_every_entry_holds_and_nothing_is_blank() {
    const ALLOW: &str = "if_blank = \"allow\"";
    counts(
        "mentor = { field = \"site\", is = \"North\" }, mentee = { field = \"grade\", at_least = 7 }",
        "",
        &["M1-E2", "M1-E3", "M1-E4", "M3-E2", "M3-E3", "M3-E4"],
    );
    counts("same = { field = \"site\" }", "", &["M1-E1", "M1-E4", "M2-E2", "M3-E1", "M3-E4"]);
    counts(
        "mentor = { field = \"site\", is = \"South\" }, differ = { field = \"site\" }",
        ALLOW,
        &["M2-E1", "M2-E3", "M2-E4", "M4-E1", "M4-E2", "M4-E3", "M4-E4"],
    );
    counts("listed = {}", "", &["M1-E2"]);
    counts(
        "mentor_has = { field = \"grade\", is = 11 }, new_partner = {}, mentee_has = { field = \"grade\", is = 6 }",
        "",
        &["M4-E1"],
    );
}

#[test]
fn a_blank_need_or_wish_does_not_count_unless_blanks_do() {
    const ALLOW: &str = "if_blank = \"allow\"";
    let covers = "covers = { need = \"subject_needs\", offer = \"subject_strengths\" }";
    counts(covers, "", &["M1-E1", "M1-E4", "M2-E1", "M2-E4", "M4-E1"]);
    // M3 offers nothing that is stated, E3 needs nothing that is stated.
    counts(
        covers,
        ALLOW,
        &["M1-E1", "M1-E3", "M1-E4", "M2-E1", "M2-E3", "M2-E4", "M3-E1", "M3-E2", "M3-E3", "M3-E4", "M4-E1", "M4-E3"],
    );
    // E2 wishes nothing; M3's gender is blank.
    let wish = "wish = { by = \"mentee\" }";
    counts(wish, "", &["M1-E1", "M1-E3", "M2-E3", "M2-E4", "M4-E1", "M4-E3"]);
    counts(
        wish,
        ALLOW,
        &[
            "M1-E1", "M1-E2", "M1-E3", "M2-E2", "M2-E3", "M2-E4", "M3-E1", "M3-E2", "M3-E3", "M3-E4", "M4-E1", "M4-E2",
            "M4-E3",
        ],
    );
}

#[test]
fn a_quota_has_an_exact_amount_and_only_allowed_pairs() {
    let program = "[[rules]]\nname = \"Grade\"\ngap = { field = \"grade\", min = 5 }\n\n\
        [[quotas]]\nname = \"A\"\nwhere = {}\nat_least = \"33.3%\"\n\n\
        [[quotas]]\nname = \"B\"\nwhere = {}\nat_most = 4\nper = \"mentor\"\n";
    with(Input { program, ..PLAIN }, |bound| {
        let [one, other] = bound.formulated.problem.quotas.as_slice() else { panic!("two quotas") };
        assert_eq!(
            (one.sense, one.amount, one.per),
            (Sense::AtLeast, Amount::Share { part: 333, whole: 1000 }, Per::Result)
        );
        assert_eq!((other.sense, other.amount, other.per), (Sense::AtMost, Amount::Rows(4), Per::Mentor));
        assert_eq!(bound.counted(0), ["M1-E1", "M2-E1", "M2-E2", "M2-E3", "M4-E1"]);
        assert_eq!(bound.scoring.quotas().iter().map(|quota| quota.name.as_str()).collect::<Vec<_>>(), ["A", "B"]);
    });
}

#[test]
fn previous_pairs_are_those_of_the_file_and_of_either_persons_cell_that_are_allowed() {
    let mentors = "id,grade,previous_partners\nM1,11,E2\nM2,7,E1\n";
    let mentees = "id,grade,previous_partners\nE1,6,M1;X9\nE2,8,\n";
    let program = "[[rules]]\nname = \"Grade\"\ngap = { field = \"grade\", min = 1 }\n\n\
        [objective]\nlevels = [\"continuity\", \"balance\"]\n";
    let input = Input { program, mentors, mentees, previous: "mentor,mentee\nM2,E2\nM1,E1\n", ..Input::default() };
    with(input, |bound| {
        let problem = &bound.formulated.problem;
        // M2 with E2 breaks the rule.
        let mut expected = [("M1", "E1"), ("M1", "E2"), ("M2", "E1")].map(|(one, other)| bound.pair(one, other));
        expected.sort_unstable();
        assert_eq!(problem.previous, expected);
        assert_eq!(problem.levels, [Level::Continuity, Level::Balance]);
        assert!(bound.scoring.previous(1, 1) && bound.scoring.previous(0, 0));
    });
}

#[test]
fn minima_are_the_rosters_or_else_the_programs() {
    let mentors = "id,grade,capacity,minimum\nM1,11,5,\nM2,7,5,0\nM3,7,2,4\n";
    let input = Input { program: "[mentors]\nminimum = 3\n", mentors, mentees: "id,grade\nE1,6\n", ..Input::default() };
    with(input, |bound| {
        let minimum = |id: &str| bound.formulated.problem.mentors[bound.mentor(id)].minimum;
        assert_eq!(["M1", "M2", "M3"].map(minimum), [3, 0, 4]);
        assert!(bound.said.contains("`M3` gets nobody: the minimum caseload of 4 is above the capacity of 2"));
        assert!(!bound.said.contains("`M1`"), "{}", bound.said);
    });
}

#[test]
fn each_side_of_a_stable_pairing_ranks_by_the_criteria_in_its_view() {
    let program = "[objective]\nmethod = \"stable\"\nproposing = \"mentor\"\n\n\
        [[criteria]]\nname = \"Site\"\nsame = { field = \"site\" }\nview = \"mentor\"\n\n\
        [[criteria]]\nname = \"Gender\"\nsame = { field = \"gender\" }\nview = \"mentee\"\n\n\
        [[criteria]]\nname = \"Grade\"\nweight = 3\ngap = { field = \"grade\", ideal = [4, 4], falloff = 2 }\n\n\
        [[rules]]\nname = \"Grade\"\ngap = { field = \"grade\", max = 5 }\n";
    with(Input { program, ..PLAIN }, |bound| {
        assert_eq!(bound.scoring.method(), &Method::Stable { proposing: Side::Mentor });
        let problem = &bound.formulated.problem;
        assert!(problem.levels.is_empty());
        let stable = problem.stable.as_ref().expect("a stable pairing");
        assert_eq!(stable.proposing, Side::Mentor);
        // M1 with E1: site 10000, gender 10000, grade 5 above: 5000.
        let pair = bound.pair("M1", "E1");
        let points = [&stable.mentors_view, &stable.mentees_view, &problem.pairs].map(|view| view.points(pair));
        assert_eq!(points.map(|points| points.map(|points| points.get())), [Some(6250), Some(6250), Some(7000)]);
        // M1 with E2: site 0, gender 0, grade 10000.
        let pair = bound.pair("M1", "E2");
        let points = [&stable.mentors_view, &stable.mentees_view, &problem.pairs].map(|view| view.points(pair));
        assert_eq!(points.map(|points| points.map(|points| points.get())), [Some(7500), Some(7500), Some(6000)]);
        // M3 with E1: site 10000, gender blank, grade 10000.
        let pair = bound.pair("M3", "E1");
        let points = [&stable.mentors_view, &stable.mentees_view, &problem.pairs].map(|view| view.points(pair));
        assert_eq!(points.map(|points| points.map(|points| points.get())), [Some(10_000), Some(8750), Some(9000)]);
        // M2 with E1 are 6 apart.
        assert_eq!(stable.mentors_view.points(bound.pair("M2", "E1")), None);
    });
}

#[test]
fn must_pairs_that_no_assignment_holds_are_told_by_their_limit() {
    let mentors =
        "id,subject_strengths,capacity,minimum,site\nM1,maths,1,,North\nM2,art,3,5,North\nM3,maths;art,3,,South\n";
    let mentees = "id,subject_needs,mentors_wanted\nE1,maths;art,1\nE2,maths,\nE3,,\n";
    let program = format!("{DEMANDS}optional = true\n\n[[team.rules]]\nsame = {{ field = \"site\" }}\n");
    let must = "mentor,mentee\nM1,E1\nM3,E1\nM2,E2\nM1,E2\nM3,E3\n";
    with(Input { program: &program, mentors, mentees, must, ..Input::default() }, |bound| {
        for message in [
            "more must-pairs for the mentor `M1` than the 1 place offered",
            "more must-pairs for the mentee `E1` than the 1 mentor wanted",
            "more must-pairs for the mentee `E3` than the 0 tags demanded",
            "`M1` and `M3` must both be with `E1`, and are never on one team",
            "the must-pair `M2` with `E2` cannot be made: the minimum caseload of `M2` is 5, above the capacity of 3",
        ] {
            assert!(bound.said.contains(message), "{message}\n{}", bound.said);
        }
        assert_eq!(bound.formulated.problem.must.len(), 5);
    });
    let mentors = mentors.replace("3,5,North", "3,,North");
    with(Input { program: &program, mentors: &mentors, mentees, must, ..Input::default() }, |bound| {
        let message = "the must-pair `M2` with `E2` cannot be made: `M2` offers none of the tags that `E2` demands";
        assert!(bound.said.contains(message), "{}", bound.said);
    });
}
