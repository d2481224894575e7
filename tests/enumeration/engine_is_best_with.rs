//! The engine against the enumeration, with slots and in groups: a test for every combination, so that they run side by side.

use pairwright::problem::Per;

use crate::draw::{QuotaKind, RuleKind, Shape, Way};
use crate::engine::{assert_engine_is_best, times};

const MINIMA: Shape = Shape::Minimum;
const DEMANDS: Shape = Shape::Demands { bounded: true };
const TEAMS: Shape = Shape::Teams(None);
const QUOTAS: Shape = Shape::Quotas(None);
const MEETINGS: Shape = Shape::Meetings { together: false };
const TOGETHER: Shape = Shape::Meetings { together: true };
const GROUPS: Shape = Shape::Groups(None);

macro_rules! engine_is_best {
    ($($name:ident: $($shape:expr),+;)+) => {
        $(#[test]
        fn $name() {
            assert_engine_is_best(&[$($shape),+], 500 * times());
        })+
    };
}

engine_is_best! {
    meetings: MEETINGS;
    meetings_and_minima: MEETINGS, MINIMA;
    meetings_and_demands: MEETINGS, DEMANDS;
    meetings_and_teams: MEETINGS, TEAMS;
    meetings_and_quotas: MEETINGS, QUOTAS;
    meetings_minima_and_demands: MEETINGS, MINIMA, DEMANDS;
    meetings_minima_and_teams: MEETINGS, MINIMA, TEAMS;
    meetings_minima_and_quotas: MEETINGS, MINIMA, QUOTAS;
    meetings_demands_and_teams: MEETINGS, DEMANDS, TEAMS;
    meetings_demands_and_quotas: MEETINGS, DEMANDS, QUOTAS;
    meetings_teams_and_quotas: MEETINGS, TEAMS, QUOTAS;
    meetings_minima_demands_and_teams: MEETINGS, MINIMA, DEMANDS, TEAMS;
    meetings_minima_demands_and_quotas: MEETINGS, MINIMA, DEMANDS, QUOTAS;
    meetings_minima_teams_and_quotas: MEETINGS, MINIMA, TEAMS, QUOTAS;
    meetings_demands_teams_and_quotas: MEETINGS, DEMANDS, TEAMS, QUOTAS;
    meetings_minima_demands_teams_and_quotas: MEETINGS, MINIMA, DEMANDS, TEAMS, QUOTAS;
    together: TOGETHER;
    together_and_minima: TOGETHER, MINIMA;
    together_and_demands: TOGETHER, DEMANDS;
    together_and_teams: TOGETHER, TEAMS;
    together_and_quotas: TOGETHER, QUOTAS;
    together_minima_and_demands: TOGETHER, MINIMA, DEMANDS;
    together_minima_and_teams: TOGETHER, MINIMA, TEAMS;
    together_minima_and_quotas: TOGETHER, MINIMA, QUOTAS;
    together_demands_and_teams: TOGETHER, DEMANDS, TEAMS;
    together_demands_and_quotas: TOGETHER, DEMANDS, QUOTAS;
    together_teams_and_quotas: TOGETHER, TEAMS, QUOTAS;
    together_minima_demands_and_teams: TOGETHER, MINIMA, DEMANDS, TEAMS;
    together_minima_demands_and_quotas: TOGETHER, MINIMA, DEMANDS, QUOTAS;
    together_minima_teams_and_quotas: TOGETHER, MINIMA, TEAMS, QUOTAS;
    together_demands_teams_and_quotas: TOGETHER, DEMANDS, TEAMS, QUOTAS;
    together_minima_demands_teams_and_quotas: TOGETHER, MINIMA, DEMANDS, TEAMS, QUOTAS;
    groups: GROUPS;
    groups_and_minima: GROUPS, MINIMA;
    groups_and_quotas: GROUPS, QUOTAS;
    groups_minima_and_quotas: GROUPS, MINIMA, QUOTAS;
}

/// Asserts it with each quota of such a kind by itself.
#[track_caller]
fn assert_best_with_quotas(shape: Shape, per: Per) {
    for kind in QuotaKind::singles(per) {
        assert_engine_is_best(&[shape, Shape::Quotas(Some(kind))], 500 * times());
    }
}

#[test]
fn meetings_and_quotas_of_each_slot() {
    assert_best_with_quotas(MEETINGS, Per::Slot);
}

#[test]
fn meetings_and_quotas_of_each_mentor() {
    assert_best_with_quotas(MEETINGS, Per::Mentor);
}

#[test]
fn together_and_quotas_of_each_slot() {
    assert_best_with_quotas(TOGETHER, Per::Slot);
}

#[test]
fn together_and_quotas_of_each_mentor() {
    assert_best_with_quotas(TOGETHER, Per::Mentor);
}

#[test]
fn groups_and_quotas_of_each_slot() {
    assert_best_with_quotas(GROUPS, Per::Slot);
}

#[test]
fn groups_and_quotas_of_each_mentor() {
    assert_best_with_quotas(GROUPS, Per::Mentor);
}

/// Asserts it with a rule of this kind alone, about members and about leaders too.
#[track_caller]
fn assert_best_with_rule(way: Way) {
    for leaders in [false, true] {
        assert_engine_is_best(&[Shape::Groups(Some(RuleKind { way, leaders }))], 500 * times());
    }
}

#[test]
fn groups_with_at_least_so_many_of_a_kind() {
    assert_best_with_rule(Way::AtLeast);
}

#[test]
fn groups_with_at_most_so_many_of_a_kind() {
    assert_best_with_rule(Way::AtMost);
}

#[test]
fn groups_of_people_who_differ() {
    assert_best_with_rule(Way::Differ);
}

#[test]
fn groups_of_people_who_are_the_same() {
    assert_best_with_rule(Way::Same);
}

#[test]
fn groups_of_people_who_are_near() {
    assert_best_with_rule(Way::Span);
}
