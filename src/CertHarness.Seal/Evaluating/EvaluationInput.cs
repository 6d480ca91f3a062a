using CertHarness.Model.Campaigns;
using CertHarness.Model.Evaluating;
using CertHarness.Model.Planning;

namespace CertHarness.Seal.Evaluating;

/// <summary>All that an evaluation is made from.</summary>
public sealed record EvaluationInput
{
    /// <summary>The plan of the run.</summary>
    public required Plan Plan { get; init; }

    /// <summary>What came out, by the scenario's key; a scenario of the plan that is missing did not run.</summary>
    public required IReadOnlyDictionary<string, ScenarioResult> Results { get; init; }

    /// <summary>The campaign of the run.</summary>
    public required Campaign Campaign { get; init; }

    /// <summary>The run folder's name.</summary>
    public required string Run { get; init; }

    /// <summary>The tool's version.</summary>
    public required string ToolVersion { get; init; }

    /// <summary>Where the SUT was reached.</summary>
    public required string Endpoint { get; init; }

    /// <summary>What the SUT said it is, or null.</summary>
    public string? Identification { get; init; }

    /// <summary>When the first scenario started; null where none did.</summary>
    public DateTimeOffset? Started { get; init; }

    /// <summary>When the last scenario finished; null where none did.</summary>
    public DateTimeOffset? Finished { get; init; }

    /// <summary>Why the run did not go its way (the SUT did not answer, it was cancelled), root cause first; null where it did.
    /// With a reason the run never passes and earns no level.</summary>
    public string? Reason { get; init; }
}
