//! The table of a bench: rows with their figures, and the figures to reach.

use std::collections::BTreeSet;

/// What a figure is to reach.
#[derive(Clone, Copy)]
pub(crate) enum Goal {
    AtLeast(f64),
    AtMost(f64),
    None,
}

impl Goal {
    /// How the goal is printed, and whether the figure falls short of it.
    fn show(self, figure: f64) -> String {
        let (sign, goal, reached) = match self {
            Self::AtLeast(goal) => (">=", goal, figure >= goal),
            Self::AtMost(goal) => ("<=", goal, figure <= goal),
            Self::None => return String::new(),
        };
        format!("{sign} {goal}{}", if reached { "" } else { " SHORT" })
    }
}

/// Rows of a name, a figure and a goal.
#[derive(Default)]
pub(crate) struct Table(Vec<[String; 3]>);

impl Table {
    /// A row without a goal.
    pub(crate) fn row(&mut self, what: impl Into<String>, value: impl Into<String>) {
        self.0.push([what.into(), value.into(), String::new()]);
    }

    /// A figure with two digits behind the point.
    pub(crate) fn figure(&mut self, what: impl Into<String>, figure: f64, goal: Goal) {
        self.0.push([what.into(), format!("{figure:.2}"), goal.show(figure)]);
    }

    /// A count or speed without digits behind the point.
    pub(crate) fn whole(&mut self, what: impl Into<String>, figure: f64, goal: Goal) {
        self.0.push([what.into(), format!("{figure:.0}"), goal.show(figure)]);
    }

    /// A set that is not there.
    pub(crate) fn missing(&mut self, what: impl Into<String>) {
        self.row(what, "missing");
    }

    pub(crate) fn print(&self) {
        let width = |column: usize| self.0.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
        let (what, value, goal) = (width(0), width(1), width(2).max(4));
        println!("| {:what$} | {:>value$} | {:goal$} |", "", "", "goal");
        let line = |width: usize| "-".repeat(width);
        println!("|{}|{}:|{}|", line(what + 2), line(value + 1), line(goal + 2));
        for [name, figure, aim] in &self.0 {
            println!("| {name:what$} | {figure:>value$} | {aim:goal$} |");
        }
    }
}

/// Right, found, wanted.
#[derive(Clone, Copy, Default)]
pub(crate) struct Count {
    pub(crate) right: usize,
    pub(crate) found: usize,
    pub(crate) wanted: usize,
}

impl Count {
    /// In percent; not a number where there is nothing to find and nothing was found.
    pub(crate) fn f1(self) -> f64 {
        200.0 * self.right as f64 / (self.found + self.wanted) as f64
    }

    /// Counts what two sets share.
    pub(crate) fn sets<T: Ord>(&mut self, found: &BTreeSet<T>, wanted: &BTreeSet<T>) {
        self.add(Self {
            right: found.intersection(wanted).count(),
            found: found.len(),
            wanted: wanted.len(),
        });
    }

    pub(crate) fn add(&mut self, other: Self) {
        self.right += other.right;
        self.found += other.found;
        self.wanted += other.wanted;
    }
}
