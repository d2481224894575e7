//! The comments of a program file: what it is at the top, and above a part the reason for it.

/// The paragraphs of the comment at the very top of a program file; lines for editors (`#:schema …`) are passed over.
pub(super) fn about(text: &str) -> Vec<String> {
    let lines = text.lines().skip_while(|line| line.trim().is_empty() || line.starts_with("#:"));
    paragraphs(lines.map_while(comment))
}

/// The comment directly above the last line that is `header` (`[[rules]]`, `[meetings]`) before the byte `at`.
pub(super) fn reason(text: &str, header: &str, at: usize) -> Option<String> {
    let is_header = |line: &str| {
        let rest = line.trim_start().strip_prefix(header).map(str::trim_start);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('#'))
    };
    let before = text.get(..at).unwrap_or(text);
    let mut lines: Vec<&str> = before.lines().collect();
    while !is_header(lines.pop()?) {}
    let mut above: Vec<&str> = lines.into_iter().rev().map_while(comment).collect();
    above.reverse();
    let said = paragraphs(above.into_iter()).join(" ");
    (!said.is_empty()).then_some(said)
}

/// The first sentence, without the programme's own name and a colon before it.
pub(super) fn line<'t>(text: &'t str, title: Option<&str>) -> &'t str {
    let end = text.match_indices(['.', '!', '?']).map(|(at, _)| at + 1).find(|&end| {
        let rest = &text[end..];
        rest.is_empty() || rest.starts_with(' ')
    });
    let sentence = text[..end.unwrap_or(text.len())].trim_end_matches('.');
    match (sentence.split_once(": "), title) {
        (Some((name, rest)), Some(title)) if name.starts_with(title) => rest,
        _ => sentence,
    }
}

/// The text of a comment line; a line of dashes, as between sections, says nothing.
fn comment(line: &str) -> Option<&str> {
    let text = line.trim().strip_prefix('#')?.trim();
    Some(if text.starts_with("--") { "" } else { text })
}

/// Lines joined to paragraphs, which end at empty lines.
fn paragraphs<'t>(lines: impl Iterator<Item = &'t str>) -> Vec<String> {
    let mut paragraphs: Vec<String> = Vec::new();
    let mut is_open = false;
    for line in lines {
        match paragraphs.last_mut().filter(|_| is_open && !line.is_empty()) {
            Some(paragraph) => paragraph.extend([" ", line]),
            None if line.is_empty() => {}
            None => paragraphs.push(line.to_owned()),
        }
        is_open = !line.is_empty();
    }
    paragraphs
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "\
#:schema ./pairwright.schema.json
# Buddies: older with new (1 vs. 1.5 years). They meet
# often.
#
# More.

[program] # the words
name = \"Buddies\"

# ---- Rules ----

# Trained [EEPM 5].
[[rules]]
name = \"Trained\"

[[rules]]
name = \"No reason\"

# ---- Section ----
# Straight below.
[meetings] # slots
";

    #[test]
    fn the_top_comment_is_read_in_paragraphs() {
        let about = about(TEXT);
        assert_eq!(about, ["Buddies: older with new (1 vs. 1.5 years). They meet often.", "More."]);
        assert_eq!(super::about("[program]\n# no comment at the top\n"), Vec::<String>::new());
    }

    #[test]
    fn the_first_sentence_is_the_line_without_the_title() {
        assert_eq!(line("Buddies: older with new. They meet.", Some("Buddies")), "older with new");
        assert_eq!(line("Buddies: older with new. They meet.", Some("Other")), "Buddies: older with new");
        assert_eq!(line("Peer help (PH): for 1.5 years! Yes.", Some("Peer help")), "for 1.5 years!");
        assert_eq!(line("No end", None), "No end");
    }

    #[test]
    fn a_part_has_the_reason_directly_above_it() {
        let at = |what: &str| TEXT.find(what).expect("it is there");
        assert_eq!(reason(TEXT, "[[rules]]", at("\"Trained")).as_deref(), Some("Trained [EEPM 5]."));
        assert_eq!(reason(TEXT, "[[rules]]", at("\"No reason")), None);
        assert_eq!(reason(TEXT, "[meetings]", TEXT.len()).as_deref(), Some("Straight below."));
        assert_eq!(reason(TEXT, "[groups]", TEXT.len()), None);
    }
}
