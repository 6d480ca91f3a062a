using CertHarness.Load.Running;

namespace CertHarness.Load.Generating;

/// <summary>What a generator's process is told to do: the first line of its standard input.</summary>
/// <param name="Address">What is loaded.</param>
/// <param name="Options">Options of the protocol.</param>
/// <param name="LocalAddresses">Addresses that connections start from in turn.</param>
/// <param name="Plan">What is done when.</param>
public sealed record GeneratorOrder(
    Uri Address, IReadOnlyDictionary<string, string> Options, IReadOnlyList<string> LocalAddresses, LoadPlan Plan);
