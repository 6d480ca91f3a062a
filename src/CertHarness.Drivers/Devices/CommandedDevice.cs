using System.Globalization;
using System.Text;
using CertHarness.Drivers.Provisioning;
using CertHarness.Model.Campaigns;
using CertHarness.Model.Verdicts;

namespace CertHarness.Drivers.Devices;

/// <summary>
/// A device that programs stand for or have a hand on: each order starts one, which is ended with the scenario and does not outlive
/// the harness.
/// </summary>
internal sealed class CommandedDevice : IDevice
{
    /// <summary>As many as a small machine can start at once without one being late for that.</summary>
    private const int ProgramsAtOnce = 8;

    private readonly DeviceProvision _provision;
    private readonly DeviceIxit _ixit;
    private readonly string _scratch;
    private readonly TimeProvider _time;
    private int _started;

    /// <param name="provision">Where the harness listens, and the device's files.</param>
    /// <param name="ixit">How the device is told what to do.</param>
    /// <param name="scratch">The folder in which each start has one of its own.</param>
    /// <param name="time">The clock.</param>
    public CommandedDevice(DeviceProvision provision, DeviceIxit ixit, string scratch, TimeProvider time)
    {
        _provision = provision;
        _ixit = ixit;
        _scratch = scratch;
        _time = time;
    }

    // With one address there is one broker at a time.
    public int MostAtOnce => _provision.Listen.Port > 0 ? 1 : ProgramsAtOnce;

    public bool Reconnects => _ixit.Reconnects;

    // Some clients take none below.
    public int ShortestKeepAlive => 5;

    public bool Offers(string action) => _ixit.Actions.ContainsKey(action) || _ixit.ByItself.Contains(action);

    public bool Offers(string action, string option) =>
        _ixit.Actions.TryGetValue(action, out var known) && known.Options.ContainsKey(option);

    public async Task<IRunningDevice> StartAsync(DeviceOrder order, CancellationToken cancellationToken)
    {
        if (!_ixit.Actions.TryGetValue(order.Action, out var action))
        {
            return new UntoldDevice();
        }

        var number = Interlocked.Increment(ref _started).ToString(CultureInfo.InvariantCulture);
        var scratch = new ScratchFolder(Path.Combine(_scratch, number));
        var ports = new FreePorts(order.Server.Port);
        await scratch.WriteAsync(_provision.Files, ports, cancellationToken);
        var command = action.Command.Concat(order.Options.SelectMany(o => action.Options[o]))
            .Select(part => scratch.Fill(Filled(part, order), ports)).ToList();
        var program = ProgramSearch.Find(command[0])
            ?? throw new SutUnavailableException(
                $"{command[0]}: there is no such program; install {Path.GetFileName(command[0])}, or give its full path in the campaign");
        return new Running(WatchedProgram.Start(
            program, command.Skip(1), scratch.PathOf("device.pid"), scratch.PathOf("device.log"), append: false, _time));
    }

    private static string Filled(string part, DeviceOrder order)
    {
        var text = part.Replace("{host}", order.Server.DnsSafeHost, StringComparison.Ordinal)
            .Replace("{server}", order.Server.OriginalString, StringComparison.Ordinal);
        return order.Values.Aggregate(text, (t, value) => t.Replace($"{{{value.Key}}}", value.Value, StringComparison.Ordinal));
    }

    private sealed class Running(WatchedProgram process) : IRunningDevice
    {
        private const int MostOutput = 256 << 10;

        public string? Ended => process.HasExited
            ? $"the device's program ended with exit code {process.ExitCode}{string.Concat(process.LastLines.Select(l => "\n  " + l))}"
            : null;

        public string Output
        {
            get
            {
                using var file = new FileStream(process.LogPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
                var bytes = new byte[Math.Min(file.Length, MostOutput)];
                return Encoding.UTF8.GetString(bytes, 0, file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false));
            }
        }

        public ValueTask DisposeAsync() => process.DisposeAsync();
    }
}
