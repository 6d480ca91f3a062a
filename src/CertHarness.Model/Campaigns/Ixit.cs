using System.Text;

namespace CertHarness.Model.Campaigns;

/// <summary>Implementation extra information for testing.</summary>
public sealed record Ixit
{
    /// <summary>How long the harness waits for any one answer. More than zero; 5 s unless stated.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a SUT may take from its start until it answers. More than zero; 15 s unless stated.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>The user name to connect with, or null.</summary>
    public string? Username { get; init; }

    /// <summary>The password to connect with, or null. Never written to a run folder.</summary>
    public string? Password { get; init; }

    /// <summary>The first topic levels under which the harness may publish; each scenario adds a level of its own.</summary>
    public string TopicPrefix { get; init; } = "certharness";

    /// <summary>The method of enhanced authentication that user name and password are good for, such as <c>SCRAM-SHA-256</c>, or null.</summary>
    public string? AuthenticationMethod { get; init; }

    /// <summary>How to speak TLS.</summary>
    public TlsSettings Tls { get; init; } = new();

    /// <summary>Where else the SUT is reached.</summary>
    public MoreEndpoints Endpoints { get; init; } = new();

    /// <summary>What the user may not do and who may, or null where that is not stated.</summary>
    public Authorization? Authorization { get; init; }

    /// <summary>How a SUT that is a device is told what to do, or null.</summary>
    public DeviceIxit? Device { get; init; }

    // Keeps the password out of every log and message that shows the record.
    private bool PrintMembers(StringBuilder text)
    {
        text.Append($"Timeout = {Timeout}, StartTimeout = {StartTimeout}, Username = {Username}, ");
        text.Append($"Password = {(Password is null ? "" : "***")}, TopicPrefix = {TopicPrefix}, ");
        text.Append($"AuthenticationMethod = {AuthenticationMethod}, {Tls}, {Endpoints}, {Authorization}");
        return true;
    }
}
