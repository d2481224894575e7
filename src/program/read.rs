//! TOML → [`Program`].

use std::collections::HashMap;
use std::sync::Arc;

use toml::de::DeValue;

use super::columns::{read_columns, read_options, read_values};
use super::form::read_form;
use super::objective;
use super::parts::{read_criterion, read_rule};
use super::tables::{each, section};
use super::{Objective, Program, Words, beyond, priority, referral};
use crate::compare::TermEnd;
use crate::diagnostic::{Diagnostic, Sink};
use crate::keys::{Document, Item, Keys, Located, parse};
use crate::roster::{ApartIds, FieldType, Ladder, Reading, Schema, parse_date};
use crate::text::{fold, fold_header};
use crate::units::{MOST_OFFERED, MOST_WANTED, Side};

/// Reads a program file; every fault goes into the sink. `None` where the text is no TOML at all.
pub fn read_program(document: Document, sink: &mut Sink) -> Option<Program> {
    let text = document.clone();
    parse(&text, sink, |keys, sink| read(keys, document, sink))
}

fn read(mut keys: Keys<'_>, document: Document, sink: &mut Sink) -> Program {
    let mut program = Program {
        document,
        name: None,
        words: Words::default(),
        term_end: None,
        capacity: 1,
        minimum: 0,
        mentors_wanted: None,
        reading: Reading::default(),
        criteria: Vec::new(),
        rules: Vec::new(),
        priority: Vec::new(),
        referral: None,
        demands: None,
        team: None,
        meetings: None,
        groups: None,
        quotas: Vec::new(),
        objective: Objective::default(),
    };
    if let Some(table) = section(&mut keys, "program", "`[program]`", sink) {
        read_words(table, &mut program, sink);
    }
    let minimum = read_reading(&mut keys, &mut program, sink);
    let errors = sink.errors();
    let schema = &program.reading.schema;
    program.criteria = each(&mut keys, "criteria", "[[criteria]]", "a criterion", sink, |keys, sink| {
        read_criterion(keys, schema, sink)
    });
    let criteria_are_read = sink.errors() == errors;
    program.rules = each(&mut keys, "rules", "[[rules]]", "a rule", sink, |keys, sink| read_rule(keys, schema, sink));
    let apart = program.rules.iter().filter_map(|spec| spec.kind.keeps_apart());
    let apart = apart.map(|sides| ApartIds { mentor: sides.mentor.name.clone(), mentee: sides.mentee.name.clone() });
    let apart: Vec<ApartIds> = apart.collect();
    program.priority = each(&mut keys, "priority", "[[priority]]", "a priority", sink, |keys, sink| {
        priority::read(keys, schema, sink)
    });
    if let Some(table) = section(&mut keys, "referral", "`[referral]`", sink) {
        program.referral = referral::read(table, schema, sink);
    }
    if let Some(table) = section(&mut keys, "objective", "`[objective]`", sink) {
        program.objective = objective::read(table, sink);
    }
    program.reading.apart = apart;
    beyond::read(&mut keys, &mut program, minimum, criteria_are_read, sink);
    referral::reject_shown(&program, sink);
    keys.finish(sink);
    report_repeated_names(program.criteria.iter().map(|spec| &spec.name), "criteria", &program.document, sink);
    report_repeated_names(program.rules.iter().map(|spec| &spec.name), "rules", &program.document, sink);
    report_repeated_names(program.quotas.iter().map(|spec| &spec.name), "quotas", &program.document, sink);
    program
}

/// Reads the defaults of people, the fields, and what is said of columns and cells; hands back where the minimum caseload stands.
fn read_reading<'d>(keys: &mut Keys<'d>, program: &mut Program, sink: &mut Sink) -> Option<Item<'d>> {
    let mut columns_of: Vec<(Option<Side>, Keys<'d>)> = Vec::new();
    let mut minimum = None;
    if let Some(mut table) = section(keys, "mentors", "`[mentors]`", sink) {
        program.capacity = read_places(&mut table, "capacity", MOST_OFFERED, sink).unwrap_or(1);
        program.minimum = read_places(&mut table, "minimum", MOST_OFFERED, sink).unwrap_or(0);
        minimum = table.take("minimum");
        columns_of
            .extend(section(&mut table, "columns", "`[mentors.columns]`", sink).map(|keys| (Some(Side::Mentor), keys)));
        table.finish(sink);
    }
    if let Some(mut table) = section(keys, "mentees", "`[mentees]`", sink) {
        program.mentors_wanted = read_places(&mut table, "mentors_wanted", MOST_WANTED, sink);
        columns_of
            .extend(section(&mut table, "columns", "`[mentees.columns]`", sink).map(|keys| (Some(Side::Mentee), keys)));
        table.finish(sink);
    }
    if let Some(mut table) = section(keys, "fields", "`[fields]`", sink) {
        read_fields(&mut table, &mut program.reading.schema, sink);
    }
    columns_of.extend(section(keys, "columns", "`[columns]`", sink).map(|keys| (None, keys)));
    for (side, columns) in columns_of {
        read_columns(columns, side, &mut program.reading, sink);
    }
    if let Some(table) = section(keys, "form", "`[form]`", sink) {
        read_form(table, &mut program.reading, sink);
    }
    if let Some(table) = section(keys, "values", "`[values]`", sink) {
        read_values(table, &mut program.reading, sink);
    }
    if let Some(table) = section(keys, "options", "`[options]`", sink) {
        read_options(table, &mut program.reading, sink);
    }
    minimum
}

fn read_words(mut table: Keys<'_>, program: &mut Program, sink: &mut Sink) {
    program.name = table.take("name").and_then(|item| item.text(sink)).map(|text| text.value);
    for (key, word) in [("mentor", &mut program.words.mentor), ("mentee", &mut program.words.mentee)] {
        if let Some(text) = table.take(key).and_then(|item| item.text(sink)) {
            *word = text.value;
        }
    }
    program.term_end = table.take("term_end").and_then(|item| read_term_end(&item, sink));
    table.finish(sink);
}

fn read_term_end(item: &Item<'_>, sink: &mut Sink) -> Option<TermEnd> {
    let text = match item.value() {
        DeValue::Datetime(date) => date.to_string(),
        _ => item.text(sink)?.value,
    };
    let Some(date) = parse_date(&text) else {
        item.reject(sink, format!("`term_end` is no date: `{text}`"), "write a date like \"2027-06-30\"");
        return None;
    };
    Some(TermEnd { date, span: Some(item.span()), is_over: false })
}

fn read_places(table: &mut Keys<'_>, key: &'static str, most: u32, sink: &mut Sink) -> Option<u32> {
    let item = table.take(key)?;
    let places = item.whole(0, sink)?;
    if places > most {
        item.reject(sink, format!("`{key}` is {places}"), format!("write a whole number up to {most}"));
        return None;
    }
    Some(places)
}

fn read_fields(table: &mut Keys<'_>, schema: &mut Schema, sink: &mut Sink) {
    let mut seen: HashMap<String, String> = HashMap::new();
    for (name, item) in table.take_all() {
        let folded = fold_header(&name.value);
        if folded.is_empty() {
            item.reject(
                sink,
                format!("`{}` is no name for a field", name.value),
                "use the column's header, for example `bus_route`",
            );
            continue;
        }
        if let Some(earlier) = seen.insert(folded.clone(), name.value.clone()) {
            item.reject(
                sink,
                format!("`{}` and `{earlier}` are the same field", name.value),
                "keep one of the two lines",
            );
            continue;
        }
        let Some(field_type) = read_type(&item, sink) else {
            schema.forget(&folded);
            continue;
        };
        let own_grades = folded == "grade" && matches!(field_type, FieldType::Ladder(_));
        match Schema::canonical(&folded) {
            Some(known) if !own_grades && known.kind.field_type().set() != field_type.set() => {
                let message = format!("`{folded}` is {} by itself", known.kind.field_type().set().in_words());
                item.reject(sink, message, "give your column another header, and that header a type here");
            }
            // A canonical field named with its own type: nothing to declare.
            Some(_) if !own_grades => {}
            _ => schema.declare(&folded, field_type),
        }
    }
}

fn read_type(item: &Item<'_>, sink: &mut Sink) -> Option<FieldType> {
    if matches!(item.value(), DeValue::Table(_)) {
        let mut table = item.keys("a field", sink)?;
        let ladder = table.required("ladder", sink);
        table.finish(sink);
        let ladder = ladder?;
        if ladder.value().as_str().is_some() {
            let named = ladder.choice(&Ladder::NAMED, sink)?;
            return Some(FieldType::Ladder(Arc::new(named())));
        }
        let steps = ladder.texts("[\"beginner\", \"some\", \"advanced\"]", sink)?;
        let texts: Vec<&str> = steps.iter().map(|step| step.value.as_str()).collect();
        return match Ladder::of_steps(&texts) {
            Ok(ladder) => Some(FieldType::Ladder(Arc::new(ladder))),
            Err(index) => {
                ladder.reject(
                    sink,
                    format!("the step `{}` stands twice on the ladder", texts[index]),
                    "name each step once, lowest first",
                );
                None
            }
        };
    }
    item.choice(&FieldType::NAMED, sink).map(|make| make())
}

fn report_repeated_names<'p>(
    names: impl Iterator<Item = &'p Located<String>>,
    what: &str,
    document: &Document,
    sink: &mut Sink,
) {
    let mut seen: HashMap<String, &Located<String>> = HashMap::new();
    for name in names {
        if let Some(first) = seen.get(&fold(&name.value)) {
            let error = Diagnostic::error("program::name-twice", format!("two {what} have the name `{}`", name.value))
                .at(document.place(name.span.clone()), "again here")
                .and_at(document.place(first.span.clone()), "first here");
            sink.push(error.help("give one of them another name: results speak of it"));
        } else {
            seen.insert(fold(&name.value), name);
        }
    }
}
