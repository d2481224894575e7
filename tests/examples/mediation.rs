//! What the page of `examples/mediation` says.

use super::page::{changed, column, grouped, list, pairs, result};

#[test]
fn every_team_is_two_one_of_them_experienced_from_two_neighbourhoods_and_nobody_is_kept_apart() {
    let result = result("mediation");
    let of = |name| column("mediation", "mediators.csv", name);
    let (experienced, neighbourhood, apart) = (of("experienced"), of("neighbourhood"), of("avoids"));
    let closed = column("mediation", "cases.csv", "avoids");
    let names = |cell: &str, id: &str| cell.split(';').any(|name| name == id);
    let teams = grouped(&result, "mentee", "mentor");
    assert_eq!(teams.len(), 3);
    for (case, team) in teams {
        let [first, second] = team[..] else { panic!("{case} has {team:?}") };
        assert!([first, second].iter().any(|&mediator| experienced[mediator] == "yes"), "{case}");
        assert_ne!(neighbourhood[first], neighbourhood[second], "{case}");
        assert!(!names(&apart[first], second) && !names(&apart[second], first), "{case}");
        assert!(![first, second].iter().any(|&mediator| names(&closed[case], mediator)), "{case}");
    }
    assert!(list(&result, "unmatched").iter().all(|row| row["mentee"] == "C4" && row["reason"] == "limit"));
}

#[test]
fn what_the_page_on_mediation_invites_to_try_comes_out_so() {
    let twice = changed("mediation", &[("mediators.csv", "English;Arabic,1,\nP4", "English;Arabic,2,\nP4")]);
    assert_eq!(twice["summary"]["unmatched"], 0);
    assert!(["P3-C4", "P4-C4"].iter().all(|&pair| pairs(&twice).contains(&pair.to_owned())));
    let friends = changed("mediation", &[("mediators.csv", ",1,P7", ",1,")]);
    assert_eq!(pairs(&friends), pairs(&result("mediation")));
}
