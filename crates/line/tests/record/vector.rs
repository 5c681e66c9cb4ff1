//! A vector: a file with a header, a blank line and a body.

use line::base64;

/// One vector.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vector {
    pub name: String,
    /// What is wrong with it, or what it shows.
    pub what: String,
    /// Which operation reads the body.
    pub run: String,
    /// `ok` or the name of a reason.
    pub expect: String,
    pub params: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Vector {
    pub fn new(name: &str, run: &str, expect: &str, what: &str, body: impl AsRef<[u8]>) -> Self {
        Self {
            name: name.to_string(),
            what: what.to_string(),
            run: run.to_string(),
            expect: expect.to_string(),
            params: Vec::new(),
            body: body.as_ref().to_vec(),
        }
    }

    pub fn with(mut self, key: &str, value: impl ToString) -> Self {
        self.params.push((key.to_string(), value.to_string()));
        self
    }

    pub fn instead(mut self, key: &str, value: &str) -> Self {
        self.params.retain(|(other, _)| other != key);
        self.with(key, value)
    }

    pub fn param(&self, key: &str) -> &str {
        let found = self.params.iter().find(|(other, _)| other == key);
        &found.unwrap_or_else(|| panic!("{}: no `{key}:`", self.name)).1
    }

    pub fn words(&self, key: &str) -> Vec<&str> {
        let found = self.params.iter().find(|(other, _)| other == key);
        found.map(|(_, value)| value.split_whitespace().collect()).unwrap_or_default()
    }

    /// The file: text as it stands, other bytes in base 64, a run of one byte at the end as `fill: SIZE BYTE`.
    pub fn write(&self) -> String {
        let Self { what, run, expect, .. } = self;
        let mut out = format!("what: {what}\nrun: {run}\nexpect: {expect}\n");
        for (key, value) in &self.params {
            out += &format!("{key}: {value}\n");
        }
        let mut body = self.body.as_slice();
        if let Some(last) = body.last().filter(|_| body.len() >= 1024) {
            let end = body.iter().rposition(|byte| byte != last).map_or(0, |at| at + 1);
            if body.len() - end >= 512 {
                out += &format!("fill: {} {last:02x}\n", body.len());
                body = &body[..end];
            }
        }
        let plain = |byte: &u8| matches!(byte, b'\n' | 0x20..=0x7e | 0x80..);
        match std::str::from_utf8(body).ok().filter(|_| body.iter().all(plain)) {
            Some(text) => out + "\n" + text,
            None => out + "encoding: base64\n\n" + &lines(&base64::encode(body)),
        }
    }

    /// Reads what [`Vector::write`] writes.
    pub fn parse(name: &str, text: &str) -> Self {
        let (head, body) = text.split_once("\n\n").expect("a blank line after the header");
        let mut params: Vec<(String, String)> = Vec::new();
        for line in head.lines() {
            let (key, value) = line.split_once(": ").expect("`key: value`");
            params.push((key.to_string(), value.to_string()));
        }
        let mut take = |key: &str| {
            let place = params.iter().position(|(other, _)| other == key)?;
            Some(params.remove(place).1)
        };
        let (what, run, expect) = (take("what"), take("run"), take("expect"));
        let fill = take("fill");
        let mut body = match take("encoding") {
            None => body.as_bytes().to_vec(),
            Some(_) => base64::decode(&body.replace('\n', "")).expect("base 64"),
        };
        if let Some((size, byte)) = fill.as_deref().and_then(|fill| fill.split_once(' ')) {
            let byte = u8::from_str_radix(byte, 16).expect("a byte in hex");
            body.resize(size.parse().expect("a size"), byte);
        }
        let field = |field: Option<String>| field.expect("what, run and expect");
        Self {
            name: name.to_string(),
            what: field(what),
            run: field(run),
            expect: field(expect),
            params,
            body,
        }
    }
}

fn lines(text: &str) -> String {
    let chunks = text.as_bytes().chunks(76).map(|chunk| std::str::from_utf8(chunk).expect("ASCII"));
    chunks.flat_map(|chunk| [chunk, "\n"]).collect()
}
