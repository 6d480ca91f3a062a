using System.Runtime.CompilerServices;

namespace CertHarness.Gherkin.Binding;

/// <summary>Binds a method to the steps that its expression matches.</summary>
public abstract class StepAttribute : Attribute
{
    private protected StepAttribute(string expression, KeywordType? keywordType, string sourceFile, int sourceLine)
    {
        Expression = expression;
        KeywordType = keywordType;
        SourceFile = sourceFile;
        SourceLine = sourceLine;
    }

    /// <summary>A cucumber expression or a .NET regular expression.</summary>
    public string Expression { get; }

    /// <summary>The part that the steps play; null for any.</summary>
    public KeywordType? KeywordType { get; }

    /// <summary>The source file of the binding.</summary>
    public string SourceFile { get; }

    /// <summary>The line of the binding.</summary>
    public int SourceLine { get; }
}

/// <summary>Binds a method to <c>Given</c> steps.</summary>
/// <param name="expression">A cucumber expression or a .NET regular expression.</param>
/// <param name="sourceFile">Filled in by the compiler.</param>
/// <param name="sourceLine">Filled in by the compiler.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class GivenAttribute(string expression, [CallerFilePath] string sourceFile = "", [CallerLineNumber] int sourceLine = 0)
    : StepAttribute(expression, Gherkin.KeywordType.Context, sourceFile, sourceLine);

/// <summary>Binds a method to <c>When</c> steps.</summary>
/// <param name="expression">A cucumber expression or a .NET regular expression.</param>
/// <param name="sourceFile">Filled in by the compiler.</param>
/// <param name="sourceLine">Filled in by the compiler.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class WhenAttribute(string expression, [CallerFilePath] string sourceFile = "", [CallerLineNumber] int sourceLine = 0)
    : StepAttribute(expression, Gherkin.KeywordType.Action, sourceFile, sourceLine);

/// <summary>Binds a method to <c>Then</c> steps.</summary>
/// <param name="expression">A cucumber expression or a .NET regular expression.</param>
/// <param name="sourceFile">Filled in by the compiler.</param>
/// <param name="sourceLine">Filled in by the compiler.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class ThenAttribute(string expression, [CallerFilePath] string sourceFile = "", [CallerLineNumber] int sourceLine = 0)
    : StepAttribute(expression, Gherkin.KeywordType.Outcome, sourceFile, sourceLine);

/// <summary>Binds a method to steps whatever their keyword.</summary>
/// <param name="expression">A cucumber expression or a .NET regular expression.</param>
/// <param name="sourceFile">Filled in by the compiler.</param>
/// <param name="sourceLine">Filled in by the compiler.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class StepDefinitionAttribute(
    string expression, [CallerFilePath] string sourceFile = "", [CallerLineNumber] int sourceLine = 0)
    : StepAttribute(expression, null, sourceFile, sourceLine);
