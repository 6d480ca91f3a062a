using System.Reflection;
using System.Reflection.Emit;
using CertHarness.Drivers;
using CertHarness.Drivers.Provisioning;
using CertHarness.Gherkin.Binding;
using CertHarness.Gherkin.Execution;
using CertHarness.Model.Configuration;
using CertHarness.Runner.Suites;

namespace CertHarness.Runner.Tests;

/// <summary>Plug-ins, made here and written to files, so that they are assemblies that these tests do not know.</summary>
public sealed class PluginTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("certharness-plugins-").FullName;

    // Files of loaded assemblies cannot be deleted on every system.
    public void Dispose()
    {
        if (!OperatingSystem.IsWindows())
            Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void Step_classes_of_a_plug_in_join_the_library()
    {
        Write("plugins/Lamps.dll", "Lamps", steps => steps.Step("a lamp from outside"));

        var harness = Discover();

        Assert.Empty(harness.Diagnostics);
        var step = Assert.Single(harness.Steps().StepDefinitions, d => d.Expression == "a lamp from outside");
        Assert.Same(typeof(GivenAttribute), step.Method.GetCustomAttributes<StepAttribute>().Single().GetType());
        Assert.NotSame(
            System.Runtime.Loader.AssemblyLoadContext.Default,
            System.Runtime.Loader.AssemblyLoadContext.GetLoadContext(step.Method.Module.Assembly));
    }

    [Fact]
    public void A_folder_of_its_own_for_a_plug_in_and_one_from_the_command_line_are_found_too()
    {
        Write("plugins/Lamps/Lamps.dll", "Lamps", steps => steps.Step("a lamp"));
        Write("more/Meters.dll", "Meters", steps => steps.Step("a meter"));

        var harness = Discover(In("more"));

        Assert.Empty(harness.Diagnostics);
        Assert.Equal(["a lamp", "a meter"], harness.Steps().StepDefinitions.Select(d => d.Expression).Order());
    }

    [Fact]
    public void Two_plug_ins_with_the_same_step_are_told_with_both_assemblies()
    {
        Write("plugins/First.dll", "First", steps => steps.Step("a lamp"));
        Write("plugins/Second.dll", "Second", steps => steps.Step("a lamp"));
        var suite = Suite.Load([new SuiteFile("features/city/lamps.feature", "Feature: F\n  Scenario: S\n    Given a lamp\n")]);

        var findings = new SuiteCheck(suite, Discover().Steps()).Check(suite.Features.Scenarios).Where(f => f.Severity == Severity.Error);

        Assert.Collection(
            findings,
            library => Assert.Contains("(assemblies First and Second)", library.Message, StringComparison.Ordinal),
            step =>
            {
                Assert.Equal(("features/city/lamps.feature", 3), (step.File, step.Line));
                Assert.Contains("ambiguous step 'a lamp'", step.Message, StringComparison.Ordinal);
                Assert.Contains("in First and", step.Expected, StringComparison.Ordinal);
                Assert.EndsWith("in Second", step.Expected, StringComparison.Ordinal);
            });
    }

    [Fact]
    public void The_same_plug_in_in_two_folders_is_told_with_both_files()
    {
        Write("plugins/Lamps.dll", "Lamps", steps => steps.Step("a lamp"));
        Write("more/Lamps.dll", "Lamps", steps => steps.Step("a lamp"));

        var message = Assert.Single(Discover(In("more")).Steps().Errors).Message;

        Assert.Contains(In("plugins/Lamps.dll"), message, StringComparison.Ordinal);
        Assert.Contains(In("more/Lamps.dll"), message, StringComparison.Ordinal);
    }

    [Fact]
    public void Plug_ins_that_cannot_be_used_are_told_and_the_others_work()
    {
        Write("plugins/Broken.dll", "Broken", steps =>
        {
            steps.Type.SetParent(Missing());
            steps.Step("a lamp");
        });
        Write("plugins/Throwing.dll", "Throwing", steps =>
        {
            steps.Type.AddInterfaceImplementation(typeof(IEmbeddedSut));
            steps.Throwing<IEmbeddedSut>();
        });
        Write("plugins/Good.dll", "Good", steps => steps.Step("a lamp"));
        File.WriteAllText(In("plugins/Text.dll"), "no assembly");
        File.WriteAllText(In("plugins/Empty.dll"), "");

        var harness = Discover(In("nowhere"));

        Assert.Equal(
            ["Broken.dll", "Empty.dll", "Text.dll", "Throwing.dll", "nowhere"],
            harness.Diagnostics.Where(d => d.Severity == Severity.Error).Select(d => Path.GetFileName(d.File)).Order(StringComparer.Ordinal));
        Assert.Contains(harness.Diagnostics, d => d.Message.Contains("Elsewhere", StringComparison.Ordinal));
        Assert.Contains(harness.Diagnostics, d => d.Message.Contains("InvalidOperationException: out of order", StringComparison.Ordinal));
        Assert.Single(harness.Steps().StepDefinitions);
    }

    [Fact]
    public void What_contributes_nothing_is_told_and_what_is_only_a_dependency_is_not()
    {
        Write("plugins/Idle.dll", "Idle", steps => steps.Field(typeof(ScenarioContext)));
        Write("plugins/Library.dll", "Library", _ => { });
        File.Copy(typeof(IProtocolDriver).Assembly.Location, In("plugins/CertHarness.Drivers.dll"));

        var finding = Assert.Single(Discover().Diagnostics);

        Assert.Equal((Severity.Warning, In("plugins/Idle.dll")), (finding.Severity, finding.File));
    }

    private Harness Discover(params string[] more) => Harness.Discover(_folder, more);

    private string In(string relative) => Path.Combine(_folder, relative.Replace('/', Path.DirectorySeparatorChar));

    private void Write(string relative, string name, Action<Steps> fill)
    {
        var assembly = new PersistedAssemblyBuilder(new AssemblyName(name), typeof(object).Assembly);
        var type = assembly.DefineDynamicModule(name).DefineType($"{name}.Steps", TypeAttributes.Public | TypeAttributes.Class);
        fill(new Steps(type));
        type.CreateType();
        Directory.CreateDirectory(Path.GetDirectoryName(In(relative))!);
        assembly.Save(In(relative));
    }

    /// <summary>A type of an assembly that is not there when the plug-in is loaded.</summary>
    private static Type Missing() =>
        new PersistedAssemblyBuilder(new AssemblyName("Elsewhere"), typeof(object).Assembly).DefineDynamicModule("Elsewhere")
            .DefineType("Elsewhere.Thing", TypeAttributes.Public | TypeAttributes.Class).CreateType();

    private sealed class Steps(TypeBuilder type)
    {
        public TypeBuilder Type => type;

        /// <summary>A <c>[Given]</c> method in a <c>[Binding]</c> class.</summary>
        public void Step(string expression)
        {
            type.SetCustomAttribute(new CustomAttributeBuilder(typeof(BindingAttribute).GetConstructor([])!, []));
            var method = type.DefineMethod("Step", MethodAttributes.Public, typeof(void), []);
            method.GetILGenerator().Emit(OpCodes.Ret);
            var given = typeof(GivenAttribute).GetConstructor([typeof(string), typeof(string), typeof(int)])!;
            method.SetCustomAttribute(new CustomAttributeBuilder(given, [expression, "Steps.cs", 7]));
        }

        public void Field(Type of) => type.DefineField("Field", of, FieldAttributes.Public);

        /// <summary>A constructor that throws, and the methods of an interface.</summary>
        public void Throwing<T>()
        {
            Throw(type.DefineConstructor(MethodAttributes.Public, CallingConventions.Standard, []).GetILGenerator());
            foreach (var member in typeof(T).GetMethods())
            {
                var method = type.DefineMethod(
                    member.Name,
                    MethodAttributes.Public | MethodAttributes.Virtual,
                    member.ReturnType,
                    [.. member.GetParameters().Select(p => p.ParameterType)]);
                Throw(method.GetILGenerator());
                type.DefineMethodOverride(method, member);
            }
        }

        private static void Throw(ILGenerator code)
        {
            code.Emit(OpCodes.Ldstr, "out of order");
            code.Emit(OpCodes.Newobj, typeof(InvalidOperationException).GetConstructor([typeof(string)])!);
            code.Emit(OpCodes.Throw);
        }
    }
}
