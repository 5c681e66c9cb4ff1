//! A real browser, told what to do over the DevTools protocol through a pipe (fd 3 and 4, messages ended by a zero
//! byte): <https://chromedevtools.github.io/devtools-protocol/>. No port is opened and no driver is needed.

use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use serde_json::{Value, json};

/// Names under which distributions ship one.
const NAMES: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/// The browser of this machine.
pub fn browser() -> &'static str {
    let runs = |name: &&str| Command::new(name).arg("--version").output().is_ok();
    NAMES
        .into_iter()
        .find(runs)
        .expect("no browser on PATH: install `chromium` (`cargo xtask test` does it where it can)")
}

/// How long a browser may say nothing while something is waited for: beside other builds a page takes seconds.
const PATIENCE: Duration = Duration::from_secs(120);

/// A browser that ends with its owner.
pub struct Chrome {
    child: Child,
    to: ChildStdin,
    from: Receiver<Vec<u8>>,
    last: u64,
}

/// What the browser says, message by message, until it ends.
fn heard(from: ChildStdout) -> Receiver<Vec<u8>> {
    let (say, heard) = channel();
    std::thread::spawn(move || {
        let mut from = BufReader::new(from);
        let mut bytes = Vec::new();
        while from.read_until(0, &mut bytes).is_ok_and(|read| read > 0) {
            bytes.pop();
            if say.send(std::mem::take(&mut bytes)).is_err() {
                return;
            }
        }
    });
    heard
}

/// A tab, in a context of its own: no cookie of another.
pub struct Tab {
    session: String,
}

impl Drop for Chrome {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

impl Chrome {
    /// Starts one with a profile of its own.
    pub fn start(name: &str) -> Self {
        let profile = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("chrome-{name}"));
        fs::create_dir_all(&profile).expect("the target folder can be written");
        let line = format!(
            "exec {} --headless --no-sandbox --disable-gpu --no-first-run --disable-background-networking \
             --disable-component-update --remote-debugging-pipe --user-data-dir='{}' about:blank \
             3<&0 4>&1 0</dev/null 1>/dev/null 2>/dev/null",
            browser(),
            profile.display()
        );
        let mut child = Command::new("sh")
            .args(["-c", &line])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the browser starts");
        let (to, from) = (child.stdin.take(), child.stdout.take());
        let from = heard(from.expect("piped"));
        Self { child, to: to.expect("piped"), from, last: 0 }
    }

    fn call(&mut self, session: Option<&str>, method: &str, params: &Value) -> Value {
        self.last += 1;
        let mut asked = json!({"id": self.last, "method": method, "params": params});
        if let Some(session) = session {
            asked["sessionId"] = json!(session);
        }
        let mut bytes = asked.to_string().into_bytes();
        bytes.push(0);
        self.to.write_all(&bytes).expect("the browser listens");
        loop {
            let said = self.read(method);
            if said["id"] == json!(self.last) {
                assert!(said.get("error").is_none(), "{method}: {said}");
                return said["result"].clone();
            }
        }
    }

    /// The next thing that the browser says, while `what` is waited for.
    fn read(&mut self, what: &str) -> Value {
        let said = self.from.recv_timeout(PATIENCE);
        assert!(said.is_ok(), "{what}: the browser said nothing for {} s", PATIENCE.as_secs());
        let bytes = said.unwrap_or_default();
        serde_json::from_slice(&bytes).expect("the browser is there and speaks JSON")
    }

    /// A tab of a width in pixels.
    pub fn tab(&mut self, width: u32) -> Tab {
        let context = self.call(None, "Target.createBrowserContext", &json!({}));
        let target = json!({"url": "about:blank", "browserContextId": context["browserContextId"]});
        let target = self.call(None, "Target.createTarget", &target);
        let attach = json!({"targetId": target["targetId"], "flatten": true});
        let attached = self.call(None, "Target.attachToTarget", &attach);
        let tab = Tab { session: attached["sessionId"].as_str().expect("a session").to_owned() };
        self.call(Some(&tab.session), "Page.enable", &json!({}));
        self.call(Some(&tab.session), "Log.enable", &json!({}));
        self.width(&tab, width);
        tab
    }

    /// Makes the window of a tab so wide.
    pub fn width(&mut self, tab: &Tab, width: u32) {
        self.window(tab, (width, 900));
    }

    /// Makes the window of a tab so wide and so high.
    pub fn window(&mut self, tab: &Tab, (width, height): (u32, u32)) {
        let size =
            json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": false});
        self.call(Some(&tab.session), "Emulation.setDeviceMetricsOverride", &size);
    }

    /// Goes to an address and waits until it is loaded.
    pub fn go(&mut self, tab: &Tab, address: &str) {
        self.call(Some(&tab.session), "Page.navigate", &json!({"url": address}));
        self.loaded(tab);
    }

    /// Waits until what was asked for is loaded.
    fn loaded(&mut self, tab: &Tab) {
        loop {
            let said = self.read("a page that loads");
            let here = said["sessionId"] == json!(tab.session);
            if here && said["method"] == json!("Page.loadEventFired") {
                return;
            }
        }
    }

    /// What an expression of the page gives.
    pub fn ask(&mut self, tab: &Tab, expression: &str) -> Value {
        let params = json!({"expression": expression, "returnByValue": true, "awaitPromise": true});
        let said = self.call(Some(&tab.session), "Runtime.evaluate", &params);
        assert!(said.get("exceptionDetails").is_none(), "{expression}: {said}");
        said["result"]["value"].clone()
    }

    /// Clicks what a selector finds, and waits for the page that follows.
    pub fn follow(&mut self, tab: &Tab, selector: &str) {
        let found = self.ask(tab, &format!("!!document.querySelector({})", json!(selector)));
        assert_eq!(found, json!(true), "{selector} on {}", self.text(tab));
        // The click is made after the answer, so that the page that follows is not lost on the way.
        let click =
            format!("setTimeout(() => document.querySelector({}).click(), 0)", json!(selector));
        self.ask(tab, &click);
        self.loaded(tab);
    }

    /// Types into a field, or chooses in a list.
    pub fn fill(&mut self, tab: &Tab, selector: &str, value: &str) {
        let set = format!(
            "(() => {{ const it = document.querySelector({}); it.value = {}; return it.value; }})()",
            json!(selector),
            json!(value)
        );
        assert_eq!(self.ask(tab, &set), json!(value), "{selector}");
    }

    /// What a reader sees of a page.
    pub fn text(&mut self, tab: &Tab) -> String {
        let text = self.ask(tab, "document.body.innerText");
        text.as_str().unwrap_or_default().to_owned()
    }

    /// How much wider the page is than its window, in pixels.
    pub fn over(&mut self, tab: &Tab) -> i64 {
        let over = "document.documentElement.scrollWidth - document.documentElement.clientWidth";
        self.ask(tab, over).as_i64().expect("a number")
    }

    /// A picture for people to look at: of what stands in the window, or of the whole page.
    pub fn picture(&mut self, tab: &Tab, path: &Path, whole: bool) {
        let mut how = json!({"captureBeyondViewport": whole});
        if whole {
            let size = self.call(Some(&tab.session), "Page.getLayoutMetrics", &json!({}));
            let (width, height) =
                (&size["cssContentSize"]["width"], &size["cssContentSize"]["height"]);
            how["clip"] = json!({"x": 0, "y": 0, "width": width, "height": height, "scale": 1});
        }
        let shot = self.call(Some(&tab.session), "Page.captureScreenshot", &how);
        let encoded = shot["data"].as_str().expect("a picture");
        fs::write(path, bytes_of(encoded)).expect("the picture is written");
    }
}

/// Base 64 (RFC 4648), which the browser writes.
fn bytes_of(text: &str) -> Vec<u8> {
    const SIGNS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let value = |sign: u8| {
        SIGNS.iter().position(|it| *it == sign).map_or(0, |at| u32::try_from(at).unwrap_or(0))
    };
    let signs: Vec<u8> = text.bytes().filter(|sign| *sign != b'=').collect();
    let mut bytes = Vec::new();
    for four in signs.chunks(4) {
        let sum =
            four.iter().enumerate().fold(0, |sum, (at, sign)| sum | value(*sign) << (18 - 6 * at));
        bytes.extend(sum.to_be_bytes()[1..four.len()].iter());
    }
    bytes
}
