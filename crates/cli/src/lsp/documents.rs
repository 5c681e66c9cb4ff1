//! What the editor has open. The editor's text counts, not the file's.

use std::collections::BTreeMap;
use std::path::PathBuf;

use lang::source::Source;
use lsp_server::Notification;
use lsp_types::notification::{self as told, Notification as _};
use lsp_types::{Uri, WorkspaceEdit};
use serde::de::DeserializeOwned;

use crate::files;

/// Open texts by address.
#[derive(Default)]
pub struct Documents {
    open: BTreeMap<String, Source>,
}

impl Documents {
    /// Takes a change in; the address of the text that changed, if one did.
    pub fn hear(&mut self, notification: Notification) -> Option<Uri> {
        match notification.method.as_str() {
            told::DidOpenTextDocument::METHOD => {
                let it = read::<told::DidOpenTextDocument>(notification)?.text_document;
                Some(self.put(it.uri, it.text))
            }
            told::DidChangeTextDocument::METHOD => {
                let mut it = read::<told::DidChangeTextDocument>(notification)?;
                let text = it.content_changes.pop()?.text;
                Some(self.put(it.text_document.uri, text))
            }
            told::DidCloseTextDocument::METHOD => {
                let it = read::<told::DidCloseTextDocument>(notification)?.text_document;
                self.open.remove(it.uri.as_str());
                Some(it.uri)
            }
            _ => None,
        }
    }

    fn put(&mut self, uri: Uri, text: String) -> Uri {
        self.open.insert(uri.as_str().to_owned(), Source::new(name(&uri), text));
        uri
    }

    /// An open text.
    pub fn get(&self, uri: &Uri) -> Option<&Source> {
        self.open.get(uri.as_str())
    }

    /// Every open text with its address.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Source)> {
        self.open.iter().map(|(uri, source)| (uri.as_str(), source))
    }

    /// The text at an address, open or on disk.
    pub fn get_or_read(&self, address: &str) -> Option<Source> {
        if let Some(open) = self.open.get(address) {
            return Some(open.clone());
        }
        files::read(&path(address)?).ok()
    }
}

fn read<N: told::Notification>(notification: Notification) -> Option<N::Params>
where
    N::Params: DeserializeOwned,
{
    serde_json::from_value(notification.params).ok()
}

/// The file's name as a person knows it.
pub fn name(uri: &Uri) -> String {
    let last = uri.as_str().rsplit('/').next().unwrap_or("");
    percent_encoding::percent_decode_str(last).decode_utf8_lossy().into_owned()
}

fn path(address: &str) -> Option<PathBuf> {
    let path = address.strip_prefix("file://")?;
    Some(PathBuf::from(percent_encoding::percent_decode_str(path).decode_utf8().ok()?.into_owned()))
}

/// A change of one text.
#[allow(clippy::mutable_key_type)] // the protocol's own type; the key is never changed
pub fn edit_of(uri: &Uri, edits: Vec<lsp_types::TextEdit>) -> WorkspaceEdit {
    WorkspaceEdit { changes: Some([(uri.clone(), edits)].into()), ..WorkspaceEdit::default() }
}
