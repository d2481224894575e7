//! Collects diagnostics, folding floods of the same one.

use std::collections::HashMap;

use super::{Diagnostic, Severity};

/// As many diagnostics of one code are kept for one column of one file; the others are counted.
const KEPT: usize = 10;

/// Collects the diagnostics of a run, in the order in which they were found.
#[derive(Debug, Default)]
pub struct Sink {
    kept: Vec<(Diagnostic, String)>,
    counts: HashMap<(&'static str, String), usize>,
    errors: usize,
}

impl Sink {
    /// Takes a diagnostic that stands by itself.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.errors += usize::from(diagnostic.severity == Severity::Error);
        self.kept.push((diagnostic, String::new()));
    }

    /// Takes a diagnostic that may come in floods: beyond ten of its code in `group` it is only counted, and not even made.
    ///
    /// `group` is read after "more": `in column "grade" of mentees.csv`.
    pub fn push_in(&mut self, code: &'static str, severity: Severity, group: &str, make: impl FnOnce() -> Diagnostic) {
        self.errors += usize::from(severity == Severity::Error);
        let count = self.counts.entry((code, group.to_owned())).or_insert(0);
        *count += 1;
        if *count <= KEPT {
            let diagnostic = make();
            debug_assert!(diagnostic.code == code && diagnostic.severity == severity);
            self.kept.push((diagnostic, group.to_owned()));
        }
    }

    /// Takes what another sink has, as if it had all been found after what is here.
    pub fn append(&mut self, other: Sink) {
        self.errors += other.errors;
        for (diagnostic, group) in other.kept {
            if !group.is_empty() {
                let count = self.counts.entry((diagnostic.code, group.clone())).or_insert(0);
                *count += 1;
                if *count > KEPT {
                    continue;
                }
            }
            self.kept.push((diagnostic, group));
        }
        for (of, count) in other.counts {
            *self.counts.entry(of).or_insert(0) += count.saturating_sub(KEPT);
        }
    }

    /// Forgets the notices.
    pub fn drop_notices(&mut self) {
        self.kept.retain(|(diagnostic, _)| diagnostic.severity > Severity::Notice);
    }

    /// Masks what people wrote of themselves, in places, messages and advice.
    pub fn mask(&mut self) {
        self.kept.iter_mut().for_each(|(diagnostic, _)| diagnostic.mask());
    }

    /// Whether nothing was found.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.kept.is_empty()
    }

    /// Whether an error is among them.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.errors > 0
    }

    /// The number of errors, the folded ones too.
    #[must_use]
    pub fn errors(&self) -> usize {
        self.errors
    }

    /// The diagnostics that were kept, each with what is to be said of further ones after it.
    pub fn iter(&self) -> impl Iterator<Item = (&Diagnostic, Option<String>)> {
        let mut seen: HashMap<(&str, &str), usize> = HashMap::new();
        self.kept.iter().map(move |(diagnostic, group)| {
            if group.is_empty() {
                return (diagnostic, None);
            }
            let seen = seen.entry((diagnostic.code, group)).or_insert(0);
            *seen += 1;
            let all = self.counts.get(&(diagnostic.code, group.clone())).copied().unwrap_or(0);
            let more = (*seen == KEPT && all > KEPT).then(|| format!("… and {} more {group}", all - KEPT));
            (diagnostic, more)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flood_is_folded_and_counted() {
        let mut sink = Sink::default();
        for _ in 0..47 {
            sink.push_in("a::b", Severity::Error, "in column x", || Diagnostic::error("a::b", "no"));
        }
        sink.push(Diagnostic::warning("a::c", "hm"));
        let notes: Vec<_> = sink.iter().filter_map(|(_, more)| more).collect();
        assert_eq!((sink.iter().count(), sink.errors()), (11, 47));
        assert_eq!(notes, ["… and 37 more in column x"]);
    }

    #[test]
    fn sinks_put_together_tell_what_one_would() {
        let flood = |sink: &mut Sink, group: &str, times: usize| {
            for _ in 0..times {
                sink.push_in("a::b", Severity::Error, group, || Diagnostic::error("a::b", group.to_owned()));
            }
            sink.push(Diagnostic::notice("a::c", "by itself"));
        };
        let parts = [("in column x", 4), ("in column y", 13), ("in column x", 47), ("in column x", 1)];
        let (mut one, mut together) = (Sink::default(), Sink::default());
        for (group, times) in parts {
            flood(&mut one, group, times);
            let mut part = Sink::default();
            flood(&mut part, group, times);
            together.append(part);
        }
        let told =
            |sink: &Sink| sink.iter().map(|(diagnostic, more)| (diagnostic.message.clone(), more)).collect::<Vec<_>>();
        assert_eq!(told(&together), told(&one));
        assert_eq!((together.errors(), told(&one).len()), (65, 24));
    }
}
