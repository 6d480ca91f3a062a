using System.Collections.Concurrent;
using CertHarness.Load.Network;
using CertHarness.Load.Recording;
using CertHarness.Load.Schedules;
using CertHarness.Load.Timing;

namespace CertHarness.Load.Running;

/// <summary>
/// One thread of a generator with its share of the devices and of the schedule. All state belongs to the thread; others post to its loop.
/// </summary>
internal sealed partial class Worker
{
    /// <summary>So many iterations are begun before answers are looked at again.</summary>
    private const int MostInARow = 256;

    /// <summary>So many iterations may wait for a device; more say no more.</summary>
    private const int MostWaiting = 1 << 20;

    private readonly LoadPlan _plan;
    private readonly ILoadFleet _fleet;
    private readonly LoadClock _clock;
    private readonly HandleReserve _reserve;
    private readonly Share _share;
    private readonly Share _devices;
    private readonly long _timeout;
    private readonly long _mostLateness;
    private readonly Queue<Slot> _free = new();
    private readonly Queue<Slot> _ready = new();
    private readonly Queue<long> _waiting = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SecondRecorder _recorder;
    private EventLoop _loop = null!;
    private List<Slot> _slots = [];
    private int _inFlight;
    private bool _isActing;
    private bool _isStopped;

    public Worker(LoadPlan plan, int thread, ILoadFleet fleet, LoadClock clock, HandleReserve reserve)
    {
        (_plan, _fleet, _clock, _reserve) = (plan, fleet, clock, reserve);
        _devices = new Share(thread, plan.Threads);
        _share = plan.Share.Part(thread, plan.Threads);
        (_timeout, _mostLateness) = (plan.Timeout.Nanoseconds(), plan.MostLateness.Nanoseconds());
        _recorder = new SecondRecorder(plan.Interval.Nanoseconds(), Full, Empty);
        _instants = plan.Schedule.Instants(_share).GetEnumerator();
        _changes = plan.Schedule.Copies(_share).GetEnumerator();
    }

    /// <summary>Seconds that are full, for the run to take.</summary>
    public ConcurrentQueue<LoadSecond> Full { get; } = new();

    /// <summary>Seconds that the run has emptied.</summary>
    public ConcurrentBag<LoadSecond> Empty { get; } = [];

    /// <summary>When its thread has ended, and how.</summary>
    public Task Ended => _ended.Task;

    /// <summary>When its devices are connected, or cannot be.</summary>
    public Task IsConnected => _connected.Task;

    /// <summary>When every iteration of the schedule has an outcome.</summary>
    public Task IsDrained => _drained.Task;

    /// <summary>How many devices are connected.</summary>
    public int Connections { get; set; }

    public Causes Causes { get; } = new();

    public List<string> Exhausted { get; } = [];

    /// <summary>Iterations without an outcome, when the thread has ended.</summary>
    public long Unfinished => _inFlight + _waiting.Count;

    /// <summary>Starts the thread; it connects its devices.</summary>
    public void Start() => new Thread(Run) { IsBackground = true, Name = $"load {_devices.Index}" }.Start();

    /// <summary>Has the schedule begin.</summary>
    public void Begin(long at) => _loop.Post(() => BeginSchedule(at));

    /// <summary>Has the thread close its devices and end.</summary>
    public void Stop() => _loop.Post(() => _isStopped = true);

    private void Run()
    {
        try
        {
            using (var loop = new EventLoop(_clock))
            {
                _loop = loop;
                CreateDevices();
                _recorder.Begin(connecting: true, _clock.Now);
                _running.SetResult();
                while (!_isStopped)
                    Turn();
                _recorder.Rotate(_clock.Now, Connections, _waiting.Count);
                foreach (var slot in _slots)
                    slot.Client.Dispose();
            }

            _ended.SetResult();
        }
        catch (Exception e)
        {
            // A fault of ours is the run's: it is thrown again where the run is awaited.
            _ended.SetException(e);
            _running.TrySetException(e);
            _connected.TrySetException(e);
            _drained.TrySetException(e);
        }
    }

    private void Turn()
    {
        var now = _clock.Now;
        if (now >= _recorder.End)
            _recorder.Rotate(now, Connections, _waiting.Count);
        var next = _isScheduled ? Dispatch(now) : ConnectSome(now);
        _recorder.Waited(_loop.Turn(Math.Min(next, _recorder.End)));
    }

    private void CreateDevices()
    {
        var acting = _devices.Of(_plan.Devices);
        var listening = _devices.Of(_fleet.Listeners);
        _slots = new List<Slot>(acting + listening);
        for (var i = 0; i < listening; i++)
            Create(_plan.Devices + _devices.Index + (i * _devices.Count));
        _listeners = listening;
        for (var i = 0; i < acting; i++)
            _free.Enqueue(Create(_devices.Index + (i * _devices.Count)));
    }

    private Slot Create(int number)
    {
        var slot = new Slot(this);
        slot.Client = _fleet.CreateClient(number, _loop, slot);
        _slots.Add(slot);
        return slot;
    }
}
