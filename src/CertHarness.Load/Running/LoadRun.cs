using CertHarness.Load.Recording;
using CertHarness.Load.Timing;

namespace CertHarness.Load.Running;

/// <summary>Puts the load of a plan on a SUT, from this process.</summary>
/// <param name="plan">The plan.</param>
/// <param name="fleet">The devices.</param>
/// <param name="time">The clock.</param>
public sealed class LoadRun(LoadPlan plan, ILoadFleet fleet, TimeProvider time)
{
    /// <summary>Why a run that was ended early is only a part of what was planned.</summary>
    internal const string Cancelled = "the run was cancelled";

    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(50);

    private readonly LoadClock _clock = new(time);
    private readonly SecondMerger _merger = new(plan.Threads);
    private Worker[] _workers = [];

    /// <summary>Connects the fleet, follows the schedule, waits for what is still under way and closes everything. It ends at the latest
    /// one timeout after connecting and one after the schedule's end.</summary>
    /// <param name="onSecond">Is given every second when it is full, to copy what it needs of it.</param>
    /// <param name="cancellationToken">Ends the run early; the numbers so far are returned.</param>
    /// <returns>What is told once, for <see cref="LoadTotals.Finish"/>.</returns>
    /// <exception cref="ArgumentException">The schedule has more copies than there are devices.</exception>
    public async Task<LoadEnd> RunAsync(Action<LoadSecond> onSecond, CancellationToken cancellationToken)
    {
        if (plan.Schedule.MostCopies(plan.Share) is var copies && copies > plan.Devices)
            throw new ArgumentException($"The schedule has {copies} copies and there are {plan.Devices} devices.");
        _merger.OnSecond = onSecond;
        using var reserve = new HandleReserve();
        _workers = [.. Enumerable.Range(0, plan.Threads).Select(thread => new Worker(plan, thread, fleet, _clock, reserve))];
        foreach (var worker in _workers)
            worker.Start();
        await Task.WhenAll(_workers.Select(worker => worker.IsRunning));
        var end = new LoadEnd { ToConnect = _workers.Sum(worker => worker.ToConnect) };
        try
        {
            end = await ConnectAsync(end, cancellationToken);
            if (end.Interrupted is null)
            {
                var cpu = Environment.CpuUsage;
                await ActAsync(cancellationToken);
                var used = Environment.CpuUsage;
                end = end with
                {
                    UserCpu = (used.UserTime - cpu.UserTime).Nanoseconds(),
                    SystemCpu = (used.PrivilegedTime - cpu.PrivilegedTime).Nanoseconds(),
                };
            }
        }
        catch (OperationCanceledException)
        {
            end = end with { Interrupted = Cancelled };
        }

        await StopAsync();
        return end with
        {
            Unfinished = _workers.Sum(worker => worker.Unfinished),
            IdleLosses = _workers.Sum(worker => worker.IdleLosses),
            Causes = AllCauses().Counts,
            Exhausted = [.. _workers.SelectMany(worker => worker.Exhausted).Distinct()],
            Deliveries = fleet.Deliveries(),
        };
    }

    private async Task<LoadEnd> ConnectAsync(LoadEnd end, CancellationToken cancellationToken)
    {
        var before = _clock.Now;
        await FollowAsync(Task.WhenAll(_workers.Select(worker => worker.IsConnected)), cancellationToken);
        end = end with
        {
            ConnectingTook = _clock.Now - before,
            Connected = _workers.Sum(worker => worker.ConnectedBefore),
            ManagedMemory = GC.GetTotalMemory(forceFullCollection: true),
            ResidentMemory = Environment.WorkingSet,
        };
        if (plan.Schedule.IsEmpty)
            return end with { Interrupted = "the schedule begins nothing" };
        if (end.ToConnect > 0 && end.Connected == 0)
            return end with { Interrupted = $"no device could connect ({AllCauses().Counts.MaxBy(cause => cause.Value).Key ?? "no cause was told"})" };
        return end;
    }

    private async Task ActAsync(CancellationToken cancellationToken)
    {
        // A little later than now, so that all threads begin at the same moment.
        var start = _clock.Now + (5 * Nanosecond.Millisecond);
        foreach (var worker in _workers)
            worker.Begin(start);
        await FollowAsync(Task.WhenAll(_workers.Select(worker => worker.IsDrained)), cancellationToken);
        var patience = _clock.Now + plan.Timeout.Nanoseconds();
        while (!fleet.IsSettled && _clock.Now < patience)
            await FollowAsync(Task.Delay(LookEvery, time, cancellationToken), cancellationToken);
    }

    private async Task StopAsync()
    {
        foreach (var worker in _workers)
            worker.Stop();
        await Task.WhenAll(_workers.Select(worker => worker.Ended));
        _merger.Take(_workers);
        _merger.Flush();
    }

    private async Task FollowAsync(Task work, CancellationToken cancellationToken)
    {
        while (!work.IsCompleted)
        {
            _merger.Take(_workers);
            await Task.WhenAny(work, Task.Delay(LookEvery, time, cancellationToken));
            cancellationToken.ThrowIfCancellationRequested();
        }

        await work;
    }

    private Causes AllCauses()
    {
        var causes = new Causes();
        foreach (var worker in _workers)
            causes.Add(worker.Causes);
        return causes;
    }
}
