//! The desk from outside: rows, pages in both languages, answers of the server.

mod browser;
mod live;
mod map;
mod matter;
mod outlook;
mod pages;
mod rows;
mod server;
mod words;
