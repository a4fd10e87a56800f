#!/usr/bin/env python3
"""Runs other tools on the pages of `cargo xtask bench ingest` and keeps what they read.

usage: ingest.py DATA OUT [--only NAME,...] [--no-install]

DATA is the folder of the sets (one folder a set: truth.jsonl, html/ID.html). OUT, outside the repository, gets a
virtual environment, a small Cargo package for the tools written in Rust, and one folder a tool with its predictions,
which `cargo xtask bench ingest --data DATA --peers OUT/predictions` scores beside ours. Versions and pages a
CPU-second are printed. Every tool runs in its own process with a limit of time; a page past it counts as not read.
"""
import json
import os
import subprocess
import sys
import time

SETS = ["scrapinghub", "wcxb", "fundus", "trafilatura", "mediacloud_dates"]
PYTHON = {"trafilatura": "trafilatura", "newspaper4k": "newspaper4k", "resiliparse": "Resiliparse", "readability-lxml": "readability-lxml"}
PACKAGES = ["lxml_html_clean", "trafilatura", "newspaper4k", "resiliparse", "readability-lxml"]
RUST = {
    "trafilatura-rs": ("trafilatura", "0.6.0"),
    "rs-trafilatura": ("rs-trafilatura", "0.2.2"),
    "dom_smoothie": ("dom_smoothie", "0.19.0"),
    "legible": ("legible", "0.5.1"),
}
LIMIT = 3600

RUST_MAIN = """use std::io::Write;
fn cpu() -> u64 {
    let line = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    line.split_whitespace().next().and_then(|word| word.parse().ok()).unwrap_or(0)
}
fn plain(html: &str) -> String {
    let document = dom_query::Document::from(html);
    let text = document.formatted_text();
    text.to_string()
}
fn read(tool: &str, html: &str, url: Option<&str>) -> serde_json::Value {
    match tool {
        "dom_smoothie" => {
            let Ok(mut page) = dom_smoothie::Readability::new(html, url, None) else { return serde_json::json!({}) };
            match page.parse() {
                Ok(a) => serde_json::json!({"title": a.title, "text": plain(&a.content), "author": a.byline, "date": a.published_time}),
                Err(_) => serde_json::json!({}),
            }
        }
        ARM
        _ => serde_json::json!({}),
    }
}
fn main() {
    let args: Vec<String> = std::env::args().collect();
    let (tool, set, out) = (&args[1], &args[2], &args[3]);
    let mut file = std::fs::File::create(out).expect("the output");
    let (mut spent, mut pages) = (0u64, 0u64);
    for line in std::fs::read_to_string(format!("{set}/truth.jsonl")).expect("truth").lines() {
        let page: serde_json::Value = serde_json::from_str(line).expect("JSON");
        let id = page["id"].as_str().expect("an id");
        let url = page["url"].as_str().filter(|url| url.starts_with("http"));
        let bytes = std::fs::read(format!("{set}/html/{id}.html")).expect("a page");
        let before = cpu();
        let html = String::from_utf8_lossy(&bytes);
        let mut read = std::panic::catch_unwind(|| read(tool, &html, url)).unwrap_or_default();
        spent += cpu() - before;
        pages += 1;
        read["id"] = id.into();
        writeln!(file, "{read}").expect("written");
    }
    println!("{:.0}", pages as f64 / (spent as f64 / 1e9));
}
"""
ARMS = {
    "legible": """"legible" => match legible::parse(html, url, None) {
            Ok(a) => serde_json::json!({"title": a.title, "text": a.text_content, "author": a.byline, "date": a.published_time}),
            Err(_) => serde_json::json!({}),
        },""",
    "trafilatura-rs": """"trafilatura-rs" => match trafilatura::extract(html, &trafilatura::Options::default()) {
            Ok(a) => serde_json::json!({"title": a.metadata.title, "text": a.content_text, "author": a.metadata.author,
                "date": a.metadata.date.map(|date| date.to_string())}),
            Err(_) => serde_json::json!({}),
        },""",
    "rs-trafilatura": """"rs-trafilatura" => match rs_trafilatura::extract(html) {
            Ok(a) => serde_json::json!({"title": a.metadata.title, "text": a.content_text, "author": a.metadata.author,
                "date": a.metadata.date.map(|date| date.to_string())}),
            Err(_) => serde_json::json!({}),
        },""",
}


def pages(data, name):
    with open(f"{data}/{name}/truth.jsonl", encoding="utf8") as truth:
        for line in truth:
            page = json.loads(line)
            with open(f"{data}/{name}/html/{page['id']}.html", "rb") as html:
                url = page.get("url") or ""
                yield page["id"], url if url.startswith("http") else None, html.read()


def reader(tool):
    """The function that reads one page with the tool: (bytes, url) -> fields."""
    if tool == "trafilatura":
        from trafilatura import bare_extraction

        def read(html, url):
            found = bare_extraction(html, url=url, with_metadata=True, include_comments=False)
            found = found.as_dict() if found else {}
            return {name: found.get(name) for name in ("title", "text", "author", "date")}
    elif tool == "newspaper4k":
        import newspaper

        def read(html, url):
            article = newspaper.Article(url or "http://page.invalid/", fetch_images=False)
            article.download(input_html=html.decode("utf8", "replace"))
            article.parse()
            date = article.publish_date
            return {"title": article.title, "text": article.text, "author": article.authors, "date": str(date) if date else None}
    elif tool == "resiliparse":
        from resiliparse.extract.html2text import extract_plain_text
        from resiliparse.parse.encoding import bytes_to_str, detect_encoding

        def read(html, url):
            return {"text": extract_plain_text(bytes_to_str(html, detect_encoding(html)), main_content=True)}
    else:
        from lxml import html as lxml_html
        from readability import Document

        def read(html, url):
            page = Document(html.decode("utf8", "replace"), url=url)
            tree = lxml_html.fromstring(page.summary())
            for block in tree.iter("p", "div", "li", "h1", "h2", "h3", "h4", "blockquote", "br"):
                block.tail = "\n" + (block.tail or "")
            return {"title": page.title(), "text": tree.text_content()}
    return read


def one(tool, data, name, out):
    """Reads a set with a Python tool (called in a process of its own) and prints pages a CPU-second."""
    read, spent, count = reader(tool), 0.0, 0
    with open(out, "w", encoding="utf8") as file:
        for page, url, html in pages(data, name):
            before = time.process_time()
            try:
                found = read(html, url)
            except Exception:  # a tool's failure is a page not read
                found = {}
            spent += time.process_time() - before
            count += 1
            file.write(json.dumps({"id": page, **found}, default=str) + "\n")
    print(f"{count / spent:.0f}")


def build(out, tool):
    """Builds a package that runs one Rust tool; None where it does not build."""
    crate, version = RUST[tool]
    folder = f"{out}/rust-{tool}"
    os.makedirs(f"{folder}/src", exist_ok=True)
    with open(f"{folder}/Cargo.toml", "w", encoding="utf8") as manifest:
        manifest.write(
            f'[workspace]\n[package]\nname = "peer"\nversion = "0.0.0"\nedition = "2021"\n[dependencies]\n{crate} = "={version}"\n'
            + 'serde_json = "1"\ndom_query = { version = "0.29", features = ["markdown"] }\n'
            + ('dom_smoothie = "=0.19.0"\n' if crate != "dom_smoothie" else "")
        )
    source = RUST_MAIN.replace("ARM", ARMS.get(tool, ""))
    with open(f"{folder}/src/main.rs", "w", encoding="utf8") as main:
        main.write(source)
    built = subprocess.run(["cargo", "build", "--quiet", "--release"], cwd=folder, check=False)
    return f"{folder}/target/release/peer" if built.returncode == 0 else None


def main():
    args = [arg for arg in sys.argv[1:] if not arg.startswith("--")]
    if len(sys.argv) > 1 and sys.argv[1] == "--one":
        return one(*sys.argv[2:6])
    if len(args) < 2:
        sys.exit(__doc__)
    data, out = os.path.abspath(args[0]), os.path.abspath(args[1])
    data = f"{data}/ingest" if os.path.isdir(f"{data}/ingest") else data
    only = set(args[2].split(",")) if "--only" in sys.argv and len(args) > 2 else None
    python = f"{out}/venv/bin/python"
    if "--no-install" not in sys.argv:
        os.makedirs(out, exist_ok=True)
        if not os.path.exists(python):
            subprocess.run([sys.executable, "-m", "venv", f"{out}/venv"], check=True)
        for package in PACKAGES:
            subprocess.run([f"{out}/venv/bin/pip", "install", "--quiet", package], check=False)
    for tool in [*PYTHON, *RUST]:
        if only and tool not in only:
            continue
        if tool in PYTHON:
            code = f"import importlib.metadata as m; print(m.version('{PYTHON[tool]}'))"
            version = subprocess.run([python, "-c", code], capture_output=True, text=True, check=False).stdout.strip()
            command = [python, os.path.abspath(__file__), "--one", tool]
        else:
            version, binary = RUST[tool][1], build(out, tool)
            command = [binary, tool] if binary else None
        if not version or not command:
            print(f"{tool}: could not be installed")
            continue
        folder = f"{out}/predictions/{tool} {version}"
        os.makedirs(folder, exist_ok=True)
        for name in [name for name in SETS if os.path.exists(f"{data}/{name}/truth.jsonl")]:
            target = f"{folder}/{name}.jsonl"
            place = [data, name] if tool in PYTHON else [f"{data}/{name}"]
            try:
                run = subprocess.run([*command, *place, target], capture_output=True, text=True, timeout=LIMIT, check=False)
                speed = run.stdout.strip() or f"failed: {run.stderr.strip()[-200:]}"
            except subprocess.TimeoutExpired:
                speed = "past the limit of time"
            print(f"{tool} {version} {name}: {speed} pages a CPU-second", flush=True)


main()
