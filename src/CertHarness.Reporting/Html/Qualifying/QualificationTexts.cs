using CertHarness.Model.Qualifying;
using CertHarness.Model.Verdicts;

namespace CertHarness.Reporting.Html.Qualifying;

/// <summary>Every word of the qualification's report in one language. Braces stand for what the report fills in.</summary>
internal sealed record QualificationTexts
{
    public required string Language { get; init; }
    public required string Title { get; init; }
    public required string OtherLanguage { get; init; }
    public required string Heading { get; init; }
    public required string What { get; init; }
    public required string QualifiedOf { get; init; }
    public required string KilledOf { get; init; }
    public required string Witnesses { get; init; }
    public required string Campaign { get; init; }
    public required string Sut { get; init; }
    public required string Kind { get; init; }
    public required string Product { get; init; }
    public required string Reference { get; init; }
    public required string Passed { get; init; }
    public required string Survivors { get; init; }
    public required string NoSurvivors { get; init; }
    public required string Undecided { get; init; }
    public required string WithoutWitness { get; init; }
    public required string WithoutMutant { get; init; }
    public required string WithoutProduct { get; init; }
    public required string WithoutProductNote { get; init; }
    public required string Numbers { get; init; }
    public required string NumbersNote { get; init; }
    public required string Requirements { get; init; }
    public required string Requirement { get; init; }
    public required string Score { get; init; }
    public required string Fault { get; init; }
    public required string Finding { get; init; }
    public required string Nothing { get; init; }
    public required string Footer { get; init; }
    public required IReadOnlyDictionary<MutantOutcome, string> Outcomes { get; init; }
    public required IReadOnlyDictionary<Verdict, string> Verdicts { get; init; }

    public static QualificationTexts In(string language) => language switch
    {
        "en" => English,
        "de" => German,
        _ => throw new ArgumentException($"There is no report in '{language}'; there is en and de.", nameof(language)),
    };

    private static QualificationTexts English { get; } = new()
    {
        Language = "en",
        Title = "Qualification of the test suite",
        OtherLanguage = "Dieser Bericht auf Deutsch",
        Heading = "Does the suite notice what is wrong?",
        What = "A requirement is qualified when its scenarios pass on a SUT known to be right, and fail on every mutant that breaks it: a SUT with one seeded fault.",
        QualifiedOf = "{0} of {1} requirements are qualified",
        KilledOf = "{0} of {1} seeded faults were noticed by the requirement that they break",
        Witnesses = "Witnesses",
        Campaign = "Campaign",
        Sut = "SUT",
        Kind = "Kind",
        Product = "product of others",
        Reference = "reference of this suite",
        Passed = "Requirements passed",
        Survivors = "Faults that nobody noticed",
        NoSurvivors = "There are none.",
        Undecided = "Faults left undecided",
        WithoutWitness = "Requirements that no witness passes",
        WithoutMutant = "Requirements without a mutant",
        WithoutProduct = "Requirements that no real product passes",
        WithoutProductNote = "The reference passes them; what the products did instead stands beside them.",
        Numbers = "Numbers of the trials",
        NumbersNote = "Witnesses and mutants were tried with these parameters in the place of the profile's. The profile's limits are for its own numbers and were not applied.",
        Requirements = "All requirements",
        Requirement = "Requirement",
        Score = "Noticed",
        Fault = "Fault",
        Finding = "What the scenario found",
        Nothing = "none",
        Footer = "The finding of each killed mutant is the message of the scenario that failed, so that a reader can see whether it failed for the right reason.",
        Outcomes = new Dictionary<MutantOutcome, string>
        {
            [MutantOutcome.Killed] = "noticed",
            [MutantOutcome.Survived] = "not noticed",
            [MutantOutcome.Undecided] = "undecided",
        },
        Verdicts = Texts.In("en").Verdicts,
    };

    private static QualificationTexts German { get; } = new()
    {
        Language = "de",
        Title = "Qualifizierung der Testsuite",
        OtherLanguage = "This report in English",
        Heading = "Bemerkt die Suite, was falsch ist?",
        What = "Eine Anforderung ist qualifiziert, wenn ihre Szenarien an einem Prüfling bestehen, von dem bekannt ist, dass er richtig ist, und an jedem Mutanten scheitern, der sie bricht: einem Prüfling mit einem eingepflanzten Fehler.",
        QualifiedOf = "{0} von {1} Anforderungen sind qualifiziert",
        KilledOf = "{0} von {1} eingepflanzten Fehlern wurden von der Anforderung bemerkt, die sie brechen",
        Witnesses = "Zeugen",
        Campaign = "Prüfauftrag",
        Sut = "Prüfling",
        Kind = "Art",
        Product = "Produkt anderer",
        Reference = "Referenz dieser Suite",
        Passed = "Bestandene Anforderungen",
        Survivors = "Fehler, die niemand bemerkt hat",
        NoSurvivors = "Es gibt keine.",
        Undecided = "Fehler ohne Entscheidung",
        WithoutWitness = "Anforderungen, die kein Zeuge besteht",
        WithoutMutant = "Anforderungen ohne Mutanten",
        WithoutProduct = "Anforderungen, die kein reales Produkt besteht",
        WithoutProductNote = "Die Referenz besteht sie; was die Produkte stattdessen taten, steht daneben.",
        Numbers = "Zahlen der Versuche",
        NumbersNote = "Zeugen und Mutanten wurden mit diesen Parametern anstelle derer des Profils geprüft. Die Grenzwerte des Profils gelten für dessen eigene Zahlen und wurden nicht angewandt.",
        Requirements = "Alle Anforderungen",
        Requirement = "Anforderung",
        Score = "Bemerkt",
        Fault = "Fehler",
        Finding = "Was das Szenario fand",
        Nothing = "keine",
        Footer = "Der Befund zu jedem bemerkten Mutanten ist die Meldung des Szenarios, das scheiterte: So ist zu sehen, ob es aus dem richtigen Grund scheiterte.",
        Outcomes = new Dictionary<MutantOutcome, string>
        {
            [MutantOutcome.Killed] = "bemerkt",
            [MutantOutcome.Survived] = "nicht bemerkt",
            [MutantOutcome.Undecided] = "ohne Entscheidung",
        },
        Verdicts = Texts.In("de").Verdicts,
    };
}
