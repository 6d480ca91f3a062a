namespace CertHarness.Load.Recording;

/// <summary>What a generator says at the end of a run, besides its seconds.</summary>
public sealed record LoadEnd
{
    /// <summary>Why the run is only a part of what was planned, or null where it is whole.</summary>
    public string? Interrupted { get; init; }

    /// <summary>Iterations that had begun, or waited for a device, when the run was interrupted. They have no outcome.</summary>
    public long Unfinished { get; init; }

    /// <summary>What went wrong, and how often.</summary>
    public IReadOnlyDictionary<string, long> Causes { get; init; } = new Dictionary<string, long>();

    /// <summary>What the generator itself came to an end of, such as open files.</summary>
    public IReadOnlyList<string> Exhausted { get; init; } = [];

    /// <summary>How many devices connected before the schedule began.</summary>
    public int Connected { get; init; }

    /// <summary>How many were to.</summary>
    public int ToConnect { get; init; }

    /// <summary>How long that took, in nanoseconds.</summary>
    public long ConnectingTook { get; init; }

    /// <summary>How many connections ended while their device was idle.</summary>
    public long IdleLosses { get; init; }

    /// <summary>What became of messages, or null where the protocol has none.</summary>
    public DeliveryReport? Deliveries { get; init; }

    /// <summary>CPU time of the process in user mode from the start of the schedule to the end, in nanoseconds.</summary>
    public long UserCpu { get; init; }

    /// <summary>The same in the kernel.</summary>
    public long SystemCpu { get; init; }

    /// <summary>Managed memory in use when all devices were connected, in bytes, after a collection.</summary>
    public long ManagedMemory { get; init; }

    /// <summary>Resident memory at that moment, in bytes.</summary>
    public long ResidentMemory { get; init; }
}
