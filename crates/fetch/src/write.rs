//! A path and bytes in, a file out that is there as a whole or not at all.

use std::{
    ffi::OsString,
    fs::{self, File},
    io::{self, Write},
    path::{Path, PathBuf},
    process,
};

use crate::FetchError;

/// Writes the file as a whole or not at all: beside it first, under another name, then renamed.
///
/// A device or pipe (`/dev/stdout`) is written to directly: there is nothing to rename over.
///
/// # Errors
/// When the path cannot be written; what stood there before still stands.
pub fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), FetchError> {
    let unwritable = |error| FetchError::Unwritable { path: path.to_owned(), error };
    match fs::metadata(path) {
        Ok(metadata) if metadata.is_dir() => return Err(unwritable(io::ErrorKind::IsADirectory.into())),
        Ok(metadata) if !metadata.is_file() => return fs::write(path, bytes).map_err(unwritable),
        _ => {}
    }
    // A link keeps pointing where it points: the file behind it is replaced.
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let draft = draft_path(&target).ok_or_else(|| unwritable(io::ErrorKind::InvalidInput.into()))?;
    let written = write_draft(&draft, &target, bytes);
    if written.is_err() {
        // The draft may not exist, and there is nothing more to do if it cannot be removed.
        let _ = fs::remove_file(&draft);
    }
    written.map_err(unwritable)
}

/// A name in the same folder, so that renaming is one step of the file system.
fn draft_path(path: &Path) -> Option<PathBuf> {
    let mut name = OsString::from(".");
    name.push(path.file_name()?);
    name.push(format!(".{}.part", process::id()));
    Some(path.with_file_name(name))
}

/// Writes the draft to the disk and gives it its name.
fn write_draft(draft: &Path, path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = File::create_new(draft)?;
    if let Ok(metadata) = fs::metadata(path) {
        file.set_permissions(metadata.permissions())?;
    }
    file.write_all(bytes)?;
    file.sync_all()?;
    drop(file);
    fs::rename(draft, path)
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// A folder for one test, removed at its end.
    pub(crate) struct Folder(PathBuf);

    impl Folder {
        pub(crate) fn new(name: &str) -> Self {
            let folder = std::env::temp_dir().join(format!("woozle-fetch-{name}-{}", process::id()));
            fs::create_dir_all(&folder).expect("the temporary folder can be written");
            Self(folder)
        }

        pub(crate) fn path(&self, name: &str) -> PathBuf {
            if name.is_empty() { self.0.clone() } else { self.0.join(name) }
        }

        pub(crate) fn write(&self, name: &str, text: &str) {
            let path = self.path(name);
            fs::create_dir_all(path.parent().expect("it lies in the folder")).expect("writable");
            fs::write(path, text).expect("writable");
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    fn names(folder: &Folder) -> Vec<String> {
        let entries = fs::read_dir(folder.path("")).expect("it exists");
        let mut names: Vec<_> = entries
            .map(|entry| entry.expect("readable").file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn a_file_is_replaced_as_a_whole_and_no_draft_stays() {
        let folder = Folder::new("whole");
        let path = folder.path("answer.html");
        write_whole(&path, b"first").expect("writable");
        write_whole(&path, b"second").expect("writable");
        assert_eq!(fs::read(&path).expect("it is there"), b"second");
        assert_eq!(names(&folder), ["answer.html"]);
    }

    #[test]
    fn a_path_that_cannot_be_written_is_named_and_nothing_is_left() {
        let folder = Folder::new("unwritable");
        let missing = write_whole(&folder.path("no/such/answer.json"), b"x").expect_err("no such folder");
        assert!(missing.to_string().contains("answer.json cannot be written"), "{missing}");
        assert!(missing.to_string().contains("make the folder first"), "{missing}");
        let is_folder = write_whole(&folder.path(""), b"x").expect_err("a folder");
        assert!(is_folder.to_string().contains("name of a file, not of a folder"), "{is_folder}");
        assert!(names(&folder).is_empty());
    }
}
