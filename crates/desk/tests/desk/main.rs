//! The desk from outside: rows, pages in both languages, answers of the server.

mod browser;
mod chrome;
mod compartments;
mod drill;
mod filled;
mod live;
mod map;
mod matter;
mod news;
mod openapi;
mod outlook;
mod pages;
mod played;
mod relief;
#[path = "../../../cli/src/row_names.rs"]
mod row_names;
mod rows;
#[path = "../../../cli/src/commands/desk/script.rs"]
mod script;
mod seats;
mod server;
mod views;
mod words;
