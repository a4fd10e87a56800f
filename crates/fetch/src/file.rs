//! Paths in, files and their bytes out: files, folders, and `-` for standard input. Addresses are passed on.
//!
//! In a folder only files with the ending of a text are read; a file that is named is always tried.
//! Sizes are checked before anything is read; one file is open at a time.

use std::{
    collections::BTreeSet,
    fs::{self, File},
    io::{self, Read, Seek},
    path::{Path, PathBuf},
};

use crate::{FetchError, is_address};

/// How much may be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Largest size of one file, in bytes.
    pub file_bytes: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { file_bytes: 20_000_000 }
    }
}

/// Endings of files in folders that may hold a report.
const TEXT_ENDINGS: [&str; 21] = [
    "arc", "atom", "docx", "eml", "htm", "html", "json", "jsonl", "markdown", "mbox", "md", "mht", "mhtml",
    "ndjson", "odt", "rss", "text", "txt", "warc", "xhtml", "xml",
];
/// Endings of compressed files that may hold reports.
const PACKED_ENDINGS: [&str; 2] = [".arc.gz", ".warc.gz"];

/// Finds the files that the paths name, folders recursively in order of their names, without reading them:
/// ten thousand files are read one at a time, with [`read_input`].
///
/// An address (`https://…`) is found as it is, to be fetched with [`Web`](crate::Web).
///
/// What cannot be found is left out and told in the errors. A file that is named twice is found once.
#[must_use]
pub fn find(paths: &[PathBuf]) -> (Vec<PathBuf>, Vec<FetchError>) {
    let (mut found, mut errors) = (Vec::new(), Vec::new());
    for path in paths {
        if is_standard_input(path) || path.to_str().is_some_and(is_address) {
            found.push(path.clone());
            continue;
        }
        match fs::metadata(path) {
            Ok(metadata) if metadata.is_dir() => {
                let before = found.len();
                let failures = errors.len();
                walk(path, &mut found, &mut errors);
                if found.len() == before && errors.len() == failures {
                    errors.push(FetchError::NoReports { path: path.clone() });
                }
            }
            Ok(metadata) if metadata.is_file() => found.push(path.clone()),
            Ok(_) => errors.push(FetchError::Special { path: path.clone() }),
            Err(error) => errors.push(not_read(path, error)),
        }
    }
    let mut seen = BTreeSet::new();
    found.retain(|path| seen.insert(path.clone()));
    (found, errors)
}

/// Reads one file, or standard input for `-`, if it is no larger than the limit.
///
/// # Errors
/// When it is missing, unreadable, too large, or no file.
pub fn read_input(path: &Path, limits: Limits) -> Result<Vec<u8>, FetchError> {
    if is_standard_input(path) {
        return read_within(io::stdin().lock(), path, limits);
    }
    let file = File::open(path).map_err(|error| not_read(path, error))?;
    let metadata = file.metadata().map_err(|error| not_read(path, error))?;
    if metadata.len() > limits.file_bytes {
        return Err(too_large(path, metadata.len(), limits));
    }
    read_within(file, path, limits)
}

/// Opens the file to be read piece by piece, if its first bytes are those of something that is read so.
///
/// `None` also where it cannot be opened: [`read_input`] says why.
#[must_use]
pub fn open_if(path: &Path, bytes: usize, wanted: fn(&[u8]) -> bool) -> Option<File> {
    if is_standard_input(path) {
        return None;
    }
    let mut file = File::open(path).ok()?;
    let mut head = Vec::new();
    (&mut file).take(bytes as u64).read_to_end(&mut head).ok()?;
    if !wanted(&head) {
        return None;
    }
    file.rewind().ok()?;
    Some(file)
}

/// Reads up to the limit; a pipe does not tell its size before.
fn read_within(reader: impl Read, path: &Path, limits: Limits) -> Result<Vec<u8>, FetchError> {
    let mut bytes = Vec::new();
    let mut within = reader.take(limits.file_bytes + 1);
    within.read_to_end(&mut bytes).map_err(|error| not_read(path, error))?;
    let size = bytes.len() as u64;
    if size > limits.file_bytes { Err(too_large(path, size, limits)) } else { Ok(bytes) }
}

/// Puts the text files of the folder and its subfolders into `found`, in order of their names.
///
/// Hidden files and folders are left out. Links to folders are not followed: they may lead in circles.
fn walk(folder: &Path, found: &mut Vec<PathBuf>, errors: &mut Vec<FetchError>) {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) => return errors.push(not_read(folder, error)),
    };
    let mut paths: Vec<(PathBuf, bool)> = Vec::new();
    for entry in entries {
        match entry.and_then(|entry| Ok((entry.path(), entry.file_type()?))) {
            Ok((path, kind)) if kind.is_dir() => paths.push((path, true)),
            Ok((path, _)) => paths.push((path, false)),
            Err(error) => errors.push(not_read(folder, error)),
        }
    }
    paths.sort();
    for (path, is_folder) in paths {
        if is_hidden(&path) {
            continue;
        }
        if is_folder {
            walk(&path, found, errors);
        } else if has_text_ending(&path) && path.is_file() {
            found.push(path);
        }
    }
}

fn is_standard_input(path: &Path) -> bool {
    path.as_os_str() == "-"
}

fn is_hidden(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."))
}

fn has_text_ending(path: &Path) -> bool {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase());
    let name = path.file_name().map(|name| name.to_string_lossy().to_ascii_lowercase()).unwrap_or_default();
    ending.is_some_and(|ending| TEXT_ENDINGS.contains(&ending.as_str()))
        || PACKED_ENDINGS.iter().any(|ending| name.ends_with(ending))
}

fn not_read(path: &Path, error: io::Error) -> FetchError {
    match error.kind() {
        io::ErrorKind::NotFound => FetchError::Missing { path: path.to_owned() },
        _ => FetchError::Unreadable { path: path.to_owned(), error },
    }
}

fn too_large(path: &Path, bytes: u64, limits: Limits) -> FetchError {
    FetchError::TooLarge { path: path.to_owned(), bytes, limit: limits.file_bytes }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;
    use crate::write::tests::Folder;

    #[derive(Debug, PartialEq, Eq)]
    struct RawInput {
        path: PathBuf,
        bytes: Vec<u8>,
    }

    /// Finds and reads as a caller does: what fails is told, the rest is still read.
    fn collect(paths: &[PathBuf], limits: Limits) -> (Vec<RawInput>, Vec<FetchError>) {
        let (found, mut errors) = find(paths);
        let mut inputs = Vec::new();
        for path in found {
            match read_input(&path, limits) {
                Ok(bytes) => inputs.push(RawInput { path, bytes }),
                Err(error) => errors.push(error),
            }
        }
        (inputs, errors)
    }

    fn messages(errors: &[FetchError]) -> Vec<String> {
        errors.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_folder_gives_its_texts_in_order_and_leaves_other_files_alone() {
        let folder = Folder::new("walk");
        for (name, text) in
            [("b.txt", "two"), ("a.HTML", "one"), ("deep/c.md", "three"), ("photo.jpg", "x"), (".d.txt", "y")]
        {
            folder.write(name, text);
        }
        let (inputs, errors) = collect(&[folder.path("")], Limits::default());
        let texts: Vec<_> = inputs.iter().map(|input| String::from_utf8_lossy(&input.bytes)).collect();
        assert_eq!(texts, ["one", "two", "three"]);
        assert!(errors.is_empty());
    }

    #[test]
    fn a_named_file_is_tried_whatever_its_ending_and_read_once() {
        let folder = Folder::new("named");
        folder.write("report.asc", "text");
        let path = folder.path("report.asc");
        let (inputs, errors) = collect(&[path.clone(), path.clone()], Limits::default());
        assert_eq!(inputs, [RawInput { path, bytes: b"text".to_vec() }]);
        assert!(errors.is_empty());
    }

    #[test]
    fn an_address_is_found_once_and_as_it_was_written() {
        let addresses =
            ["https://News.example/a?b#c", "https://News.example/a?b#c", "ftp://x/y"].map(PathBuf::from);
        let (found, errors) = find(&addresses);
        assert_eq!(found, ["https://News.example/a?b#c", "ftp://x/y"].map(PathBuf::from));
        assert!(errors.is_empty(), "whether it can be fetched is found out there");
    }

    #[test]
    fn what_cannot_be_read_is_told_and_the_rest_still_read() {
        let folder = Folder::new("errors");
        folder.write("good.txt", "text");
        folder.write("large.txt", &"x".repeat(2_000));
        folder.write("empty/picture.png", "x");
        let paths = ["missing.txt", "large.txt", "empty", "good.txt"].map(|name| folder.path(name));
        let (inputs, errors) = collect(&paths, Limits { file_bytes: 1_000 });
        assert_eq!(inputs.len(), 1, "the good one");
        let messages = messages(&errors);
        for (message, (name, words)) in messages.iter().zip([
            ("missing.txt", "does not exist"),
            ("empty", "holds no report"),
            ("large.txt", "more than the"),
        ]) {
            assert!(message.contains(name) && message.contains(words), "{message}");
        }
        assert_eq!(messages.len(), 3, "{messages:?}");
    }

    #[test]
    fn a_file_without_permission_is_named() {
        let folder = Folder::new("permission");
        folder.write("secret.txt", "text");
        let path = folder.path("secret.txt");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).expect("the test owns the file");
        if File::open(&path).is_ok() {
            return; // The superuser may read everything.
        }
        let (_, errors) = collect(&[path], Limits::default());
        assert!(messages(&errors)[0].contains("secret.txt cannot be read: permission denied"));
    }
}
