using CertHarness.Load.Recording;

namespace CertHarness.Load.Generating;

/// <summary>Carries out orders for load, in this process or in another one.</summary>
public interface IGenerator
{
    /// <summary>Has an order carried out.</summary>
    /// <param name="order">The order.</param>
    /// <param name="onSecond">Is given every second of the run, to copy what it needs of it. Calls come one at a time.</param>
    /// <param name="cancellationToken">Ends the run early; the numbers so far are kept.</param>
    /// <returns>The end of the run.</returns>
    /// <exception cref="ArgumentException">The order cannot be carried out; the message says why.</exception>
    Task<LoadEnd> RunAsync(GeneratorOrder order, Action<LoadSecond> onSecond, CancellationToken cancellationToken);
}
