//! The folder of a station: what lies where, and its few settings.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use line::identity::{Agreement, Directory};

use crate::card::Card;
use crate::charter::Charter;
use crate::fault::{Done, Fault};
use crate::secrets::Secrets;
use crate::store::Lock;
use crate::store::write_durably;

/// Largest file that is read whole.
const FILE_BYTES_MAX: u64 = 1 << 20;

/// The folder of one station: what is the same in all its compartments.
#[derive(Clone, Debug)]
pub struct Place {
    folder: PathBuf,
}

/// The folder of one compartment of a station: its own store, tiles, mark and lock, so that what befalls one leaves the
/// others as they are.
#[derive(Clone, Debug)]
pub struct Folder {
    place: Place,
    name: String,
}

impl Folder {
    /// The station that it is of.
    pub fn place(&self) -> &Place {
        &self.place
    }

    /// The name of the compartment.
    pub fn name(&self) -> &str {
        &self.name
    }

    fn path(&self) -> PathBuf {
        self.place.folder.join("compartments").join(&self.name)
    }

    /// The file of the store.
    pub fn database(&self) -> PathBuf {
        self.path().join("line.redb")
    }

    /// The proof that a party stated two things at one place of its identity log.
    pub fn contradiction(&self, name: &str) -> PathBuf {
        self.path().join(format!("{name}.contradiction"))
    }

    /// The folder of full tiles.
    pub fn tiles(&self) -> PathBuf {
        self.path().join("tiles")
    }

    /// Where the mark lies: in the folder, or where the settings say, under the name of the compartment.
    ///
    /// # Errors
    /// If the settings are not readable.
    pub fn mark(&self) -> Done<PathBuf> {
        Ok(match self.place.settings()?.mark {
            Some(elsewhere) => {
                let name = elsewhere.file_name().unwrap_or_default().to_string_lossy();
                elsewhere.with_file_name(format!("{name}.{}", self.name))
            }
            None => self.path().join("signed.mark"),
        })
    }

    /// Takes the lock of the one writer.
    ///
    /// # Errors
    /// If another process has it, or the disk fails.
    pub fn lock(&self) -> Done<Lock> {
        let path = self.path();
        fs::create_dir_all(&path)
            .map_err(|error| Fault::disk(&path.display().to_string(), &error))?;
        Lock::take(&path.join("lock"))
    }
}

/// What a station is told about the world around it. A line each, `key value`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// Where the marks lie, if not in the folder: a path to which each compartment adds its name.
    pub mark: Option<PathBuf>,
    /// Where peers listen, by name.
    pub addresses: BTreeMap<String, String>,
}

fn read_small(path: &Path) -> Done<Vec<u8>> {
    let bad = |error: std::io::Error| {
        Fault::Environment(format!("{}: {error}: is this the folder of a line?", path.display()))
    };
    if fs::metadata(path).map_err(bad)?.len() > FILE_BYTES_MAX {
        return Err(Fault::Refused(format!("{} is too large", path.display())));
    }
    fs::read(path).map_err(bad)
}

fn keep(path: &Path, bytes: &[u8]) -> Done<()> {
    write_durably(path, bytes).map_err(|error| Fault::disk(&path.display().to_string(), &error))
}

impl Place {
    /// The station in `folder`.
    pub fn at(folder: &Path) -> Self {
        Self { folder: folder.to_path_buf() }
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Its secret keys.
    pub fn secrets(&self) -> Secrets {
        Secrets::at(self.folder.join("secrets"))
    }

    /// The folder of the compartment of a name, whether the line has it or not.
    pub fn compartment(&self, name: &str) -> Folder {
        Folder { place: self.clone(), name: name.to_string() }
    }

    /// Whether a station is here already.
    pub fn is_taken(&self) -> bool {
        self.folder.join("card").exists()
    }

    /// Whether it has joined a line.
    pub fn has_joined(&self) -> bool {
        self.folder.join("charter").exists()
    }

    /// Its own card.
    ///
    /// # Errors
    /// If there is none.
    pub fn card(&self) -> Done<Card> {
        Card::read(&read_small(&self.folder.join("card"))?)
    }

    /// Keeps its own card.
    ///
    /// # Errors
    /// If the disk fails.
    pub fn keep_card(&self, card: &Card) -> Done<()> {
        keep(&self.folder.join("card"), &card.write())
    }

    /// The charter of its line.
    ///
    /// # Errors
    /// If it has joined none.
    pub fn charter(&self) -> Done<Charter> {
        if !self.has_joined() {
            return Err(Fault::Asked(
                "this station has joined no line: `detente line invite` writes a charter, `detente line join` takes it"
                    .into(),
            ));
        }
        Charter::read(&read_small(&self.folder.join("charter"))?)
    }

    /// Keeps the charter; once.
    ///
    /// # Errors
    /// If there is another one, or the disk fails.
    pub fn keep_charter(&self, charter: &Charter) -> Done<()> {
        if self.has_joined() && self.charter()? != *charter {
            return Err(Fault::Asked(
                "this station has joined another line: a second line needs a second folder".into(),
            ));
        }
        keep(&self.folder.join("charter"), &charter.write())
    }

    /// The text of the accord as it was given.
    pub fn accord(&self) -> PathBuf {
        self.folder.join("text.accord")
    }

    /// Keeps the text of the accord.
    ///
    /// # Errors
    /// If the disk fails.
    pub fn keep_accord(&self, text: &[u8]) -> Done<()> {
        keep(&self.accord(), text)
    }

    /// The settings.
    ///
    /// # Errors
    /// If a line is none.
    pub fn settings(&self) -> Done<Settings> {
        let path = self.folder.join("settings");
        if !path.exists() {
            return Ok(Settings::default());
        }
        let text = String::from_utf8_lossy(&read_small(&path)?).into_owned();
        let mut settings = Settings::default();
        for (number, row) in (1..).zip(text.lines()) {
            match row.split_once(' ') {
                Some(("mark", place)) => settings.mark = Some(PathBuf::from(place)),
                Some(("peer", rest)) if rest.contains(' ') => {
                    let (name, address) = rest.split_once(' ').unwrap_or((rest, ""));
                    settings.addresses.insert(name.to_string(), address.to_string());
                }
                _ if row.is_empty() => {}
                _ => {
                    return Err(Fault::Environment(format!(
                        "{}, line {number}: write `mark PATH` or `peer NAME HOST:PORT`",
                        path.display()
                    )));
                }
            }
        }
        Ok(settings)
    }

    /// Keeps the settings.
    ///
    /// # Errors
    /// If the disk fails.
    pub fn keep_settings(&self, settings: &Settings) -> Done<()> {
        let mut text = String::new();
        if let Some(mark) = &settings.mark {
            text.push_str(&format!("mark {}\n", mark.display()));
        }
        for (name, address) in &settings.addresses {
            text.push_str(&format!("peer {name} {address}\n"));
        }
        keep(&self.folder.join("settings"), text.as_bytes())
    }
}

/// The identity logs of all parties, as far as leaves are at hand.
///
/// # Errors
/// If a leaf does not follow.
pub fn directory(
    agreement: &Agreement,
    leaves: impl Fn(&line::LogId) -> Done<Vec<Vec<u8>>>,
) -> Done<Directory> {
    let mut directory = Directory::new(agreement);
    for log in &mut directory.logs {
        for leaf in leaves(&log.party().identity)? {
            log.append(&leaf).map_err(|reason| Fault::reason("a stored identity", reason))?;
        }
    }
    Ok(directory)
}
