//! Several files in one: `ustar` as POSIX.1-1988 has it, which every system opens. Read strictly: what is accepted is
//! what would be written.

use crate::fault::{Done, Fault};

/// Bytes of a block: a file has a block before it and fills whole ones.
const BLOCK: usize = 512;

/// The files, one after another, by name and bytes. A name has at most 99 bytes. They are readable by their owner alone
/// and have no date: the same files give the same archive.
pub fn archive(files: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut out = Vec::new();
    for (name, bytes) in files {
        out.extend(head(name, bytes.len()));
        out.extend(bytes);
        out.resize(out.len().next_multiple_of(BLOCK), 0);
    }
    out.resize(out.len() + 2 * BLOCK, 0);
    out
}

/// The files of an archive that [`archive`] wrote.
///
/// # Errors
/// If it is none.
pub fn files(bytes: &[u8]) -> Done<Vec<(String, Vec<u8>)>> {
    let mut found = Vec::new();
    let mut rest = bytes;
    while let Some((block, after)) = rest.split_first_chunk::<BLOCK>().filter(|it| it.0[0] != 0) {
        let (name, size) = read_head(block).ok_or_else(refused)?;
        let (body, after) =
            after.split_at_checked(size.next_multiple_of(BLOCK)).ok_or_else(refused)?;
        found.push((name, body.get(..size).unwrap_or_default().to_vec()));
        rest = after;
    }
    if archive(&found) == bytes { Ok(found) } else { Err(refused()) }
}

fn refused() -> Fault {
    Fault::Refused("this is no proof file, or a part of it is missing: ask for it again".into())
}

fn read_head(block: &[u8; BLOCK]) -> Option<(String, usize)> {
    let text = |from: usize, to: usize| {
        let field = block.get(from..to)?.split(|byte| *byte == 0).next()?;
        std::str::from_utf8(field).ok().map(str::to_owned)
    };
    let size = usize::from_str_radix(&text(124, 136)?, 8).ok()?;
    Some((text(0, 100)?, size))
}

fn head(name: &str, size: usize) -> [u8; BLOCK] {
    let mut head = [0; BLOCK];
    let mut put = |at: usize, text: &[u8]| {
        head.iter_mut().skip(at).zip(text).for_each(|(to, from)| *to = *from);
    };
    put(0, name.as_bytes().get(..99).unwrap_or(name.as_bytes()));
    put(100, b"0000600\0");
    put(108, b"0000000\0");
    put(116, b"0000000\0");
    put(124, format!("{size:011o}\0").as_bytes());
    put(136, b"00000000000\0");
    // The sum counts its own eight bytes as spaces.
    put(148, b"        ");
    put(156, b"0");
    put(257, b"ustar\x0000");
    let sum: u32 = head.iter().map(|byte| u32::from(*byte)).sum();
    let sum = format!("{sum:06o}\0 ");
    head.iter_mut().skip(148).zip(sum.as_bytes()).for_each(|(to, from)| *to = *from);
    head
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_read_is_what_would_be_written() {
        let all = [("a".to_owned(), vec![7; 513]), ("b.txt".to_owned(), Vec::new())];
        let made = archive(&all);
        assert_eq!(files(&made).expect("an archive of ours"), all);
        assert!(files(&made[..made.len() - 1]).is_err());
        assert!(files(&made[..BLOCK]).is_err());
        for at in [0, 100, 130, 150, BLOCK + 600] {
            let mut other = made.clone();
            other[at] ^= 1;
            assert!(files(&other).is_err(), "byte {at}");
        }
    }

    #[test]
    fn files_stand_in_whole_blocks_with_their_sizes_and_sums() {
        let made = archive(&[("a".to_owned(), vec![7; 513]), ("b.txt".to_owned(), Vec::new())]);
        assert_eq!(made.len(), BLOCK * (1 + 2 + 1 + 2));
        assert_eq!(&made[124..136], b"00000001001\0");
        assert_eq!(&made[BLOCK..BLOCK + 513], [7; 513]);
        let head = &made[3 * BLOCK..4 * BLOCK];
        assert!(head.starts_with(b"b.txt\0") && head[257..].starts_with(b"ustar\0"));
        let plain = head.iter().enumerate().map(|(at, byte)| match at {
            148..156 => u32::from(b' '),
            _ => u32::from(*byte),
        });
        assert_eq!(&head[148..155], format!("{:06o}\0", plain.sum::<u32>()).as_bytes());
    }
}
