//! Any bytes are read as a roster, or refused: no panic, no hang, memory within libFuzzer's limit.

#![no_main]

use libfuzzer_sys::fuzz_target;
use pairwright::diagnostic::{Sink, render};
use pairwright::oneroster::read_file;
use pairwright::roster::{Files, Missing, Reading, canonical, is_known_header, read_roster};
use pairwright::table::{Options, Ragged};

fuzz_target!(|bytes: &[u8]| {
    let (reading, mut sink) = (Reading::default(), Sink::default());
    let is_header = |cell: &str| is_known_header(cell, &reading);
    let options = Options { is_header: &is_header, ragged: Ragged::Skip, ..Options::default() };
    if let Some(table) = read_file("any", bytes.to_vec(), &options, &mut sink) {
        let files = Files { both: std::slice::from_ref(&table), missing: Missing::OtherSide, ..Files::default() };
        let roster = read_roster(files, &reading, &mut sink);
        let rows = canonical(&roster, &reading);
        assert!(rows.iter().all(|row| row.len() == rows[0].len()));
    } else {
        assert!(sink.has_errors());
    }
    let _ = render(&sink, false);
});
