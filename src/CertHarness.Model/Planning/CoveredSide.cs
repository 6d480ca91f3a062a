using CertHarness.Model.Catalogues;

namespace CertHarness.Model.Planning;

/// <summary>One side of a requirement that is verified, or is not.</summary>
/// <param name="Requirement">The requirement's id.</param>
/// <param name="Side">The part that the SUT plays; <see cref="Role.Both"/> where it may play either.</param>
public sealed record CoveredSide(string Requirement, Role Side);
