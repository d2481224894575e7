//! A program in words, as lines for a coordinator.

use crate::outline::{Column, Need, Outline};
use crate::text::{Columns, plural};

/// The whole program; lines are broken at `width`.
pub fn in_lines(outline: &Outline, width: Option<usize>) -> String {
    let title = outline.title.as_deref().unwrap_or("A program without a name");
    let term = outline.term_end.as_ref().map_or_else(String::new, |date| format!("; the term ends on {date}"));
    let mut text = format!("{title}  ({})\n{}{term}\n", outline.name, outline.shape);
    for paragraph in &outline.about {
        text.push_str(&format!("\n{}", broken(paragraph, width)));
    }
    text.push_str(&section("What is best", goals(outline).wrapped("  ", width)));
    text.push_str(&section("What earns points, as shares of a pair's score", criteria(outline).wrapped("  ", width)));
    text.push_str(&section("What holds for every pair", rules(outline).wrapped("  ", width)));
    text.push_str(&section("What holds beyond single pairs", limits(outline).wrapped("  ", width)));
    for (side, word) in [("mentor", &outline.mentor), ("mentee", &outline.mentee)] {
        let columns = outline.columns.iter().filter(|column| column.side == side);
        let heading = format!("Columns of the {}", plural(word));
        text.push_str(&section(&heading, about_columns(columns).wrapped("  ", width)));
    }
    let mut legend = Columns::default();
    legend.row(["required", "a file without it is rejected"]);
    legend.row(["optional", "what reads it is left out, with a notice, where a file lacks it"]);
    legend.row(["if there", "read where a file has it"]);
    text + &section("What that means", legend.wrapped("  ", width))
}

fn broken(paragraph: &str, width: Option<usize>) -> String {
    let mut lines = Columns::default();
    lines.row(["", paragraph]);
    // The first column is empty and two spaces wide; they are the margin of the text.
    lines.wrapped("", width)
}

fn section(heading: &str, lines: String) -> String {
    if lines.is_empty() { String::new() } else { format!("\n{heading}\n{lines}") }
}

fn goals(outline: &Outline) -> Columns {
    let mut lines = Columns::default();
    for (place, goal) in (1_usize..).zip(&outline.goals) {
        lines.row([format!("{place}."), format!("{}: {}", goal.level, goal.says)]);
    }
    because(&mut lines, outline.goals_why.as_deref());
    lines
}

fn criteria(outline: &Outline) -> Columns {
    let mut lines = Columns::right_aligned(&[0]);
    for criterion in &outline.criteria {
        let view = criterion.view.map_or_else(String::new, |view| format!("; in the view of the {view} alone"));
        let said =
            format!("{}: {}{view}; {}{}", criterion.name, criterion.rates, criterion.blank, needs(criterion.optional));
        lines.row([criterion.share.clone(), said]);
        because(&mut lines, criterion.why.as_deref());
    }
    lines
}

fn rules(outline: &Outline) -> Columns {
    let mut lines = Columns::default();
    for rule in &outline.rules {
        let blank = rule.blank.as_ref().map_or_else(String::new, |blank| format!("; {blank}"));
        lines.row(["-".to_owned(), format!("{}: {}{blank}{}", rule.name, rule.asks, needs(rule.optional))]);
        because(&mut lines, rule.why.as_deref());
    }
    lines.row(["-".to_owned(), format!("Always: {}", outline.always.join("; "))]);
    lines
}

fn limits(outline: &Outline) -> Columns {
    let mut lines = Columns::default();
    for limit in &outline.limits {
        let blank = limit.blank.as_ref().map_or_else(String::new, |blank| format!("; a blank {blank}"));
        lines.row(["-".to_owned(), format!("{}{blank}{}", limit.says, needs(limit.optional))]);
        because(&mut lines, limit.why.as_deref());
    }
    lines
}

fn needs(optional: bool) -> &'static str {
    if optional { " (optional)" } else { "" }
}

fn because(lines: &mut Columns, why: Option<&str>) {
    if let Some(why) = why {
        lines.row(["".to_owned(), format!("why: {why}")]);
    }
}

fn about_columns<'o>(columns: impl Iterator<Item = &'o Column>) -> Columns {
    let mut lines = Columns::default();
    for column in columns {
        let need = match column.need {
            Need::Required => "required",
            Need::Optional => "optional",
            Need::IfThere => "if there",
        };
        let read_by: Vec<String> =
            column.read_by.iter().map(|reader| format!("{} (a blank {})", reader.part, reader.blank)).collect();
        let read_by = if read_by.is_empty() { "nothing reads it".to_owned() } else { read_by.join("; ") };
        lines.row([&column.field, &column.kind, need, &read_by].map(str::to_owned));
        if let Some(question) = &column.question {
            lines.row(["", "", "", &format!("asked: {question}")]);
        }
    }
    lines
}
