using System.Reflection;
using System.Runtime.CompilerServices;
using CertHarness.Gherkin.Binding;
using CertHarness.Gherkin.Expressions;

namespace CertHarness.Gherkin.Execution;

/// <summary>Reads the attributes of binding classes and collects what is wrong with them.</summary>
internal sealed class LibraryBuilder
{
    private const BindingFlags AnyMethod =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.FlattenHierarchy;
    private readonly List<Transformation> _transformations = [];
    private readonly Dictionary<string, Transformation> _named = [];

    public ParameterTypeRegistry ParameterTypes { get; } = new();

    public List<Transformation> NamedTransformations { get; } = [];

    public List<BindingClass> Classes { get; } = [];

    public List<StepDefinition> Definitions { get; } = [];

    public List<Hook> Hooks { get; } = [];

    public List<BindingError> Errors { get; } = [];

    public List<UndefinedParameterTypeException> UndefinedParameterTypes { get; } = [];

    public void Read(IEnumerable<Type> types)
    {
        var methods = new List<BoundMethod>();
        foreach (var type in types.Where(t => t.IsDefined(typeof(BindingAttribute), inherit: false)))
        {
            if (!type.IsVisible || type.ContainsGenericParameters || (type.IsAbstract && !type.IsSealed))
            {
                Errors.Add(new BindingError(type.Name, "A binding class must be public and neither abstract nor generic."));
                continue;
            }

            var owner = new BindingClass(type, Classes.Count);
            Classes.Add(owner);
            var bound = type.GetMethods(AnyMethod).Where(IsBinding).OrderBy(m => m.MetadataToken);
            methods.AddRange(bound.Select(m => new BoundMethod(m, owner)));
        }

        methods.RemoveAll(m => Refuse(m.Method));
        // Transformations first: expressions name them and arguments need them.
        foreach (var method in methods)
            ReadTransformations(method);
        foreach (var method in methods)
            ReadSteps(method);
        foreach (var method in methods)
            ReadHooks(method);
        ReportDuplicates();
    }

    private static bool IsBinding(MethodInfo method) =>
        method.IsDefined(typeof(StepAttribute))
        || method.IsDefined(typeof(HookAttribute))
        || method.IsDefined(typeof(StepArgumentTransformationAttribute));

    private bool Refuse(MethodInfo method)
    {
        var reason = method switch
        {
            { IsPublic: false } => "A bound method must be public.",
            { ContainsGenericParameters: true } => "A bound method must not be generic.",
            _ when method.GetParameters().Any(p => p.ParameterType.IsByRef) => "A bound method takes no ref, in or out parameters.",
            _ when method.ReturnType == typeof(void) && method.IsDefined(typeof(AsyncStateMachineAttribute)) =>
                "Nothing can wait for an async void method; return a Task.",
            _ => null,
        };
        if (reason is not null)
            Errors.Add(new BindingError(method, reason));
        return reason is not null;
    }

    private void ReadTransformations(BoundMethod method)
    {
        foreach (var attribute in method.Method.GetCustomAttributes<StepArgumentTransformationAttribute>())
        {
            Try(method, () =>
            {
                var transformation = new Transformation(method, attribute);
                if (transformation.Name is { } name)
                {
                    ParameterTypes.Add(new ParameterType(name, [transformation.Regex!], transformation.Returns, g => g[0]));
                    _named.Add(name, transformation);
                    NamedTransformations.Add(transformation);
                }

                _transformations.Add(transformation);
            });
        }
    }

    private void ReadSteps(BoundMethod method)
    {
        foreach (var attribute in method.Method.GetCustomAttributes<StepAttribute>())
        {
            Try(method, () =>
            {
                var expression = ExpressionFactory.Create(attribute.Expression, ParameterTypes);
                var scope = BindingScope.Of(method.Method, method.Owner.Type);
                var definition = new StepDefinition(method, attribute, expression, scope, _transformations, _named);
                if (definition.SignatureProblem() is { } problem)
                {
                    Errors.Add(new BindingError(method.Method, problem));
                    return;
                }

                definition.Index = Definitions.Count;
                Definitions.Add(definition);
            });
        }
    }

    private void ReadHooks(BoundMethod method)
    {
        foreach (var attribute in method.Method.GetCustomAttributes<HookAttribute>())
        {
            var ofRun = attribute.Type is Wire.HookType.BEFORE_TEST_RUN or Wire.HookType.AFTER_TEST_RUN;
            if (ofRun && !method.Method.IsStatic)
                Errors.Add(new BindingError(method.Method, "A hook of the test run must be static."));
            else if (!ofRun && method.Parameters.Length > 0)
                Errors.Add(new BindingError(method.Method, "A hook takes no parameters; let the class's constructor take what it needs."));
            else
                Try(method, () =>
                {
                    var scope = BindingScope.Of(method.Method, method.Owner.Type);
                    TagExpression[] tags = [.. attribute.Tags.Select(TagExpression.Parse)];
                    Hooks.Add(new Hook(method, attribute, tags, scope) { Index = Hooks.Count });
                });
        }
    }

    private static bool Overlap(KeywordType? one, KeywordType? other) => one is null || other is null || one == other;

    private static string Place(StepDefinition definition, StepDefinition seenFrom) =>
        definition.Method.Module == seenFrom.Method.Module
            ? definition.Bound.ToString()
            : $"{definition.Bound} in {definition.Method.Module.Assembly.GetName().Name}";

    private void ReportDuplicates()
    {
        foreach (var group in Definitions.Where(d => d.Scope is null).GroupBy(d => d.Expression).Where(g => g.Count() > 1))
        {
            var all = group.ToList();
            for (var i = 1; i < all.Count; i++)
            {
                if (all.Take(i).FirstOrDefault(d => Overlap(d.KeywordType, all[i].KeywordType)) is { } other)
                {
                    Errors.Add(new BindingError(
                        all[i].Method, $"\"{group.Key}\" is also defined by {Place(other, all[i])}; every step that it matches is ambiguous."));
                }
            }
        }
    }

    private void Try(BoundMethod method, Action read)
    {
        try
        {
            read();
        }
        catch (Exception e) when (e is CucumberExpressionException or TagExpressionException or ArgumentException)
        {
            Errors.Add(new BindingError(method.Method, e.Message));
            if (e is UndefinedParameterTypeException undefined)
                UndefinedParameterTypes.Add(undefined);
        }
    }
}
