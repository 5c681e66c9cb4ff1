//! Recovery keys on paper: of so many keys so many sign a new root where the old one is lost or stolen. Each stands on a page
//! of its own that can be printed and typed in again; its lines have checks, so that a slip is named.

use line::identity::{Recovery, RootSigner};
use line::tree::{Hash, sha256};
use line::{Reason, Secret};

use crate::fault::{Done, Fault};
use crate::secrets::{Secrets, random};

const MAGIC: &str = "detente recovery key 1";
/// Bytes of the secret on one line.
const LINE_BYTES: usize = 16;
/// Bytes of both secrets.
const SECRET_BYTES: usize = 64;

/// One recovery key with what says which others there are.
pub struct Paper {
    /// Which keys there are, and how many are needed.
    pub recovery: Recovery,
    secrets: [Secret; 2],
}

fn bad(what: impl std::fmt::Display) -> Fault {
    Fault::Asked(format!("this is no recovery key: {what}"))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    let digits: Vec<u8> = text
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| u8::try_from(c).ok())
        .collect::<Option<_>>()?;
    let pairs = digits.chunks(2).map(|pair| {
        let text = std::str::from_utf8(pair).ok().filter(|text| text.len() == 2)?;
        u8::from_str_radix(text, 16).ok()
    });
    pairs.collect()
}

/// Two bytes that say whether a line was typed as it was printed.
fn check(number: usize, bytes: &[u8]) -> [u8; 2] {
    let hash = sha256(&[b"detente/line/paper/1", &[u8::try_from(number).unwrap_or(0)], bytes]);
    [hash[0], hash[1]]
}

fn fingerprint(secrets: &[Secret; 2]) -> Hash {
    RootSigner::from_seeds(&secrets[0], &secrets[1]).public().fingerprint()
}

impl Paper {
    /// What signs.
    pub fn signer(&self) -> RootSigner {
        RootSigner::from_seeds(&self.secrets[0], &self.secrets[1])
    }

    /// The page, for the party of a name.
    pub fn write(&self, party: &str) -> String {
        let own = fingerprint(&self.secrets);
        let keys = self.recovery.keys();
        let number = keys.iter().position(|key| *key == own).map_or(0, |at| at + 1);
        let mut page = format!(
            "{MAGIC}\nof {party}, key {number} of {}, {} needed\n",
            keys.len(),
            self.recovery.needed()
        );
        keys.iter().for_each(|key| page.push_str(&format!("print {}\n", hex(key))));
        let bytes = self.secrets.each_ref().map(|secret| *secret.expose()).concat();
        for (number, line) in bytes.chunks(LINE_BYTES).enumerate() {
            let groups: Vec<String> = line.chunks(2).map(hex).collect();
            page.push_str(&format!("secret {}  {}\n", groups.join(" "), hex(&check(number, line))));
        }
        page
    }

    /// Reads a page, also one that was typed.
    ///
    /// # Errors
    /// What is wrong with it, with the line of the secret that was mistyped.
    pub fn read(text: &str) -> Done<Self> {
        let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        if lines.next() != Some(MAGIC) {
            return Err(bad(format!("its first line must be `{MAGIC}`")));
        }
        let about = lines.next().unwrap_or_default();
        let needed = about.rsplit(", ").next().and_then(|it| it.strip_suffix(" needed"));
        let needed = needed.and_then(|it| it.parse().ok());
        let needed =
            needed.ok_or_else(|| bad("its second line must end in how many are needed"))?;
        let (mut keys, mut secret): (Vec<Hash>, Vec<u8>) = (Vec::new(), Vec::new());
        for line in lines {
            if let Some(print) = line.strip_prefix("print ") {
                let print = unhex(print).and_then(|bytes| bytes.try_into().ok());
                keys.push(print.ok_or_else(|| bad(format!("`{line}` is no fingerprint")))?);
            } else if let Some(part) = line.strip_prefix("secret ") {
                secret.extend(Self::line(secret.len() / LINE_BYTES, part)?);
            } else {
                return Err(bad(format!("`{line}` belongs to no such page")));
            }
        }
        let whole: [u8; SECRET_BYTES] =
            secret.try_into().map_err(|_| bad("it has four lines of the secret"))?;
        let [one, other] = [0, 1].map(|at| {
            let part = whole.get(at * 32..).and_then(<[u8]>::first_chunk::<32>);
            Secret::new(part.copied().unwrap_or_default())
        });
        let recovery = Recovery::new(needed, keys).map_err(|reason: Reason| bad(reason))?;
        let paper = Self { recovery, secrets: [one, other] };
        if paper.recovery.keys().contains(&fingerprint(&paper.secrets)) {
            return Ok(paper);
        }
        Err(bad("its secret is that of none of its fingerprints"))
    }

    fn line(number: usize, text: &str) -> Done<Vec<u8>> {
        let mut bytes = unhex(text).filter(|it| it.len() == LINE_BYTES + 2);
        let said = bytes.as_mut().map(|bytes| bytes.split_off(LINE_BYTES));
        bytes.zip(said).filter(|(line, said)| check(number, line).as_slice() == said).map_or_else(
            || Err(bad(format!("line {} of the secret is mistyped", number + 1))),
            |(line, _)| Ok(line),
        )
    }
}

/// Draws the recovery keys of a new party, a page each, and gives what its card pins.
///
/// # Errors
/// If they are none or too many, or cannot be stored.
pub fn draw(secrets: &Secrets, party: &str, needed: u64, count: usize) -> Done<Hash> {
    let drawn: Vec<[Secret; 2]> = (0..count)
        .map(|_| Ok([Secret::new(random()?), Secret::new(random()?)]))
        .collect::<Done<_>>()?;
    let recovery = Recovery::new(needed, drawn.iter().map(fingerprint).collect());
    let recovery = recovery.map_err(|_| {
        Fault::Asked(format!(
            "{needed} of {count} recovery keys: at most 9, of which up to 7 are needed"
        ))
    })?;
    for (number, secret) in (1..).zip(drawn) {
        let paper = Paper { recovery: recovery.clone(), secrets: secret };
        secrets.keep_page(&format!("recovery.{number}"), &paper.write(party))?;
    }
    Ok(recovery.digest())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn papers() -> Vec<Paper> {
        let secrets = |at: u8| [Secret::new([at; 32]), Secret::new([at + 100; 32])];
        let keys = (1..=3).map(|at| fingerprint(&secrets(at))).collect();
        let recovery = Recovery::new(2, keys).expect("two of three");
        (1..=3).map(|at| Paper { recovery: recovery.clone(), secrets: secrets(at) }).collect()
    }

    #[test]
    fn a_page_is_read_as_it_was_written_and_a_slip_is_named() {
        let paper = papers().remove(1);
        let page = paper.write("US");
        assert!(page.contains("of US, key 2 of 3, 2 needed"), "{page}");
        let read =
            Paper::read(&page.replace("secret ", "  secret  ")).map(|it| it.signer().public());
        assert_eq!(read.ok(), Some(paper.signer().public()));
        let said =
            |text: &str| Paper::read(text).err().map(|it| it.to_string()).unwrap_or_default();
        let slipped = page.replacen("6666", "6667", 1);
        assert!(said(&slipped).ends_with("line 3 of the secret is mistyped"), "{}", said(&slipped));
        let foreign = papers().remove(0).write("US").replacen("print", "print ", 1);
        assert!(Paper::read(&foreign).is_ok());
        let fewer: Vec<&str> = page.lines().filter(|line| !line.starts_with("print")).collect();
        assert!(said(&fewer.join("\n")).contains("no recovery key"));
        assert!(said("x").contains("its first line"));
    }
}
