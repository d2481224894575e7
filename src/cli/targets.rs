//! Where a run writes: the result, and beside it the referral list where that is asked for.

use std::path::PathBuf;

use super::arguments::MatchArguments;
use super::failure::Failure;
use super::output::{Readers, Target};
use crate::text::printable;

/// Where a run writes.
pub struct Targets {
    /// The result.
    pub result: Target,
    /// The referral list.
    pub referral: Option<Target>,
}

impl Targets {
    /// The targets that the arguments name.
    pub fn of(arguments: &MatchArguments) -> Targets {
        let referral = arguments.referral.as_deref().map(|path| Target::of(Some(path)));
        Targets { result: Target::of(arguments.output.as_deref()), referral }
    }

    /// Fails early, before any long work, where something cannot be written, or would be written over an input or the other target.
    pub fn check(&self, inputs: &[PathBuf]) -> Result<(), Failure> {
        let targets =
            || [(Some(&self.result), "the output", "-o"), (self.referral.as_ref(), "the referral list", "--referral")];
        for (target, what, option) in targets() {
            if let Some(input) = target.and_then(|target| target.same_as(inputs)) {
                let input = printable(&input.display().to_string());
                return Err(Failure::Usage(format!("{what} is the input {input}; give {option} another name")));
            }
        }
        if self.referral.as_ref().is_some_and(|list| list.is_also(&self.result)) {
            let message =
                "the referral list and the result would be written to one place; give --referral a file of its own";
            return Err(Failure::Usage(message.to_owned()));
        }
        for (target, ..) in targets() {
            target.map_or(Ok(()), Target::check)?;
        }
        Ok(())
    }

    /// Writes both. All bytes of the list are on the disk before the result is written, and only its name is given after it, so that what
    /// commonly goes wrong leaves neither.
    pub fn write(&self, result: &[u8], list: &[u8]) -> anyhow::Result<()> {
        let list = self.referral.as_ref().map(|target| target.stage(list, Readers::Owner)).transpose()?;
        self.result.write(result)?;
        list.map_or(Ok(()), |list| list.finish())
    }
}
