using CertHarness.Load.Recording;

namespace CertHarness.Load.Running;

/// <summary>Where a virtual device reports to, on the thread that it was called on.</summary>
public interface ILoadSlot
{
    /// <summary>How <see cref="ILoadClient.Connect"/> ended.</summary>
    /// <param name="outcome">How.</param>
    /// <param name="cause">What went wrong, in few different words: equal causes are counted together. Null for <see cref="Outcome.Ok"/>.</param>
    void Connected(Outcome outcome, string? cause = null);

    /// <summary>How <see cref="ILoadClient.Act"/> ended.</summary>
    /// <param name="outcome">How.</param>
    /// <param name="cause">What went wrong; null for <see cref="Outcome.Ok"/>.</param>
    void Completed(Outcome outcome, string? cause = null);

    /// <summary>The connection of an idle device has ended. That is no iteration, but it is told.</summary>
    /// <param name="cause">What happened.</param>
    void Disconnected(string cause);

    /// <summary>The connection is there again, as part of an iteration.</summary>
    void Reconnected();

    /// <summary>The generator itself came to an end of its means, such as its open files: not the SUT's fault.</summary>
    /// <param name="cause">Which.</param>
    void Exhausted(string cause);
}
