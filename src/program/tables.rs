//! Tables and arrays of tables.

use toml::de::DeValue;

use crate::diagnostic::Sink;
use crate::keys::Keys;

/// Reads an array of tables, each with `read`; `header` is what stands above each of them.
pub(super) fn each<T>(
    keys: &mut Keys<'_>,
    key: &'static str,
    header: &str,
    what: &str,
    sink: &mut Sink,
    mut read: impl FnMut(Keys<'_>, &mut Sink) -> Option<T>,
) -> Vec<T> {
    let Some(item) = keys.take(key) else { return Vec::new() };
    if matches!(item.value(), DeValue::Table(_)) {
        let message = format!("`{key}` wants a list, and this is a table");
        item.reject(sink, message, format!("write it in double brackets: `{header}`"));
        return Vec::new();
    }
    let Some(items) = item.list("[…]", sink) else { return Vec::new() };
    let mut parts = Vec::new();
    for item in items {
        if let Some(table) = item.table(what, sink) {
            parts.extend(read(table, sink));
        }
    }
    parts
}

/// Takes the table of one key.
pub(super) fn section<'d>(keys: &mut Keys<'d>, key: &'static str, header: &str, sink: &mut Sink) -> Option<Keys<'d>> {
    keys.take(key).and_then(|item| item.keys(header, sink))
}
