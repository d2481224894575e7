//! The canonical fields, their types, and the everyday headers that mean them.

use super::FieldType;
use crate::units::Side;

/// A field that the tool knows by itself.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// The canonical name.
    pub name: &'static str,
    /// The type of its cells.
    pub kind: CanonicalType,
    /// Whether its values may be named in explanations; of other fields only counts are told.
    pub open: bool,
    /// The side whose rows have it, where it is one side's alone.
    pub only: Option<Side>,
    /// Other headers that mean this field, folded as headers are.
    pub synonyms: &'static [&'static str],
}

/// The types of canonical fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CanonicalType {
    /// Text for people; also the id.
    Text,
    /// One tag.
    Choice,
    /// Any number of tags.
    Tags,
    /// A whole number, 0 and up.
    Whole,
    /// 1 to 9.
    Priority,
    /// A school grade.
    Grade,
    /// Yes or no.
    YesNo,
    /// A calendar date.
    Date,
    /// Times at which a meeting can happen.
    Slots,
    /// Ids, best first.
    Ranking,
    /// Ids.
    Ids,
}

impl CanonicalType {
    /// The field type that criteria and rules see.
    #[must_use]
    pub fn field_type(self) -> FieldType {
        match self {
            CanonicalType::Text => FieldType::Text,
            CanonicalType::Choice => FieldType::Choice,
            CanonicalType::Tags => FieldType::Tags,
            CanonicalType::Whole | CanonicalType::Priority => FieldType::Number,
            CanonicalType::Grade => FieldType::grade(),
            CanonicalType::YesNo => FieldType::YesNo,
            CanonicalType::Date => FieldType::Date,
            CanonicalType::Slots => FieldType::Slots,
            CanonicalType::Ranking => FieldType::Ranking,
            CanonicalType::Ids => FieldType::Ids,
        }
    }
}

const fn open(name: &'static str, kind: CanonicalType, synonyms: &'static [&'static str]) -> Field {
    Field { name, kind, open: true, only: None, synonyms }
}

const fn restricted(name: &'static str, kind: CanonicalType, synonyms: &'static [&'static str]) -> Field {
    Field { name, kind, open: false, only: None, synonyms }
}

impl Field {
    const fn of(self, side: Side) -> Field {
        Field { only: Some(side), ..self }
    }
}

/// Every canonical field.
pub const FIELDS: &[Field] = {
    use CanonicalType::{Choice, Date, Grade, Ids, Priority, Ranking, Slots, Tags, Text, Whole, YesNo};
    &[
        open(
            "id",
            Text,
            &[
                "student_id",
                "person_id",
                "mentor_id",
                "mentee_id",
                "student_number",
                "id_number",
                "student_id_number",
                "studentid",
                "pupil_id",
                "member_id",
                "sis_id",
                "personid",
                "student_no",
                "pupil_number",
                "learner_id",
                "student_code",
                "unique_id",
                "sourcedid",
                "matricula",
                "numero_de_estudiante",
                "id_de_estudiante",
                "numero_eleve",
                "identifiant",
                "schuelernummer",
                "schulernummer",
            ],
        ),
        restricted(
            "name",
            Text,
            &[
                "full_name",
                "student_name",
                "mentor_name",
                "mentee_name",
                "student",
                "pupil_name",
                "students_name",
                "student_full_name",
                "name_of_student",
                "participant_name",
                "nombre",
                "nombre_completo",
                "nombre_y_apellidos",
                "nom",
                "nom_complet",
                "nom_et_prenom",
                "vollstandiger_name",
                "name_vorname",
                "lastfirst",
            ],
        ),
        restricted(
            "email",
            Text,
            &[
                "e_mail",
                "mail",
                "email_address",
                "e_mail_address",
                "student_email",
                "school_email",
                "school_email_address",
                "student_email_address",
                "email_id",
                "email_adresse",
                "e_mail_adresse",
                "mailadresse",
                "correo",
                "correo_electronico",
                "direccion_de_correo_electronico",
                "courriel",
                "adresse_e_mail",
                "adresse_email",
                "adresse_mail",
                "adresse_electronique",
            ],
        ),
        open(
            "site",
            Choice,
            &[
                "school",
                "campus",
                "school_name",
                "building",
                "location",
                "schoolname",
                "school_site",
                "school_building",
                "escuela",
                "colegio",
                "plantel",
                "ecole",
                "etablissement",
                "lycee",
                "schule",
                "standort",
            ],
        ),
        open(
            "grade",
            Grade,
            &[
                "grade_level",
                "current_grade",
                "gradelevel",
                "student_grade",
                "grade_in_school",
                "grade_lvl",
                "year_group",
                "student_grade_level",
                "grado",
                "curso",
                "niveau",
                "niveau_scolaire",
                "classe",
                "klasse",
                "klassenstufe",
                "jahrgang",
                "jahrgangsstufe",
            ],
        ),
        restricted("gender", Choice, &["sex", "gender_identity", "genero", "sexo", "sexe", "geschlecht"]),
        restricted(
            "gender_wish",
            Tags,
            &["gender_preference", "preferred_gender", "partner_gender", "preferred_gender_of_partner"],
        ),
        open(
            "languages",
            Tags,
            &[
                "language",
                "languages_spoken",
                "spoken_languages",
                "home_languages",
                "home_language",
                "home_languages_spoken",
                "language_s",
                "idiomas",
                "idioma",
                "lenguas",
                "langues",
                "langue",
                "langues_parlees",
                "sprachen",
                "sprache",
            ],
        ),
        open(
            "learning_languages",
            Tags,
            &[
                "languages_wanted",
                "languages_to_learn",
                "languages_to_practise",
                "languages_to_practice",
                "target_languages",
            ],
        ),
        open(
            "interests",
            Tags,
            &[
                "interest",
                "hobbies",
                "hobby",
                "hobbies_and_interests",
                "interests_and_hobbies",
                "interests_hobbies",
                "hobbies_interests",
                "student_interests",
                "intereses",
                "aficiones",
                "pasatiempos",
                "interets",
                "centres_d_interet",
                "loisirs",
                "interessen",
                "hobbys",
            ],
        ),
        open("dislikes", Tags, &["dislike", "things_i_dislike"]),
        open("goals", Tags, &["goal", "my_goals", "objetivos", "metas", "objectifs", "ziele"]),
        open(
            "careers",
            Tags,
            &[
                "career",
                "career_interests",
                "career_interest",
                "career_goals",
                "profesiones",
                "metiers",
                "berufe",
                "berufswunsch",
            ],
        ),
        open(
            "subject_strengths",
            Tags,
            &[
                "subject_strength",
                "strengths",
                "strong_subjects",
                "best_subjects",
                "subjects_strong",
                "subjects_offered",
                "can_help_with",
                "can_tutor",
                "strong_in",
                "materias_fuertes",
                "asignaturas_fuertes",
                "matieres_fortes",
                "points_forts",
                "starke_facher",
                "starken",
            ],
        ),
        open(
            "subject_needs",
            Tags,
            &[
                "subject_need",
                "needs_help_with",
                "subjects_needed",
                "help_needed_with",
                "wants_help_with",
                "weak_subjects",
                "materias_con_dificultad",
                "necesita_ayuda_en",
                "matieres_faibles",
                "besoin_d_aide_en",
                "schwache_facher",
                "hilfe_in",
            ],
        ),
        restricted("support_skills", Tags, &["support_skill", "support_offered", "can_support_with", "trained_in"]),
        restricted("support_needs", Tags, &["support_need", "support_needed", "needs_support_with"]),
        open(
            "availability",
            Slots,
            &[
                "available",
                "available_times",
                "times_available",
                "meeting_times",
                "free_periods",
                "free_times",
                "schedule",
                "available_periods",
                "available_days",
                "free_period",
                "meeting_availability",
                "disponibilidad",
                "horario_disponible",
                "disponibilite",
                "disponibilites",
                "verfugbarkeit",
                "freie_zeiten",
            ],
        ),
        open("mode", Tags, &["modes", "meeting_mode", "meeting_modes", "meeting_format"]),
        open(
            "capacity",
            Whole,
            &[
                "max_mentees",
                "maximum_mentees",
                "max_caseload",
                "caseload",
                "mentee_limit",
                "places",
                "places_offered",
                "max_number_of_mentees",
                "maximum_number_of_mentees",
                "how_many_mentees",
                "number_of_mentees",
                "mentees_wanted",
                "max_students",
                "capacidad",
                "capacite",
                "kapazitat",
                "platze",
            ],
        )
        .of(Side::Mentor),
        open("minimum", Whole, &["min_mentees", "minimum_mentees", "minimum_caseload", "min_caseload"])
            .of(Side::Mentor),
        open(
            "mentors_wanted",
            Whole,
            &["mentors_needed", "number_of_mentors", "places_wanted", "how_many_mentors", "wanted_mentors", "mentors"],
        )
        .of(Side::Mentee),
        open("priority", Priority, &["priority_tier", "priority_level", "urgency"]).of(Side::Mentee),
        open(
            "trained",
            YesNo,
            &[
                "training",
                "training_done",
                "training_completed",
                "training_complete",
                "is_trained",
                "formado",
                "formacion",
                "forme",
                "formation",
                "geschult",
                "schulung",
            ],
        ),
        open(
            "consent",
            YesNo,
            &[
                "consent_given",
                "parent_consent",
                "parental_consent",
                "permission",
                "consent_form",
                "guardian_consent",
                "consent_signed",
                "permission_slip",
                "consentimiento",
                "autorizacion",
                "consentement",
                "autorisation",
                "einwilligung",
                "einverstandnis",
            ],
        ),
        open("active", YesNo, &["is_active", "participating", "taking_part"]),
        open("cleared_until", Date, &["clearance_until", "clearance_expires", "cleared_through", "clearance_date"])
            .of(Side::Mentor),
        restricted(
            "prefers",
            Ranking,
            &[
                "preferences",
                "preferred_partners",
                "preference_list",
                "preferred_mentors",
                "preferred_mentees",
                "choices",
            ],
        ),
        restricted(
            "avoids",
            Ids,
            &["avoid", "never_with", "not_with", "do_not_pair_with", "never_pair_with", "conflicts"],
        ),
        restricted(
            "previous_partners",
            Ids,
            &[
                "previous_partner",
                "past_partners",
                "previous_mentors",
                "previous_mentees",
                "past_mentors",
                "past_mentees",
            ],
        ),
    ]
};

/// Headers that together make the name where no column holds it whole.
pub(super) const FIRST_NAME: &[&str] = &[
    "first_name",
    "firstname",
    "given_name",
    "givenname",
    "forename",
    "first",
    "student_first_name",
    "studentfirstname",
    "preferred_first_name",
    "prenom",
    "vorname",
    "nombres",
    "nombre_de_pila",
    "primer_nombre",
];
/// See [`FIRST_NAME`].
pub(super) const LAST_NAME: &[&str] = &[
    "last_name",
    "lastname",
    "surname",
    "family_name",
    "familyname",
    "last",
    "student_last_name",
    "studentlastname",
    "apellido",
    "apellidos",
    "nom_de_famille",
    "nachname",
    "familienname",
];
/// Headers of the column that says who is what, in a roster of both.
pub(super) const ROLE: &[&str] = &[
    "role",
    "programme_role",
    "program_role",
    "mentor_or_mentee",
    "rol",
    "rolle",
    "role_in_program",
    "role_in_programme",
];

/// Headers of the column that says when a form was answered.
pub(super) const TIMESTAMP: &[&str] = &[
    "timestamp",
    "time_stamp",
    "submitted_at",
    "submission_date",
    "submission_time",
    "date_submitted",
    "completion_time",
    "completed_at",
    "response_date",
    "marca_temporal",
    "horodateur",
    "zeitstempel",
];
/// Headers of columns that are nobody's business: their cells are dropped on reading.
const SECRET: &[&str] = &[
    "password",
    "passwd",
    "pwd",
    "user_password",
    "student_password",
    "initial_password",
    "contrasena",
    "mot_de_passe",
    "passwort",
    "kennwort",
    "ssn",
    "social_security_number",
];

/// Whether a header, folded, is that of a secret: one of its words is.
pub(super) fn is_secret(folded: &str) -> bool {
    const WORDS: [&str; 11] = [
        "password",
        "passwords",
        "passwd",
        "pwd",
        "pw",
        "passcode",
        "pin",
        "passwort",
        "kennwort",
        "contrasena",
        "ssn",
    ];
    const PARTS: [&str; 3] = ["pass_word", "access_code", "social_security"];
    SECRET.contains(&folded)
        || PARTS.iter().any(|part| folded.contains(part))
        || folded.split('_').any(|word| WORDS.contains(&word))
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn no_header_means_two_fields() {
        let mut seen = HashSet::new();
        let specials = [FIRST_NAME, LAST_NAME, ROLE, TIMESTAMP, SECRET].concat();
        let all = FIELDS.iter().flat_map(|field| [field.name].into_iter().chain(field.synonyms.iter().copied()));
        for header in all.chain(specials) {
            assert!(seen.insert(header), "{header} stands twice");
            assert_eq!(crate::text::fold_header(header), header, "synonyms are written folded");
        }
    }
}
