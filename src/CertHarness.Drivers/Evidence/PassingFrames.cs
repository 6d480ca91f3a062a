namespace CertHarness.Drivers.Evidence;

/// <summary>The beginning of a connection that is one of many.</summary>
internal sealed class PassingFrames
{
    private const int MostFrames = 64;
    private const int MostBytes = 16 << 10;

    private readonly List<CapturedFrame> _frames = [];
    private int _kept;

    /// <summary>What is kept of it.</summary>
    public IReadOnlyList<CapturedFrame> Frames => _frames;

    /// <summary>How many bytes of a payload may still be kept.</summary>
    public int Take(int length)
    {
        var taken = _frames.Count == MostFrames ? 0 : Math.Min(length, MostBytes - _kept);
        _kept += taken;
        return taken;
    }

    public void Add(CapturedFrame frame)
    {
        if (_frames.Count < MostFrames)
        {
            _frames.Add(frame);
        }
    }
}
