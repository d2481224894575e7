//! Questions of forms: which field a question asks for, by the words that stand in it and their order.
//!
//! A pattern is words in the order in which they must stand, with anything between; `a|b` is either, `a*` any word that begins so. The
//! pattern with most words wins; two fields with equally good patterns are a doubt, and a doubt is no answer.

use crate::text::fold_header;

/// What a question asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Asks {
    /// One field or special column, by its name.
    For(&'static str),
    /// Two fields match equally well.
    Doubt(&'static str, &'static str),
    /// Nothing that is known.
    Nothing,
}

/// The questions for one field.
struct Questions {
    field: &'static str,
    patterns: &'static [&'static str],
    /// Words that tell that it asks for something else.
    never: &'static [&'static str],
}

/// Somebody else than the person who answers.
const OTHERS: &[&str] = &[
    "parent*",
    "guardian*",
    "mother*",
    "father*",
    "teacher*",
    "counselor*",
    "emergency",
    "friend*",
    "mentor*",
    "mentee*",
    "buddy",
    "tutor*",
    "partner*",
];

const QUESTIONS: &[Questions] = &[
    Questions {
        field: "name",
        patterns: &[
            "what|whats|enter|type|write your name",
            "your full|first name",
            "first and last name",
            "your name",
        ],
        never: OTHERS,
    },
    Questions {
        field: "email",
        patterns: &["your email", "your school|student email", "what|which email"],
        never: OTHERS,
    },
    Questions {
        field: "id",
        patterns: &["your student|pupil|school id|number", "what student|pupil id|number", "student|pupil id number"],
        never: OTHERS,
    },
    Questions {
        field: "grade",
        patterns: &[
            "what|which grade you",
            "what|which grade level",
            "your grade|year",
            "grade are you in",
            "en que grado",
            "in welche klasse",
            "en quelle classe",
        ],
        never: &[
            "tutor*", "want", "work", "get", "got", "earn*", "receive*", "average", "mentor*", "mentee*", "buddy",
            "partner*", "teach*", "prefer*", "subject*", "math*", "english", "science",
        ],
    },
    Questions {
        field: "site",
        patterns: &["what|which school|campus you", "your school|campus", "school|campus do you attend"],
        never: &[
            "previous",
            "former",
            "last",
            "like",
            "want",
            "many",
            "club*",
            "email",
            "id",
            "number",
            "year",
            "subject*",
            "counselor*",
        ],
    },
    Questions {
        field: "gender",
        patterns: &["your gender", "what|which gender you", "gender do you identify", "gender identity"],
        never: &["prefer*", "mentor*", "mentee*", "partner*", "buddy", "tutor*", "work"],
    },
    Questions {
        field: "gender_wish",
        patterns: &["prefer* gender", "gender prefer*", "gender mentor|mentee|partner|buddy|tutor prefer*|like|want"],
        never: &["pronoun*", "same", "important", "matter*", "does", "care"],
    },
    Questions {
        field: "languages",
        patterns: &[
            "language* you speak|spoken|fluent",
            "language* speak|spoken at home",
            "speak what|which language*",
            "languages spoken",
        ],
        never: &["learn*", "practi*", "want", "subject*"],
    },
    Questions {
        field: "learning_languages",
        patterns: &[
            "language* you learn*|practi*",
            "learn*|practi* what|which|a language*",
            "want|like learn*|practi* language*",
        ],
        never: &[],
    },
    Questions {
        field: "interests",
        patterns: &[
            "your interests|hobbies",
            "interests hobbies",
            "hobbies interests",
            "what|which interest*|hobbies you",
            "what you like|love|enjoy do free|spare time",
            "what you do free|spare time",
            "activities you like|enjoy|love",
            "what|which clubs you",
            "what you like|love|enjoy do",
        ],
        never: &["dislike*", "career*", "job*", "subject*", "not", "least", "mentor*", "mentee*", "partner*"],
    },
    Questions {
        field: "dislikes",
        patterns: &[
            "what you dislike",
            "dislike* what|things",
            "what you like least",
            "things not|t|dont like|enjoy",
            "what not like|enjoy",
        ],
        never: &["paired", "partner*", "subject*", "mentor*"],
    },
    Questions {
        field: "goals",
        patterns: &[
            "your goal*",
            "what|which goal* you",
            "what you hope gain|achieve|learn",
            "what you want gain|achieve",
        ],
        never: &["career*"],
    },
    Questions {
        field: "careers",
        patterns: &[
            "what|which career* you|interest*",
            "career* interested|interest*|consider*",
            "what you want be when grow",
            "job*|profession* interested|interest*",
        ],
        never: &["mentor*"],
    },
    Questions {
        field: "subject_strengths",
        patterns: &[
            "subject* you strong|good|best|confident|excel",
            "subject* you strongest|better in|at",
            "strongest|best subject*",
            "strong|good|confident what|which subject*",
            "subject* you can|could|able help|tutor|teach|support",
            "subject* can|could you help|tutor|teach|support",
            "subject* you tutor|teach",
            "subject* feel|are comfortable tutoring|teaching|helping",
        ],
        never: &["least", "worst", "need*", "struggle*", "difficult*", "improve*", "hard*", "weak*"],
    },
    Questions {
        field: "subject_needs",
        patterns: &[
            "subject* you need|needs|want|like help|support|tutoring",
            "subject* you need|want|like improve*",
            "need|want|like help|support|tutoring what|which|with|in subject*",
            "subject* struggl*|difficult*|hard*|challeng*|weak*",
            "struggl*|difficult* subject*",
        ],
        never: &["others", "offer", "strong*"],
    },
    Questions {
        field: "support_skills",
        patterns: &[
            "support you can|able|trained give|offer|provide",
            "support you give|offer|provide",
            "trained give|offer|provide support",
        ],
        never: &["need*", "subject*"],
    },
    Questions {
        field: "support_needs",
        patterns: &[
            "what|which support you need|want|like",
            "support do you need|want|like",
            "need support with|for",
            "your special|support needs",
            "any special|support needs",
        ],
        never: &["subject*", "offer", "give", "tech*"],
    },
    Questions {
        field: "availability",
        patterns: &[
            "when you free|available|meet",
            "times|days|periods you free|available|meet",
            "what|which times|days|periods you",
            "free|available what|which times|days|periods",
            "i am|m free|available",
            "your availability",
            "when can|could meet",
        ],
        never: &["hours", "many", "often", "long"],
    },
    Questions {
        field: "mode",
        patterns: &["how you like|prefer|want meet", "meet in person|online|virtual*", "meet online|virtual*"],
        never: &["many", "often", "when", "time*", "day*"],
    },
    Questions {
        field: "capacity",
        patterns: &[
            "how many mentees|buddies|tutees|students|newcomers|children",
            "how many people can|could|will* you mentor|help|take|support",
        ],
        never: &["family", "your", "grade", "class", "school"],
    },
    Questions {
        field: "mentors_wanted",
        patterns: &["how many mentors|tutors you", "how many mentors|tutors would"],
        never: &[],
    },
    Questions {
        field: "trained",
        patterns: &["you complet*|finish*|attend*|done training", "training complet*|finish*|attend*|done"],
        never: &["when", "date", "what", "which"],
    },
    Questions {
        field: "consent",
        patterns: &["parent*|guardian* consent*|permission|agree*|signed", "consent|permission parent*|guardian*"],
        never: &["name", "email", "phone", "date"],
    },
    Questions {
        field: "prefers",
        patterns: &[
            "who you like|want|prefer mentor|paired|partner|matched|buddy",
            "who you like|want|prefer work with",
        ],
        never: &["not", "never", "avoid"],
    },
    Questions {
        field: "avoids",
        patterns: &[
            "not|never|avoid|t|dont|cannot paired|matched|work* with",
            "who you not|avoid",
            "who not|t|dont you|want|like work|be|paired",
            "anyone you not|avoid|never",
            "anyone should|must not|never paired|matched",
        ],
        never: &[],
    },
    Questions {
        field: "previous_partners",
        patterns: &[
            "who was|were your mentor|mentee|buddy|partner",
            "your last|previous|former mentor|mentee|buddy|partner",
        ],
        never: &["grade", "rate", "how"],
    },
    Questions {
        field: "role",
        patterns: &["mentor or mentee", "mentee or mentor", "tutor or tutee", "what|which role you"],
        never: &["prefer*", "gender", "before", "been", "past", "last"],
    },
];

/// Words that turn a question into its opposite; `t` is what is left of don't and can't.
const NOT: [&str; 12] =
    ["not", "never", "t", "dont", "cant", "cannot", "unable", "unavailable", "absent", "avoid", "impossible", "longer"];
/// Fields whose questions are asked in the negative.
const OPPOSITES: [&str; 2] = ["dislikes", "avoids"];

/// What a header asks for, if it is a question.
pub(super) fn asks(header: &str) -> Asks {
    /// Nobody asks so long a question.
    const LONGEST: usize = 1000;
    if header.len() > LONGEST {
        return Asks::Nothing;
    }
    let folded = fold_header(header).replace("e_mail", "email");
    let words: Vec<&str> = folded.split('_').collect();
    let mut best: Vec<(usize, &'static str)> = Vec::new();
    // Who says what is not asks for the opposite, and two fields alone are that.
    let is_negated = words.iter().any(|word| NOT.contains(word));
    for questions in QUESTIONS.iter().filter(|questions| !is_negated || OPPOSITES.contains(&questions.field)) {
        if words.iter().any(|word| questions.never.iter().any(|never| fits(word, never))) {
            continue;
        }
        let found = questions.patterns.iter().filter(|pattern| stands_in(&words, pattern));
        if let Some(length) = found.map(|pattern| pattern.split(' ').count()).max() {
            best.push((length, questions.field));
        }
    }
    best.sort_by_key(|(length, _)| std::cmp::Reverse(*length));
    match best.as_slice() {
        [] => Asks::Nothing,
        [(one, first), (two, second), ..] if one == two => Asks::Doubt(first, second),
        [(_, field), ..] => Asks::For(field),
    }
}

/// Whether the words of a pattern stand in a question in their order.
fn stands_in(words: &[&str], pattern: &str) -> bool {
    let mut rest = words.iter();
    pattern.split(' ').all(|wanted| rest.any(|word| fits(word, wanted)))
}

fn fits(word: &str, wanted: &str) -> bool {
    wanted.split('|').any(|wanted| match wanted.strip_suffix('*') {
        Some(start) => word.starts_with(start),
        None => word == wanted,
    })
}

/// The place that a question about a ranked choice asks for: `My first choice mentor is`, `2nd choice`, `Choice 3`.
pub(super) fn choice_place(header: &str) -> Option<u32> {
    const PLACES: [&[&str]; 6] = [
        &["first", "1st", "1"],
        &["second", "2nd", "2"],
        &["third", "3rd", "3"],
        &["fourth", "4th", "4"],
        &["fifth", "5th", "5"],
        &["sixth", "6th", "6"],
    ];
    const CHOICE: [&str; 4] = ["choice", "preference", "pick", "preferred"];
    // Choices among other things than people.
    const KNOWN: [&str; 26] = [
        "my", "your", "the", "a", "of", "for", "is", "are", "would", "be", "who", "mentor", "mentee", "buddy", "tutor",
        "tutee", "partner", "person", "student", "name", "email", "id", "please", "choose", "select", "as",
    ];
    let folded = fold_header(header);
    let words: Vec<&str> = folded.split('_').collect();
    words.iter().find(|word| CHOICE.contains(word))?;
    let place = PLACES.iter().position(|names| words.iter().any(|word| names.contains(word)))?;
    let is_about_people =
        words.iter().all(|word| CHOICE.contains(word) || KNOWN.contains(word) || PLACES[place].contains(word));
    is_about_people.then(|| u32::try_from(place + 1).expect("six places"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn questions_as_coordinators_ask_them_are_understood() {
        for (question, field) in [
            ("What is your name?", "name"),
            ("Your full name", "name"),
            ("What is your school e-mail address?", "email"),
            ("What is your student ID number?", "id"),
            ("What grade are you in?", "grade"),
            ("What grade will you be in next year?", "grade"),
            ("Which school do you attend?", "site"),
            ("What is your gender?", "gender"),
            ("Which gender do you identify with?", "gender"),
            ("Do you have a preferred gender for your mentor?", "gender_wish"),
            ("Which languages do you speak at home?", "languages"),
            ("Which languages would you like to practise?", "learning_languages"),
            ("What are your interests and hobbies? (check all that apply)", "interests"),
            ("What do you like to do in your free time?", "interests"),
            ("Is there anything that you dislike? What things?", "dislikes"),
            ("What are your goals for this term?", "goals"),
            ("Which careers are you interested in?", "careers"),
            ("Which subjects are you strong in? (check all that apply)", "subject_strengths"),
            ("Which subjects can you help with?", "subject_strengths"),
            ("What are your best subjects?", "subject_strengths"),
            ("Which subjects do you need help with?", "subject_needs"),
            ("Which subjects would you like help with?", "subject_needs"),
            ("What subjects do you struggle with?", "subject_needs"),
            ("What support do you need?", "support_needs"),
            ("What kind of support can you give?", "support_skills"),
            ("When are you free to meet?", "availability"),
            ("Which days are you available?", "availability"),
            ("I am free", "availability"),
            ("How would you prefer to meet?", "mode"),
            ("How many mentees can you take on?", "capacity"),
            ("How many students would you be willing to help?", "capacity"),
            ("How many mentors would you like?", "mentors_wanted"),
            ("Have you completed the mentor training?", "trained"),
            ("Parent/guardian consent form signed?", "consent"),
            ("Who would you like to be paired with?", "prefers"),
            ("Is there anyone you should not be paired with?", "avoids"),
            ("Is there anyone you cannot work with?", "avoids"),
            ("What gender mentor would you like?", "gender_wish"),
            ("Who don't you want to work with?", "avoids"),
            ("What do you not enjoy?", "dislikes"),
            ("Who was your mentor last year?", "previous_partners"),
            ("Do you want to be a mentor or a mentee?", "role"),
            ("¿En qué grado estás?", "grade"),
        ] {
            assert_eq!(asks(question), Asks::For(field), "{question}");
        }
    }

    #[test]
    fn questions_about_something_else_are_left_alone() {
        for question in [
            "What is your parent's name?",
            "What grade did you get in math?",
            "How many hours a week are you free?",
            "What is your favourite colour?",
            "Guardian phone",
            "How did your last mentor do?",
            "Anything else?",
            "What is your emergency contact's e-mail?",
            "When are you NOT available?",
            "Which days are you absent?",
            "When can't you meet?",
            "Which subjects are you not good at?",
            "Have you been a mentor or mentee before?",
            "What grade would you like to tutor?",
            "How many students are in your school club?",
            "Which subjects are you least good at?",
            "When is it impossible for you to meet?",
            "What support do you no longer need?",
            "How many students are in your family?",
            "What school would you like to attend?",
            "What gender is your mentor?",
        ] {
            assert_eq!(asks(question), Asks::Nothing, "{question}");
        }
    }

    #[test]
    fn ranked_choices_of_people_have_a_place() {
        assert_eq!(choice_place("My first choice mentor is"), Some(1));
        assert_eq!(choice_place("2nd choice"), Some(2));
        assert_eq!(choice_place("Choice 3"), Some(3));
        assert_eq!(choice_place("First choice of elective"), None);
        assert_eq!(choice_place("First name"), None);
    }
}
