using System.Globalization;
using System.Net;

namespace CertHarness.Load.Running;

/// <summary>What is loaded, and by how many devices.</summary>
/// <param name="Address">The address, such as <c>mqtt://192.0.2.1:1883</c>.</param>
/// <param name="Remote">The address resolved.</param>
/// <param name="Devices">How many devices act.</param>
/// <param name="Options">Options of the protocol by name.</param>
/// <param name="Seed">The seed of what is random.</param>
public sealed record LoadTarget(Uri Address, IPEndPoint Remote, int Devices, IReadOnlyDictionary<string, string> Options, ulong Seed)
{
    /// <summary>The addresses of this machine that connections start from in turn; none for the one that the system takes. Each has
    /// about 28,000 ports to one peer.</summary>
    public IReadOnlyList<IPAddress> LocalAddresses { get; init; } = [];

    /// <summary>The clock by which a certificate is valid or not.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>An option's text.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="fallback">What it is where it was not given.</param>
    public string Text(string name, string fallback) => Options.GetValueOrDefault(name, fallback);

    /// <summary>An option that is a whole number.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="fallback">What it is where it was not given.</param>
    /// <param name="least">The least that it may be.</param>
    /// <param name="most">The most that it may be.</param>
    /// <exception cref="ArgumentException">It is none, or out of range.</exception>
    public int Number(string name, int fallback, int least, int most)
    {
        if (!Options.TryGetValue(name, out var text))
            return fallback;
        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new ArgumentException($"The option {name} is a whole number from {least} to {most}, not '{text}'.");
    }

    /// <summary>An option that is yes or no.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="fallback">What it is where it was not given.</param>
    /// <exception cref="ArgumentException">It is neither.</exception>
    public bool Flag(string name, bool fallback) => Text(name, fallback ? "yes" : "no") switch
    {
        "yes" or "true" => true,
        "no" or "false" => false,
        var text => throw new ArgumentException($"The option {name} is yes or no, not '{text}'."),
    };

    /// <summary>The address that a device's connections start from.</summary>
    /// <param name="number">The device's number.</param>
    public IPAddress? LocalAddressOf(int number) => LocalAddresses.Count == 0 ? null : LocalAddresses[number % LocalAddresses.Count];
}
