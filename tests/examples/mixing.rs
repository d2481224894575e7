//! What the page of `examples/mixing` says.

use serde_json::json;

use super::page::{changed, column, grouped, level, list, pairs, result, says, text, word};

#[test]
fn the_quotas_are_kept_and_counted_as_the_page_says() {
    let result = result("mixing");
    let (mentors, mentees) = (column("mixing", "mentors.csv", "site"), column("mixing", "mentees.csv", "site"));
    let rows = list(&result, "pairs");
    let across = rows.iter().filter(|row| mentors[word(row, "mentor")] != mentees[word(row, "mentee")]).count();
    let needs = column("mixing", "mentees.csv", "support_needs");
    let anxious = |mentees: &[&str]| mentees.iter().filter(|&&mentee| needs[mentee] == "anxiety").count();
    let each: Vec<usize> = grouped(&result, "mentor", "mentee").values().map(|mentees| anxious(mentees)).collect();
    assert!(each.iter().all(|&count| count <= 1));
    let quotas = json!([
        {"name": "Across sites", "rows": across, "of": 6},
        {"name": "One with anxiety each", "rows": each.iter().sum::<usize>(), "of": 6},
    ]);
    assert_eq!(result["quotas"], quotas);
    says("mixing", &format!("`Across sites` {across} of 6, `One with anxiety each` 2 of 6"));
    assert!(!text(result.to_string().as_bytes()).replace("One with anxiety each", "").contains("anxiety"));
}

#[test]
fn what_the_page_on_mixing_invites_to_try_comes_out_so() {
    let share = "at_least = \"30%\"";
    let apart = changed("mixing", &[("program.toml", share, "at_least = 0")]);
    assert_eq!((level(&apart, "total"), &apart["quotas"][0]["rows"]), (json!(41_667), &json!(0)));
    let together = changed("mixing", &[("program.toml", "at_most = 1", "at_most = 2")]);
    assert_eq!(level(&together, "total"), 37_500);
    assert!(["M3-E1", "M3-E4"].iter().all(|&pair| pairs(&together).contains(&pair.to_owned())));
    let all = changed("mixing", &[("program.toml", share, "at_least = \"90%\"")]);
    assert_eq!((level(&all, "total"), &all["quotas"][0]["rows"]), (json!(16_666), &json!(6)));
}
