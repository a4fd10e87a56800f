//! The ratchet: figures reached, in bench/baseline.toml. Measured figures in, falls out.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Context as _;

/// Where the figures reached are kept.
pub(crate) const FILE: &str = "bench/baseline.toml";

/// A figure reached.
#[derive(Clone, Debug)]
struct Figure {
    value: f64,
    noise: f64,
    lower_is_better: bool,
}

/// The figures that fell below what was reached by more than their noise, one line each.
pub(crate) fn falls(root: &Path, measured: &BTreeMap<String, f64>) -> anyhow::Result<Vec<String>> {
    let mut falls = Vec::new();
    for (name, figure) in read(root)? {
        let Some(&now) = measured.get(&name) else { continue };
        let fall = if figure.lower_is_better { now - figure.value } else { figure.value - now };
        if fall > figure.noise {
            falls.push(format!(
                "{name}: {now:.3}, reached before: {:.3} (noise {:.3})",
                figure.value, figure.noise
            ));
        }
    }
    Ok(falls)
}

/// Writes the figures that rose into the file; those that fell stay.
pub(crate) fn raise(root: &Path, measured: &BTreeMap<String, f64>) -> anyhow::Result<()> {
    let path = root.join(FILE);
    let mut document: toml_edit::DocumentMut = std::fs::read_to_string(&path)?.parse()?;
    for (name, figure) in read(root)? {
        let Some(&now) = measured.get(&name) else { continue };
        let rose = if figure.lower_is_better { now < figure.value } else { now > figure.value };
        if rose {
            document[&name]["value"] = toml_edit::value((now * 1000.0).round() / 1000.0);
        }
    }
    std::fs::write(&path, document.to_string())?;
    Ok(())
}

fn read(root: &Path) -> anyhow::Result<BTreeMap<String, Figure>> {
    let path = root.join(FILE);
    let text = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
    let document: toml_edit::DocumentMut = text.parse()?;
    let mut figures = BTreeMap::new();
    for (name, item) in document.iter() {
        let number = |key: &str| item.get(key).and_then(toml_edit::Item::as_float);
        let value = number("value").with_context(|| format!("{FILE}: {name} has no value"))?;
        let noise = number("noise").with_context(|| format!("{FILE}: {name} has no noise"))?;
        let lower = item.get("better").and_then(toml_edit::Item::as_str) == Some("lower");
        figures.insert(name.to_string(), Figure { value, noise, lower_is_better: lower });
    }
    Ok(figures)
}
