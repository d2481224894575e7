//! A thousand results and certificates of which one thing is wrong, each refused for what it is.

use std::cell::Cell;

use pairwright::units::Side;
use serde_json::{Value, json};

use crate::dice::Dice;
use crate::programme::{Programme, for_each};

/// As many mutations of each sort are made of each programme; of prices, which few of them have, more.
const OF_EACH: usize = 6;
const OF_PRICES: usize = 40;

/// A result and a certificate, one of which is wrong, and the fault that is to be told.
struct Wrong {
    result: String,
    proof: String,
    code: &'static str,
}

type Mutation = fn(&Programme<'_>, &mut Dice) -> Option<Wrong>;

#[test]
fn each_of_a_thousand_mutations_is_refused_for_what_it_is() {
    let sorts: [(&str, Mutation); 16] = [
        ("a changed point", changed_point),
        ("a changed score", changed_score),
        ("a swapped pair", swapped_pair),
        ("a forbidden pair", forbidden_pair),
        ("a pair too many", pair_too_many),
        ("a pair twice", pair_twice),
        ("a pair dropped", pair_dropped),
        ("a pair dropped with all that tells of it", pair_dropped_in_silence),
        ("a changed level", changed_level),
        ("a changed level of the certificate", changed_level_of_proof),
        ("a changed count", changed_count),
        ("another digest", other_digest),
        ("an id that nobody has", unknown_id),
        ("a raised price", raised_price),
        ("a price below 0", negative_price),
        ("another method", other_method),
    ];
    let made = Cell::new(0);
    for_each(|programme| {
        for (number, (sort, mutation)) in (0_u64..).zip(sorts) {
            let mut dice = Dice::new(number);
            let number = if sort.contains("price") { OF_PRICES } else { OF_EACH };
            let wrong = (0..number * 20).filter_map(|_| mutation(programme, &mut dice)).take(number);
            for Wrong { result, proof, code } in wrong {
                let said = programme.say(&result, Some(&proof));
                let is_told = said.lines.is_none() && said.codes.contains(&code);
                assert!(is_told, "{}: {sort} is to be {code}:\n{}\n{:?}", programme.name, said.told, said.lines);
                made.set(made.get() + 1);
            }
        }
    });
    assert!(made.get() >= 1000, "{} mutations", made.get());
}

fn parsed(text: &str) -> Value {
    serde_json::from_str(text).expect("JSON")
}

fn rows(result: &mut Value) -> &mut Vec<Value> {
    result["pairs"].as_array_mut().expect("pairs")
}

fn of_result(programme: &Programme<'_>, result: &Value, code: &'static str) -> Option<Wrong> {
    Some(Wrong { result: result.to_string(), proof: programme.proof.clone(), code })
}

fn of_proof(programme: &Programme<'_>, proof: &Value, code: &'static str) -> Option<Wrong> {
    Some(Wrong { result: programme.csv.clone(), proof: proof.to_string(), code })
}

/// The two of a row, by index in the roster.
fn people(programme: &Programme<'_>, row: &Value) -> (usize, usize) {
    let find =
        |side: Side, key: &str| programme.roster.side(side).find(row[key].as_str().expect("an id")).expect("somebody");
    (find(Side::Mentor, "mentor"), find(Side::Mentee, "mentee"))
}

fn is_allowed(programme: &Programme<'_>, mentor: usize, mentee: usize) -> bool {
    let scoring = programme.scoring;
    let takes_part = scoring.is_eligible(Side::Mentor, mentor) && scoring.is_eligible(Side::Mentee, mentee);
    takes_part && scoring.judge(mentor, mentee, |_| {}).is_some()
}

fn changed_point(programme: &Programme<'_>, dice: &mut Dice) -> Option<Wrong> {
    let mut result = parsed(&programme.json);
    let rows = rows(&mut result);
    let at = dice.index(rows.len());
    let points = rows[at]["points"].as_u64()?;
    rows[at]["points"] = json!(if points == 10_000 { 9_999 } else { points + 1 });
    of_result(programme, &result, "result::wrong-score")
}

fn changed_score(programme: &Programme<'_>, dice: &mut Dice) -> Option<Wrong> {
    let mut lines: Vec<String> = programme.csv.lines().map(str::to_owned).collect();
    let at = 1 + dice.index(lines.len() - 1);
    let score = lines[at]
        .split(',')
        .find(|cell| cell.contains('.') && cell.bytes().all(|b| b.is_ascii_digit() || b == b'.'))?;
    let last = score.chars().last()?;
    let other = format!("{}{}", &score[..score.len() - 1], if last == '0' { '1' } else { '0' });
    let (score, other) = (format!(",{score},"), format!(",{other},"));
    if !lines[at].starts_with("proposed") || other.contains("100.01") {
        return None;
    }
    lines[at] = lines[at].replacen(&score, &other, 1);
    Some(Wrong { result: lines.join("\n"), proof: programme.proof.clone(), code: "result::wrong-score" })
}

fn swapped_pair(programme: &Programme<'_>, dice: &mut Dice) -> Option<Wrong> {
    let mut result = parsed(&programme.json);
    if programme.scoring.groups().is_some() || programme.scoring.demands().is_some() {
        return None;
    }
    let rows = rows(&mut result);
    let (one, other) = (dice.index(rows.len()), dice.index(rows.len()));
    let ((mentor, mentee), (with, who)) = (people(programme, &rows[one]), people(programme, &rows[other]));
    let is_new = |mentor: usize, mentee: usize| !rows.iter().any(|row| people(programme, row) == (mentor, mentee));
    if mentor == with || mentee == who || !is_new(with, mentee) || !is_new(mentor, who) {
        return None;
    }
    let swapped = rows[one]["mentor"].clone();
    rows[one]["mentor"] = std::mem::replace(&mut rows[other]["mentor"], swapped);
    let points = |mentor, mentee| u64::from(programme.scoring.points(mentor, mentee).get());
    let code = if !is_allowed(programme, with, mentee) || !is_allowed(programme, mentor, who) {
        "result::forbidden-pair"
    } else if json!(points(with, mentee)) != rows[one]["points"] || json!(points(mentor, who)) != rows[other]["points"]
    {
        "result::wrong-score"
    } else {
        // As good a pairing as the first.
        return None;
    };
    of_result(programme, &result, code)
}

fn forbidden_pair(programme: &Programme<'_>, dice: &mut Dice) -> Option<Wrong> {
    let mut result = parsed(&programme.json);
    let rows = rows(&mut result);
    let at = dice.index(rows.len());
    let mentor = dice.index(programme.roster.mentors.len());
    let (_, mentee) = people(programme, &rows[at]);
    if is_allowed(programme, mentor, mentee) {
        return None;
    }
    rows[at]["mentor"] = json!(programme.roster.mentors.id(mentor));
    of_result(programme, &result, "result::forbidden-pair")
}

fn pair_too_many(programme: &Programme<'_>, dice: &mut Dice) -> Option<Wrong> {
    let mut result = parsed(&programme.json);
    if programme.scoring.groups().is_some() || programme.scoring.demands().is_some() {
        return None;
    }
    let rows = rows(&mut result);
    let mut row = rows[dice.index(rows.len())].clone();
    let (mentor, _) = people(programme, &row);
    let mentee = dice.index(programme.roster.mentees.len());
    let load = rows.iter().filter(|row| people(programme, row).0 == mentor).count();
    let is_there = rows.iter().any(|row| people(programme, row) == (mentor, mentee));
    if load < programme.scoring.capacity(mentor) as usize || is_there {
        return None;
    }
    row["mentee"] = json!(programme.roster.mentees.id(mentee));
    rows.push(row);
    of_result(programme, &result, "result::over-capacity")
}

fn pair_twice(programme: &Programme<'_>, dice: &mut Dice) -> Option<Wrong> {
    let mut result = parsed(&programme.json);
    let rows = rows(&mut result);
    let row = rows[dice.index(rows.len())].clone();
    rows.push(row);
    of_result(programme, &result, "result::pair-twice")
}

fn pair_dropped(programme: &Programme<'_>, dice: &mut Dice) -> Option<Wrong> {
    let mut result = parsed(&programme.json);
    let groups = programme.scoring.groups().is_some();
    let rows = rows(&mut result);
    let dropped = rows.remove(dice.index(rows.len()));
    // Somebody with a further leader is still in the group.
    let is_left = groups && rows.iter().any(|row| row["mentee"] == dropped["mentee"]);
    of_result(programme, &result, if is_left { "result::part-of-group" } else { "result::untold-place" })
}

/// The rows of empty places are left out with the pair: only the levels of the certificate tell of it.
fn pair_dropped_in_silence(programme: &Programme<'_>, dice: &mut Dice) -> Option<Wrong> {
    if programme.scoring.groups().is_some() {
        return None;
    }
    let mut lines: Vec<&str> = programme.csv.lines().filter(|line| !line.starts_with("unmatched")).collect();
    let header = lines.remove(0).replacen("status", "state", 1);
    lines.remove(dice.index(lines.len()));
    let result = format!("{header}\n{}\n", lines.join("\n"));
    let levels = &programme.outcome.levels;
    if levels.is_empty() {
        return Some(Wrong { result, proof: programme.proof.clone(), code: "certificate::not-stable" });
    }
    Some(Wrong { result, proof: programme.proof.clone(), code: "certificate::wrong-level" })
}

fn change_level(levels: &mut Value, dice: &mut Dice) -> Option<()> {
    let levels = levels.as_array_mut().filter(|levels| !levels.is_empty())?;
    let at = dice.index(levels.len());
    let value = &mut levels[at]["value"];
    match value {
        Value::Array(counts) => {
            let at = dice.index(counts.len());
            counts[at] = json!(counts[at].as_u64()? + 1);
        }
        Value::Number(number) => *value = json!(number.as_u64()? + 1 + u64::from(dice.roll(100))),
        _ => return None,
    }
    Some(())
}

fn changed_level(programme: &Programme<'_>, dice: &mut Dice) -> Option<Wrong> {
    let mut result = parsed(&programme.json);
    change_level(&mut result["solve"]["levels"], dice)?;
    of_result(programme, &result, "result::wrong-level")
}

fn changed_level_of_proof(programme: &Programme<'_>, dice: &mut Dice) -> Option<Wrong> {
    let mut proof = parsed(&programme.proof);
    change_level(&mut proof["levels"], dice)?;
    of_proof(programme, &proof, "certificate::wrong-level")
}

fn changed_count(programme: &Programme<'_>, dice: &mut Dice) -> Option<Wrong> {
    let mut result = parsed(&programme.json);
    let key =
        dice.one_of(&["mentors", "mentees", "places_wanted", "pairs", "unmatched", "total_points", "lowest_points"]);
    let count = &mut result["summary"][key];
    *count = json!(count.as_u64()? + 1 + u64::from(dice.roll(9)));
    of_result(programme, &result, "result::wrong-value")
}

fn other_digest(programme: &Programme<'_>, dice: &mut Dice) -> Option<Wrong> {
    let mut proof = parsed(&programme.proof);
    let digest = &mut proof["inputs"][dice.one_of(&["program", "mentors", "mentees"])][0];
    let mut letters: Vec<char> = digest.as_str()?.chars().collect();
    let at = dice.index(letters.len());
    letters[at] = if letters[at] == '0' { '1' } else { '0' };
    *digest = json!(letters.into_iter().collect::<String>());
    of_proof(programme, &proof, "certificate::other-input")
}

fn other_method(programme: &Programme<'_>, _: &mut Dice) -> Option<Wrong> {
    let mut proof = parsed(&programme.proof);
    let method = &mut proof["method"];
    *method = json!(if method.as_str()? == "stable" { "levels" } else { "stable" });
    of_proof(programme, &proof, "certificate::other-method")
}

fn unknown_id(programme: &Programme<'_>, dice: &mut Dice) -> Option<Wrong> {
    let mut result = parsed(&programme.json);
    let rows = rows(&mut result);
    let at = dice.index(rows.len());
    let id = &mut rows[at][dice.one_of(&["mentor", "mentee"])];
    *id = json!(format!("{}-nobody", id.as_str()?));
    of_result(programme, &result, "result::unknown-id")
}

/// The price of a mentor is raised beyond all points, so that whatever it would save is less than it costs.
fn raised_price(programme: &Programme<'_>, dice: &mut Dice) -> Option<Wrong> {
    let mut proof = parsed(&programme.proof);
    let mentor = dice.index(programme.roster.mentors.len());
    let capacity = programme.scoring.capacity(mentor);
    let at = programme.formulated.mentor_at.iter().position(|&person| person == mentor)?;
    let load = programme.outcome.assignment.caseloads(programme.roster.mentors.len())[at];
    let id = json!(programme.roster.mentors.id(mentor));
    let price = if dice.chance(50) { 1_000_000_000_000 } else { 1_000_000_000 } + u64::from(dice.roll(1000));
    let prices = proof.get_mut("prices")?["mentors"].as_array_mut()?;
    match prices.iter_mut().find(|row| row["mentor"] == id) {
        Some(row) => row["price"] = json!(price),
        None => prices.push(json!({"mentor": id, "price": price})),
    }
    match load < capacity {
        true => of_proof(programme, &proof, "certificate::price-of-free-place"),
        // Nobody takes what a mentor without places costs.
        false if capacity == 0 => None,
        false => of_proof(programme, &proof, "certificate::no-proof"),
    }
}

fn negative_price(programme: &Programme<'_>, dice: &mut Dice) -> Option<Wrong> {
    let mut proof = parsed(&programme.proof);
    let prices = proof.get_mut("prices")?["mentors"].as_array_mut()?;
    let at = dice.index(prices.len().max(1));
    prices.get_mut(at)?["price"] = json!(-1 - i64::from(dice.roll(500)));
    of_proof(programme, &proof, "certificate::bad-price")
}
