//! Limits that rosters and program files share.

/// The most places that one mentor may offer.
pub const MOST_OFFERED: u32 = 1_000_000_000;
/// The most mentors that one mentee may want: each empty place is a line of the result, so beyond it a number is a slip of the keyboard.
pub const MOST_WANTED: u32 = 10_000;
/// The tier of mentees whose priority is blank: after 9.
pub const LAST_TIER: u8 = 10;
