using System.Reflection;
using System.Runtime.InteropServices;
using CertHarness.Gherkin.Binding;
using CertHarness.Gherkin.Expressions;

namespace CertHarness.Gherkin.Execution;

/// <summary>Writes what is known before a run starts: the tool, the features, the bindings.</summary>
internal sealed class SuiteMessages(RunOutput output, IncrementingIds ids)
{
    public void WriteMeta(Wire.Meta? meta) => output.Write(Wire.Envelope.Create(meta ?? DefaultMeta()));

    public void WriteFeatures(FeatureSuite suite)
    {
        var features = suite.Features.ToDictionary(f => f.Source);
        foreach (var source in suite.Sources)
        {
            output.Write(Wire.Envelope.Create(
                new Wire.Source(source.Uri, source.Text, Wire.SourceMediaType.TEXT_X_CUCUMBER_GHERKIN_PLAIN)));
            if (!features.TryGetValue(source, out var feature))
                continue;
            output.Write(Wire.Envelope.Create(feature.Document));
            foreach (var scenario in feature.Scenarios)
                output.Write(Wire.Envelope.Create(scenario.Pickle));
        }

        foreach (var error in suite.Errors)
        {
            var location = error.Line == 0 ? null : new Wire.Location(error.Line, error.Column == 0 ? null : error.Column);
            var place = new Wire.SourceReference(error.Uri, null, null, location);
            output.Write(Wire.Envelope.Create(new Wire.ParseError(place, error.Message)));
        }
    }

    /// <summary>Writes parameter types, hooks and step definitions; gives the ids of hooks and step definitions by their index.</summary>
    public (string[] HookIds, string[] DefinitionIds) WriteLibrary(StepLibrary library)
    {
        foreach (var undefined in library.UndefinedParameterTypes)
            output.Write(Wire.Envelope.Create(new Wire.UndefinedParameterType(undefined.Expression, undefined.Name)));
        foreach (var transformation in library.NamedTransformations)
            output.Write(Wire.Envelope.Create(TypeOf(transformation, library.ParameterTypes.Find(transformation.Name!)!)));

        var hookIds = new string[library.Hooks.Count];
        var definitionIds = new string[library.StepDefinitions.Count];
        WriteHooks(library, hookIds, Wire.HookType.BEFORE_TEST_RUN, Wire.HookType.BEFORE_TEST_CASE, Wire.HookType.BEFORE_TEST_STEP);
        foreach (var definition in library.StepDefinitions)
        {
            var id = definitionIds[definition.Index] = ids.GetNewId();
            var type = definition.IsRegex
                ? Wire.StepDefinitionPatternType.REGULAR_EXPRESSION
                : Wire.StepDefinitionPatternType.CUCUMBER_EXPRESSION;
            output.Write(Wire.Envelope.Create(new Wire.StepDefinition(
                id,
                new Wire.StepDefinitionPattern(definition.Expression, type),
                Reference(definition.Method, definition.SourceFile, definition.SourceLine))));
        }

        WriteHooks(library, hookIds, Wire.HookType.AFTER_TEST_STEP, Wire.HookType.AFTER_TEST_CASE, Wire.HookType.AFTER_TEST_RUN);
        return (hookIds, definitionIds);
    }

    private void WriteHooks(StepLibrary library, string[] hookIds, params Wire.HookType[] types)
    {
        foreach (var type in types)
        {
            foreach (var hook in library.Hooks.Where(h => h.Type == type))
            {
                var id = hookIds[hook.Index] = ids.GetNewId();
                output.Write(Wire.Envelope.Create(new Wire.Hook(id, null, Reference(hook.Method.Method), hook.TagExpression, hook.Type)));
            }
        }
    }

    private Wire.ParameterType TypeOf(Transformation transformation, ParameterType type) => new(
        type.Name,
        [.. type.Regexes],
        type.PreferForRegexMatch,
        type.UseForSnippets,
        ids.GetNewId(),
        Reference(transformation.Method.Method));

    /// <summary>The class, the method and, without the folders of the machine it was built on, the file.</summary>
    private static Wire.SourceReference Reference(MethodInfo method, string file = "", int line = 0)
    {
        var name = file[(file.AsSpan().LastIndexOfAny('/', '\\') + 1)..];
        return new Wire.SourceReference(
            name.Length == 0 ? null : name,
            new Wire.JavaMethod(method.ReflectedType!.FullName, method.Name, [.. method.GetParameters().Select(p => p.ParameterType.Name)]),
            null,
            line == 0 ? null : new Wire.Location(line, null));
    }

    private static Wire.Meta DefaultMeta() => new(
        Plain(Cucumber.Messages.ProtocolVersion.Version),
        new Wire.Product("CertHarness.Gherkin", Plain(OwnVersion())),
        new Wire.Product(".NET", Environment.Version.ToString()),
        new Wire.Product(RuntimeInformation.OSDescription, null),
        new Wire.Product(RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant(), null),
        null);

    private static string OwnVersion() =>
        typeof(SuiteMessages).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    private static string Plain(string version) => version.Split('+')[0];
}
