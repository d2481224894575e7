//! What the page of `examples/impossible` says.

use serde_json::{Value, json};

use super::page::{Shown, changed, commands, folder, grouped, level, list, page, result, run, says, text, word};

#[test]
fn the_promises_are_refused_with_exit_code_3_and_the_page_shows_what_is_said() {
    let Shown { command, texts } = commands(&page("impossible")).remove(0);
    let words: Vec<&str> = command.split_whitespace().collect();
    let output = run(&words[1..], &folder("impossible"));
    assert_eq!(output.status.code(), Some(3), "{}", text(&output.stderr));
    assert_eq!([text(&output.stdout), text(&output.stderr)].as_slice(), texts);
    says("impossible", "The exit code is 3, and nobody is paired");
}

#[test]
fn the_json_names_the_four_parts_of_the_page() {
    let conflict = &result("impossible")["solve"]["conflict"];
    let kinds: Vec<&str> = list(conflict, "parts").iter().map(|part| word(part, "kind")).collect();
    assert_eq!((&conflict["minimal"], kinds), (&json!(true), vec!["must-pair", "must-pair", "quota", "capacity"]));
}

/// The total, and who is with Nadia.
fn mended(change: (&str, &str, &str)) -> (Value, Vec<String>) {
    let result = changed("impossible", &[change]);
    assert_eq!(level(&result, "coverage"), json!([6]));
    let with_nadia = grouped(&result, "mentor", "mentee")["M1"].iter().map(|&mentee| mentee.to_owned()).collect();
    (level(&result, "total"), with_nadia)
}

#[test]
fn each_way_to_mend_it_comes_out_as_the_page_says() {
    let four = mended(("mentors.csv", "music;chess,3", "music;chess,4"));
    assert_eq!(four, (json!(29_999), ["E1", "E2", "E4", "E6"].map(str::to_owned).to_vec()));
    says("impossible", "29999: Sol, Tia, Vera and Xenia are with Nadia");
    let third = mended(("program.toml", "\"50%\"", "\"33%\""));
    assert_eq!(third, (json!(29_166), ["E1", "E2", "E6"].map(str::to_owned).to_vec()));
    says("impossible", "29166: Sol, Tia and Xenia are with Nadia");
    let without_tia = mended(("must.csv", "M1,E2\n", ""));
    assert_eq!(without_tia, (json!(29_999), ["E1", "E4", "E6"].map(str::to_owned).to_vec()));
    says("impossible", "29999: Sol, Vera and Xenia are with Nadia");
}

#[test]
fn without_any_one_of_its_four_parts_it_can_be_done_and_changing_others_mends_nothing() {
    let parts = [
        ("must.csv", "M1,E1\n", ""),
        ("must.csv", "M1,E2\n", ""),
        ("program.toml", "at_least = \"50%\"", "at_least = 0"),
        ("mentors.csv", "music;chess,3", "music;chess,6"),
    ];
    for part in parts {
        assert_eq!(changed("impossible", &[part])["solve"]["status"], "optimal", "{part:?}");
    }
    for other in [("mentors.csv", "poetry,2", "poetry,9"), ("mentors.csv", "cooking,2", "cooking,9")] {
        assert_eq!(changed("impossible", &[other])["solve"]["status"], "infeasible", "{other:?}");
    }
}
