//! The back-test through the program.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

fn accords() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../accords")
}

fn detente(words: &[&str]) -> Output {
    let mut program = Command::new(env!("CARGO_BIN_EXE_detente"));
    program.args(words).current_dir(accords()).output().expect("the program starts")
}

fn answer(words: &[&str]) -> Value {
    let output = detente(words);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("an object")
}

/// Every case with a record is forecast, every score can be counted again from the forecasts, and
/// the chances are chances.
#[test]
fn scores_are_those_of_the_forecasts() {
    let said = answer(&["replay", "--forecast", "--paths", "50", "--json"]);
    let cases = said["cases"].as_array().expect("cases");
    let records = std::fs::read_dir(accords()).expect("a folder").filter_map(Result::ok);
    let records = records.filter(|it| it.path().extension().is_some_and(|it| it == "events"));
    assert_eq!(cases.len(), records.count());
    for score in said["scores"].as_array().expect("scores") {
        let case = cases.iter().find(|it| it["case"] == score["case"]).expect("its case");
        let all = case["forecasts"].as_array().expect("forecasts").iter();
        let due: Vec<&Value> = all
            .filter(|it| it["question"] == score["question"] && !it["happened"].is_null())
            .collect();
        assert_eq!(score["n"], due.len());
        for place in 0..4 {
            let square = |it: &&Value| {
                let chance = it["chances"][place].as_f64().expect("a chance");
                assert!((0.0..=1.0).contains(&chance));
                let came = if it["happened"] == true { 1.0 } else { 0.0 };
                (chance - came) * (chance - came)
            };
            let mean = due.iter().map(square).sum::<f64>() / due.len() as f64;
            let found = score["brier"][place].as_f64().expect("a score");
            assert!((found - mean).abs() < 1e-12, "{score}");
        }
    }
    assert!(said["calibration"].as_array().is_some_and(|it| it.len() > 10));
}

/// A record cut off says the same on its dates, whatever the file says later.
#[test]
fn a_record_cut_off_is_forecast_alike() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("forecast-cut");
    std::fs::create_dir_all(&folder).expect("the target folder can be written");
    let whole = std::fs::read_to_string(accords().join("jcpoa-2015.events")).expect("a record");
    let lines = whole.lines().take_while(|line| !line.starts_with("2018-05-08"));
    let cut: String =
        lines.map(|line| format!("{line}\n")).chain(["until 2018-05-08\n".into()]).collect();
    let path = folder.join("cut.events");
    std::fs::write(&path, cut).expect("writable");
    let on = |events: &str| {
        let words =
            ["replay", "--forecast", "--paths", "50", "--json", "jcpoa-2015.accord", events];
        let said = answer(&words);
        let all = said["cases"][0]["forecasts"].as_array().expect("forecasts").clone();
        let early = all.into_iter().filter(|it| it["date"].as_str() < Some("2018-05-08"));
        early.map(|it| (it["date"].clone(), it["chances"].clone())).collect::<Vec<_>>()
    };
    let cut = on(&path.display().to_string());
    assert!(cut.len() > 30);
    assert_eq!(cut, on("jcpoa-2015.events"));
}

/// The picture in the documentation is the one that the command draws.
#[test]
fn the_calibration_is_what_the_command_draws() {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("calibration.svg");
    let output = detente(&["replay", "--forecast", "--picture", &path.display().to_string()]);
    assert!(output.status.success());
    let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/calibration.svg");
    let read = |path: &Path| std::fs::read_to_string(path).expect("a picture");
    let help = "`detente replay --forecast --picture docs/calibration.svg` draws it";
    assert_eq!(read(&shipped), read(&path), "{help}");
}

#[test]
fn what_is_only_for_forecasts_is_refused_elsewhere() {
    for words in [
        &["replay"] as &[&str],
        &["replay", "jpoa-2013.accord", "--paths", "5"],
        &["replay", "--forecast", "--beliefs", "jpoa-2013.beliefs"],
        &["replay", "jpoa-2013.accord", "--picture", "x.svg"],
    ] {
        let output = detente(words);
        assert_eq!(output.status.code(), Some(2), "{words:?}");
    }
    let output = detente(&["replay", "--forecast", "three-phase.accord"]);
    assert_eq!(output.status.code(), Some(3));
}
