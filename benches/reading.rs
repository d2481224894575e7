//! Reads a roster of 200,000 rows and 20 columns, against the plain `csv` crate walking over the same bytes.
//!
//! `cargo bench --bench reading` prints the smallest and the median of a few runs of each, taken in turns, and their ratio to the peer.

#![expect(clippy::print_stdout, reason = "a bench tells its figures")]

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use pairwright::diagnostic::Sink;
use pairwright::roster::{Files, Reading, is_known_header, read_roster};
use pairwright::table::{Options, Table};

const ROWS: usize = 200_000;
const RUNS: usize = 7;

fn main() {
    let (plain, quoted) = (roster(false), roster(true));
    for (name, text) in [("plain", &plain), ("every cell quoted", &quoted)] {
        println!("{name}: {ROWS} rows, 20 columns, {} MiB", text.len() >> 20);
        let mut walks = Vec::new();
        let mut tables = Vec::new();
        let mut rosters = Vec::new();
        for _ in 0..RUNS {
            walks.push(timed(|| walk(text)));
            let bytes = text.clone().into_bytes();
            let mut read = None;
            tables.push(timed(|| {
                read = table(bytes);
                read.as_ref().map_or(0, Table::len)
            }));
            let table = read.expect("a table");
            rosters.push(timed(|| people(&table)));
        }
        let together: Vec<Duration> = tables.iter().zip(&rosters).map(|(table, roster)| *table + *roster).collect();
        let peer = median(&walks);
        for (what, times) in [
            ("csv crate, walking", &walks),
            ("pairwright, table with places", &tables),
            ("pairwright, people from the table", &rosters),
            ("pairwright, both", &together),
        ] {
            let ratio = median(times).as_secs_f64() / peer.as_secs_f64();
            let least = times.iter().min().expect("runs");
            println!("  {what:<36} least {least:>8.1?}  median {:>8.1?}  ratio {ratio:.2}", median(times));
        }
    }
}

fn timed(work: impl FnOnce() -> usize) -> Duration {
    let start = Instant::now();
    let rows = work();
    let time = start.elapsed();
    assert_eq!(rows, ROWS);
    time
}

fn median(times: &[Duration]) -> Duration {
    let mut sorted = times.to_vec();
    sorted.sort_unstable();
    sorted[sorted.len() / 2]
}

/// What the peer does: every record once, every cell looked at.
fn walk(text: &str) -> usize {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let mut record = csv::StringRecord::new();
    let (mut rows, mut bytes) = (0, 0);
    while reader.read_record(&mut record).expect("sound CSV") {
        rows += 1;
        bytes += record.iter().map(str::len).sum::<usize>();
    }
    std::hint::black_box(bytes);
    rows
}

fn table(bytes: Vec<u8>) -> Option<Table> {
    let reading = Reading::default();
    let is_header = |cell: &str| is_known_header(cell, &reading);
    let options = Options { is_header: &is_header, ..Options::default() };
    Table::read("roster.csv", bytes, &options, &mut Sink::default())
}

fn people(table: &Table) -> usize {
    let mut sink = Sink::default();
    let files = Files { mentors: std::slice::from_ref(table), ..Files::default() };
    let roster = read_roster(files, &Reading::default(), &mut sink);
    assert!(!sink.has_errors(), "{}", pairwright::diagnostic::render(&sink, false));
    roster.mentors.len() + roster.mentees.len()
}

/// An invented roster: 20 columns as a student information system and a form have them.
fn roster(quoted: bool) -> String {
    const TAGS: [&str; 12] = [
        "chess", "film", "robotics", "football", "music", "art", "cooking", "reading", "dance", "maths", "hiking",
        "anime",
    ];
    const TIMES: [&str; 6] = ["Mon P1", "Mon P3", "Tue P2", "Wed P4", "Thu P1", "Fri P5"];
    let header = "id,role,name,email,school,grade,gender,languages,interests,goals,subject_strengths,subject_needs,support_needs,\
                  availability,trained,consent,active,home_room,bus,comments";
    let mut text = format!("{header}\n");
    let mut state = 0x9E37_79B9_u64;
    let mut next = |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).expect("31 bits") % below
    };
    for row in 0..ROWS {
        let mut tags = |list: &[&str], most: usize| {
            let number = next(most + 1);
            (0..number).map(|_| list[next(list.len())]).collect::<Vec<_>>().join(";")
        };
        let cells = [
            format!("{row:07}"),
            if row % 3 == 0 { "mentor" } else { "mentee" }.to_owned(),
            format!("Person{row} Of{}", row % 977),
            format!("person{row}@school.example"),
            format!("School {}", row % 40),
            (row % 12 + 1).to_string(),
            ["f", "m", ""][row % 3].to_owned(),
            tags(&["English", "Spanish", "Arabic", "Polish"], 2),
            tags(&TAGS, 5),
            tags(&TAGS, 2),
            tags(&TAGS, 3),
            tags(&TAGS, 3),
            tags(&TAGS, 1),
            tags(&TIMES, 4),
            ["yes", "no"][row % 2].to_owned(),
            "yes".to_owned(),
            "yes".to_owned(),
            format!("HR{}", row % 50),
            format!("{}", row % 20),
            if row % 5 == 0 { "would like to meet at lunch".to_owned() } else { String::new() },
        ];
        for (column, cell) in cells.iter().enumerate() {
            let separator = if column == 0 { "" } else { "," };
            let mark = if quoted { "\"" } else { "" };
            write!(text, "{separator}{mark}{cell}{mark}").expect("memory");
        }
        text.push('\n');
    }
    text
}
