//! The flow engine against an enumeration of all assignments, for every order of levels and every shape of problem.
//!
//! `ENUMERATION_TIMES=20 cargo test --release --test enumeration` looks at twenty times as many problems.

#[path = "enumeration/by_hand.rs"]
mod by_hand;
#[path = "support/dice.rs"]
mod dice;
#[path = "support/draw.rs"]
mod draw;
#[path = "enumeration/engine.rs"]
mod engine;
#[path = "enumeration/engine_is_best_with.rs"]
mod engine_is_best_with;
#[path = "support/enumerate.rs"]
mod enumerate;
#[path = "enumeration/everything.rs"]
mod everything;
#[path = "support/judge.rs"]
mod judge;
#[path = "enumeration/shapes.rs"]
mod shapes;
#[path = "support/shrink.rs"]
mod shrink;
#[path = "enumeration/stopped.rs"]
mod stopped;
