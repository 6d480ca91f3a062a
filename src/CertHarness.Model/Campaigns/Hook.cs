namespace CertHarness.Model.Campaigns;

/// <summary>What the harness calls to have something done to a SUT that it did not start.</summary>
/// <param name="Timeout">How long it may take.</param>
public abstract record Hook(TimeSpan Timeout)
{
    /// <summary>How long a hook may take that says nothing else.</summary>
    public static TimeSpan DefaultTimeout { get; } = TimeSpan.FromMinutes(1);
}

/// <summary>A program on the machine of the harness; exit code 0 says that it is done.</summary>
/// <param name="Command">Program and arguments.</param>
/// <param name="Timeout">How long it may take.</param>
public sealed record CommandHook(IReadOnlyList<string> Command, TimeSpan Timeout) : Hook(Timeout);

/// <summary>An HTTP call; a status from 200 to 299 says that it is done.</summary>
/// <param name="Url">Where; http or https.</param>
/// <param name="Method">The method, in upper case.</param>
/// <param name="Timeout">How long it may take.</param>
public sealed record HttpHook(Uri Url, string Method, TimeSpan Timeout) : Hook(Timeout);
