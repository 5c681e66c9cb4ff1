//! Commands read from the fenced `console` blocks of a Markdown text.

/// One command of the README and what the reader is told to expect of it.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Command {
    /// The command, as typed after `$ `.
    pub(crate) line: String,
    /// Line of the document, from 1.
    pub(crate) number: usize,
    /// Standard output shown under it, if its block is checked.
    pub(crate) shown: Option<String>,
    /// Exit code shown by the block.
    pub(crate) exit: i32,
}

/// What the words after `console` ask for.
#[derive(Clone, Copy)]
struct Fence {
    checked: bool,
    exit: i32,
}

/// All commands in order. A fence word that means nothing is an error, so that no check is lost by a slip.
pub(crate) fn commands(text: &str) -> Result<Vec<Command>, String> {
    let mut found: Vec<Command> = Vec::new();
    let mut fence: Option<Fence> = None;
    let mut inside_other = false;
    for (index, line) in text.lines().enumerate() {
        let number = index + 1;
        if let Some(info) = line.strip_prefix("```") {
            if fence.take().is_some() || inside_other {
                inside_other = false;
            } else if info.split_whitespace().next() == Some("console") {
                fence = Some(parse(info).map_err(|word| {
                    format!("README.md:{number}: `{word}` means nothing on a console block")
                })?);
            } else {
                inside_other = true;
            }
        } else if let Some(fence) = fence {
            inside(&mut found, fence, line, number);
        }
    }
    Ok(found)
}

fn parse(info: &str) -> Result<Fence, String> {
    let mut fence = Fence { checked: false, exit: 0 };
    for word in info.split_whitespace().skip(1) {
        match word.strip_prefix("exit=").map(str::parse) {
            Some(Ok(exit)) => fence.exit = exit,
            None if word == "checked" => fence.checked = true,
            _ => return Err(word.to_string()),
        }
    }
    Ok(fence)
}

fn inside(found: &mut Vec<Command>, fence: Fence, line: &str, number: usize) {
    if let Some(typed) = line.strip_prefix("$ ") {
        let shown = fence.checked.then(String::new);
        found.push(Command { line: typed.to_string(), number, shown, exit: fence.exit });
    } else if let Some(shown) = found.last_mut().and_then(|command| command.shown.as_mut()) {
        shown.push_str(line);
        shown.push('\n');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_console_blocks_hold_commands() {
        let text = "```sh\n$ no\n```\n$ neither\n```console\n$ one\nignored\n```\n";
        let found = commands(text).expect("well formed");
        assert_eq!(found, [Command { line: "one".into(), number: 6, shown: None, exit: 0 }]);
    }

    #[test]
    fn checked_blocks_keep_what_stands_under_each_command() {
        let found =
            commands("```console checked exit=1\n$ a\nx\n\ny\n$ b\n```\n").expect("well formed");
        assert_eq!(found[0].shown.as_deref(), Some("x\n\ny\n"));
        assert_eq!(found[1].shown.as_deref(), Some(""));
        assert_eq!(found[1].exit, 1);
    }

    #[test]
    fn a_slip_in_the_fence_is_an_error() {
        assert!(commands("```console cheked\n$ a\n```\n").is_err());
        assert!(commands("```console exit=one\n$ a\n```\n").is_err());
    }
}
