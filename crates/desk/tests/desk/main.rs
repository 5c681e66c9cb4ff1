//! The desk from outside: rows, pages in both languages, answers of the server.

mod browser;
mod chrome;
mod drill;
mod live;
mod map;
mod matter;
mod openapi;
mod outlook;
mod pages;
mod played;
mod rows;
mod server;
mod views;
mod words;
