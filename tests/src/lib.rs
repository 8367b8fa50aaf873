//! The real window, driven from outside: a virtual display, a web driver, a private print queue, and the whole
//! visit as steps that the end-to-end tests and the demonstration share.
//!
//! Nothing here knows the program's inside. What it sees is what a person sees: roles, names, paper.

pub mod bench;
pub mod book;
pub mod bus;
pub mod display;
pub mod hand;
pub mod print_queue;
pub mod running;
pub mod scene;
pub mod trouble;
pub mod visit;
pub mod window;
pub mod words;
