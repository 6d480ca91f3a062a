namespace CertHarness.Model;

/// <summary>A text in the two languages of every report.</summary>
/// <param name="En">The English wording.</param>
/// <param name="De">The German wording.</param>
public sealed record LocalizedText(string En, string De)
{
    /// <summary>The wording in a language.</summary>
    /// <param name="language">A two-letter code; everything but <c>de</c> gives English.</param>
    public string In(string language) => language == "de" ? De : En;
}
