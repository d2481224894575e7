//! A programme drawn at random, and its program and rosters as text with only some of its parts in force.

use std::collections::{BTreeMap, BTreeSet};

use pairwright::conflict::{Member, Part};
use pairwright::units::{Amount, Per, Sense, Side};

/// Which limits a programme has beside places and must-pairs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    Minimum,
    Demands,
    Teams,
    Quotas,
    Rules,
    Meetings,
    /// With meetings: all rows of a mentee are one.
    OneMeeting,
    Groups,
}

/// A mentor or a mentee.
#[derive(Clone, Debug)]
pub struct Person {
    pub id: String,
    /// The capacity, or the mentors wanted; of a mentee with demands it may be blank.
    pub places: Option<u32>,
    pub minimum: u32,
    pub site: &'static str,
    pub grade: u32,
    /// Whether a mentor is trained, or a mentee active.
    pub says_yes: bool,
    pub tags: Vec<&'static str>,
    pub slots: Vec<&'static str>,
    /// The ids of people of either side.
    pub avoids: Vec<String>,
}

#[derive(Clone, Debug)]
pub struct Quota {
    pub conditions: &'static str,
    pub sense: Sense,
    pub amount: Amount,
    pub per: Per,
}

/// A rule of teams or groups.
#[derive(Clone, Debug)]
pub enum Together {
    Count { sense: Sense, number: u32, of: &'static str },
    Alike(&'static str),
}

#[derive(Clone, Debug)]
pub struct Groups {
    pub least: u32,
    pub most: u32,
    pub leaders: u32,
    pub have_slots: bool,
}

#[derive(Clone, Debug)]
pub struct Drawn {
    pub mentors: Vec<Person>,
    pub mentees: Vec<Person>,
    /// By index of mentor and mentee.
    pub must: Vec<(usize, usize)>,
    pub quotas: Vec<Quota>,
    /// The names of rules, and what they ask.
    pub rules: Vec<(&'static str, &'static str)>,
    /// In points.
    pub minimum_score: u32,
    /// Whether there are teams, and all or nothing.
    pub team: Option<bool>,
    /// Rules of teams or groups; the second says whether leaders are looked at too.
    pub together: Vec<(Together, bool)>,
    pub has_demands: bool,
    /// The rooms of each slot.
    pub meetings: Option<BTreeMap<&'static str, u32>>,
    /// Whether all rows of a mentee are one meeting.
    pub is_one_meeting: bool,
    pub groups: Option<Groups>,
}

/// The parts that are in force.
pub enum Force<'m> {
    All,
    Only { members: Vec<&'m Member>, instead: Option<(Part, Amount)> },
    AllBut { member: &'m Member, instead: Option<Amount> },
}

impl Force<'_> {
    fn has(&self, part: Part) -> bool {
        match self {
            Force::All => true,
            Force::Only { members, .. } => members.iter().any(|member| member.part == part),
            Force::AllBut { member, .. } => member.part != part,
        }
    }

    /// Whether a rule is in force, by its name.
    fn has_rule(&self, name: &str) -> bool {
        let is_it = |member: &Member| {
            matches!(member.part, Part::Rule(_) | Part::PersonRule(_)) && member.name.as_deref() == Some(name)
        };
        match self {
            Force::All => true,
            Force::Only { members, .. } => members.iter().any(|member| is_it(member)),
            Force::AllBut { member, .. } => !is_it(member),
        }
    }

    fn amount(&self, part: Part, as_it_stands: Amount) -> Option<Amount> {
        match self {
            Force::Only { instead: Some((other, amount)), .. } if *other == part => Some(*amount),
            Force::AllBut { member, instead: Some(amount) } if member.part == part => Some(*amount),
            _ => self.has(part).then_some(as_it_stands),
        }
    }

    fn number(&self, part: Part, as_it_stands: u32) -> Option<u32> {
        match self.amount(part, Amount::Rows(as_it_stands))? {
            Amount::Rows(number) => Some(number),
            Amount::Share { .. } => panic!("{part:?} is no share"),
        }
    }
}

/// What a run reads.
#[derive(Debug)]
pub struct Text {
    pub program: String,
    pub mentors: String,
    pub mentees: String,
    pub must: String,
}

impl Drawn {
    /// The programme with only some parts in force.
    pub fn text(&self, force: &Force<'_>) -> Text {
        let must = (0..self.must.len()).map(|at| self.must[at]);
        let must = must.filter(|&(mentor, mentee)| force.has(Part::Must { mentor, mentee }));
        let ids =
            |(mentor, mentee): (usize, usize)| format!("{},{}\n", self.mentors[mentor].id, self.mentees[mentee].id);
        Text {
            program: self.program(force),
            mentors: self.people(Side::Mentor, force),
            mentees: self.people(Side::Mentee, force),
            must: must.map(ids).collect(),
        }
    }

    /// The slots that somebody has, in order.
    pub fn labels(&self) -> BTreeSet<&'static str> {
        self.mentors.iter().chain(&self.mentees).flat_map(|person| person.slots.iter().copied()).collect()
    }

    fn people(&self, side: Side, force: &Force<'_>) -> String {
        let (people, header) = match side {
            Side::Mentor => {
                (&self.mentors, "id,capacity,minimum,site,grade,trained,subject_strengths,availability,avoids")
            }
            Side::Mentee => (&self.mentees, "id,mentors_wanted,site,grade,active,subject_needs,availability,avoids"),
        };
        let mut text = format!("{header}\n");
        for (at, person) in people.iter().enumerate() {
            let slots: Vec<&str> = match force.has(Part::Slots(side, at)) {
                true => person.slots.clone(),
                false => self.labels().into_iter().collect(),
            };
            let yes = match side {
                Side::Mentee if !force.has_rule("active") => true,
                _ => person.says_yes,
            };
            let places = self.places(side, at, person, force).map(|places| places.to_string()).unwrap_or_default();
            let minimum = match side {
                Side::Mentor if person.minimum > 1 => force.number(Part::Minimum(at), person.minimum).unwrap_or(0),
                _ => 0,
            };
            let minimum = if side == Side::Mentor { format!(",{minimum}") } else { String::new() };
            text.push_str(&format!(
                "{},{places}{minimum},{},{},{},{},{},{}\n",
                person.id,
                person.site,
                person.grade,
                if yes { "yes" } else { "no" },
                person.tags.join(";"),
                slots.join(";"),
                self.avoids(side, person, force).join(";"),
            ));
        }
        text
    }

    fn places(&self, side: Side, at: usize, person: &Person, force: &Force<'_>) -> Option<u32> {
        let places = person.places?;
        match side {
            Side::Mentor => force.number(Part::Capacity(at), places).or(Some(9)),
            Side::Mentee if self.has_demands => force.number(Part::Wanted(at), places),
            // Of how many places all are filled or none is part of that.
            Side::Mentee if self.team == Some(true) && force.has(Part::AllOrNothing) => {
                force.number(Part::Wanted(at), places).or(Some(places))
            }
            Side::Mentee => {
                let most = if self.groups.is_some() { 1 } else { u32::try_from(self.mentors.len()).expect("few") };
                force.number(Part::Wanted(at), places).or(Some(most))
            }
        }
    }

    /// The ids of the other side count for the rule, those of the own side within teams and groups.
    fn avoids(&self, side: Side, person: &Person, force: &Force<'_>) -> Vec<String> {
        let own = if side == Side::Mentor { 'M' } else { 'E' };
        let within = match self.groups {
            Some(_) => Part::GroupAvoids,
            None => Part::TeamAvoids,
        };
        let counts = |id: &&String| match id.starts_with(own) {
            true => force.has(within),
            false => force.has_rule("avoids"),
        };
        person.avoids.iter().filter(counts).cloned().collect()
    }

    fn program(&self, force: &Force<'_>) -> String {
        let mut text = "
[[criteria]]
name = 'Near'
near = { field = 'grade', range = 5 }
"
        .to_owned();
        if self.has_demands {
            text.push_str(
                "
[[criteria]]
name = 'Subjects'
covers = { need = 'subject_needs', offer = 'subject_strengths' }

[demands]
field = 'subject_needs'
",
            );
        }
        if let Some(points) =
            (self.minimum_score > 0).then(|| force.number(Part::MinimumScore, self.minimum_score)).flatten()
        {
            text.push_str(&format!("\n[objective]\nminimum_score = {}.{:02}\n", points / 100, points % 100));
        }
        for (name, rule) in self.rules.iter().filter(|(name, _)| force.has_rule(name)) {
            text.push_str(&format!("\n[[rules]]\nname = '{name}'\n{rule}\n"));
        }
        for (at, quota) in self.quotas.iter().enumerate() {
            let Some(amount) = force.amount(Part::Quota(at), quota.amount) else { continue };
            let amount = match amount {
                Amount::Rows(rows) => rows.to_string(),
                share => format!("'{share}'"),
            };
            let per = match quota.per {
                Per::Result => "",
                Per::Mentor => "per = 'mentor'",
                Per::Slot => "per = 'slot'",
            };
            let (where_, sense) = (quota.conditions, word(quota.sense));
            text.push_str(&format!("\n[[quotas]]\nname = 'Q{at}'\nwhere = {where_}\n{sense} = {amount}\n{per}\n"));
        }
        if let Some(all_or_nothing) = self.team {
            text.push_str(&format!("\n[team]\nall_or_nothing = {}\n", all_or_nothing && force.has(Part::AllOrNothing)));
            text.push_str(&self.together("team", Part::TeamRule, force));
        }
        if let Some(rooms) = &self.meetings {
            text.push_str("\n[meetings]\nfield = 'availability'\n");
            text.push_str(if self.is_one_meeting { "together = true\n" } else { "" });
            text.push_str("\n[meetings.rooms_at]\n");
            for (slot, label) in (0..).zip(self.labels()) {
                let number = rooms.get(label).and_then(|&rooms| force.number(Part::Rooms(slot), rooms));
                text.extend(number.map(|number| format!("{label} = {number}\n")));
            }
        }
        if let Some(groups) = &self.groups {
            let least = force.number(Part::LeastMembers, groups.least).unwrap_or(1);
            let everybody = u32::try_from(self.mentees.len()).expect("few");
            let most = force.number(Part::MostMembers, groups.most).unwrap_or(everybody).max(least);
            text.push_str(&format!("\n[groups]\nsize = [{least}, {most}]\nleaders = {}\n", groups.leaders));
            text.push_str(if groups.have_slots { "field = 'availability'\n" } else { "" });
            text.push_str(&self.together("groups", Part::GroupRule, force));
        }
        text
    }

    fn together(&self, table: &str, part: fn(usize) -> Part, force: &Force<'_>) -> String {
        let mut text = String::new();
        for (at, (rule, looks_at_leaders)) in self.together.iter().enumerate() {
            let rule = match rule {
                Together::Count { sense, number, of } => {
                    force.number(part(at), *number).map(|number| format!("{} = {{ n = {number}, {of} }}", word(*sense)))
                }
                Together::Alike(rule) => force.has(part(at)).then(|| (*rule).to_owned()),
            };
            let leaders = if *looks_at_leaders { "leaders = true\n" } else { "" };
            text.extend(rule.map(|rule| format!("\n[[{table}.rules]]\n{rule}\n{leaders}")));
        }
        text
    }
}

fn word(sense: Sense) -> &'static str {
    match sense {
        Sense::AtLeast => "at_least",
        Sense::AtMost => "at_most",
    }
}
