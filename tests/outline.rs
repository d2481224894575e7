//! What `programs` tells of a program is what the program does: every part of it, and every column with what happens where it is missing.

use std::collections::BTreeSet;

use pairwright::diagnostic::Sink;
use pairwright::keys::Document;
use pairwright::outline::{Column, Need, Outline, list, outline};
use pairwright::program::{DEFAULT_NAME, PRESETS, Preset, Program, preset, read_program};
use pairwright::roster::{Files, read_roster};
use pairwright::scoring::bind;
use pairwright::table::{Options, Table};
use pairwright::units::Side;

fn presets() -> impl Iterator<Item = Preset> {
    PRESETS.iter().copied().chain(preset(DEFAULT_NAME))
}

fn program(preset: Preset) -> Program {
    let mut sink = Sink::default();
    let program = read_program(Document::new(preset.name, preset.text), &mut sink).expect("a program");
    let faults: Vec<String> = sink.iter().map(|(fault, _)| fault.message.clone()).collect();
    assert_eq!(faults, Vec::<String>::new(), "{}", preset.name);
    program
}

/// The codes of what is said of missing columns, where the files have these columns and one row a side, blank but for the id.
fn said(program: &Program, columns: &[&Column]) -> BTreeSet<&'static str> {
    let mut sink = Sink::default();
    let tables = Side::BOTH.map(|side| {
        let headers: Vec<&str> = columns.iter().filter(|c| c.side == side.name()).map(|c| c.field.as_str()).collect();
        let cells = headers.iter().map(|header| match *header {
            "id" | "name" => side.name(),
            "email" if side == Side::Mentor => "a@school.example",
            "email" => "b@school.example",
            _ => "",
        });
        let text = format!("{}\n{}\n", headers.join(","), cells.collect::<Vec<_>>().join(","));
        Table::read(side.plural(), text.into(), &Options::default(), &mut Sink::default()).expect("a table")
    });
    let [mentors, mentees] = tables;
    let files = Files { mentors: &[mentors], mentees: &[mentees], ..Files::default() };
    let roster = read_roster(files, &program.reading, &mut sink);
    let _ = bind(program, &roster, &mut sink);
    let codes = sink.iter().map(|(diagnostic, _)| diagnostic.code);
    codes.filter(|code| ["program::missing-column", "program::left-out"].contains(code)).collect()
}

#[test]
fn a_file_with_the_columns_that_are_told_lacks_none() {
    for preset in presets() {
        let program = program(preset);
        let outline = outline(&program, preset.name);
        let columns: Vec<&Column> = outline.columns.iter().collect();
        assert_eq!(said(&program, &columns), BTreeSet::new(), "{}", preset.name);
    }
}

#[test]
fn without_a_required_column_there_is_an_error_and_without_an_optional_one_a_notice() {
    let mut seen = BTreeSet::new();
    for preset in presets() {
        let program = program(preset);
        let outline = outline(&program, preset.name);
        for missing in &outline.columns {
            let others: Vec<&Column> =
                outline.columns.iter().filter(|c| (c.side, &c.field) != (missing.side, &missing.field)).collect();
            let said = said(&program, &others);
            let what = format!("{}: {} of the {}", preset.name, missing.field, missing.side);
            match missing.need {
                Need::Required => assert!(said.contains("program::missing-column"), "{what}: {said:?}"),
                Need::Optional => assert_eq!(said, BTreeSet::from(["program::left-out"]), "{what}"),
                Need::IfThere => assert_eq!(said, BTreeSet::new(), "{what}"),
            }
            seen.insert(missing.need);
        }
    }
    assert_eq!(seen.len(), 3, "columns of every kind were left out");
}

#[test]
fn every_part_of_every_program_is_told() {
    for preset in presets() {
        let program = program(preset);
        let outline = outline(&program, preset.name);
        let names = |outline: &Outline| -> Vec<String> {
            let criteria = outline.criteria.iter().map(|part| part.name.clone());
            criteria.chain(outline.rules.iter().map(|part| part.name.clone())).collect()
        };
        let criteria = program.criteria.iter().map(|spec| spec.name.value.clone());
        let written: Vec<String> = criteria.chain(program.rules.iter().map(|spec| spec.name.value.clone())).collect();
        assert_eq!(names(&outline), written, "{}", preset.name);
        for table in tables_of(preset.text) {
            let told = outline.limits.iter().filter(|limit| limit.table == table).count();
            let written = preset.text.lines().filter(|line| line.trim() == table).count();
            // What `[team]` itself says is told only where it says something.
            let least = usize::from(table != "[team]") * written;
            assert!(told >= least, "{}: {table} is told {told} times of {written}", preset.name);
        }
        let own = program.reading.schema.names().filter(|name| pairwright::roster::Schema::canonical(name).is_none());
        for field in own {
            assert!(outline.columns.iter().any(|column| column.field == field), "{}: {field}", preset.name);
        }
    }
}

/// The headers of the tables that are told as limits.
fn tables_of(text: &str) -> BTreeSet<&str> {
    let elsewhere = ["[program]", "[fields]", "[objective]", "[[criteria]]", "[[rules]]"];
    let headers = text.lines().map(str::trim).filter(|line| line.starts_with('[') && line.ends_with(']'));
    headers
        .filter(|header| {
            !elsewhere.contains(header) && !header.starts_with("[form.") && !header.starts_with("[criteria.")
        })
        .collect()
}

#[test]
fn every_comment_above_a_part_is_its_reason() {
    for preset in presets() {
        let outline = outline(&program(preset), preset.name);
        let reasons = [
            outline.criteria.iter().filter_map(|part| part.why.as_ref()).collect::<Vec<_>>(),
            outline.rules.iter().filter_map(|part| part.why.as_ref()).collect(),
            outline.limits.iter().filter_map(|part| part.why.as_ref()).collect(),
        ];
        let told = reasons.concat().len();
        let headers = ["[[criteria]]", "[[rules]]"].into_iter().chain(tables_of(preset.text));
        let written: usize = headers.map(|header| preset.text.matches(&format!("\n{header}\n")).count()).sum();
        let bare: usize = ["[[criteria]]", "[[rules]]"]
            .into_iter()
            .chain(tables_of(preset.text))
            .map(|header| preset.text.matches(&format!("\n\n{header}\n")).count())
            .sum();
        // The comment above `[team]` is told with its rules, where it says nothing else.
        assert!(told + 1 >= written - bare, "{}: {told} reasons of {}", preset.name, written - bare);
    }
}

#[test]
fn the_table_of_the_readme_has_every_built_in_program_with_its_title_and_shape() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let text = std::fs::read_to_string(path).expect("the README");
    let (_, section) = text.split_once("| programme | makes | what holds |").expect("the table");
    let rows = section.lines().skip(2).take_while(|line| line.starts_with('|'));
    let told: Vec<(String, String)> = rows
        .map(|row| {
            let cells: Vec<&str> = row.split('|').map(str::trim).collect();
            (cells[1].to_owned(), cells[2].to_owned())
        })
        .collect();
    let known = list().programs.into_iter().filter(|entry| entry.name != DEFAULT_NAME);
    let known: Vec<(String, String)> =
        known.map(|entry| (format!("`{}` {}", entry.name, entry.title.unwrap_or_default()), entry.shape)).collect();
    assert_eq!(told, known);
}
