//! The files of a run.

use std::cell::RefCell;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::folder::files_below;
use super::identity::Identity;
use super::output::{Content, Output};
use super::role::Role;
use crate::args::{EngineArgs, TableArgs};
use crate::failure::Failure;

/// A configuration or table is read whole; a longer one is refused.
const MAX_TEXT: u64 = 32 << 20;

/// The files of a run, each with its use, checked: no file that is written has another use.
#[derive(Debug, Default)]
pub(crate) struct RunFiles {
    uses: Vec<Use>,
    /// Names and texts of files that were read whole: a pipe can be read only once.
    texts: RefCell<Vec<(Role, String, String)>>,
}

#[derive(Debug)]
struct Use {
    role: Role,
    /// None for a standard stream.
    path: Option<PathBuf>,
    name: String,
    identity: Option<Identity>,
    /// Whether it is stdin because no file was named.
    is_implied: bool,
    /// What it is called in the folder that was named.
    within: Option<String>,
}

/// A file to read, or stdin.
#[derive(Debug, Clone)]
pub(crate) struct InputFile {
    path: Option<PathBuf>,
    name: String,
    is_implied: bool,
    within: Option<String>,
}

impl RunFiles {
    /// No files yet but stderr.
    pub(crate) fn new() -> Self {
        let stderr = Use {
            role: Role::Messages,
            path: None,
            name: "<stderr>".to_owned(),
            identity: Identity::of_stream(&io::stderr()),
            is_implied: false,
            within: None,
        };
        Self { uses: vec![stderr], texts: RefCell::default() }
    }

    /// With a file that is read; "-" is stdin.
    #[must_use]
    pub(crate) fn read(mut self, role: Role, path: &Path) -> Self {
        self.uses.push(if is_standard(path) {
            let identity = Identity::of_stream(&io::stdin());
            Use { role, path: None, name: "<stdin>".to_owned(), identity, is_implied: false, within: None }
        } else {
            Use::of_path(role, path)
        });
        self
    }

    /// With a file that is read, if there is one.
    #[must_use]
    pub(crate) fn read_if(self, role: Role, path: Option<&Path>) -> Self {
        match path {
            Some(path) => self.read(role, path),
            None => self,
        }
    }

    /// With the files that say how the work is done.
    #[must_use]
    pub(crate) fn read_engine(self, args: &EngineArgs) -> Self {
        self.read_if(Role::Config, args.config.as_deref())
            .read_if(Role::Corrections, args.corrections.as_deref())
    }

    /// With tables of newsrooms and families.
    #[must_use]
    pub(crate) fn read_tables(self, args: &TableArgs) -> Self {
        self.read_if(Role::Newsrooms, args.newsrooms.as_deref())
            .read_if(Role::Families, args.families.as_deref())
    }

    /// With articles or observations; no files are stdin.
    #[must_use]
    pub(crate) fn read_all(mut self, paths: &[PathBuf]) -> Self {
        match paths {
            [] => {
                self = self.read(Role::Input, Path::new("-"));
                if let Some(stdin) = self.uses.last_mut() {
                    stdin.is_implied = true;
                }
                self
            }
            paths => paths.iter().fold(self, |files, path| match fs::metadata(path) {
                Ok(found) if found.is_dir() => files.read_folder(path),
                _ => files.read(Role::Input, path),
            }),
        }
    }

    /// With all files of a folder that may hold articles, and of the folders in it, by name.
    fn read_folder(mut self, folder: &Path) -> Self {
        for file in files_below(folder) {
            let within = file.strip_prefix(folder).unwrap_or(&file).display().to_string();
            self.uses.push(Use { within: Some(within), ..Use::of_path(Role::Input, &file) });
        }
        self
    }

    /// With a result; none and "-" are stdout.
    #[must_use]
    pub(crate) fn write(mut self, role: Role, path: Option<&Path>) -> Self {
        self.uses.push(match path.filter(|path| !is_standard(path)) {
            Some(path) => Use::of_path(role, path),
            None => {
                let identity = Identity::of_stream(&io::stdout());
                Use {
                    role,
                    path: None,
                    name: "<stdout>".to_owned(),
                    identity,
                    is_implied: false,
                    within: None,
                }
            }
        });
        self
    }

    /// With a file that is written, if there is one.
    #[must_use]
    pub(crate) fn write_if(self, role: Role, path: Option<&Path>) -> Self {
        match path {
            Some(path) => self.write(role, Some(path)),
            None => self,
        }
    }

    /// Refuses a file that is written and has another use, and a second use of stdin.
    ///
    /// # Errors
    ///
    /// Names both uses.
    pub(crate) fn check(self) -> Result<Self, Failure> {
        // a folder has many files that are only read, and these do not disturb each other
        let mut watched: Vec<&Use> = Vec::new();
        for (at, one) in self.uses.iter().enumerate() {
            let is_watched = one.role.writes() || one.path.is_none();
            match is_watched {
                true => self.uses[..at].iter().try_for_each(|other| one.check(other))?,
                false => watched.iter().try_for_each(|other| one.check(other))?,
            }
            watched.extend(is_watched.then_some(one));
        }
        Ok(self)
    }

    /// Adds the pages of an HTML folder, all of which are checked before the first is written.
    ///
    /// # Errors
    ///
    /// Names a page that is another file of the run.
    pub(crate) fn check_pages<'p>(&self, pages: impl Iterator<Item = &'p Path>) -> Result<(), Failure> {
        for page in pages {
            // a link of this name is replaced, so that its target does not matter
            if fs::symlink_metadata(page).is_ok_and(|found| found.is_symlink()) {
                continue;
            }
            let page = Use::of_path(Role::Page, page);
            self.uses.iter().try_for_each(|other| page.check(other))?;
        }
        Ok(())
    }

    /// The files with a role, in the order given.
    pub(crate) fn inputs(&self, role: Role) -> Vec<InputFile> {
        let of_role = self.uses.iter().filter(|file| file.role == role);
        let input = |file: &Use| InputFile {
            path: file.path.clone(),
            name: file.name.clone(),
            is_implied: file.is_implied,
            within: file.within.clone(),
        };
        of_role.map(input).collect()
    }

    /// The name and the text of the file with a role, as often as it is asked for; none if there is no such file.
    ///
    /// # Errors
    ///
    /// If it cannot be read, is no UTF-8 or too long.
    pub(crate) fn read_text(&self, role: Role) -> Result<Option<(String, String)>, Failure> {
        if let Some((_, name, text)) = self.texts.borrow().iter().find(|(known, ..)| *known == role) {
            return Ok(Some((name.clone(), text.clone())));
        }
        let Some(file) = self.inputs(role).pop() else { return Ok(None) };
        let fail = |error: io::Error| Failure::Failed(format!("{}: cannot be read: {error}", file.name));
        let mut text = String::new();
        file.open().map_err(fail)?.take(MAX_TEXT + 1).read_to_string(&mut text).map_err(fail)?;
        if text.len() as u64 > MAX_TEXT {
            return Err(fail(io::Error::other(format!("it has more than {MAX_TEXT} bytes"))));
        }
        self.texts.borrow_mut().push((role, file.name.clone(), text.clone()));
        Ok(Some((file.name, text)))
    }

    /// Opens the file with a role for writing: a file appears when it is complete.
    ///
    /// # Errors
    ///
    /// If it cannot be written.
    pub(crate) fn create(&self, role: Role, content: Content) -> Result<Output, Failure> {
        match self.path_of(role) {
            Some(path) => Output::create(path),
            None => Ok(Output::stdout(content)),
        }
    }

    /// Opens the file with a role for writing: a file grows, at once if it is new, else from the first bytes on.
    ///
    /// # Errors
    ///
    /// If it cannot be written.
    pub(crate) fn create_live(&self, role: Role, content: Content) -> Result<Output, Failure> {
        match self.path_of(role) {
            Some(path) => Output::create_live(path),
            None => Ok(Output::stdout(content)),
        }
    }

    /// The path of the file with a role; none if there is no such file, or it is a standard stream.
    pub(crate) fn path_of(&self, role: Role) -> Option<&Path> {
        self.uses.iter().find(|file| file.role == role)?.path.as_deref()
    }
}

impl Use {
    fn of_path(role: Role, path: &Path) -> Self {
        Self {
            role,
            path: Some(path.to_owned()),
            name: path.display().to_string(),
            identity: Identity::of(path),
            is_implied: false,
            within: None,
        }
    }

    /// Refuses two uses that cannot be of one file.
    fn check(&self, other: &Self) -> Result<(), Failure> {
        let uses = [other, self];
        if uses.iter().all(|file| file.path.is_none() && !file.role.writes()) {
            let message = format!("only one of {} and {} can be stdin", other.role, self.role);
            return Err(Failure::Usage(message));
        }
        // both append to a file that somebody else opened
        let are_streams = uses.iter().all(|file| file.role.writes() && file.path.is_none());
        let writes = uses.iter().any(|file| file.role.writes());
        if !writes || are_streams || self.identity.is_none() || self.identity != other.identity {
            return Ok(());
        }
        let reads = uses.iter().any(|file| !file.role.writes());
        if reads && uses.iter().any(|file| file.role == Role::Messages) {
            return Err(Failure::Unspoken);
        }
        Err(Failure::Usage(format!(
            "{} ({}) and {} ({}) are the same file; what is written must have a file of its own",
            self.role, self.name, other.role, other.name
        )))
    }
}

impl InputFile {
    /// What it is called in messages.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// Its path; none for stdin.
    pub(crate) fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// What it is called in the folder that was named; none if it was named itself.
    pub(crate) fn within(&self) -> Option<&str> {
        self.within.as_deref()
    }

    /// Whether it is stdin because no file was named.
    pub(crate) fn is_implied(&self) -> bool {
        self.is_implied
    }

    /// How many bytes it has, if it is a plain file.
    ///
    /// # Errors
    ///
    /// If it is not there, or is a plain file that cannot be opened.
    pub(crate) fn size(&self) -> io::Result<Option<u64>> {
        let Some(path) = &self.path else { return Ok(None) };
        let found = fs::metadata(path)?;
        if !found.is_file() {
            return Ok(None);
        }
        File::open(path)?;
        Ok(Some(found.len()))
    }

    /// Begins to read it.
    ///
    /// # Errors
    ///
    /// If it cannot be opened.
    pub(crate) fn open(&self) -> io::Result<Box<dyn Read + Send>> {
        let Some(path) = &self.path else { return Ok(Box::new(io::stdin())) };
        #[cfg(feature = "parquet")]
        if let Some(lines) = super::parquet::lines(path)? {
            return Ok(lines);
        }
        Ok(Box::new(File::open(path)?))
    }
}

fn is_standard(path: &Path) -> bool {
    path.as_os_str() == "-"
}
