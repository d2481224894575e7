//! Certificate → prices by index, with every fault where it stands.

use std::collections::HashMap;
use std::ops::Range;

use super::digest::{Digests, Role};
use super::{SCHEMA, method_of};
use crate::claim::levels_of;
use crate::diagnostic::{Diagnostic, Place, Severity, Sink};
use crate::formulate::Formulated;
use crate::json::{JsonText, Node};
use crate::problem::{Assignment, LevelOutcome, Prices};
use crate::roster::Roster;
use crate::text::{count, printable};
use crate::units::Side;

/// A certificate that was read. What it says has still to be checked.
#[derive(Debug)]
pub struct ReadCertificate {
    text: JsonText,
    /// The seed of the lottery.
    pub seed: u64,
    /// The levels that it claims.
    pub levels: Vec<LevelOutcome>,
}

const AGAIN: &str = "take the file as `pairwright match --certificate` wrote it, or write it anew";

impl ReadCertificate {
    /// Reads the bytes of a certificate. Faults go into the sink.
    pub fn read(file: &str, bytes: Vec<u8>, sink: &mut Sink) -> Option<ReadCertificate> {
        let text = JsonText::read(file, bytes, sink)?;
        let schema = text.root().get("schema");
        let seed = text.root().get("seed").and_then(|node| seed_of(&text, node));
        let (true, Some(seed)) = (schema.and_then(Node::text) == Some(SCHEMA), seed) else {
            let message =
                format!("{} is no certificate: its `schema` is not `{SCHEMA}`, or it has no `seed`", text.file());
            let span = schema.map_or(0..1, |node| node.span.clone());
            let error = Diagnostic::error("certificate::other-schema", message);
            sink.push(error.at(text.place(&span), "read here").help(AGAIN));
            return None;
        };
        let levels = levels_of(text.root().get("levels"), &text, sink)?;
        Some(ReadCertificate { text, seed, levels })
    }

    /// Whether it holds prices.
    #[must_use]
    pub fn has_prices(&self) -> bool {
        self.text.root().get("prices").is_some()
    }

    /// The file as the user named it.
    #[must_use]
    pub fn file(&self) -> &str {
        self.text.file()
    }

    /// The place of the value of a level, by its number in the list; of the list where it has no such.
    #[must_use]
    pub fn place_of_level(&self, number: usize) -> Place {
        let list = self.text.root().get("levels");
        let value = list.and_then(|list| list.list().get(number)).and_then(|level| level.get("value"));
        let span = value.map(|node| node.span.clone()).or(list.map(|list| list.span.start..list.span.start + 1));
        self.text.place(&span.unwrap_or(0..1))
    }

    /// Reports every input that is not the one that the certificate is about.
    pub fn report_other_inputs(&self, digests: &Digests, sink: &mut Sink) {
        for role in Role::ALL {
            let node = self.text.root().get("inputs").and_then(|inputs| inputs.get(role.name()));
            let claimed = node.map_or(&[][..], Node::list);
            let given: Vec<(&str, &str)> = digests.of(role).collect();
            let start = node.map_or(0..1, |node| node.span.start..node.span.start + 1);
            if claimed.len() != given.len() {
                let (then, name) = (count(claimed.len(), "file"), role.name());
                let now = format!("{} {}", count(given.len(), "file"), if given.len() == 1 { "is" } else { "are" });
                let message = format!("the certificate is about {then} for --{name}, and {now} given here");
                let error =
                    Diagnostic::error("certificate::other-input", message).at(self.text.place(&start), "its digests");
                sink.push(error.help(format!("give the same files for --{name} as to `pairwright match`")));
            }
            for (claimed, (name, digest)) in
                claimed.iter().zip(&given).filter(|(node, given)| node.text() != Some(given.1))
            {
                let name = printable(name);
                let message = format!("{name} is not the file that the certificate is about: its digest is {digest}");
                let error = Diagnostic::error("certificate::other-input", message);
                let help =
                    format!("give {name} as it was then, or make a result and a certificate anew with it as it is now");
                sink.push(error.at(self.text.place(&claimed.span), "the digest then").help(help));
            }
        }
    }

    /// Reports a method that is not the program's.
    pub fn report_other_method(&self, formulated: &Formulated, sink: &mut Sink) {
        let node = self.text.root().get("method");
        let (claimed, own) = (node.and_then(Node::text), method_of(formulated));
        if claimed != Some(own) {
            let message = format!("the certificate is not about the method of the program, which is `{own}`");
            let span = node.map_or(0..1, |node| node.span.clone());
            let error = Diagnostic::error("certificate::other-method", message).at(self.text.place(&span), "read here");
            sink.push(error.help(AGAIN));
        }
    }

    /// The prices by index in the problem; faults of single prices go into the sink. `None` where there are none, or none that can be used.
    pub fn prices(
        &self,
        roster: &Roster,
        formulated: &Formulated,
        assignment: &Assignment,
        sink: &mut Sink,
    ) -> Option<Prices> {
        let node = self.text.root().get("prices")?;
        let errors = sink.errors();
        let per_point = node.get("per_point").and_then(Node::whole).filter(|units| *units > 0);
        if per_point.is_none() {
            self.tell(
                "certificate::bad-price",
                "`per_point` is not a whole number above 0".to_owned(),
                &node.span,
                sink,
            );
        }
        let mentors = self.mentor_prices(node, roster, formulated, assignment, sink);
        let classes = formulated.problem.place_classes().len();
        let mut part_of_mentee = vec![0; formulated.mentee_at.len()];
        let mut unfilled = vec![vec![0; classes]];
        let index = index_of(&formulated.mentee_at);
        for part in node.get("parts").map_or(&[][..], Node::list) {
            let number = u32::try_from(unfilled.len()).expect("fewer parts than bytes of a file");
            let prices = part.get("unfilled").map_or(&[][..], Node::list);
            if prices.len() != classes {
                let message =
                    format!("a part has prices of {}, and there are {}", count(prices.len(), "kind of place"), classes);
                self.tell("certificate::bad-part", message, &part.span, sink);
            }
            unfilled.push(prices.iter().filter_map(|node| self.price(node, sink)).collect());
            let Some(mentees) = part.get("mentees") else {
                if part_of_mentee.iter().any(|&part| part != 0) {
                    self.tell(
                        "certificate::bad-part",
                        "a part without `mentees` is everybody, and stands alone".to_owned(),
                        &part.span,
                        sink,
                    );
                }
                part_of_mentee.fill(number);
                continue;
            };
            for node in mentees.list() {
                let Some(mentee) = self.person(Side::Mentee, Some(node), &node.span, roster, sink) else { continue };
                let part = &mut part_of_mentee[index[mentee]];
                if *part != 0 {
                    let message = format!("the mentee `{}` is in two parts", printable(roster.mentees.id(mentee)));
                    self.tell("certificate::bad-part", message, &node.span, sink);
                }
                *part = number;
            }
        }
        (sink.errors() == errors).then_some(Prices { per_point: per_point?, mentors, part_of_mentee, unfilled })
    }

    fn mentor_prices(
        &self,
        node: &Node,
        roster: &Roster,
        formulated: &Formulated,
        assignment: &Assignment,
        sink: &mut Sink,
    ) -> Vec<i64> {
        let index = index_of(&formulated.mentor_at);
        let loads = assignment.caseloads(index.len());
        let mut prices = vec![0; index.len()];
        let mut seen: HashMap<usize, &Range<usize>> = HashMap::new();
        for row in node.get("mentors").map_or(&[][..], Node::list) {
            let Some(mentor) = self.person(Side::Mentor, row.get("mentor"), &row.span, roster, sink) else { continue };
            let who = || printable(roster.mentors.id(mentor));
            let Some(price_node) = row.get("price") else {
                self.tell("certificate::bad-price", format!("the mentor `{}` has no `price`", who()), &row.span, sink);
                continue;
            };
            if seen.insert(mentor, &row.span).is_some() {
                let message = format!("the mentor `{}` has two prices", who());
                self.tell("certificate::two-prices", message, &price_node.span, sink);
            }
            let Some(price) = self.price(price_node, sink) else { continue };
            let at = index[mentor];
            let free = formulated.problem.mentors[at].capacity.saturating_sub(loads[at]);
            if price > 0 && free > 0 {
                let free = count(free, "free place");
                let message =
                    format!("the price of the mentor `{}` is {price}, with {free}: what is free costs nothing", who());
                self.tell("certificate::price-of-free-place", message, &price_node.span, sink);
            }
            prices[at] = price;
        }
        prices
    }

    fn price(&self, node: &Node, sink: &mut Sink) -> Option<i64> {
        let price = node.whole().filter(|&price| price >= 0);
        if price.is_none() {
            let message = "a price is a whole number, 0 or more".to_owned();
            self.tell("certificate::bad-price", message, &node.span, sink);
        }
        price
    }

    fn person(
        &self,
        side: Side,
        node: Option<&Node>,
        row: &Range<usize>,
        roster: &Roster,
        sink: &mut Sink,
    ) -> Option<usize> {
        let id = node.and_then(Node::text).unwrap_or_default();
        let found = roster.side(side).find(id);
        if found.is_none() {
            let message = format!("no {} has the id `{}`", side.name(), printable(id));
            self.tell("certificate::unknown-id", message, node.map_or(row, |node| &node.span), sink);
        }
        found
    }

    fn tell(&self, code: &'static str, message: String, span: &Range<usize>, sink: &mut Sink) {
        sink.push_in(code, Severity::Error, &format!("in {}", self.text.file()), || {
            Diagnostic::error(code, message).at(self.text.place(span), "read here").help(AGAIN)
        });
    }
}

/// A seed, which may be larger than other whole numbers.
fn seed_of(text: &JsonText, node: &Node) -> Option<u64> {
    text.place(&node.span).shown.parse().ok()
}

/// The index in the problem of each person of the roster.
fn index_of(order: &[usize]) -> Vec<usize> {
    let mut index = vec![0; order.len()];
    for (at, &person) in order.iter().enumerate() {
        index[person] = at;
    }
    index
}
