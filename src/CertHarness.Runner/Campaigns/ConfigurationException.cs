using CertHarness.Model.Configuration;

namespace CertHarness.Runner.Campaigns;

/// <summary>The configuration is wrong: all that is wrong with it, before anything was sent.</summary>
public sealed class ConfigurationException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="diagnostics">What is wrong; at least one error.</param>
    public ConfigurationException(IReadOnlyList<Diagnostic> diagnostics)
        : base(string.Join(Environment.NewLine, diagnostics)) => Diagnostics = diagnostics;

    /// <summary>What is wrong.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; }
}
