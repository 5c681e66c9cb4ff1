//! The language server as an editor meets it: a real process, asked over its own pipes.

use std::io::BufReader;
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use lsp_server::{Message, Notification, Request, RequestId, Response};
use serde_json::{Value, json};

/// One session of an editor.
struct Editor {
    process: Child,
    to: Option<ChildStdin>,
    from: BufReader<ChildStdout>,
    asked: i32,
}

impl Editor {
    fn open() -> Self {
        let mut process = Command::new(env!("CARGO_BIN_EXE_detente"))
            .arg("lsp")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the server starts");
        let to = process.stdin.take();
        let from = BufReader::new(process.stdout.take().expect("it was piped"));
        let mut editor = Self { process, to, from, asked: 0 };
        let offered = editor.ask("initialize", json!({"capabilities": {}}));
        for feature in ["hoverProvider", "renameProvider", "completionProvider", "codeLensProvider"]
        {
            assert!(!offered["capabilities"][feature].is_null(), "{feature} in {offered}");
        }
        editor.tell("initialized", json!({}));
        editor
    }

    fn send(&mut self, message: Message) {
        let mut to = self.to.as_mut().expect("the session is open");
        message.write(&mut to).expect("the server reads");
    }

    fn receive(&mut self) -> Message {
        Message::read(&mut self.from).expect("the server speaks the protocol").expect("it lives")
    }

    fn tell(&mut self, method: &str, params: Value) {
        self.send(Message::Notification(Notification::new(method.to_owned(), params)));
    }

    fn ask(&mut self, method: &str, params: Value) -> Value {
        self.asked += 1;
        let id = RequestId::from(self.asked);
        self.send(Message::Request(Request::new(id.clone(), method.to_owned(), params)));
        let response = response(self.receive()).expect("an answer comes before anything else");
        assert_eq!(response.id, id, "{method}");
        response.response_result.expect("the request is answered")
    }

    /// Opens or changes a text; what is found in it.
    fn write(&mut self, uri: &str, version: i32, text: &str) -> Vec<Value> {
        if version == 1 {
            let document = json!({"uri": uri, "languageId": "accord", "version": 1, "text": text});
            self.tell("textDocument/didOpen", json!({ "textDocument": document }));
        } else {
            let document = json!({"uri": uri, "version": version});
            let changes = json!({"textDocument": document, "contentChanges": [{"text": text}]});
            self.tell("textDocument/didChange", changes);
        }
        self.findings(uri)
    }

    fn findings(&mut self, uri: &str) -> Vec<Value> {
        let told = notification(self.receive()).expect("findings come by themselves");
        assert_eq!(told.params["uri"], uri);
        told.params["diagnostics"].as_array().expect("a list").clone()
    }

    fn close(mut self) {
        assert_eq!(self.ask("shutdown", Value::Null), Value::Null);
        self.tell("exit", Value::Null);
        self.to = None;
        assert!(self.process.wait().expect("it ends").success());
    }
}

fn response(message: Message) -> Option<Response> {
    match message {
        Message::Response(it) => Some(it),
        _ => None,
    }
}

fn notification(message: Message) -> Option<Notification> {
    match message {
        Message::Notification(it) => Some(it),
        _ => None,
    }
}

const URI: &str = "file:///drafts/swap.accord";

const TEXT: &str = r#"accord "Étape" language 1 revision 1 { signatories A, B, in force on signature, day 0 is 2026-01-20 }
party A "State A"
party B "State B"
body Inspectors "بازرسان" { verifies stock within 7 days, reports every 30 days }
workstream file "One file" { holds stock }
quantity stock { of B, unit kg[U], baseline 100 kg[U], observed by Inspectors }
waiver W { granted by A to purchasers annex "buyers", covers stock up to 60 kg[U] per 30 days }
phase P "Swap" {
  opens on day 0
  step cap in file: B must hold stock <= 0.1 tonne[U] from day 10, verified by Inspectors, reversible in 1 day
  step lift in file: A must grant W by day 30, after cap, verified by Inspectors, reversible in 1 day
}
"#;

/// The place of the nth occurrence of a word, in lines and UTF-16 columns.
fn place(text: &str, word: &str, nth: usize) -> Value {
    let (at, _) = text.match_indices(word).nth(nth).expect("the word is there");
    let before = &text[..at];
    let start = before.rfind('\n').map_or(0, |it| it + 1);
    let line = before.matches('\n').count();
    json!({"line": line, "character": before[start..].encode_utf16().count()})
}

fn at(word: &str, nth: usize) -> Value {
    json!({"textDocument": {"uri": URI}, "position": place(TEXT, word, nth)})
}

#[test]
fn a_slip_is_shown_where_it_is_and_goes_when_it_is_mended() {
    let mut editor = Editor::open();
    let slip = TEXT.replace("after cap", "after cup");
    let found = editor.write(URI, 1, &slip);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0]["code"], "A336");
    assert_eq!(found[0]["severity"], 1);
    assert_eq!(found[0]["range"]["start"], place(&slip, "cup", 0));
    let message = found[0]["message"].as_str().expect("words");
    assert!(message.contains("did you mean `cap`?"), "{message}");
    assert!(editor.write(URI, 2, TEXT).is_empty());
    editor.close();
}

#[test]
fn beliefs_are_checked_against_the_accord_that_is_open() {
    let mut editor = Editor::open();
    assert!(editor.write(URI, 1, TEXT).is_empty());
    let uri = "file:///drafts/swap.beliefs";
    let found = editor.write(uri, 1, "beliefs for \"Another\"\n");
    assert!(found.iter().any(|it| it["severity"] == 1), "{found:?}");
    editor.tell("textDocument/didClose", json!({"textDocument": {"uri": uri}}));
    assert!(editor.findings(uri).is_empty(), "a closed text has no findings");
    editor.close();
}

#[test]
fn amounts_and_steps_say_what_they_come_to() {
    let mut editor = Editor::open();
    editor.write(URI, 1, TEXT);
    let mut said = |word, nth| {
        let hover = editor.ask("textDocument/hover", at(word, nth));
        hover["contents"]["value"].as_str().unwrap_or("").to_owned()
    };
    assert_eq!(said("0.1 tonne", 0), "= 100 kg[U]");
    assert_eq!(said("60 kg[U]", 0), "= 2 kg[U] a day");
    let lift = said("lift in", 0);
    assert!(lift.contains("done at the latest day 30 (2026-02-19)"), "{lift}");
    let cap = said("cap,", 0);
    assert!(cap.contains("proved at the latest day 17 (2026-02-06)"), "{cap}");
    assert!(said("Inspectors", 1).contains("بازرسان"));
    assert_eq!(said("accord", 0), "");
    editor.close();
}

#[test]
fn a_name_leads_to_its_declaration_and_is_renamed_everywhere() {
    let mut editor = Editor::open();
    editor.write(URI, 1, TEXT);
    let declared = editor.ask("textDocument/definition", at("cap,", 0));
    assert_eq!(declared["range"]["start"], place(TEXT, "cap in", 0));

    let mut asked = at("Inspectors", 2);
    asked["context"] = json!({"includeDeclaration": true});
    let places = editor.ask("textDocument/references", asked);
    assert_eq!(places.as_array().expect("a list").len(), TEXT.matches("Inspectors").count());

    let mut asked = at("stock", 0);
    asked["newName"] = json!("material");
    let edits = editor.ask("textDocument/rename", asked.clone())["changes"][URI].clone();
    let renamed = edited(TEXT, edits.as_array().expect("edits"));
    assert_eq!(renamed, TEXT.replace("stock", "material"));
    assert!(editor.write(URI, 2, &renamed).is_empty(), "the renamed text still checks");

    editor.write(URI, 3, TEXT);
    for no_name in ["cap", "two words", ""] {
        asked["newName"] = json!(no_name);
        assert!(editor.ask("textDocument/rename", asked.clone()).is_null(), "{no_name:?}");
    }
    editor.close();
}

/// A text after edits that do not overlap.
fn edited(text: &str, edits: &[Value]) -> String {
    let mut spans: Vec<(usize, usize, &str)> = Vec::new();
    for edit in edits {
        let byte = |end: &str| byte(text, &edit["range"][end]);
        spans.push((byte("start"), byte("end"), edit["newText"].as_str().expect("words")));
    }
    spans.sort_unstable();
    let mut text = text.to_owned();
    for (start, end, word) in spans.into_iter().rev() {
        text.replace_range(start..end, word);
    }
    text
}

fn byte(text: &str, place: &Value) -> usize {
    let number =
        |key: &str| usize::try_from(place[key].as_u64().expect("a number")).expect("small");
    let lines = text.split_inclusive('\n').take(number("line"));
    let start: usize = lines.map(str::len).sum();
    let mut units = 0;
    for (at, character) in text[start..].char_indices() {
        if units >= number("character") {
            return start + at;
        }
        units += character.len_utf16();
    }
    text.len()
}

#[test]
fn what_fits_is_offered() {
    let mut editor = Editor::open();
    let half = TEXT.replace("after cap, verified by Inspectors", "after c, verified by I");
    let half = half.replace("  opens on day 0", "  o").replace("60 kg[U] per", "60 k per");
    editor.write(URI, 1, &half);
    let mut offered = |word: &str, nth: usize, past: usize| -> Vec<String> {
        let mut position = place(&half, word, nth);
        let character = position["character"].as_u64().expect("a number");
        position["character"] = json!(character + past as u64);
        let params = json!({"textDocument": {"uri": URI}, "position": position});
        let items = editor.ask("textDocument/completion", params);
        let label = |it: &Value| it["label"].as_str().expect("a word").to_owned();
        items.as_array().expect("a list").iter().map(label).collect()
    };
    assert!(offered("after c", 0, "after c".len()).contains(&"cap".to_owned()));
    assert!(offered("by I", 2, "by I".len()).contains(&"Inspectors".to_owned()));
    assert!(offered("  o", 0, "  o".len()).contains(&"closes".to_owned()));
    assert!(offered("60 k", 0, "60 k".len()).contains(&"tonne".to_owned()));
    assert!(offered("phase P", 0, 0).contains(&"redline".to_owned()));
    editor.close();
}

#[test]
fn the_outline_the_layout_and_the_lines_above_phases() {
    let mut editor = Editor::open();
    let loose = TEXT.replace("  opens on day 0", "opens   on day 0");
    editor.write(URI, 1, &loose);
    let document = json!({"textDocument": {"uri": URI}});
    let symbols = editor.ask("textDocument/documentSymbol", document.clone());
    let names: Vec<&str> =
        symbols.as_array().expect("a list").iter().filter_map(|it| it["name"].as_str()).collect();
    assert_eq!(names, ["A", "B", "Inspectors", "file", "stock", "W", "P", "cap", "lift"]);

    let lenses = editor.ask("textDocument/codeLens", document.clone());
    assert_eq!(lenses[0]["command"]["title"], "2 steps, the last named due day 30 (2026-02-19)");

    let options = json!({"tabSize": 2, "insertSpaces": true});
    let asked = json!({"textDocument": {"uri": URI}, "options": options});
    let edits = editor.ask("textDocument/formatting", asked.clone());
    let laid_out = edits[0]["newText"].as_str().expect("a text").to_owned();
    assert!(laid_out.contains("\n  opens on day 0\n"), "{laid_out}");
    editor.write(URI, 2, &laid_out);
    assert_eq!(editor.ask("textDocument/formatting", asked), json!([]), "it is laid out now");
    editor.close();
}

#[test]
fn a_swap_says_what_either_side_can_lose_by_it() {
    let mut editor = Editor::open();
    let text =
        TEXT.replace("0.1 tonne[U]", "40 kg[U]").replace("\n}\n", "\n  swap lift for cap\n}\n");
    editor.write(URI, 1, &text);
    let lenses = editor.ask("textDocument/codeLens", json!({"textDocument": {"uri": URI}}));
    let said = "exposure at most: State A W in force; State B 60 kg[U] of stock";
    assert_eq!(lenses[1]["command"]["title"], said);
    assert_eq!(lenses[1]["range"]["start"]["line"], 11);
    editor.write(URI, 2, &text.replace("swap lift", "swap lost"));
    let lenses = editor.ask("textDocument/codeLens", json!({"textDocument": {"uri": URI}}));
    assert_eq!(lenses.as_array().map(Vec::len), Some(1), "a text with an error has no figures");
    editor.close();
}

#[test]
fn nonsense_is_answered_and_nothing_is_lost() {
    let mut editor = Editor::open();
    editor.write(URI, 1, TEXT);
    editor.asked += 1;
    let id = RequestId::from(editor.asked);
    let request = Request::new(id, "textDocument/hover".to_owned(), json!({"nothing": true}));
    editor.send(Message::Request(request));
    let answer = response(editor.receive()).expect("an answer");
    assert!(answer.response_result.is_err());
    let broken = "phase { { \u{0} } ] step \"";
    assert!(!editor.write(URI, 2, broken).is_empty());
    let far =
        json!({"textDocument": {"uri": URI}, "position": {"line": 4_000_000, "character": 9}});
    assert!(editor.ask("textDocument/hover", far).is_null());
    assert!(editor.write(URI, 3, TEXT).is_empty());
    editor.close();
}

#[test]
fn the_shipped_texts_have_an_outline() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../accords");
    let text = std::fs::read_to_string(folder.join("three-phase.accord")).expect("it ships");
    let mut editor = Editor::open();
    assert!(editor.write(URI, 1, &text).is_empty());
    let symbols = editor.ask("textDocument/documentSymbol", json!({"textDocument": {"uri": URI}}));
    assert!(symbols.as_array().expect("a list").len() > 20);
    editor.close();
}
