namespace CertHarness.Faults.Relaying;

/// <summary>How a way ends.</summary>
internal enum Ending
{
    /// <summary>Its sender has finished; the other way stays open.</summary>
    Finish,

    /// <summary>The connection is closed in order, and with it the other way.</summary>
    Close,

    /// <summary>The connection is reset.</summary>
    Reset,
}

/// <summary>What travels on a way: bytes of its own, or the end.</summary>
internal readonly record struct Parcel(Memory<byte> Bytes, Ending? End = null)
{
    public static Parcel Of(Ending end) => new(default, end);
}
