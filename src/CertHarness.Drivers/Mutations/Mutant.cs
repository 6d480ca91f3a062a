using CertHarness.Drivers.Provisioning;

namespace CertHarness.Drivers.Mutations;

/// <summary>A SUT with one seeded fault, made to show that the scenarios of a requirement notice it.</summary>
/// <param name="Name">What it does wrong, in plain words, such as "says that a session is present after a clean start".</param>
/// <param name="Requirements">The ids of the requirements that the fault breaks; at least one, and each of them has to notice it.</param>
public abstract record Mutant(string Name, IReadOnlyList<string> Requirements);

/// <summary>A mutant made by a proxy that alters what passes between the harness and a SUT that is right.</summary>
/// <param name="Name">What it does wrong.</param>
/// <param name="Requirements">The ids of the requirements that the fault breaks.</param>
/// <param name="Mutate">Makes the change, anew for each run of the mutant.</param>
public sealed record WireMutant(string Name, IReadOnlyList<string> Requirements, Func<TimeProvider, IMutation> Mutate) : Mutant(Name, Requirements);

/// <summary>A mutant that no change on the wire can make: an embedded SUT with a switch that makes it wrong.</summary>
/// <param name="Name">What it does wrong.</param>
/// <param name="Requirements">The ids of the requirements that the fault breaks.</param>
/// <param name="Sut">The SUT, wrong.</param>
public sealed record EmbeddedMutant(string Name, IReadOnlyList<string> Requirements, IEmbeddedSut Sut) : Mutant(Name, Requirements);
