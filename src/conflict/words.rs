//! Parts and changes in words.
//!
//! A part that looks at a restricted field is not named beside people, for that would tell what they are like.

use super::needs::Change;
use super::part::Part;
use crate::problem::Amount;
use crate::program::Words;
use crate::roster::Roster;
use crate::rules::BoundTogether;
use crate::scoring::{MINIMUM_SCORE, Scoring};
use crate::text::{number, printable};
use crate::units::{Points, Side};

/// What parts are about, for naming them.
#[derive(Clone, Copy)]
pub(super) struct Naming<'n> {
    pub(super) scoring: &'n Scoring<'n>,
    pub(super) roster: &'n Roster,
    pub(super) words: &'n Words,
    /// Whether people are named in the same breath.
    pub(super) beside_people: bool,
}

impl Naming<'_> {
    fn id(&self, side: Side, person: usize) -> String {
        printable(self.roster.side(side).id(person))
    }

    /// The name that a program gives to a part, where it has one that may be told.
    pub(super) fn name(&self, part: Part) -> Option<String> {
        match part {
            Part::Quota(quota) => {
                let quota = &self.scoring.quotas()[quota];
                (quota.is_open || !self.beside_people).then(|| quota.name.clone())
            }
            Part::MinimumScore => Some(MINIMUM_SCORE.to_owned()),
            Part::Rule(rule) => self.scoring.rule_names().get(rule).map(|name| (*name).to_owned()),
            Part::PersonRule(rule) => self.scoring.person_rules().nth(rule).map(|(name, ..)| name.to_owned()),
            _ => None,
        }
    }

    /// A part in words: `the capacity of M3 (1)`.
    pub(super) fn part(&self, part: Part) -> String {
        let Naming { scoring, .. } = self;
        let mentor = |mentor: usize| self.id(Side::Mentor, mentor);
        let quoted = || self.name(part).map(|name| format!("\"{}\"", printable(&name))).unwrap_or_default();
        match part {
            Part::Must { mentor: one, mentee } => {
                format!("the must-pair {} with {}", mentor(one), self.id(Side::Mentee, mentee))
            }
            Part::Quota(quota) => {
                let bound = scoring.quotas()[quota].bound_in_words(self.words);
                match self.name(part) {
                    Some(_) => format!("the quota {} ({bound})", quoted()),
                    None => format!("a quota on restricted data ({bound})"),
                }
            }
            Part::LeastMembers | Part::MostMembers => {
                let sizes = scoring.groups().map_or((0, 0), |groups| (groups.least, groups.most));
                match part {
                    Part::LeastMembers => format!("the smallest size of groups ({})", number(sizes.0)),
                    _ => format!("the largest size of groups ({})", number(sizes.1)),
                }
            }
            Part::GroupRule(rule) => self.together("group", scoring.groups().and_then(|groups| groups.rules.get(rule))),
            Part::TeamRule(rule) => self.together("team", scoring.team().and_then(|team| team.rules.get(rule))),
            Part::AllOrNothing => "that teams are all or nothing".to_owned(),
            Part::Rooms(slot) => {
                let (label, rooms) = self.rooms(slot);
                format!("the rooms at {label} ({})", number(rooms))
            }
            Part::Minimum(one) => {
                format!("the minimum caseload of {} ({})", mentor(one), number(scoring.minimum(one)))
            }
            Part::MinimumScore => format!("the minimum score ({})", scoring.minimum_score()),
            Part::Rule(_) => format!("the rule {}", quoted()),
            Part::PersonRule(rule) => {
                let side = scoring.person_rules().nth(rule).map_or(Side::Mentor, |(_, side, _)| side);
                format!("the rule {} for {}", quoted(), side.plural())
            }
            Part::GroupAvoids => "that nobody is in a group with somebody to avoid".to_owned(),
            Part::TeamAvoids => "that nobody is on a team with somebody to avoid".to_owned(),
            Part::Capacity(one) => format!("the capacity of {} ({})", mentor(one), number(scoring.capacity(one))),
            Part::Wanted(mentee) => {
                let id = self.id(Side::Mentee, mentee);
                match scoring.demands().and_then(|demands| demands.most_mentors(mentee)) {
                    Some(most) => {
                        format!("the number of different {} that {id} wants ({})", Side::Mentor.plural(), number(most))
                    }
                    None => format!("the places that {id} wants ({})", number(scoring.wanted(mentee))),
                }
            }
            Part::Slots(side, person) => format!("the slots of {}", self.id(side, person)),
        }
    }

    fn together(&self, what: &str, rule: Option<&BoundTogether>) -> String {
        match rule {
            Some(rule) if rule.is_open() || !self.beside_people => {
                format!("the {what} rule: {}", printable(rule.in_words()))
            }
            _ => format!("a {what} rule on restricted data"),
        }
    }

    fn rooms(&self, slot: u32) -> (String, u32) {
        let at = slot as usize;
        let label = self.scoring.slots().and_then(|slots| slots.labels().get(at)).map(|label| printable(label));
        let rooms = self.scoring.meetings().and_then(|meetings| *meetings.rooms.get(at)?);
        (label.unwrap_or_default(), rooms.unwrap_or_default())
    }
}

/// What would do in place of a part: `at least 3`.
pub(super) fn change_in_words(part: Part, change: Option<Change>) -> String {
    let amount = |amount: Amount| match (part, amount) {
        (Part::MinimumScore, Amount::Rows(points)) => {
            u16::try_from(points).ok().and_then(Points::new).unwrap_or_default().to_string()
        }
        (_, Amount::Rows(rows)) => number(rows),
        (_, share) => share.to_string(),
    };
    let asks_for_nothing = |least: Amount| match part {
        Part::Minimum(_) => matches!(least, Amount::Rows(0 | 1)),
        _ => matches!(least, Amount::Rows(0) | Amount::Share { part: 0, .. }),
    };
    match (part, change) {
        (_, Some(Change::AtMost(least))) if asks_for_nothing(least) => "leave it out".to_owned(),
        (_, Some(Change::AtMost(least))) => format!("at most {}", amount(least)),
        (_, Some(Change::AtLeast(most))) => format!("at least {}", amount(most)),
        (Part::Slots(..), None) => "other slots".to_owned(),
        (Part::GroupAvoids | Part::TeamAvoids, None) => "allow it".to_owned(),
        (_, None) => "leave it out".to_owned(),
    }
}
