//! What is short for a group, in words.

use super::short::Short;
use crate::problem::Groups;
use crate::program::Words;
use crate::text::{count, number};

/// What is short for a group with a mentee whatever the others have.
pub(super) fn short_in_words(short: Short, groups: &Groups, mentee: usize, words: &Words) -> String {
    let own = &words.mentee;
    match short {
        Short::Leaders(0) => format!("no allowed {} can lead a group", words.mentor),
        Short::Leaders(there) => {
            let there = count(there, &format!("allowed {}", words.mentor));
            format!("a group needs {} to lead it, and {there} can lead one", count(groups.leaders, &words.mentor))
        }
        Short::Slot if groups.slots.as_ref().is_some_and(|slots| slots.mentees[mentee].is_empty()) => {
            format!("this {} has no slot at all", words.mentee)
        }
        Short::Slot if groups.leaders == 1 => {
            format!("no allowed {} who can lead a group has a slot in common", words.mentor)
        }
        Short::Slot => {
            let leaders = count(groups.leaders, &format!("allowed {}", words.mentor));
            format!("no {leaders} share a slot with this {}", words.mentee)
        }
        Short::Members(there) => {
            let least = count(groups.least, own);
            match there {
                1 => format!("a group has at least {least}, and no other could be in one with this {own}"),
                _ => format!(
                    "a group has at least {least}, and no more than {} could be together with this {own} among them",
                    number(there)
                ),
            }
        }
        Short::Company if groups.rules.is_empty() => {
            format!("no group is possible with this {own}, whoever else is in it")
        }
        Short::Company => {
            format!("no group with this {own} would keep the group rules, whoever else is in it")
        }
    }
}

/// What is short for a further group of those who are left.
pub(super) fn further_in_words(short: Short, groups: &Groups, words: &Words) -> String {
    let (mentor, own) = (&words.mentor, &words.mentee);
    match short {
        Short::Leaders(0) => format!("no allowed {mentor} can lead a further group"),
        Short::Leaders(there) => {
            let (needed, there) = (count(groups.leaders, mentor), count(there, &format!("allowed {mentor}")));
            format!("a further group needs {needed}, and {there} can lead one more")
        }
        Short::Slot => {
            let leaders = match groups.leaders {
                1 => format!("an allowed {mentor}"),
                several => count(several, &format!("allowed {mentor}")),
            };
            format!("for a further group no slot is left that is free for {leaders} too")
        }
        Short::Members(there) => {
            let needed = count(groups.least, own);
            match there {
                1 => format!("a further group needs {needed}, and nobody is left who could be in one with this {own}"),
                _ => format!(
                    "a further group needs {needed}, and of those who are left no more than {} could be together with this \
                     {own} among them",
                    number(there)
                ),
            }
        }
        Short::Company => "no further group can be made of those who are left".to_owned(),
    }
}
