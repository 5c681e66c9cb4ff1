//! Paths of tiles and bundles below the prefix of a log.

use super::TILE_WIDTH;
use crate::decimal;
use crate::reason::Reason;

/// What a tile holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TileKind {
    /// Hashes of a level, 0 to 63; level 0 are leaf hashes.
    Level(u8),
    /// Leaves.
    Entries,
}

/// Address of a tile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TilePath {
    /// What it holds.
    pub kind: TileKind,
    /// Number within the level.
    pub index: u64,
    /// Hashes or leaves in it, 1 to 256; below 256 it is partial.
    pub width: u16,
}

impl TilePath {
    /// `tile/LEVEL/INDEX[.p/WIDTH]`, the index in groups of three digits.
    pub fn write(&self) -> String {
        let level = match self.kind {
            TileKind::Level(level) => level.to_string(),
            TileKind::Entries => "entries".to_string(),
        };
        let (mut index, mut rest) = (format!("{:03}", self.index % 1000), self.index / 1000);
        while rest > 0 {
            index = format!("x{:03}/{index}", rest % 1000);
            rest /= 1000;
        }
        let partial = u64::from(self.width) < TILE_WIDTH;
        let suffix = if partial { format!(".p/{}", self.width) } else { String::new() };
        format!("tile/{level}/{index}{suffix}")
    }

    /// Reads a path; only the spelling of [`TilePath::write`] is one.
    ///
    /// # Errors
    /// [`Reason::TilePath`].
    pub fn parse(path: &str) -> Result<Self, Reason> {
        Self::read(path).filter(|tile| tile.write() == path).ok_or(Reason::TilePath)
    }

    fn read(path: &str) -> Option<Self> {
        let (level, rest) = path.strip_prefix("tile/")?.split_once('/')?;
        let kind = match level {
            "entries" => TileKind::Entries,
            digits => {
                let level = decimal::parse(digits).filter(|level| *level < 64)?;
                TileKind::Level(u8::try_from(level).ok()?)
            }
        };
        let (digits, width) = match rest.split_once(".p/") {
            Some((digits, width)) => (digits, decimal::parse(width)?),
            None => (rest, TILE_WIDTH),
        };
        let width = u16::try_from(width).ok().filter(|width| (1..=256).contains(width))?;
        let digits: String = digits.chars().filter(|c| !matches!(c, 'x' | '/')).collect();
        let digits = digits.trim_start_matches('0');
        let index = decimal::parse(if digits.is_empty() { "0" } else { digits })?;
        Some(Self { kind, index, width })
    }
}
