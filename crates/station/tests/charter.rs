//! What a charter says of its compartments, and what nobody can make it say.

use line::identity::Role;
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
        let folder = tempfile::tempdir().expect("a folder");
        let one = |(name, role): (&str, Role)| {
            let secrets = Secrets::at(folder.path().join(name));
            draw(&secrets, (name, role, Vec::new()), ("text", true)).expect("keys")
        };
        let all = [
            ("US", Role::Signatory),
            ("Iran", Role::Signatory),
            ("Inspectorate", Role::Inspector),
            ("Muscat", Role::Intermediary),
        ];
        let more = more.iter().map(|name| (*name, Role::Inspector));
        let cards = all.into_iter().chain(more).map(one).collect();
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
