using CertHarness.Model.Catalogues;
using CertHarness.Model.Planning;
using CertHarness.Model.Profiles;

namespace CertHarness.Model.Tests.Planning;

/// <summary>Small catalogues, profiles and scenarios.</summary>
internal static class Suite
{
    public static Requirement Requirement(string id, string? capability = null, string? untestable = null) => new()
    {
        Id = id,
        Standard = "S",
        Clause = "1",
        Link = new Uri("https://example.org/s"),
        Obligation = Obligation.Must,
        Role = Role.Server,
        Criterion = Criterion.Conformity,
        Title = new LocalizedText(id, id),
        Capability = capability,
        Untestable = untestable,
    };

    public static Catalogue Catalogue(params Requirement[] rows) => new("S", "Standard", "Body", new Uri("https://example.org/s"), rows);

    public static PlannedScenario Scenario(string key, params string[] tags) => new(key, key, "Feature", null, "f.feature", 1, tags);

    public static Profile Profile(params ProfileRequirement[] requirements) => new()
    {
        Id = "p",
        Version = "1",
        Title = new LocalizedText("p", "p"),
        Scheme = "mqtt",
        Features = ["mqtt"],
        Role = Role.Server,
        Target = Level.High,
        Requirements = requirements,
    };
}
