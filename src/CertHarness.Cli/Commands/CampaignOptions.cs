using System.CommandLine;
using CertHarness.Runner.Campaigns;

namespace CertHarness.Cli.Commands;

/// <summary>The words that say which campaign a command is about; the same for every command that takes one.</summary>
internal sealed class CampaignOptions
{
    private readonly Argument<string?> _campaign = Loading.CampaignArgument();

    private readonly Option<string?> _profile = new("--profile") { Description = "The profile to test by, instead of the campaign's.", HelpName = "ID" };

    private readonly Option<string?> _sut = new("--sut")
    {
        Description = "An embedded SUT (embedded:NAME) or an address such as mqtt://192.0.2.1:1883.",
        HelpName = "NAME|URL",
    };

    /// <summary>Adds them to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(_campaign);
        command.Add(_profile);
        command.Add(_sut);
    }

    /// <summary>Whether any campaign is asked for; without one a command takes its default.</summary>
    public bool IsGiven(ParseResult parsed) =>
        parsed.GetValue(_campaign) is not null || parsed.GetValue(_profile) is not null || parsed.GetValue(_sut) is not null;

    /// <summary>The campaign that is asked for.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="seed">A seed that takes the place of the campaign's, or null.</param>
    public CampaignSource Source(ParseResult parsed, int? seed = null) =>
        new(parsed.GetValue(_campaign), parsed.GetValue(_profile), parsed.GetValue(_sut), seed);
}
