namespace CertHarness.Faults;

/// <summary>A fault that is on, until it is removed or its proxy ends.</summary>
public sealed class InjectedFault
{
    private Action? _remove;

    internal InjectedFault(Action remove) => _remove = remove;

    /// <summary>
    /// Switches the fault off, on open connections too: what it still holds back goes on at once, in order. Done when it returns;
    /// a second call changes nothing.
    /// </summary>
    public void Remove() => Interlocked.Exchange(ref _remove, null)?.Invoke();
}
