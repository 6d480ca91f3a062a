namespace CertHarness.Gherkin.Tests.Execution;

/// <summary>Names envelopes by what is in them.</summary>
internal static class Kinds
{
    public static string Of(Wire.Envelope envelope)
    {
        var property = typeof(Wire.Envelope).GetProperties().Single(p => p.GetValue(envelope) is not null);
        return char.ToLowerInvariant(property.Name[0]) + property.Name[1..];
    }
}
