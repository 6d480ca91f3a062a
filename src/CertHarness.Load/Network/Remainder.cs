using System.Buffers;

namespace CertHarness.Load.Network;

/// <summary>What of the bytes received could not be used yet. A device whose packets and answers arrive whole never has one.</summary>
public struct Remainder
{
    private byte[]? _bytes;
    private int _length;

    /// <summary>Puts what was kept before what has arrived.</summary>
    /// <param name="piece">What has arrived.</param>
    /// <returns>Both; the piece itself where nothing was kept. Valid until the next call of <see cref="Keep"/> or <see cref="Clear"/>.</returns>
    public ReadOnlySpan<byte> Prepend(ReadOnlySpan<byte> piece)
    {
        if (_bytes is null)
            return piece;
        if (_length + piece.Length > _bytes.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_length + piece.Length, 2 * _bytes.Length));
            _bytes.AsSpan(0, _length).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_bytes);
            _bytes = larger;
        }

        piece.CopyTo(_bytes.AsSpan(_length));
        _length += piece.Length;
        return _bytes.AsSpan(0, _length);
    }

    /// <summary>Keeps the end of what <see cref="Prepend"/> returned, and forgets the rest.</summary>
    /// <param name="rest">The end; empty to keep nothing.</param>
    public void Keep(ReadOnlySpan<byte> rest)
    {
        if (rest.IsEmpty)
        {
            Clear();
            return;
        }

        _bytes ??= ArrayPool<byte>.Shared.Rent(rest.Length);
        rest.CopyTo(_bytes);
        _length = rest.Length;
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        if (_bytes is not null)
            ArrayPool<byte>.Shared.Return(_bytes);
        (_bytes, _length) = (null, 0);
    }
}
