using CertHarness.Model.Campaigns;
using CertHarness.Model.Configuration;
using CertHarness.Model.Evaluating;
using CertHarness.Model.Json;
using CertHarness.Model.Planning;
using CertHarness.Runner.Campaigns;
using CertHarness.Runner.Journals;
using CertHarness.Seal.Evaluating;

namespace CertHarness.Runner.Runs;

/// <summary>Makes the evaluation of a run from the documents in its folder.</summary>
public static class RunEvaluation
{
    /// <summary>Evaluates a run again from its folder alone.</summary>
    /// <param name="folder">The run folder.</param>
    /// <exception cref="ConfigurationException">The campaign in it is damaged.</exception>
    /// <exception cref="InvalidDataException">Another document in it is damaged.</exception>
    public static Evaluation Of(RunFolder folder)
    {
        var diagnostics = new DiagnosticBag();
        var campaign = CampaignReader.Read(folder.Campaign, File.ReadAllText(folder.Campaign), _ => null, diagnostics);
        return campaign is null
            ? throw new ConfigurationException(diagnostics.Diagnostics)
            : Of(campaign, ModelJson.ReadPlan(File.ReadAllText(folder.Plan)), RunFacts.Read(folder), folder);
    }

    /// <summary>Evaluates what the journal holds so far.</summary>
    /// <param name="campaign">The run's campaign.</param>
    /// <param name="plan">What was planned.</param>
    /// <param name="facts">The run's facts.</param>
    /// <param name="folder">The run folder.</param>
    public static Evaluation Of(Campaign campaign, Plan plan, RunFacts facts, RunFolder folder)
    {
        var results = Outage.Applied(Journal.Results(folder.Journal, plan), facts.Outages);
        return Evaluator.Evaluate(new EvaluationInput
        {
            Plan = plan,
            Results = results,
            Campaign = campaign,
            Run = folder.Id,
            ToolVersion = facts.ToolVersion,
            Endpoint = facts.Endpoint,
            Identification = facts.Identification,
            Started = results.Values.Min(r => r.Started),
            Finished = results.Values.Max(r => r.Started + r.Duration),
            Reason = facts.Reason,
        });
    }
}
