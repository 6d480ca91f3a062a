namespace CertHarness.Reporting;

/// <summary>Units in the manner of a language. Symbols such as <c>ms</c> are the same in all; words such as <c>messages</c> are not.</summary>
internal static class Units
{
    private static readonly Dictionary<string, string> German = new()
    {
        ["bytes"] = "Byte",
        ["clients"] = "Clients",
        ["connections"] = "Verbindungen",
        ["devices"] = "Geräte",
        ["errors"] = "Fehler",
        ["messages"] = "Nachrichten",
        ["packets"] = "Pakete",
        ["requests"] = "Anfragen",
        ["sessions"] = "Sitzungen",
        ["subscriptions"] = "Abonnements",
        ["times"] = "Mal",
        ["topics"] = "Topics",
    };

    /// <summary>The unit, with the words in it that are known translated.</summary>
    /// <param name="unit">The unit, such as <c>messages/s</c>.</param>
    /// <param name="language">A two-letter code; everything but <c>de</c> leaves it as it is.</param>
    public static string In(string language, string unit) => language == "de"
        ? string.Join('/', unit.Split('/').Select(part => string.Join(' ', part.Split(' ').Select(word => German.GetValueOrDefault(word, word)))))
        : unit;
}
