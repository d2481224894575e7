//! Bounds on the rows of a kind.

use pairwright::verify::Fault;

use crate::given::Given;

/// A program with a quota; coverage is no goal, so that places may be empty.
fn quota(quota: &str) -> Given {
    Given {
        program: format!("{quota}\n[objective]\nlevels = ['total']\n").leak(),
        mentors: "id,interests,site,capacity\nM1,a,north,2\nM2,a,south,2\n",
        mentees: "id,interests,site\nE1,a,north\nE2,a,south\nE3,a,north\nE4,a,south\n",
        ..Given::default()
    }
}

fn broken(counted: u64, rows: u64) -> Result<(), Fault> {
    Err(Fault::BrokenQuota { quota: 0, counted, rows })
}

#[test]
fn a_row_that_is_moved_breaks_a_share_of_all() {
    quota("[[quotas]]\nname = 'Mixed'\nwhere = { differ = { field = 'site' } }\nat_least = '50%'\n").check(|ready| {
        assert_eq!(ready.verify(&ready.of_pairs(&[(1, 1), (1, 2), (2, 3), (2, 4)])), Ok(()));
        assert_eq!(ready.verify(&ready.of_pairs(&[(1, 1), (1, 3), (2, 2), (2, 4)])), broken(0, 4));
        assert_eq!(ready.verify(&ready.of_pairs(&[(1, 1), (1, 2), (2, 4)])), broken(1, 3), "a third is below the half");
        assert_eq!(ready.verify(&ready.of_pairs(&[])), Ok(()));
    });
}

#[test]
fn a_number_holds_for_each_mentor_or_for_all() {
    let of_all = "[[quotas]]\nname = 'South'\nwhere = { mentee = { field = 'site', is = 'south' } }\nat_most = 1\n";
    quota(of_all).check(|ready| {
        assert_eq!(ready.verify(&ready.of_pairs(&[(1, 1), (2, 2)])), Ok(()));
        assert_eq!(ready.verify(&ready.of_pairs(&[(1, 4), (2, 2)])), broken(2, 2));
    });
    quota(&format!("{of_all}per = 'mentor'\n")).check(|ready| {
        assert_eq!(ready.verify(&ready.of_pairs(&[(1, 4), (2, 2)])), Ok(()));
        assert_eq!(ready.verify(&ready.of_pairs(&[(1, 4), (1, 2), (2, 1)])), broken(2, 2));
    });
}

#[test]
fn a_quota_that_asks_for_rows_may_leave_nothing_possible_and_others_do_not() {
    let number = "[[quotas]]\nname = 'North'\nwhere = { mentor = { field = 'site', is = 'north' } }\nat_least = 3\n";
    quota(number).check(|ready| assert_eq!(ready.verify(&ready.nothing()), Ok(())));
    let share = "[[quotas]]\nname = 'North'\nwhere = { mentor = { field = 'site', is = 'north' } }\nat_least = '90%'\n";
    quota(share).check(|ready| assert_eq!(ready.verify(&ready.nothing()), Err(Fault::NotInfeasible)));
}
