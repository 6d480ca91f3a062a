using System.Net.Sockets;
using CertHarness.Load.Recording;

namespace CertHarness.Load.Running;

/// <summary>What the end of a connection means for an iteration, in the same words for every protocol.</summary>
public static class SocketOutcome
{
    /// <summary>The outcome of connecting.</summary>
    /// <param name="error">How it failed.</param>
    public static Outcome OfConnecting(SocketError error) => error switch
    {
        SocketError.TimedOut => Outcome.TimedOut,
        SocketError.Success or SocketError.ConnectionReset or SocketError.ConnectionAborted => Outcome.ConnectionLost,
        _ when Exhausts(error) is not null => Outcome.Dropped,
        _ => Outcome.Refused,
    };

    /// <summary>The outcome of an iteration whose connection ended, or never came about.</summary>
    /// <param name="error">How.</param>
    public static Outcome OfEnd(SocketError error) => error switch
    {
        SocketError.ConnectionRefused or SocketError.HostUnreachable or SocketError.NetworkUnreachable or SocketError.AccessDenied => Outcome.Refused,
        _ when Exhausts(error) is not null => Outcome.Dropped,
        _ => Outcome.ConnectionLost,
    };

    /// <summary>Why there is no connection, in words.</summary>
    /// <param name="error">How it failed.</param>
    public static string CauseOfConnecting(SocketError error) => error switch
    {
        SocketError.ConnectionRefused => "the connection was refused",
        SocketError.HostUnreachable or SocketError.NetworkUnreachable => "there is no way to the address",
        SocketError.TimedOut => "nothing answered at the address",
        _ => Exhausts(error) ?? $"the connection ended at once ({error})",
    };

    /// <summary>Why there is no answer, in words.</summary>
    /// <param name="error">How the connection ended.</param>
    /// <param name="hasBegun">Whether a part of the answer had come.</param>
    public static string CauseOfEnd(SocketError error, bool hasBegun)
    {
        var how = error switch
        {
            SocketError.Success => "the SUT closed the connection",
            SocketError.ConnectionReset or SocketError.ConnectionAborted => "the SUT reset the connection",
            _ => CauseOfConnecting(error),
        };
        return hasBegun ? $"{how} in the middle of an answer" : how;
    }

    /// <summary>What the generator has come to an end of, or null where the error is not of that kind.</summary>
    /// <param name="error">The error.</param>
    public static string? Exhausts(SocketError error) => error switch
    {
        SocketError.TooManyOpenSockets => "the generator is out of file descriptors: raise its limit of open files, or use more generators",
        SocketError.AddressNotAvailable or SocketError.AddressAlreadyInUse =>
            "the generator is out of ports to this peer: give it more local addresses",
        SocketError.NoBufferSpaceAvailable => "the generator's system is out of memory for sockets",
        _ => null,
    };
}
