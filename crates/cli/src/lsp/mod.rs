//! `detente lsp`: the language server. An editor speaks to it over standard input and output in
//! the Language Server Protocol 3.17; every key stroke is checked.

mod complete;
mod documents;
mod findings;
mod hover;
mod layout;
mod lens;
mod navigate;
mod places;

use std::ops::ControlFlow;

use lsp_server::{Connection, ErrorCode, Message, Notification, Request, Response};
use lsp_types::notification::{self as told, Notification as _};
use lsp_types::request as asked;
use lsp_types::{
    CodeLensOptions, CompletionOptions, HoverProviderCapability, OneOf, RenameOptions,
    ServerCapabilities, TextDocumentSyncCapability, TextDocumentSyncKind,
};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::exit::{Answer, Exit, Failure};
use documents::Documents;

/// Serves one editor until it says that it is done.
pub fn run() -> Result<Answer, Failure> {
    let (connection, threads) = Connection::stdio();
    let server = Server { connection, documents: Documents::default() };
    server.serve()?;
    threads.join().map_err(|error| broken(&error))?;
    Ok(Answer { text: String::new(), exit: Exit::Yes })
}

fn broken(error: &dyn std::fmt::Display) -> Failure {
    Failure::Environment(format!("the editor's connection broke: {error}"))
}

fn capabilities() -> ServerCapabilities {
    ServerCapabilities {
        text_document_sync: Some(TextDocumentSyncCapability::Kind(TextDocumentSyncKind::FULL)),
        hover_provider: Some(HoverProviderCapability::Simple(true)),
        completion_provider: Some(CompletionOptions::default()),
        definition_provider: Some(OneOf::Left(true)),
        references_provider: Some(OneOf::Left(true)),
        document_symbol_provider: Some(OneOf::Left(true)),
        document_formatting_provider: Some(OneOf::Left(true)),
        code_lens_provider: Some(CodeLensOptions { resolve_provider: Some(false) }),
        rename_provider: Some(OneOf::Right(RenameOptions {
            prepare_provider: Some(true),
            work_done_progress_options: Default::default(),
        })),
        ..ServerCapabilities::default()
    }
}

struct Server {
    connection: Connection,
    documents: Documents,
}

impl Server {
    fn serve(mut self) -> Result<(), Failure> {
        let offered = serde_json::to_value(capabilities()).map_err(|error| broken(&error))?;
        self.connection.initialize(offered).map_err(|error| broken(&error))?;
        while let Ok(message) = self.connection.receiver.recv() {
            match message {
                Message::Request(request) => {
                    if self.connection.handle_shutdown(&request).map_err(|error| broken(&error))? {
                        break;
                    }
                    self.send(Message::Response(self.answer(request)))?;
                }
                Message::Notification(notification) => self.hear(notification)?,
                Message::Response(_) => (),
            }
        }
        Ok(())
    }

    fn send(&self, message: Message) -> Result<(), Failure> {
        self.connection.sender.send(message).map_err(|error| broken(&error))
    }

    /// Keeps up with what the editor has open, and says what is wrong in it.
    fn hear(&mut self, notification: Notification) -> Result<(), Failure> {
        let Some(changed) = self.documents.hear(notification) else { return Ok(()) };
        for published in findings::of(&self.documents, &changed) {
            let method = told::PublishDiagnostics::METHOD.to_owned();
            self.send(Message::Notification(Notification::new(method, published)))?;
        }
        Ok(())
    }

    fn answer(&self, request: Request) -> Response {
        let Self { documents, .. } = self;
        let question = Question { request };
        let answered = question
            .on::<asked::HoverRequest>(|it| hover::hover(documents, &it))
            .or_on::<asked::Completion>(|it| complete::complete(documents, &it))
            .or_on::<asked::GotoDefinition>(|it| navigate::definition(documents, &it))
            .or_on::<asked::References>(|it| navigate::references(documents, &it))
            .or_on::<asked::PrepareRenameRequest>(|it| navigate::prepare_rename(documents, &it))
            .or_on::<asked::Rename>(|it| navigate::rename(documents, &it))
            .or_on::<asked::DocumentSymbolRequest>(|it| navigate::symbols(documents, &it))
            .or_on::<asked::CodeLensRequest>(|it| lens::lenses(documents, &it))
            .or_on::<asked::Formatting>(|it| layout::format(documents, &it));
        match answered {
            ControlFlow::Break(response) => response,
            ControlFlow::Continue(Question { request }) => {
                let message = format!("`{}` is not served", request.method);
                Response::new_err(request.id, ErrorCode::MethodNotFound as i32, message)
            }
        }
    }
}

/// A request that nobody has answered yet.
struct Question {
    request: Request,
}

/// An answer, or the question for the next to try.
type Tried = ControlFlow<Response, Question>;

impl Question {
    fn on<R: asked::Request>(self, answer: impl FnOnce(R::Params) -> R::Result) -> Tried
    where
        R::Params: DeserializeOwned,
        R::Result: Serialize,
    {
        if self.request.method != R::METHOD {
            return ControlFlow::Continue(self);
        }
        let Request { id, params, .. } = self.request;
        ControlFlow::Break(match serde_json::from_value(params) {
            Ok(params) => Response::new_ok(id, answer(params)),
            Err(error) => Response::new_err(id, ErrorCode::InvalidParams as i32, error.to_string()),
        })
    }
}

/// Trying one handler after another.
trait OrOn {
    fn or_on<R: asked::Request>(self, answer: impl FnOnce(R::Params) -> R::Result) -> Tried
    where
        R::Params: DeserializeOwned,
        R::Result: Serialize;
}

impl OrOn for Tried {
    fn or_on<R: asked::Request>(self, answer: impl FnOnce(R::Params) -> R::Result) -> Tried
    where
        R::Params: DeserializeOwned,
        R::Result: Serialize,
    {
        match self {
            ControlFlow::Continue(question) => question.on::<R>(answer),
            done => done,
        }
    }
}
