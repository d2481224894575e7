//! Lists in one cell, as the export writes them and as the table does.

/// The parts of a list in one cell: split at commas (also at `;` and `|`, which some exporters write), not inside quotation marks.
pub(super) fn parts(cell: &str) -> impl Iterator<Item = &str> {
    let mut is_quoted = false;
    let pieces = cell.split(move |letter: char| {
        is_quoted ^= letter == '"';
        !is_quoted && matches!(letter, ',' | ';' | '|')
    });
    pieces.map(|piece| piece.trim().trim_matches('"').trim()).filter(|piece| !piece.is_empty())
}

/// A text that stays whole in a list: what separates tags becomes `/`, and a line break a space.
pub(super) fn as_tag(text: &str) -> String {
    let letter = |letter: char| match letter {
        ';' | '|' | '；' | '｜' => '/',
        '\n' | '\r' => ' ',
        other => other,
    };
    text.chars().map(letter).collect::<String>().trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_split_outside_quotation_marks() {
        assert_eq!(parts("s1, s2,,s1").collect::<Vec<_>>(), ["s1", "s2", "s1"]);
        assert_eq!(
            parts("\"Art, crafts\",Maths;Film|Chess").collect::<Vec<_>>(),
            ["Art, crafts", "Maths", "Film", "Chess"]
        );
        assert_eq!(parts("\"open").collect::<Vec<_>>(), ["open"]);
        assert_eq!(parts(" , ").count(), 0);
    }

    #[test]
    fn what_separates_tags_does_not_stay_in_one() {
        assert_eq!(as_tag("Reading; Writing | A\nB, C "), "Reading/ Writing / A B, C");
    }
}
