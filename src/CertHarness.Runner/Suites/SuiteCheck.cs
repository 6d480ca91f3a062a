using System.Text.RegularExpressions;
using CertHarness.Drivers;
using CertHarness.Gherkin;
using CertHarness.Gherkin.Binding;
using CertHarness.Gherkin.Execution;
using CertHarness.Model;
using CertHarness.Model.Catalogues;
using CertHarness.Model.Configuration;
using CertHarness.Model.Planning;
using CertHarness.Model.Profiles;

namespace CertHarness.Runner.Suites;

/// <summary>Checks what only all files together can tell: every step bound, every tag known.</summary>
public sealed partial class SuiteCheck(Suite suite, StepLibrary steps)
{
    private static readonly HashSet<string> Marks = [.. Spelling.All<Obligation>().Select(n => "@" + n), "@slow", "@alone", .. Needs.Tags];

    private readonly Dictionary<string, Requirement> _requirements =
        suite.Catalogues.SelectMany(c => c.Requirements).DistinctBy(r => r.Id).ToDictionary(r => "@" + r.Id);

    private readonly HashSet<string> _capabilities =
        [.. suite.Catalogues.SelectMany(c => c.Requirements).Select(r => r.Capability)
            .Concat(suite.Profiles.SelectMany(p => p.Requirements).Select(r => r.When))
            .OfType<string>().Select(c => "@" + c)];

    private readonly Lazy<Dictionary<(string Uri, string Id), int>> _tagLines = new(() => TagLines(suite.Features));

    private readonly HashSet<string> _topics = [.. suite.Features.Scenarios.Select(s => "@" + s.Uri.Split('/')[0])];

    /// <summary>All findings about some scenarios, each once.</summary>
    /// <param name="scenarios">The scenarios.</param>
    public IReadOnlyList<Diagnostic> Check(IEnumerable<Scenario> scenarios)
    {
        var findings = new List<Diagnostic>();
        findings.AddRange(steps.Errors.Select(BindingFault));
        foreach (var scenario in scenarios)
        {
            findings.AddRange(scenario.Steps.Select(s => CheckStep(scenario, s)).OfType<Diagnostic>());
            findings.AddRange(scenario.Tags.Select(t => CheckTag(scenario, t)).OfType<Diagnostic>());
            if (!scenario.Tags.Any(_requirements.ContainsKey))
                findings.Add(At(scenario, scenario.Line, Severity.Warning, $"'{scenario.Name}' verifies no requirement", "a tag such as @MQTT5-3.1.4-5"));
        }

        // What puts several of them right is shown once.
        var remedies = new HashSet<string>();
        return [.. findings.Distinct().Select(f => f.Remedy is { } remedy && !remedies.Add(remedy) ? f with { Remedy = null } : f)];
    }

    /// <summary>The step definitions that no feature uses.</summary>
    public IReadOnlyList<Diagnostic> CheckVocabulary() =>
        [.. steps.Unused(suite.Features.Scenarios).Select(d => new Diagnostic(
            Severity.Warning,
            SourcePlace.Of(d.SourceFile, d.Method.Module.Name),
            Math.Max(1, d.SourceLine),
            1,
            $"no feature uses the step '{d.Keyword} {d.Expression}'",
            "a step that is used; take it out or use it"))];

    /// <summary>The monitors of requirements that no catalogue has.</summary>
    /// <param name="drivers">The drivers whose monitors they are.</param>
    public IReadOnlyList<Diagnostic> CheckMonitors(IEnumerable<IProtocolDriver> drivers) =>
        [.. drivers.SelectMany(d => d.Monitors.Where(m => !_requirements.ContainsKey("@" + m.Requirement)).Select(m => new Diagnostic(
            Severity.Error,
            d.GetType().Module.Name,
            1,
            1,
            $"{d.GetType().Name} monitors {m.Requirement}, which no catalogue has",
            "a requirement of a catalogue" + Suggestion.Question(m.Requirement, _requirements.Values.Select(r => r.Id)))))];

    /// <summary>What nobody tests: rows of a catalogue without scenario, monitor or reason, requirements of a profile without scenario
    /// or monitor, and tested ones that the profiles of their features do not ask for.</summary>
    /// <param name="monitored">The requirements that monitors watch, with the side whose packets they judge.</param>
    public IReadOnlyList<Diagnostic> CheckCoverage(IReadOnlyCollection<CoveredSide> monitored)
    {
        var verified = suite.Verified().ToHashSet();
        var findings = new List<Diagnostic>();
        foreach (var coverage in suite.Catalogues.Select(c => Coverage.Of(c, verified, monitored)).Where(c => c.Open.Count > 0))
        {
            findings.Add(new Diagnostic(
                Severity.Warning, suite.FileOf(coverage.Catalogue), 1, 1,
                $"found {coverage.Open.Count} {(coverage.Open.Count == 1 ? "requirement" : "requirements")} without a scenario, a monitor or a reason", "none; `certharness coverage --open` lists them"));
        }

        foreach (var profile in suite.Profiles)
        {
            var covered = verified.Concat(monitored).Where(c => c.Side != Other(profile.Role)).Select(c => c.Requirement).ToHashSet();
            findings.AddRange(profile.Requirements.Where(r => !covered.Contains(r.Id)).Select(r => OfProfile(
                profile, $"found {r.Id}, which neither a scenario nor a monitor verifies", "one of them; without it the profile cannot be met")));
            var asked = profile.Requirements.Select(r => "@" + r.Id).ToHashSet();
            var forgotten = suite.ScenariosOf(profile).SelectMany(s => s.Tags).Distinct()
                .Where(t => _requirements.TryGetValue(t, out var row) && row.Role != Other(profile.Role) && !asked.Contains(t));
            findings.AddRange(forgotten.Select(t => OfProfile(
                profile, $"does not ask for {t}, which its features verify", "every requirement that its features verify")));
        }

        return findings;
    }

    private static Role Other(Role role) => role == Role.Server ? Role.Client : Role.Server;

    private static Diagnostic OfProfile(Profile profile, string message, string expected) =>
        new(Severity.Warning, $"profiles/{profile.Id}.yaml", 1, 1, message, expected);

    private Diagnostic? CheckStep(Scenario scenario, ScenarioStep step)
    {
        var match = steps.Match(scenario, step);
        return match.Kind switch
        {
            MatchKind.Undefined =>
                At(scenario, step.Line, Severity.Error, $"found the undefined step '{step.Text}'", Nearest(step)) with { Remedy = steps.Snippet(step) },
            MatchKind.Ambiguous => At(scenario, step.Line, Severity.Error, $"found the ambiguous step '{step.Text}'",
                $"one step definition, not {string.Join(" and ", match.Candidates.Select(Described))}"),
            _ => match.Problem is { } problem ? At(scenario, step.Line, Severity.Error, problem, "what the step's method takes") : null,
        };
    }

    private string Nearest(ScenarioStep step) =>
        steps.Nearest(step) is { } near ? $"did you mean '{near.Keyword} {near.Expression}'?" : "a step that `certharness steps` lists";

    private static string Described(StepDefinition definition) =>
        $"{definition} at {SourcePlace.Of(definition.SourceFile, definition.Method.Module.Name)}:{definition.SourceLine}"
        + $" in {definition.Method.Module.Assembly.GetName().Name}";

    private Diagnostic? CheckTag(Scenario scenario, string tag)
    {
        if (_requirements.ContainsKey(tag) || Marks.Contains(tag) || _topics.Contains(tag) || CriterionTags.Contains(tag) || _capabilities.Contains(tag))
            return null;

        var what = RequirementTag().IsMatch(tag) ? "no catalogue has the requirement" : "unknown tag";
        var question = Suggestion.Question(tag, _requirements.Keys.Concat(Marks).Concat(_topics).Concat(CriterionTags).Concat(_capabilities));
        return At(scenario, LineOf(scenario, tag), Severity.Error, $"{what} {tag}",
            "a requirement, a criterion, an obligation, a capability of a catalogue or profile, or the feature's folder" + question);
    }

    /// <summary>Where a tag of a scenario is written: over the feature, the rule, the scenario or its examples.</summary>
    private int LineOf(Scenario scenario, string tag)
    {
        var id = scenario.Pickle.Tags.First(t => t.Name == tag).AstNodeId;
        return _tagLines.Value.GetValueOrDefault((scenario.Uri, id), scenario.Line);
    }

    private static Dictionary<(string Uri, string Id), int> TagLines(FeatureSuite features)
    {
        var lines = new Dictionary<(string, string), int>();
        foreach (var feature in features.Features.Where(f => f.Document.Feature is not null))
        {
            var root = feature.Document.Feature!;
            var children = root.Children.Select(c => c.Scenario)
                .Concat(root.Children.SelectMany(c => c.Rule?.Children ?? []).Select(c => c.Scenario)).OfType<Io.Cucumber.Messages.Types.Scenario>();
            var tags = root.Tags.Concat(root.Children.SelectMany(c => c.Rule?.Tags ?? []))
                .Concat(children.SelectMany(s => s.Tags.Concat(s.Examples.SelectMany(e => e.Tags))));
            foreach (var tag in tags)
                lines[(feature.Source.Uri, tag.Id)] = (int)tag.Location.Line;
        }

        return lines;
    }

    private static readonly HashSet<string> CriterionTags = [.. Spelling.All<Criterion>().Select(c => "@" + c)];

    private static Diagnostic BindingFault(BindingError error) =>
        new(
            Severity.Error,
            SourcePlace.Of(error.SourceFile, error.Where),
            Math.Max(1, error.SourceLine),
            1,
            $"{error.Where}: {error.Message}",
            "a binding that can be used");

    private static Diagnostic At(Scenario scenario, int line, Severity severity, string message, string expected) =>
        new(severity, "features/" + scenario.Uri, line, 1, message, expected);

    [GeneratedRegex("^@[A-Z][A-Z0-9]*-")]
    private static partial Regex RequirementTag();
}
