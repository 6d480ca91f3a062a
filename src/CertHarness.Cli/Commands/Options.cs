using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using CertHarness.Gherkin;
using CertHarness.Model.Configuration;
using CertHarness.Runner.Campaigns;
using CertHarness.Runner.Suites;

namespace CertHarness.Cli.Commands;

/// <summary>Checks of what stands behind options that several commands have.</summary>
internal static class Options
{
    /// <summary>The number after an option; null, and an error told, where there is none.</summary>
    public static int? WholeNumber(ArgumentResult result, int least)
    {
        var text = result.Tokens[0].Value;
        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least)
            return number;

        var expected = least == int.MinValue ? "a whole number" : $"a whole number of at least {least}";
        result.AddError($"{((OptionResult)result.Parent!).Option.Name} takes {expected}, not '{text}'.");
        return null;
    }

    /// <summary>The option that selects scenarios by their tags.</summary>
    /// <param name="description">What becomes of them.</param>
    public static Option<string?> Only(string description) => new("--only") { Description = description, HelpName = "TAGS" };

    /// <summary>A tag expression must be one, and select something.</summary>
    /// <exception cref="ConfigurationException">It is none, or selects nothing.</exception>
    public static void MustBeTagExpression(string? only, Suite suite)
    {
        try
        {
            TagExpression.Parse(only ?? "");
            if (only is not null && suite.Features.Select(only).Count == 0)
                throw Wrong("--only", $"no scenario has the tags '{only}'", "tags of features; `certharness plan` lists requirements, whose ids are tags");
        }
        catch (TagExpressionException e)
        {
            throw Wrong("--only", e.Message, "a tag expression such as \"@security and not @slow\"");
        }
    }

    /// <summary>Something in the configuration is wrong.</summary>
    public static ConfigurationException Wrong(string file, string found, string expected) =>
        new([new Diagnostic(Severity.Error, file, 1, 1, found, expected)]);
}
