namespace CertHarness.Model.Configuration.Yaml;

/// <summary>A file while it is read: where its diagnostics go and whether it has any errors.</summary>
internal sealed class Source(string file, DiagnosticBag bag)
{
    public bool Failed { get; private set; }

    public void Error(YamlValue at, string message, string expected) => Error(at.Line, at.Column, message, expected);

    public void Error(long line, long column, string message, string expected)
    {
        Failed = true;
        bag.Add(new Diagnostic(Severity.Error, file, (int)Math.Max(1, line), (int)Math.Max(1, column), message, expected));
    }
}
