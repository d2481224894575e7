//! Invented people with grades, interests, topics and times, and what a pair of them is worth.

use pairwright::units::Points;
use rand_chacha::ChaCha8Rng;

use crate::draw::below;

/// A person; sets are bits.
#[derive(Clone, Copy, Debug)]
pub struct Person {
    pub site: usize,
    pub grade: usize,
    /// 4 of 14.
    pub interests: u32,
    /// What a mentor can help with, or a mentee wants help with; of 10.
    pub topics: u32,
    /// When the person can meet.
    pub slots: u32,
}

/// How people of one side are drawn.
#[derive(Clone, Copy, Debug)]
pub struct Kind {
    /// The lowest grade; there are five.
    pub grade: usize,
    /// The number of topics.
    pub topics: usize,
    /// About how many slots a person has: one more or fewer.
    pub slots: usize,
}

/// The times of a week: the first few are at lunch or after school, and everybody has them more often.
#[derive(Clone, Copy, Debug)]
pub struct Week {
    pub slots: usize,
    pub popular: usize,
    /// How many times as often a popular slot is drawn.
    pub times: usize,
}

impl Kind {
    pub fn draw(&self, dice: &mut ChaCha8Rng, week: Week) -> Person {
        let number = self.slots - 1 + below(dice, 3);
        let weighted = week.popular * week.times + week.slots - week.popular;
        let slot = |dice: &mut ChaCha8Rng| {
            let drawn = below(dice, weighted);
            let popular = week.popular * week.times;
            if drawn < popular { drawn / week.times } else { drawn - popular + week.popular }
        };
        Person {
            site: below(dice, 2),
            grade: self.grade + below(dice, 5),
            interests: different(dice, 4, |dice| below(dice, 14)),
            topics: different(dice, self.topics, |dice| below(dice, 10)),
            slots: different(dice, number, slot),
        }
    }
}

/// So many different ones of what is drawn.
fn different(dice: &mut ChaCha8Rng, number: usize, draw: impl Fn(&mut ChaCha8Rng) -> usize) -> u32 {
    let mut set = 0_u32;
    while (set.count_ones() as usize) < number {
        set |= 1 << draw(dice);
    }
    set
}

/// The members of a set of bits, ascending.
pub fn listed(set: u32) -> Vec<u32> {
    (0..u32::BITS).filter(|bit| set >> bit & 1 == 1).collect()
}

/// How many grades a mentor is above a mentee.
pub fn grades_above(mentor: Person, mentee: Person) -> i32 {
    i32::try_from(mentor.grade).expect("a grade") - i32::try_from(mentee.grade).expect("a grade")
}

/// Shared interests (30), topics covered (30), grades two to four apart (15), and what both said after a first talk (25).
pub fn points(mentor: Person, mentee: Person, talk: usize) -> Points {
    let share = |part: u32, whole: u32| (20_000 * u64::from(part) + u64::from(whole)) / (2 * u64::from(whole)).max(1);
    let interests =
        share((mentor.interests & mentee.interests).count_ones(), (mentor.interests | mentee.interests).count_ones());
    let topics = share((mentor.topics & mentee.topics).count_ones(), mentee.topics.count_ones());
    let distance = grades_above(mentor, mentee);
    let outside = u32::try_from((2 - distance).max(distance - 4).max(0)).expect("not below 0");
    let grades = share(3 - outside.min(3), 3);
    let talk = 100 * u64::try_from(talk).expect("a rating");
    let sum = 30 * interests + 30 * topics + 15 * grades + 25 * talk;
    let points = u16::try_from((sum + 50) / 100).expect("at most 10000");
    Points::new(points).expect("at most 10000")
}
