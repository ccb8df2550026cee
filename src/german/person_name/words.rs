//! Words that are no names: role mailboxes, departments, firms. And a search in such lists.

use memchr::memmem;

use super::spelling::fold;
use crate::german::gender::{first_name, is_surname, of_job};

/// Whether the folded word is in a blank-separated list.
pub(crate) fn listed(list: &str, word: &str) -> bool {
    // Names are looked up very often: a search for the word is much faster than taking the list apart.
    let list = list.as_bytes();
    let is_blank = |byte: Option<&u8>| byte.is_none_or(u8::is_ascii_whitespace);
    !word.is_empty()
        && !word.contains(|c: char| c.is_ascii_whitespace())
        && memmem::find_iter(list, word).any(|at| is_blank(list[..at].last()) && is_blank(list.get(at + word.len())))
}

/// Whether the folded word ends like one of the list, with something before it.
fn ends_like(list: &str, word: &str) -> bool {
    list.split_ascii_whitespace().any(|end| word.len() > end.len() && word.ends_with(end))
}

/// Departments and functions, as they stand in display names and before the @.
const DEPARTMENTS: &str = "info infos information kontakt contact office mail email post team support service services \
    vertrieb vertriebsinnendienst innendienst aussendienst sales buchhaltung rechnung rechnungen rechnungswesen accounting \
    billing invoice invoices einkauf purchasing verkauf bestellung bestellungen order orders shop newsletter noreply \
    donotreply termin termine terminservice buchung buchungen booking bookings reservierung reservation reservierungen \
    empfang reception personal personalabteilung bewerbung bewerbungen karriere jobs presse press redaktion marketing \
    verwaltung hausverwaltung admin administration administrator webmaster postmaster hostmaster root hello hallo moin \
    zentrale geschaftsstelle geschaftsleitung geschaftsfuhrung vorstand event events kalender calendar notification \
    notifications benachrichtigung bounce mailer daemon web website kontaktformular kundenservice kundendienst \
    kundenbetreuung kundencenter helpdesk hotline technik projektleitung projektburo bauleitung disposition dispo logistik \
    versand lager leitung werkstatt anmeldung kasse it edv controlling recht rechtsabteilung datenschutz qualitat forschung \
    entwicklung produktion fertigung planung vergabe umfrage studie system ticket tickets meeting meetings besprechung \
    einladung invite sachbearbeitung beratung organisation orga teamassistenz notdienst bestellannahme lieferdienst \
    paketdienst security compliance abo leserservice leserbriefe webshop onlineshop intern extern ext external spam sekr gf";

/// What is named after a person without being that person.
const NAMED_AFTER: &str = "sekretariat team praxis kanzlei buro vorzimmer assistenz firma fa familie fam autohaus backerei \
    hotel gasthof gasthaus gaststatte restaurant apotheke notariat atelier galerie weingut gartnerei metzgerei fleischerei \
    tischlerei schreinerei zimmerei stiftung lehrstuhl institut verlag betrieb arbeitsgruppe agentur studio haus hof \
    salon cafe pension spedition reederei brauerei druckerei elektro sanitar immobilien versicherungsburo versicherungen \
    versicherung reiseburo fahrschule buchhandlung gruppe bund verband verein initiative kollegen kolleginnen partner \
    partnerinnen sohne sohn tochter gebruder gebr erben nachf nachfolger architekten anwalte rechtsanwalte steuerberatung \
    consulting solutions systems group holding media design akademie schule grundschule gymnasium klinik klinikum \
    krankenhaus museum theater universitat hochschule uni fachhochschule stadt gemeinde landkreis kreis markt amt \
    landratsamt rathaus ministerium behorde kammer bank sparkasse volksbank stadtwerke pfarramt pfarrei kirchengemeinde \
    kita kindergarten kinderhort kinderkrippe gericht polizei staatsanwaltschaft \
    dekanat abteilung referat fachbereich fakultat dezernat freunde chor sportverein feuerwehr thw drk caritas diakonie";

const DEPARTMENT_ENDS: &str = "dienst abteilung verwaltung leitung service team redaktion stelle zentrale annahme \
    betreuung buchhaltung vertrieb einkauf verkauf support versand";

const NAMED_AFTER_ENDS: &str = "praxis kanzlei buro sekretariat handel betrieb gruppe verband verein institut zentrum \
    akademie schule klinik amt ministerium versicherung werke technik stiftung gesellschaft genossenschaft agentur verlag \
    apotheke autohaus gericht kindergarten architekten ingenieure haustechnik logistik spedition immobilien consulting bau";

const LEGAL_FORMS: &str = "gmbh ggmbh mbh ohg gbr ug kgaa ltd limited inc llc llp plc bv nv sarl srl sas spa oy aps \
    ev partg partgmbb partmbb haftungsbeschrankt corp co cie sagl zoo doo kft sro as ag kg se eg sa ab eu";

/// Legal forms short enough to be a name when written otherwise.
const CASED_LEGAL_FORMS: &str =
    "AG KG UG SE eG SA S.A. AB AS e.U. e.V. eV EV B.V. BV N.V. NV SAS SPA S.p.A. S.r.l. a.s. Co. Co & +";

/// Whether the word is the legal form of a firm or an association, or joins the names in a firm.
pub(crate) fn is_legal_form(word: &str) -> bool {
    let word = word.trim_matches(',');
    if listed(CASED_LEGAL_FORMS, word) {
        return true;
    }
    let plain: String = fold(word).chars().filter(char::is_ascii_alphanumeric).collect();
    plain.len() > 2 && listed(LEGAL_FORMS, &plain) && !listed("eva zoo", &plain)
}

/// Whether the word names a department or a function: "Buchhaltung", "Vertriebsinnendienst", "Gartenpost-Redaktion".
pub(crate) fn is_department(word: &str) -> bool {
    let plain = fold(&word.replace(['.', ','], ""));
    let last = plain.rsplit('-').next().unwrap_or(&plain);
    listed(DEPARTMENTS, &plain.replace(['-', '_'], ""))
        || (listed(DEPARTMENTS, last) && plain != last)
        || ends_like(DEPARTMENT_ENDS, &plain)
}

const JOB_ENDS: &str = "leiter fuhrer manager berater referent assistent assistenz leitung ingenieur architekt anwalt notar \
    techniker planer entwickler angestellte beauftragte direktor director officer engineer consultant assistant sekretar \
    sachbearbeiter kaufmann trainer redakteur inhaber gesellschafter geschaftsfuhrung vorstand vorsteher prufer designer \
    professor head ceo cto cfo coo prasident rektor dekan disponent prokurist vorsitzende vorsitzender koordinator \
    arzt arztin winzer hauswart polier bauleiter kuster mesner";

/// Whether the word is a job: "Projektleiter", "Steuerberaterin", "Officer". No surname and no given name is one.
pub(crate) fn is_job_title(word: &str) -> bool {
    let word = word.trim_matches(['.', ',', ':']);
    let plain = fold(word);
    let ends = JOB_ENDS.split_ascii_whitespace().any(|end| plain.ends_with(end));
    (ends || of_job(word).is_some())
        && word.starts_with(char::is_uppercase)
        && first_name(word).is_none()
        && !is_surname(word)
}

/// Whether a name that stands with this word is that of a house, not of the writer: "Praxis Dr. Vogel".
pub(crate) fn is_named_after(word: &str) -> bool {
    let plain = fold(&word.replace(['.', ','], "")).replace("buero", "buro");
    let last = plain.rsplit('-').next().unwrap_or(&plain);
    listed(NAMED_AFTER, last) || ends_like(NAMED_AFTER_ENDS, &plain)
}

/// Whether many or machines read what is sent to this local part: "info", "no-reply", "sekretariat.lang".
pub(crate) fn is_role_local(local: &str) -> bool {
    let plain = fold(local).replace("ae", "a").replace("oe", "o").replace("ue", "u");
    let joined: String = plain.chars().filter(|c| c.is_alphanumeric()).collect();
    !joined.contains(char::is_alphabetic)
        || ["noreply", "donotreply", "nichtantworten", "keineantwort"].iter().any(|word| joined.contains(word))
        || plain.split(['.', '-', '_', '+']).any(|part| {
            let part = part.trim_matches(|c: char| c.is_ascii_digit());
            listed(DEPARTMENTS, part) || part == "hr" || listed(NAMED_AFTER, part) || ends_like(DEPARTMENT_ENDS, part)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_words_are_listed() {
        for word in ["info", "post", "gf"] {
            assert!(listed("info post\n gf", word), "{word}");
        }
        for word in ["", "inf", "nfo", "info post", "os"] {
            assert!(!listed("info post\n gf", word), "{word}");
        }
    }

    #[test]
    fn role_mailboxes_are_known() {
        for local in
            ["info", "no-reply", "noreply", "sekretariat.lang", "buchhaltung", "team-sued", "kundenservice", "praxis"]
        {
            assert!(is_role_local(local), "{local}");
        }
        for local in ["anna.mueller", "t.berger", "mueller", "elif"] {
            assert!(!is_role_local(local), "{local}");
        }
    }

    #[test]
    fn firms_show_their_legal_form() {
        for word in ["GmbH", "GMBH", "AG", "e.V.", "KG", "&", "OHG", "Ltd.", "S.p.A."] {
            assert!(is_legal_form(word), "{word}");
        }
        for word in ["Ag", "Eva", "Se", "Anna", "Kg"] {
            assert!(!is_legal_form(word), "{word}");
        }
    }

    #[test]
    fn departments_and_houses_differ() {
        for word in
            ["Buchhaltung", "Vertriebsinnendienst", "Gartenpost-Redaktion", "Team", "Kundenservice", "IT-Support"]
        {
            assert!(is_department(word), "{word}");
        }
        for word in ["Praxis", "Kanzlei", "Sekretariat", "Architekturbüro", "Zahnarztpraxis", "Autohaus", "Fa."] {
            assert!(is_named_after(word) && !is_department(word), "{word}");
        }
        for word in ["Müller", "Baumann", "Anna", "Hofer", "Amtmann", "Neubauer"] {
            assert!(!is_named_after(word) && !is_department(word), "{word}");
        }
    }
}
