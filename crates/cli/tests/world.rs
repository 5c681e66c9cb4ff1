//! The commands about the world outside a text: breakout, fits, oil, attribution.

use std::process::{Command, Output};

fn detente(words: &[&str]) -> Output {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");
    let program = env!("CARGO_BIN_EXE_detente");
    Command::new(program).args(words).current_dir(root).output().expect("the program starts")
}

fn out(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn err(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn json(words: &[&str]) -> serde_json::Value {
    let with_json: Vec<&str> = words.iter().copied().chain(["--json"]).collect();
    let output = detente(&with_json);
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    serde_json::from_slice(&output.stdout).expect("JSON on standard output")
}

fn number(value: &serde_json::Value, field: &str) -> f64 {
    value[field].as_f64().expect("the field is a number")
}

/// Published: 3.1 to 4.6 months, central 3.8 (row B12).
#[test]
fn breakout_gives_days_with_an_interval() {
    let found = json(&["breakout", "--stock", "4.5=1020.9", "--swu", "7500"]);
    let [days, low, high] = ["days", "low", "high"].map(|field| number(&found, field));
    assert!(low < days && days < high);
    assert!((94.0..140.0).contains(&days), "{days}");
    assert!(number(&found, "ideal_days") < 0.7 * days, "the plain formula is too fast");
    assert!(found["with_unaccounted"].is_null());
}

#[test]
fn unaccounted_stock_shortens_and_a_lag_takes_off() {
    let base = ["breakout", "--stock", "5=1000,20=100", "--swu", "9000"];
    let more = ["--unaccounted", "60=30", "--lag", "14"];
    let found = json(&[&base[..], &more[..]].concat());
    let days = number(&found, "days");
    assert!(number(&found["with_unaccounted"], "days") < days);
    assert!((number(&found["left_after_lag"], "days") - (days - 14.0)).abs() < 1e-9);
    assert_eq!(number(&json(&base), "days").to_bits(), days.to_bits());
}

#[test]
fn hexafluoride_holds_its_share_of_uranium() {
    let ask = |stock: &str| number(&json(&["breakout", "--stock", stock, "--swu", "5000"]), "days");
    assert!((ask("3.67=300UF6") - ask("3.67=202.8")).abs() < 1e-9);
    assert!((ask("3.67% = 300 kg UF6") - ask("3.67=202.8kgU")).abs() < 1e-9);
    assert!((ask("3.67 % = 300 kg[UF6]") - ask("3.67=202.8 kg[U]")).abs() < 1e-9);
    let all = json(&["breakout", "--stock", "3.67=300", "--uf6", "--swu", "5000"]);
    assert!((number(&all, "days") - ask("3.67=202.8")).abs() < 1e-9);
}

#[test]
fn machines_stand_for_a_capacity_and_bring_their_mark() {
    let sound = json(&["breakout", "--machines", "IR-1=5000,IR-2m=100"]);
    assert_eq!(number(&sound, "swu_per_year"), 4900.0);
    assert_eq!(sound["capacity_mark"], "derived from other entries");
    let weak = json(&["breakout", "--machines", "IR-6=1000"]);
    assert_eq!(weak["capacity_mark"], "C: recollected, unchecked");
}

/// Each slip ends with exit code 2, nothing on standard output, and one line with place and way out.
#[test]
fn slips_in_a_stock_are_answered_with_place_and_way_out() {
    for (words, place, way_out) in [
        (&["--stock", "60:12", "--swu", "1"][..], "entry 1 `60:12`", "LEVEL=KG"),
        (&["--stock", "60=12,", "--swu", "1"], "entry 2", "LEVEL=KG"),
        (&["--stock", "60=-12", "--swu", "1"], "entry 1 `60=-12`", "0 or more"),
        (&["--stock", "60=NaN", "--swu", "1"], "entry 1", "0 or more"),
        (&["--stock", "sixty=12", "--swu", "1"], "entry 1", "per cent"),
        (&["--stock", "0.6=12", "--swu", "1"], "entry 1", "write `60`"),
        (&["--stock", "60=12", "--swu", "1e99"], "--swu `1e99`", "thousand million"),
        (&["--stock", "100=12", "--swu", "1"], "entry 1", "under 100"),
        (&["--stock", "5=1,5=2", "--swu", "1"], "entry 2", "add the two up"),
        (&["--stock", "", "--swu", "1"], "--stock is empty", "leave it out"),
        (&["--stock", "60=12", "--swu", "-5"], "--swu `-5`", "above 0"),
        (&["--stock", "60=12", "--swu", "inf"], "--swu `inf`", "above 0"),
        (&["--stock", "60=12"], "no capacity", "--swu N"),
        (&["--machines", "IR-9=12"], "entry 1 `IR-9=12`", "there is IR-1"),
        (&["--swu", "1", "--lag", "-1"], "--lag `-1`", "0 or more"),
    ] {
        let output = detente(&[&["breakout"], words].concat());
        let said = err(&output);
        assert_eq!(output.status.code(), Some(2), "{words:?}: {said}");
        assert!(out(&output).is_empty(), "{words:?}");
        assert!(said.contains(place) && said.contains(way_out), "{words:?}: {said}");
        assert_eq!(said.trim_end().lines().count(), 1, "{said}");
    }
}

/// Rule 13: days in a published convention, and no plan of a plant.
#[test]
fn breakout_says_its_convention_and_shows_no_plan() {
    let page = out(&detente(&["breakout", "--stock", "60=50", "--swu", "9000"]));
    let page = page.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(page.contains("25 kg of uranium at 90 %, the published convention"), "{page}");
    assert!(page.contains("It does not say what"), "{page}");
    for word in ["cascade", "tails", "stage", "weapon"] {
        assert!(!page.contains(word), "{word}: {page}");
    }
}

/// `docs/validation.md` is what the command prints, to the letter.
#[test]
fn the_validation_page_is_what_the_command_prints() {
    let output = detente(&["fit", "validation"]);
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    let page = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/validation.md");
    let written = std::fs::read_to_string(page).expect("docs/validation.md is there");
    assert_eq!(written, out(&output), "`detente fit validation > docs/validation.md` writes it");
}

/// A place for one test's files.
fn place(name: &str) -> String {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("world");
    std::fs::create_dir_all(&folder).expect("the target folder can be written");
    folder.join(name).to_string_lossy().into_owned()
}

/// The lines of beliefs that a fit prints can be believed: a text is assessed under them.
#[test]
fn a_fit_is_read_as_beliefs() {
    let found = json(&["fit", "incidents", "data/us_forces_attacks_dated.csv", "--no-picture"]);
    let lines: Vec<&str> =
        found["beliefs"].as_array().expect("lines").iter().filter_map(|it| it.as_str()).collect();
    assert_eq!(lines.len(), 2, "how often, and in which waves");
    let named = lines.join("\n").replace("TALLY", "attacks").replace("GROUP", "Coastal");
    let shipped = include_str!("../../../accords/signals.beliefs");
    let kept = |line: &&str| !line.starts_with("odds attacks by") && !line.starts_with("waves of");
    let mut beliefs: Vec<&str> = shipped.lines().filter(kept).collect();
    let named = named.replace("CONDUCT", "tolerated");
    beliefs.push(&named);
    let name = format!("detente-fitted-{}.beliefs", std::process::id());
    let path = std::env::temp_dir().join(name);
    std::fs::write(&path, beliefs.join("\n")).expect("written");
    let path = path.to_string_lossy().into_owned();
    let words = ["assess", "accords/signals.accord", "--beliefs", &path, "--no-report", "--json"];
    let output = detente(&words);
    std::fs::remove_file(&path).expect("written above");
    let answer: serde_json::Value =
        serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{}", err(&output)));
    let waves = &answer["harm"][0]["waves"][0];
    assert_eq!(waves["while"], "tolerated");
    assert!(number(waves, "after_one") > number(waves, "after_quiet") + 0.1, "{waves}");
}

#[test]
fn incidents_are_fitted_drawn_and_the_same_for_the_same_seed() {
    let picture = place("ships.svg");
    let words = ["fit", "incidents", "data/houthi_ship_attacks.csv", "--picture", &picture];
    let found = json(&words);
    assert_eq!((&found["events"], &found["left_out"]), (&74.into(), &4.into()));
    assert_eq!(found["poisson_will_do"], true);
    assert!(std::fs::read_to_string(&picture).expect("drawn").starts_with("<svg"));
    assert_eq!(json(&words), found);
    let page = out(&detente(&words));
    assert!(page.starts_with("Poisson will do: 74 occurrences"), "{page}");
    assert!(page.contains("says nothing of who ordered what"), "{page}");
}

#[test]
fn a_tally_that_varies_too_much_is_called_clustered() {
    let words = ["fit", "incidents", "data/us_forces_attack_tally.csv", "--no-picture"];
    let found = json(&words);
    assert_eq!(found["kind"], "tally");
    assert_eq!(found["poisson_will_do"], false);
    assert!(found["branching"]["low"].as_f64().expect("sure") > 0.0);
}

#[test]
fn a_record_that_cannot_be_read_is_named_with_file_and_line() {
    let bad = place("bad.csv");
    std::fs::write(&bad, "date,confidence\n2024-01-01,A\n2024-02-30,A\n").expect("write");
    for (file, code, word) in [
        (bad.as_str(), 2, "bad.csv, line 3"),
        ("data/houthi_ship_attack.csv", 3, "did you mean"),
        ("nowhere-near-anything.csv", 3, "no file"),
        ("data/sites.csv", 2, "no column `date`"),
    ] {
        let output = detente(&["fit", "incidents", file, "--no-picture"]);
        assert_eq!(output.status.code(), Some(code), "{}", err(&output));
        assert!(err(&output).contains(word), "{}", err(&output));
        assert!(out(&output).is_empty());
    }
}

#[test]
fn oil_leads_with_a_difference_that_adds_up() {
    let found = json(&["oil", "--broken", "medium", "--release", "1", "--price", "90"]);
    let parts = ["barrels_usd", "premium_usd", "stocks_usd"].map(|part| number(&found, part));
    let total = number(&found, "kept_minus_broken_usd");
    assert!((parts.iter().sum::<f64>() - total).abs() < 1e-9);
    assert!(number(&found, "low_usd") < total && total < number(&found, "high_usd"));
    assert!(parts[2] > 0.0, "stocks spare a rise");
    assert_eq!(found["path"].as_array().expect("days").len(), 15);
    let page = out(&detente(&["oil"]));
    assert!(page.starts_with("Brent on day 14, kept minus broken, if broken means"), "{page}");
}

#[test]
fn one_study_can_be_chosen_and_more_elastic_markets_move_less() {
    let ask = |study: &str| {
        let words = ["oil", "--broken", "large", "--study", study];
        number(&json(&words), "kept_minus_broken_usd")
    };
    assert!(ask("Baumeister") > ask("Caldara") && ask("Caldara") > ask("Bilgin"));
}

#[test]
fn the_event_study_reads_events_of_others() {
    let found = json(&["oil", "events"]);
    assert_eq!(found["events"].as_array().expect("events").len(), 18);
    let events = place("events.csv");
    std::fs::write(&events, "date,event\n2018-05-08,withdrawal\n").expect("write");
    let one = json(&["oil", "events", "--events", &events]);
    assert!((one["events"][0]["percent"][0].as_f64().expect("a move") + 0.79).abs() < 0.006);
}

#[test]
fn slips_about_oil_are_answered_with_a_way_out() {
    let bad = place("quotes.csv");
    std::fs::write(&bad, "date,price\n2024-01-01,80\n2024-01-02,-3\n").expect("write");
    for (words, way_out) in [
        (&["oil", "--broken", "strat"][..], "there is kept, incidents"),
        (&["oil", "--study", "Nobody"], "there is Caldara"),
        (&["oil", "--price", "-1"], "0 or more"),
        (&["oil", "--half-life", "NaN"], "0 or more"),
        (&["oil", "events", "--quotes", &bad], "line 3: `-3` is no price above 0"),
    ] {
        let output = detente(words);
        assert_eq!(output.status.code(), Some(2), "{words:?}: {}", err(&output));
        assert!(err(&output).contains(way_out), "{}", err(&output));
    }
}

/// Rule 5: never one posterior, what would change it, and the words "not established".
#[test]
fn attribution_is_plural_and_establishes_nothing() {
    let words = ["attribute", "warning=continued", "weapon=restricted"];
    let found = json(&words);
    assert_eq!(found["standing"], "not established");
    assert!(found["under"].as_array().expect("priors").len() >= 2);
    assert_eq!(found["would_move"].as_array().expect("open").len(), 4);
    for evidence in found["evidence"].as_array().expect("what was seen") {
        assert_eq!(evidence["mark"], "judgement");
    }
    let own = json(&["attribute", "warning=continued", "--prior", "mine=0.2,0.5,0.3"]);
    assert_eq!(own["under"].as_array().expect("priors").len(), 4);
    let page = out(&detente(&words));
    assert!(page.starts_with("Not established."), "{page}");
    assert!(page.contains("would move it most"), "{page}");
}

/// What was seen feeds an inquiry as lines of a record: the package is shown, the warning given; who is
/// responsible the agreement says by its own rule, and nothing says it before that.
#[test]
fn evidence_feeds_an_inquiry_and_establishes_nothing_by_itself() {
    let seen =
        ["time=linked", "place=shared", "weapon=restricted", "warning=stopped", "pattern=joint"];
    let words: Vec<&str> = ["attribute"].into_iter().chain(seen).collect();
    let found = json(&words);
    let acts = found["for_an_inquiry"].as_array().expect("a list");
    let acts: Vec<&str> = acts.iter().filter_map(|it| it["act"].as_str()).collect();
    assert_eq!(acts.len(), 4, "a pattern is asked for by no inquiry: {acts:?}");
    assert!(acts.last().is_some_and(|act| act.starts_with("warns")), "{acts:?}");
    let folder = std::env::temp_dir().join(format!("detente-inquiry-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("writable");
    let path = folder.join("inquiry.events");
    let day = |at: usize, act: &str| {
        format!("2026-05-{:02} US {}\n", 10 + at, act.replace("INQUIRY", "autonomy"))
    };
    let lines: String = acts.iter().enumerate().map(|(at, act)| day(at, act)).collect();
    let history = |end: &str| {
        format!(
            "history of \"Three-phase understanding, United States - Iran\"\nday 0 is 2026-01-01\n\n\
             2026-05-01 Coastal attacks in Gulf\n{lines}{end}until 2026-06-30\n"
        )
    };
    let said = |end: &str| {
        std::fs::write(&path, history(end)).expect("writable");
        let path = path.to_string_lossy().into_owned();
        let output = detente(&["replay", "accords/three-phase.accord", &path]);
        format!("{}{}", out(&output), err(&output))
    };
    let warned = said("");
    assert!(warned.contains("warn"), "{warned}");
    assert!(!warned.contains("established"), "{warned}");
    let again =
        said("2026-05-20 Coastal attacks in Gulf\n2026-05-21 JMC attributes attacks to Coastal\n");
    std::fs::remove_dir_all(&folder).expect("own folder");
    assert!(again.contains("established"), "{again}");
}

#[test]
fn slips_about_evidence_are_answered_with_a_way_out() {
    for (words, way_out) in [
        (&["attribute", "warning"][..], "QUESTION=OUTCOME"),
        (&["attribute", "warnin=stopped"], "there is weapon, place"),
        (&["attribute", "warning=stop"], "there is stopped, continued"),
        (&["attribute", "warning=stopped", "warning=continued"], "leave one out"),
        (&["attribute", "--prior", "mine=1,0,0"], "evidence never lifts a 0"),
        (&["attribute", "--prior", "mine=0.5,0.5,0.5"], "add up to 1"),
        (&["attribute", "--prior", "even=0.2,0.5,0.3"], "rename it"),
    ] {
        let output = detente(words);
        assert_eq!(output.status.code(), Some(2), "{words:?}: {}", err(&output));
        assert!(err(&output).contains(way_out), "{}", err(&output));
    }
}

#[test]
fn events_coded_by_others_are_read_and_a_person_is_refused() {
    let coded = place("coded.csv");
    let rows = "date,actor,target,code\n2023-10-18,IRQREB,USA,195\n2023-10-20,IRQREB,USA,ASSAULT\n\
                2023-10-19,IRN,USA,112\n";
    std::fs::write(&coded, rows).expect("write");
    let words = ["fit", "incidents", &coded, "--coded", "--no-picture"];
    assert_eq!(json(&words)["events"], 2);
    std::fs::write(&coded, format!("{rows}2023-10-21,An Officer,USA,112\n")).expect("write");
    let output = detente(&words);
    assert_eq!(output.status.code(), Some(2));
    assert!(err(&output).contains("line 5: `An Officer` may name a person"), "{}", err(&output));
}

/// A list with kinds: who calls forth whom, with intervals, a picture, and a verdict.
#[test]
fn kinds_of_incidents_are_told_apart() {
    let data = concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/gulf_maritime_incidents.csv");
    let picture = concat!(env!("CARGO_TARGET_TMPDIR"), "/kinds.svg");
    let words = ["fit", "incidents", data, "--by", "kind", "--picture", picture];
    let said = out(&detente(&words));
    assert!(said.contains("Poisson will do") || said.contains("Connected"), "{said}");
    assert!(said.contains("ATTACK") && said.contains("SEIZURE") && said.contains("other"));
    let drawn = std::fs::read_to_string(picture).expect("a picture");
    assert!(drawn.starts_with("<svg") && drawn.contains("SEIZURE"));
    let found = detente(&["fit", "incidents", data, "--by", "kind", "--no-picture", "--json"]);
    let found: serde_json::Value = serde_json::from_slice(&found.stdout).expect("an object");
    let kinds = found["kinds"].as_array().expect("kinds").len();
    assert_eq!(found["branching"].as_array().map(Vec::len), Some(kinds));
    assert_eq!(found["branching"][0].as_array().map(Vec::len), Some(kinds));
    let wrong = detente(&["fit", "incidents", data, "--by", "colour"]);
    assert_eq!(wrong.status.code(), Some(2));
}
