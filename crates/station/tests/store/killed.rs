//! A process that writes and is killed (SIGKILL), again and again: the test starts itself as that process.

use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Command, Stdio};

use station::store::{Mark, Store};

use crate::power::{journal, leaves};

const FOLDER: &str = "STATION_TEST_FOLDER";
const ALL: u64 = 3_000;

/// Not a test of its own: the process that is killed. It says the size of each mark that it has raised.
#[test]
fn writer() {
    let Ok(folder) = std::env::var(FOLDER) else { return };
    let folder = std::path::PathBuf::from(folder);
    let store = Store::open(&folder.join("line.redb")).expect("opens");
    let mark = Mark::read(&folder.join("mark"), [9; 32]).expect("whole");
    let mut mark = mark.unwrap_or_else(|| Mark::new(folder.join("mark"), [9; 32]));
    let all = leaves(1, ALL);
    let had = journal(&store).expect("readable").len();
    for batch in all[had..].chunks(2) {
        store.append(batch, 5).expect("stored");
        let last = batch.last().expect("one");
        let (tip, root) =
            (last.before.size + 1, all.iter().find(|it| it.before.size == last.before.size + 1));
        let Some(next) = root else { break };
        assert_eq!(next.before.size, tip);
        mark.raise(&[(last.log, next.before)]).expect("marked");
        println!("signed {tip}");
        std::io::stdout().flush().expect("said");
    }
}

#[test]
fn a_killed_process_loses_nothing_that_left_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let all = leaves(1, ALL);
    let mut most = 0;
    for round in 0_u64..12 {
        let mut child = Command::new(std::env::current_exe().expect("this test"))
            .args(["--exact", "killed::writer", "--nocapture"])
            .env(FOLDER, folder.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("starts");
        let lines = BufReader::new(child.stdout.take().expect("piped")).lines();
        let wanted = 1 + round % 5;
        let said = |line: std::io::Result<String>| {
            let line = line.ok()?;
            line.split("signed ").nth(1)?.trim().parse::<u64>().ok()
        };
        let mut sizes = lines.filter_map(said);
        for _ in 0..wanted {
            most = sizes.next().map_or(most, |size| size.max(most));
        }
        child.kill().expect("killed");
        child.wait().expect("gone");
        most = sizes.fold(most, u64::max);
        let store = Store::open(&folder.path().join("line.redb")).expect("opens after a kill");
        let there = journal(&store).expect("readable");
        assert_eq!(there, all[..there.len()], "no two leaves at one place");
        let mark = Mark::read(&folder.path().join("mark"), [9; 32]).expect("whole");
        let signed = mark.expect("there").signed()[&all[0].log].size;
        assert!(signed >= most, "what was said to be signed is marked");
        assert!(there.len() as u64 >= signed, "what is marked is stored");
    }
    assert!(most > 12, "it went on after each kill: {most}");
}
