//! The built command as a shell sees it: exit codes, what goes to stdout and what to stderr, bad input.

use std::{
    env, fs,
    io::{Read, Write},
    path::PathBuf,
    process::{Command, Output, Stdio},
};

const REPORT: &str = "Ferry to stop\n\nThe Halden ferry will stop sailing on Monday, a transport official told \
    Meridian News. Norvik Line denied that the hull was torn.\n";

/// A folder of its own for each test, removed when the test ends.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = env::temp_dir().join(format!("woozle-command-{}-{name}", std::process::id()));
        fs::create_dir_all(&path).expect("a folder for the test");
        Self(path)
    }

    fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> String {
        fs::write(self.0.join(name), bytes).expect("a file for the test");
        self.path(name)
    }

    fn path(&self, name: &str) -> String {
        self.0.join(name).to_string_lossy().into_owned()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_woozle"));
    command.args(arguments).stdin(Stdio::null()).env_remove("NO_COLOR");
    command
}

fn woozle(arguments: &[&str]) -> Output {
    command(arguments).output().expect("the command runs")
}

fn stdout(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn a_report_with_statements_ends_with_0_and_says_nothing_on_stderr() {
    let folder = Folder::new("found");
    let report = folder.write("a.txt", REPORT);
    let output = woozle(&[&report]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(stdout(&output).contains("→ origins: established"), "{}", stdout(&output));
    assert_eq!(stderr(&output), "");
    assert_eq!(stdout(&woozle(&["analyze", &report])), stdout(&output), "analyze is the default command");
}

#[test]
fn a_report_without_a_statement_ends_with_1() {
    let folder = Folder::new("nothing");
    let report = folder.write("a.txt", "12 34\n");
    let output = woozle(&[&report]);
    assert_eq!(output.status.code(), Some(1), "{}", stdout(&output));
    assert!(stderr(&output).contains("no statement was found"), "{}", stderr(&output));
}

#[test]
fn each_bad_path_is_named_and_alone_ends_with_2() {
    let folder = Folder::new("bad");
    let empty = folder.write("empty.txt", "");
    let binary = folder.write("picture.txt", [0x89, b'P', b'N', b'G', 13, 10, 26, 10, 0, 0, 0, 13, 0, 255]);
    fs::create_dir(folder.0.join("bare")).expect("a folder");
    for path in [folder.path("missing.txt"), empty, binary, folder.path("bare")] {
        let output = woozle(&[&path]);
        assert_eq!(output.status.code(), Some(2), "{path}");
        assert_eq!(stdout(&output), "");
        assert!(stderr(&output).contains(&path), "{}", stderr(&output));
        assert!(stderr(&output).contains("no report could be read; give"), "{}", stderr(&output));
    }
}

#[test]
fn a_bad_report_among_good_ones_is_told_and_the_others_are_analysed() {
    let folder = Folder::new("mixed");
    let good = folder.write("good.txt", REPORT);
    let missing = folder.path("missing.txt");
    let output = woozle(&[&missing, &good, "--format", "json"]);
    assert_eq!(output.status.code(), Some(0));
    assert!(stderr(&output).contains(&missing), "{}", stderr(&output));
    let answer: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON alone on stdout");
    assert_eq!(answer["reports"].as_array().map(Vec::len), Some(1));
}

/// What the command gives with the report on standard input.
fn fed(args: &[&str]) -> Output {
    let mut child =
        command(args).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("the command runs");
    child.stdin.take().expect("a pipe").write_all(REPORT.as_bytes()).expect("the command reads");
    child.wait_with_output().expect("the command ends")
}

#[test]
fn a_dash_is_standard_input() {
    let output = fed(&["-", "--format", "json"]);
    assert_eq!(output.status.code(), Some(0));
    assert!(stdout(&output).contains("Meridian News"));
}

#[test]
fn an_output_file_appears_whole_or_not_at_all() {
    let folder = Folder::new("output");
    let report = folder.write("a.txt", REPORT);
    let page = folder.path("story.html");
    let output = woozle(&[&report, "--format", "html", "-o", &page]);
    assert_eq!((output.status.code(), stdout(&output)), (Some(0), String::new()));
    assert!(fs::read_to_string(&page).expect("the page is there").contains("<!DOCTYPE html>"));
    let nowhere = folder.path("no/such/folder/story.html");
    let output = woozle(&[&report, "-o", &nowhere]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains(&nowhere), "{}", stderr(&output));
    assert_eq!(stderr(&output).to_lowercase().matches("no such file").count(), 1, "{}", stderr(&output));
    let names: Vec<_> =
        fs::read_dir(&folder.0).expect("the folder").flatten().map(|entry| entry.file_name()).collect();
    assert_eq!(names.len(), 2, "nothing half-written: {names:?}");
}

#[test]
fn colour_comes_when_asked_for_and_not_into_a_pipe() {
    let folder = Folder::new("colour");
    let report = folder.write("a.txt", REPORT);
    assert!(!stdout(&woozle(&[&report])).contains('\u{1b}'), "a pipe is no terminal");
    assert!(stdout(&woozle(&[&report, "--color", "always"])).contains("\u{1b}["));
}

#[test]
fn a_reader_who_has_seen_enough_is_no_error() {
    let folder = Folder::new("pipe");
    let report = folder.write("a.txt", REPORT.repeat(2_000));
    let mut child = command(&[&report, "--format", "json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command runs");
    let mut pipe = child.stdout.take().expect("a pipe");
    pipe.read_exact(&mut [0; 1]).expect("a first byte");
    drop(pipe);
    let output = child.wait_with_output().expect("the command ends");
    assert_eq!((output.status.code(), stderr(&output)), (Some(0), String::new()));
}

#[test]
fn a_file_name_cannot_steer_the_terminal() {
    let output = woozle(&["evil\u{1b}]0;owned\u{7}.txt"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("evil␛]0;owned␇.txt"), "{}", stderr(&output));
    assert!(!stderr(&output).contains('\u{1b}'));
}

#[test]
fn explain_shows_the_evidence_of_a_statement_and_refuses_what_is_not_there() {
    let folder = Folder::new("explain");
    let report = folder.write("a.txt", REPORT);
    let output = woozle(&["explain", "s1", &report]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(
        stdout(&output).contains("content") && stdout(&output).contains("because"),
        "{}",
        stdout(&output)
    );
    let output = woozle(&["explain", "c9999", &report]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("c9999") && stderr(&output).contains("ids look like"));
}

#[test]
fn schema_completions_and_man_page_come_from_the_program() {
    let schema: serde_json::Value =
        serde_json::from_slice(&woozle(&["schema"]).stdout).expect("the schema is JSON");
    assert_eq!(schema["title"], "woozle/1");
    for shell in ["bash", "zsh", "fish"] {
        assert!(stdout(&woozle(&["completions", shell])).contains("woozle"), "{shell}");
    }
    assert!(stdout(&woozle(&["man"])).contains(".TH woozle"));
}

#[test]
fn the_help_teaches() {
    let help = stdout(&woozle(&["--help"]));
    for words in ["Examples:", "Reading the answer:", "Exit codes:", "woozle explain c1 reports/"] {
        assert!(help.contains(words), "{words}\n{help}");
    }
    assert_eq!(woozle(&[]).status.code(), Some(2), "nothing was asked");
    assert_eq!(woozle(&["--no-such-flag"]).status.code(), Some(2));
}

#[test]
fn a_source_can_be_left_out_and_the_answer_says_what_that_changes() {
    let folder = Folder::new("without");
    let report = folder.write("a.txt", REPORT);
    let other =
        folder.write("b.txt", "The Halden ferry will stop sailing on Monday, Mayor Ada Quill said.\n");
    let output = woozle(&[&report, &other, "--format", "json", "--what-if-without", "norvik line"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let answer: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON alone on stdout");
    let left_out = &answer["what_if_without"]["left_out"][0];
    assert_eq!((&left_out["asked"], &left_out["kind"]), (&"norvik line".into(), &"source".into()));
    assert_eq!(left_out["names"][0], "Norvik Line");
    let gone = left_out["statements"][0].as_str().expect("a statement");
    let changed = answer["what_if_without"]["claims"].as_array().expect("a list");
    assert!(
        changed.iter().any(|claim| claim["left_out"][0] == gone && claim["after"].is_null()),
        "{changed:?}"
    );
    let output =
        woozle(&[&report, &other, "--what-if-without", "b.txt", "--what-if-without", "Meridian News"]);
    assert!(stdout(&output).contains("WHAT IF WITHOUT"), "{}", stdout(&output));
    assert!(stdout(&output).contains("Meridian News · outlet"), "{}", stdout(&output));
}

#[test]
fn a_source_that_nobody_names_is_refused_with_names_near_to_it() {
    let folder = Folder::new("unknown");
    let report = folder.write("a.txt", REPORT);
    for command in [vec![report.as_str()], vec!["explain", "c1", report.as_str()]] {
        let output = woozle(&[command, vec!["--what-if-without", "Norvk Line"]].concat());
        assert_eq!((output.status.code(), stdout(&output)), (Some(2), String::new()));
        assert!(stderr(&output).contains("Norvk Line; near to it: Norvik Line"), "{}", stderr(&output));
    }
}

#[test]
fn statements_of_each_report_are_printed_in_every_form() {
    let folder = Folder::new("statements");
    let report = folder.write("a.txt", REPORT);
    let output = woozle(&["statements", &report, "--width", "120"]);
    assert_eq!((output.status.code(), stderr(&output)), (Some(0), String::new()));
    // Where a line ends depends on the words.
    let text = stdout(&output).split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(text.contains("{a transport official} <told> {Meridian News}"), "{text}");
    assert!(text.contains("Meridian News ← a transport official · indirect"), "{text}");
    assert!(!text.contains('\u{1b}') && !text.contains("CLAIMS"), "{text}");
    let coloured = stdout(&woozle(&["statements", &report, "--color", "always"]));
    assert!(coloured.contains("\u{1b}[1;36ma transport official\u{1b}[0m"), "{coloured}");

    let whole: serde_json::Value =
        serde_json::from_slice(&woozle(&[&report, "--format", "json"]).stdout).expect("JSON alone on stdout");
    let alone = woozle(&["statements", &report, "--format", "json"]);
    let alone: serde_json::Value = serde_json::from_slice(&alone.stdout).expect("JSON alone on stdout");
    let field = |answer: &serde_json::Value, name: &str| -> Vec<serde_json::Value> {
        let all = answer["statements"].as_array().expect("a list");
        all.iter().map(|statement| statement[name].clone()).collect()
    };
    for name in ["id", "report", "start", "end", "text", "sources", "cue", "manner", "certainty", "polarity"]
    {
        assert_eq!(field(&alone, name), field(&whole, name), "{name}");
    }
    assert!(alone.get("claims").is_none(), "nothing is compared");

    let file = folder.path("statements.csv");
    let output = woozle(&["statements", &report, "--format", "csv", "-o", &file]);
    assert_eq!((output.status.code(), stdout(&output)), (Some(0), String::new()));
    let table = fs::read_to_string(&file).expect("the table is there");
    assert_eq!(table.lines().count(), 1 + field(&alone, "id").len(), "{table}");
    assert!(table.starts_with("report,path,url,outlet,"), "{table}");
    assert!(
        table.contains(",Meridian News ← a transport official,2,a transport official,unnamed,"),
        "{table}"
    );
}

#[test]
fn statements_end_as_the_answer_does_where_nothing_is_found_or_read() {
    let folder = Folder::new("statements-none");
    let bare = folder.write("a.txt", "12 34\n");
    let output = woozle(&["statements", &bare, "--format", "csv"]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(stdout(&output).lines().count(), 1, "the names of the columns alone");
    assert!(stderr(&output).contains("no statement was found"), "{}", stderr(&output));
    let missing = folder.path("missing.txt");
    let output = woozle(&["statements", &missing]);
    assert_eq!((output.status.code(), stdout(&output)), (Some(2), String::new()));
    assert!(stderr(&output).contains(&missing), "{}", stderr(&output));
    let good = folder.write("b.txt", REPORT);
    let output = woozle(&["statements", &missing, &good]);
    assert_eq!(output.status.code(), Some(0));
    assert!(stderr(&output).contains(&missing), "{}", stderr(&output));
    assert_eq!(woozle(&["statements", &good, "--format", "html"]).status.code(), Some(2));
}

#[test]
fn statements_take_standard_input() {
    let output = fed(&["statements", "-", "--width", "60"]);
    assert_eq!(output.status.code(), Some(0));
    assert!(stdout(&output).contains("{Meridian News}"), "{}", stdout(&output));
    assert!(stdout(&output).lines().all(|line| line.chars().count() <= 60), "{}", stdout(&output));
}
