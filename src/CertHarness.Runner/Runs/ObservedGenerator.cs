using CertHarness.Load.Generating;
using CertHarness.Load.Recording;

namespace CertHarness.Runner.Runs;

/// <summary>A generator of which the observer of a run is told every second.</summary>
/// <param name="generator">The generator.</param>
/// <param name="observer">The observer.</param>
internal sealed class ObservedGenerator(IGenerator generator, IRunObserver observer) : IGenerator
{
    public Task<LoadEnd> RunAsync(GeneratorOrder order, Action<LoadSecond> onSecond, CancellationToken cancellationToken) => generator.RunAsync(
        order,
        second =>
        {
            onSecond(second);
            observer.Loaded(second);
        },
        cancellationToken);
}
