namespace Crm.Core.Matching;

/// <summary>The words by which a signature is recognised, without case and accents, in the languages of most mail.</summary>
internal static class SignatureWords
{
    /// <summary>With these a letter ends, whatever follows is its signature.</summary>
    private static readonly HashSet<string> Closings = Set(
        // English
        "best regards", "kind regards", "kindest regards", "warm regards", "warmest regards", "regards", "with kind regards",
        "with best regards", "best wishes", "with best wishes", "all the best", "sincerely", "yours sincerely", "sincerely yours",
        "yours faithfully", "yours truly", "cheers", "br", "kr", "rgds", "best rgds", "respectfully", "cordially",
        // German
        "mit freundlichen grüßen", "mit freundlichem gruß", "freundliche grüße", "freundlicher gruß", "freundlichen gruß",
        "viele grüße", "beste grüße", "mit besten grüßen", "besten gruß", "herzliche grüße", "herzlichen gruß",
        "mit herzlichen grüßen", "liebe grüße", "lieben gruß", "schöne grüße", "schönen gruß", "sonnige grüße",
        "mit vielen grüßen", "mit lieben grüßen", "grüße", "gruß", "mfg", "vg", "lg", "hochachtungsvoll",
        // French
        "cordialement", "bien cordialement", "très cordialement", "bien à vous", "bien à toi", "cdt", "cdlt", "cordiales salutations",
        "meilleures salutations", "sincères salutations", "salutations distinguées", "salutations", "sentiments distingués",
        "respectueusement", "amicalement", "bonne journée",
        // Spanish
        "saludos", "un saludo", "saludos cordiales", "cordiales saludos", "un cordial saludo", "un saludo cordial", "atentamente", "atte",
        "muy atentamente", "le saluda atentamente", "cordialmente", "un abrazo",
        // Italian
        "cordiali saluti", "distinti saluti", "migliori saluti", "i migliori saluti", "un cordiale saluto", "un saluto", "saluti",
        "cordialità", "a presto", "buona giornata", "buon lavoro",
        // Dutch, Scandinavian, Finnish, Portuguese, Polish
        "met vriendelijke groet", "met vriendelijke groeten", "vriendelijke groet", "vriendelijke groeten", "hartelijke groet",
        "hartelijke groeten", "groeten", "groet", "mvg", "med vänlig hälsning", "med vänliga hälsningar", "vänliga hälsningar",
        "vänlig hälsning", "bästa hälsningar", "hälsningar", "mvh", "med venlig hilsen", "venlig hilsen", "med vennlig hilsen",
        "vennlig hilsen", "hilsen", "ystävällisin terveisin", "atenciosamente", "com os melhores cumprimentos", "melhores cumprimentos",
        "cumprimentos", "pozdrawiam", "z poważaniem");

    /// <summary>They may close a letter, and stand in its middle as well: those of the first set go before.</summary>
    private static readonly HashSet<string> Thanks = Set(
        "thanks", "thank you", "many thanks", "thanks a lot", "thank you very much", "thanks in advance", "thx", "best", "danke",
        "vielen dank", "besten dank", "danke schön", "merci", "merci beaucoup", "merci d'avance", "gracias", "muchas gracias", "grazie",
        "grazie mille", "mille grazie", "bedankt", "dank", "tack", "takk", "obrigado", "obrigada", "warmly", "take care", "talk soon");

    /// <summary>Behind a closing: where the greetings come from, or what else is wished.</summary>
    private static readonly HashSet<string> GoOn = Set(
        "aus", "from", "de", "da", "van", "fra", "från", "nach", "in", "vom", "von", "und", "and", "y", "et", "e", "en", "für", "for");

    private static readonly HashSet<string> Possessives = Set(
        "ihr", "ihre", "dein", "deine", "euer", "eure", "your", "tu", "su", "votre", "ton", "tuo", "suo");

    private static readonly HashSet<string> Titles = Set(
        // English
        "manager", "director", "head", "lead", "leader", "chief", "officer", "ceo", "cto", "cfo", "coo", "cmo", "cio", "cso", "vp", "svp",
        "evp", "president", "chairman", "chairwoman", "founder", "cofounder", "owner", "partner", "engineer", "developer", "architect",
        "consultant", "analyst", "specialist", "assistant", "coordinator", "administrator", "executive", "representative", "buyer",
        "purchaser", "accountant", "controller", "designer", "scientist", "researcher", "technician", "secretary", "counsel", "lawyer",
        "attorney", "planner", "supervisor", "principal", "advisor", "adviser", "agent", "editor", "producer", "strategist", "recruiter",
        // German; compounds end with one of Compounds
        "inhaber", "inhaberin", "vorstand", "prokurist", "prokuristin", "einkäufer", "einkäuferin", "referentin", "assistenz",
        "geschäftsleitung", "rechtsanwalt", "rechtsanwältin", "steuerberaterin", "buchhalterin", "sachbearbeitung",
        // French
        "directeur", "directrice", "responsable", "gérant", "gérante", "chef", "chargé", "chargée", "ingénieur", "ingénieure",
        "acheteur", "acheteuse", "président", "présidente", "assistante", "consultante", "technicien", "technicienne", "avocat",
        "avocate", "comptable", "pdg", "dirigeant", "dirigeante", "fondateur", "fondatrice",
        // Spanish
        "directora", "gerente", "jefe", "jefa", "ingeniero", "ingeniera", "comprador", "compradora", "asesor", "asesora", "consultor",
        "consultora", "técnico", "técnica", "abogado", "abogada", "presidenta", "encargado", "encargada", "coordinador", "coordinadora",
        "contable", "administrativo", "administrativa", "fundador", "fundadora", "socio", "socia",
        // Italian
        "direttore", "direttrice", "amministratore", "amministratrice", "ingegnere", "consulente", "tecnico", "addetto", "addetta",
        "titolare", "presidente", "avvocato", "impiegato", "impiegata", "responsabile", "fondatore", "fondatrice", "socio",
        // Dutch and Scandinavian
        "adviseur", "inkoper", "verkoper", "medewerker", "medewerkster", "eigenaar", "oprichter", "säljare", "inköpare", "ingenjör",
        "konsult", "konsulent", "direktør", "direktör", "leder", "rådgiver", "rådgivare", "vd");

    /// <summary>Ends of German compounds, and of Scandinavian ones.</summary>
    private static readonly string[] Compounds =
    [
        .. Set("leiter", "leiterin", "leitung", "führer", "führerin", "ingenieur", "ingenieurin", "berater", "beraterin", "mitarbeiter",
            "mitarbeiterin", "bearbeiter", "bearbeiterin", "referent", "referentin", "manager", "managerin", "entwickler", "entwicklerin",
            "assistent", "assistentin", "techniker", "technikerin", "meister", "meisterin", "verkäufer", "verkäuferin", "buchhalter",
            "direktor", "direktorin", "chef", "chefin", "koordinator", "koordinatorin", "beauftragter", "beauftragte"),
    ];

    /// <summary>Where what the law or fear asks for begins: nothing of a person stands behind it.</summary>
    private static readonly string[] Disclaimers =
    [
        .. new[]
        {
            "confidential", "vertraulich", "confidentiel", "confidencial", "riservat", "this e-mail", "this email", "this message",
            "diese e-mail", "diese email", "diese nachricht", "der inhalt dieser", "ce message", "ce courriel", "cet e-mail",
            "este mensaje", "este correo", "questo messaggio", "questa e-mail", "la presente comunicazione", "consider the environment",
            "before you print", "before printing", "umwelt", "antes de imprimir", "avant d'imprimer", "prima di stampare", "disclaimer",
            "datenschutz", "privacy", "intended recipient", "virus",
        }.Select(Fold),
    ];

    /// <summary>Lines of registers and banks: their numbers are nobody's phone.</summary>
    private static readonly HashSet<string> Registers = Set(
        "hrb", "hra", "ust-idnr", "ustidnr", "ust-id", "steuernummer", "steuernr", "registergericht", "amtsgericht", "handelsregister",
        "iban", "bic", "swift", "vat", "siret", "siren", "rcs", "tva", "cif", "nif", "piva", "partita", "rea", "kvk", "btw", "org",
        "cvr", "sitz", "bankverbindung", "konto", "blz", "reg");

    /// <summary>Before a name.</summary>
    private static readonly HashSet<string> Honours = Set(
        "dr", "ddr", "prof", "ing", "mag", "dipl", "dott", "dottssa", "mr", "mrs", "ms", "herr", "frau", "m", "mme", "mlle", "sr", "sra",
        "srta", "univ", "priv", "doz", "med", "rer", "nat", "phil", "jur", "hc", "h", "c", "habil", "di", "drs", "ir");

    public static bool IsHonour(string folded) => Honours.Contains(folded);

    public static bool IsClosing(string folded) => Closings.Contains(folded);

    public static bool IsThanks(string folded) => Thanks.Contains(folded);

    public static bool GoesOn(string folded) => GoOn.Contains(folded);

    public static bool IsPossessive(string folded) => Possessives.Contains(folded);

    public static bool IsTitle(string folded) =>
        Titles.Contains(folded) || Array.Exists(Compounds, c => folded.Length > c.Length && folded.EndsWith(c, StringComparison.Ordinal))
        || Compounds.Contains(folded);

    public static bool IsDisclaimer(string line)
    {
        var folded = $" {Fold(line)} ";
        return Array.Exists(Disclaimers, d => folded.Contains(" " + d, StringComparison.Ordinal));
    }

    public static bool IsRegister(string line) => Words(line).Any(Registers.Contains);

    /// <summary>Words without case, accents and punctuation, parted by one space.</summary>
    public static string Fold(string text) => string.Join(' ', Words(text));

    public static IEnumerable<string> Words(string text) => NameWords.Of(text).Select(NameWords.Plain);

    private static HashSet<string> Set(params IEnumerable<string> phrases) => phrases.SelectMany(Spellings).Select(Fold)
        .ToHashSet(StringComparer.Ordinal);

    /// <summary>Where there is no key for an umlaut people write "ue".</summary>
    private static IEnumerable<string> Spellings(string phrase) =>
    [
        phrase,
        phrase.Replace("ü", "ue", StringComparison.Ordinal).Replace("ä", "ae", StringComparison.Ordinal)
            .Replace("ö", "oe", StringComparison.Ordinal),
    ];
}
