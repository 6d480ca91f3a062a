namespace CertHarness.Drivers.Measuring;

/// <summary>The numbers that a profile gives to its scenarios, such as how many devices make up the fleet.</summary>
/// <param name="profile">The profile's id.</param>
/// <param name="values">The numbers by name; the unit of each is part of its meaning and stands in the profile's comments.</param>
public sealed class Parameters(string profile, IReadOnlyDictionary<string, double> values)
{
    /// <summary>A number.</summary>
    /// <param name="name">Its name, such as <c>fleet-devices</c>.</param>
    /// <exception cref="KeyNotFoundException">The profile does not state it.</exception>
    public double this[string name] => values.TryGetValue(name, out var value)
        ? value
        : throw new KeyNotFoundException($"The profile {profile} has no parameter '{name}'; the scenario needs it.");
}
