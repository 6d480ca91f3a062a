using System.Reflection;
using ArchUnitNET.Loader;
using static ArchUnitNET.Fluent.ArchRuleDefinition;
using Assembly = System.Reflection.Assembly;

namespace CertHarness.Architecture.Tests;

public sealed class LayeringTests
{
    /// <summary>What each project may use of the others; the layering of the blueprint.</summary>
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["CertHarness.Model"] = [],
        ["CertHarness.Gherkin"] = [],
        ["CertHarness.Drivers"] = ["CertHarness.Model", "CertHarness.Gherkin"],
        ["CertHarness.Load"] = [],
        ["CertHarness.Reaper"] = [],
        ["CertHarness.Faults"] = ["CertHarness.Model", "CertHarness.Drivers"],
        ["CertHarness.Reporting"] = ["CertHarness.Model"],
        ["CertHarness.Seal"] = ["CertHarness.Model"],
        ["CertHarness.ReferenceCity"] = ["CertHarness.Model", "CertHarness.Drivers", "CertHarness.Drivers.Mqtt"],
        ["CertHarness.Xunit"] = ["CertHarness.Gherkin"],
        ["CertHarness.Runner"] = ["CertHarness.Model", "CertHarness.Gherkin", "CertHarness.Drivers", "CertHarness.Faults", "CertHarness.Load", "CertHarness.Reporting", "CertHarness.Seal"],
        ["CertHarness.Testing"] = [],
    };

    private static readonly string[] DriverMayUse = ["CertHarness.Model", "CertHarness.Gherkin", "CertHarness.Drivers", "CertHarness.Faults", "CertHarness.Load"];

    private static readonly Assembly[] Projects =
        [.. Directory.EnumerateFiles(AppContext.BaseDirectory, "CertHarness.*.dll")
            .Select(f => Path.GetFileNameWithoutExtension(f)!)
            .Where(n => !n.EndsWith(".Tests", StringComparison.Ordinal))
            .Select(Assembly.Load)];

    private static readonly ArchUnitNET.Domain.Architecture Code = new ArchLoader().LoadAssemblies(Projects).Build();

    public static TheoryData<string> Names => [.. Projects.Select(p => p.GetName().Name!)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_project_uses_only_the_layers_below_it(string project)
    {
        var allowed = project.StartsWith("CertHarness.Drivers.", StringComparison.Ordinal) ? DriverMayUse : Allowed[project];
        var used = Projects.Single(p => p.GetName().Name == project).GetReferencedAssemblies()
            .Select(r => r.Name!).Where(n => n.StartsWith("CertHarness.", StringComparison.Ordinal));

        Assert.Empty(used.Except(allowed));
    }

    [Fact]
    public void All_projects_are_looked_at() => Assert.True(Projects.Length >= Allowed.Count);

    [Fact]
    public void Model_and_runtime_touch_no_network()
    {
        var rule = Types().That().ResideInAssembly(Named("CertHarness.Model"), Named("CertHarness.Gherkin"), Named("CertHarness.Seal"))
            .Should().NotDependOnAnyTypesThat().HaveFullNameContaining("System.Net.Sockets");

        Assert.True(rule.HasNoViolations(Code), string.Join("\n", rule.Evaluate(Code).Where(r => !r.Passed).Select(r => r.Description)));
    }

    [Fact]
    public void Step_classes_live_in_drivers_and_hooks_in_the_runner_only()
    {
        var strays = Projects.SelectMany(p => p.GetTypes())
            .Where(t => t.GetCustomAttributes().Any(a => a.GetType().Name == "BindingAttribute"))
            .Select(t => t.Assembly.GetName().Name!)
            .Where(n => n != "CertHarness.Runner" && !n.StartsWith("CertHarness.Drivers", StringComparison.Ordinal));

        Assert.Empty(strays);
    }

    private static Assembly Named(string name) => Projects.Single(p => p.GetName().Name == name);
}
