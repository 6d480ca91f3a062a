using CertHarness.Model.Campaigns;
using CertHarness.Model.Catalogues;
using CertHarness.Model.Configuration;
using CertHarness.Model.Profiles;

namespace CertHarness.Model.Tests.Configuration;

/// <summary>Reads a text and gives its diagnostics as lines.</summary>
internal static class Reading
{
    public static string? Variable(string name) => name switch
    {
        "MQTT_PASSWORD" => "s3cret",
        "SECOND_PASSWORD" => "s3cond",
        "SEED" => "12",
        "LEVEL" => "basic",
        "PORT" => "1883",
        _ => null,
    };

    public static (Catalogue? Value, string[] Errors) Catalogue(string text)
    {
        var bag = new DiagnosticBag();
        return (CatalogueReader.Read("c.yaml", text, bag), Lines(bag));
    }

    public static (Profile? Value, string[] Errors) Profile(string text)
    {
        var bag = new DiagnosticBag();
        return (ProfileReader.Read("p.yaml", text, bag), Lines(bag));
    }

    public static (Campaign? Value, string[] Errors) Campaign(string text)
    {
        var bag = new DiagnosticBag();
        return (CampaignReader.Read("c.yaml", text, Variable, bag), Lines(bag));
    }

    public static string[] Lines(DiagnosticBag bag) => [.. bag.Diagnostics.Select(d => d.ToString())];
}
