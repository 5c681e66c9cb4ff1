//! What a charter says of its compartments, and what nobody can make it say.

use line::identity::{Directory, LogUse, Role};
use line::leaf::Seen;
use line::script::hold_fits;
use line::{CompartmentId, Secret};
use station::charter::quota;
use station::founding::{draw, kem, statements};
use station::secrets::Secrets;
use station::{Card, Charter, Done, Planned, Spans};
use tempfile::TempDir;

struct Parties {
    folder: TempDir,
    cards: Vec<Card>,
}

impl Parties {
    fn new() -> Self {
        Self::with(&[])
    }

    /// Two signatories, an inspectorate, an intermediary, and these inspectorates.
    fn with(more: &[&str]) -> Self {
        let more = more.iter().map(|name| (*name, Role::Inspector));
        let all = [
            ("US", Role::Signatory),
            ("Iran", Role::Signatory),
            ("Inspectorate", Role::Inspector),
            ("Muscat", Role::Intermediary),
        ];
        Self::of(all.into_iter().chain(more))
    }

    fn of<'a>(parties: impl Iterator<Item = (&'a str, Role)>) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let one = |(name, role): (&str, Role)| {
            let secrets = Secrets::at(folder.path().join(name));
            draw(&secrets, (name, role, Vec::new()), ("text", true)).expect("keys")
        };
        let cards = parties.map(one).collect();
        Self { folder, cards }
    }

    fn secrets(&self, name: &str) -> Secrets {
        Secrets::at(self.folder.path().join(name))
    }

    fn charter(&self, planned: &[Planned]) -> Done<Charter> {
        let what = ("Title".to_owned(), "text".to_owned(), 0);
        let how = (Spans::default(), quota(100, 100));
        Charter::draw(what, planned, self.cards.clone(), how)
    }
}

fn planned(number: u8, name: &str, members: &[&str]) -> Planned {
    Planned {
        name: name.to_owned(),
        id: CompartmentId([number; 16]),
        members: members.iter().map(|it| (*it).to_owned()).collect(),
        secret: Secret::new([number; 32]),
    }
}

const ALL: [&str; 3] = ["US", "Iran", "Inspectorate"];
const TWO: [&str; 2] = ["Iran", "US"];

#[test]
fn a_compartment_has_its_own_parties_logs_hash_and_secret() {
    let parties = Parties::new();
    let plan = [planned(1, "nuclear", &ALL), planned(2, "regional", &TWO)];
    let charter = parties.charter(&plan).expect("a charter");
    assert_eq!(Charter::read(&charter.write()).expect("what was written"), charter);
    let [nuclear, regional] = ["nuclear", "regional"].map(|it| charter.within(it).expect("there"));
    let names = |within: &station::Within| {
        within.cards.iter().map(|it| it.name.clone()).collect::<Vec<_>>()
    };
    assert_eq!(names(&nuclear), ["Iran", "US", "Inspectorate", "Muscat"]);
    assert_eq!(names(&regional), ["Iran", "US", "Muscat"]);
    assert_ne!(nuclear.hash(), regional.hash());
    assert!(![nuclear.hash(), regional.hash()].contains(&charter.hash()));
    let logs = |within: &station::Within| {
        within.cards.iter().flat_map(|it| [it.log, it.identity]).collect::<Vec<_>>()
    };
    assert!(logs(&nuclear).iter().all(|log| !logs(&regional).contains(log)), "no log in two");
    let opens = |name: &str, within: &station::Within| {
        let key = kem(&parties.secrets(name).read("station").expect("a key")).expect("a key");
        within.secret(&key).map(|secret| secret.expose()[0]).ok()
    };
    assert_eq!(["US", "Iran", "Inspectorate"].map(|it| opens(it, &nuclear)), [Some(1); 3]);
    assert_eq!(["US", "Iran"].map(|it| opens(it, &regional)), [Some(2); 2]);
    assert_eq!([opens("Inspectorate", &regional), opens("Muscat", &nuclear)], [None; 2]);
    // What a root states in one compartment is no statement of the other.
    let own = nuclear.named("US").expect("a party");
    let stated = statements(&nuclear, own, &parties.secrets("US")).expect("statements");
    let append = |within: &station::Within, identity: line::LogId| {
        let mut directory = line::identity::Directory::new(&within.agreement());
        directory.log_mut(&identity).expect("a log").append(&stated[0])
    };
    assert_eq!(append(&nuclear, own.identity), Ok(()));
    let elsewhere = regional.named("US").expect("a party").identity;
    assert_eq!(append(&regional, elsewhere), Err(line::Reason::LeafOrigin));
}

#[test]
fn a_compartment_is_found_by_the_hash_in_what_was_signed_there() {
    let parties = Parties::new();
    let plan = [planned(1, "nuclear", &ALL), planned(2, "regional", &TWO)];
    let charter = parties.charter(&plan).expect("a charter");
    for name in ["nuclear", "regional"] {
        let hash = charter.within(name).expect("there").hash();
        assert_eq!(charter.compartment_of(&hash).map(|it| it.name.as_str()), Some(name));
    }
    assert_eq!(charter.compartment_of(&charter.hash()), None);
    let other = parties.charter(&[planned(1, "nuclear", &ALL)]).expect("a charter");
    let hash = other.within("nuclear").expect("there").hash();
    assert_eq!(charter.compartment_of(&hash), None, "the same compartment of another charter");
    let held = |name: &str| {
        let party = charter.named(name).expect("a card").party;
        charter.compartments_of(&party).map(|it| it.name.clone()).collect::<Vec<_>>()
    };
    assert_eq!(held("Muscat"), ["nuclear", "regional"]);
    assert_eq!(held("Inspectorate"), ["nuclear"]);
}

#[test]
fn a_plan_that_cannot_be_is_refused_with_what_to_do() {
    let parties = Parties::new();
    let many: Vec<Planned> = (1..10).map(|it| planned(it, &format!("file{it}"), &ALL)).collect();
    for (plan, says) in [
        (vec![planned(1, "nuclear", &["US", "Inspectorate"])], "both signatories"),
        (vec![planned(1, "nuclear", &["US", "Iran", "Qom"])], "no party Qom"),
        (vec![planned(1, "nuclear", &["US", "Iran", "Inspectorate", "Muscat"])], "leave it out"),
        (vec![planned(1, "nuclear", &TWO)], "Inspectorate is in no compartment"),
        (vec![planned(1, "nuclear", &ALL), planned(2, "Nuclear", &TWO)], "name each once"),
        (vec![planned(1, "nuclear", &ALL), planned(1, "regional", &TWO)], "name each once"),
        (vec![planned(1, "../nuclear", &ALL)], "no name of a compartment"),
        (vec![planned(1, "", &ALL)], "no name of a compartment"),
        (Vec::new(), "one to 8 compartments"),
        (many, "one to 8 compartments"),
    ] {
        let fault = parties.charter(&plan).expect_err(says).to_string();
        assert!(fault.contains(says), "{says}: {fault}");
    }
}

/// A charter is one value, which has an end: what would not be read back is not written.
#[test]
fn a_charter_that_would_be_too_large_is_refused() {
    let parties = Parties::with(&["Bank", "Commission"]);
    let all = ["US", "Iran", "Inspectorate", "Bank", "Commission"];
    let plan = |count: u8| -> Vec<Planned> {
        (1..=count).map(|it| planned(it, &format!("file{it}"), &all)).collect()
    };
    let two = parties.charter(&plan(2)).expect("a charter");
    assert_eq!(Charter::read(&two.write()).expect("what was written"), two);
    let fault = parties.charter(&plan(3)).expect_err("too large").to_string();
    assert!(fault.contains("fewer compartments"), "{fault}");
}

#[test]
fn who_writes_messages_opens_a_log_of_parts_and_an_intermediary_none() {
    let parties = Parties::new();
    let charter = parties.charter(&[planned(1, "main", &ALL)]).expect("a charter");
    let within = charter.within("main").expect("there");
    let mut directory = Directory::new(&within.agreement());
    for card in &within.cards {
        let leaves = statements(&within, card, &parties.secrets(&card.name)).expect("keys");
        let log = directory.log_mut(&card.identity).expect("a party");
        leaves.iter().for_each(|leaf| log.append(leaf).expect("it follows"));
    }
    let at = Seen::new(directory.logs.iter().map(|log| (log.party().identity, log.size())));
    let opened = directory.logs_of(&within.compartment, &at);
    for card in &within.cards {
        let of = |used: LogUse| {
            let mut own = opened.iter().filter(|it| it.1 == card.party && it.2 == used);
            own.next().map(|it| it.0)
        };
        assert_eq!((of(LogUse::Main), of(LogUse::Bulk)), (Some(card.log), card.bulk));
        assert_eq!(card.bulk.is_some(), card.role != Role::Intermediary, "{}", card.name);
    }
    let terms = within.terms().expect("terms");
    assert_eq!(terms.bulk.len(), 3);
    assert!(terms.bulk.iter().all(|(bulk, log)| within.writer(bulk) == within.writer(log)));
}

/// A hold names every log, in a leaf of 4,096 bytes: more parties than fit would stop the line.
#[test]
fn a_compartment_has_no_more_parties_than_a_hold_can_speak_of() {
    let most = |judges: usize| {
        let fits = |readers: &usize| hold_fits(readers + judges, 2 * readers + judges);
        (2..20).take_while(fits).last()
    };
    assert_eq!([0, 1, 3, 4, 5].map(most), [Some(7), Some(6), Some(5), Some(5), Some(4)]);
    let parties = Parties::with(&["A", "B", "C", "D"]);
    let refused = parties.charter(&[planned(1, "main", &[])]).expect_err("seven who read");
    assert!(refused.to_string().contains("8 parties are too many for main"), "{refused}");
}

/// What decision 0013 says of how large a charter is.
#[test]
fn a_charter_has_so_many_bytes() {
    let judges =
        [("J1", Role::Intermediary), ("J2", Role::Intermediary), ("J3", Role::Intermediary)];
    let readers = [
        ("US", Role::Signatory),
        ("Iran", Role::Signatory),
        ("I1", Role::Inspector),
        ("I2", Role::Inspector),
        ("I3", Role::Inspector),
    ];
    let size = |count: usize, plan: &[Planned]| {
        let parties = Parties::of(readers.into_iter().take(count).chain(judges));
        parties.charter(plan).expect("a charter").write().len()
    };
    let eight: Vec<Planned> = (1..=8).map(|it| planned(it, &format!("file{it}"), &[])).collect();
    let two = [planned(1, "file1", &[]), planned(2, "file2", &["US", "Iran", "I1"])];
    assert_eq!([size(3, &eight), size(5, &two)], [55_164, 54_286]);
}
