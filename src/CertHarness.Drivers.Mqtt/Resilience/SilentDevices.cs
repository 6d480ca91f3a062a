using System.Globalization;
using CertHarness.Drivers.Measuring;
using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.Drivers.Mqtt.Sessions;
using CertHarness.Faults.HalfOpen;
using CertHarness.Model.Verdicts;

namespace CertHarness.Drivers.Mqtt.Resilience;

/// <summary>
/// Devices that fall silent one after another. A broker looks for silent clients every few seconds only, so how late it notices one of
/// them depends on the moment; that it notices the worst of many, spread over longer than it takes to look again, does not. One per scenario.
/// </summary>
public sealed class SilentDevices
{
    private readonly Clients _clients;
    private readonly Links _links;
    private readonly MeasurementLog _measurements;
    private readonly List<Silence> _silences = [];

    internal SilentDevices(Clients clients, Links links, MeasurementLog measurements) =>
        (_clients, _links, _measurements) = (clients, links, measurements);

    /// <summary>Devices connect at even distances, each behind its own link, which dies unseen at once.</summary>
    /// <param name="role">What they are.</param>
    /// <param name="count">How many, at least two.</param>
    /// <param name="span">The time from the first to the last.</param>
    /// <param name="settings">How they introduce themselves; each will has the device's number, from 1, for its payload.</param>
    /// <param name="seed">The seed of the links.</param>
    /// <param name="cancellationToken">Gives up.</param>
    internal async Task FallSilentAsync(string role, int count, TimeSpan span, ConnectSettings settings, int seed, CancellationToken cancellationToken)
    {
        var waiting = _clients.Waiting;
        var began = waiting.Now;
        for (var number = 1; number <= count; number++)
        {
            var left = ((number - 1) * span / (count - 1)) - waiting.Since(began);
            if (left > TimeSpan.Zero)
                await waiting.PassAsync(left, cancellationToken);

            var device = _clients.Of($"{role} {number}");
            var link = _links.Lay(device.Role, seed);
            var session = await _clients.ConnectedAsync(device, settings with { Will = settings.Will! with { Payload = Number(number) } }, cancellationToken);
            link.Inject(new HalfOpenFault());
            session.Abort();
            var due = TimeSpan.FromSeconds(1.5 * (session.Accepted!.Properties.ServerKeepAlive ?? settings.KeepAlive));
            _silences.Add(new Silence(device.Role, session.LastSent, due, _clients.Names.Topic(settings.Will.Topic), Number(number)));
        }
    }

    /// <summary>Somebody receives the will of each of them; how much later than one and a half times its keep alive is measured.</summary>
    /// <param name="receiver">Who.</param>
    /// <param name="longest">What is later than that does not come.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ExpectationNotMetException">A will did not come.</exception>
    /// <exception cref="SutUnavailableException">Nothing can be concluded.</exception>
    internal async Task ExpectNoticedAsync(MqttSession receiver, TimeSpan longest, CancellationToken cancellationToken)
    {
        var overdue = new List<double>();
        foreach (var silence in _silences)
            overdue.Add(await OverdueAsync(receiver, silence, longest, cancellationToken));

        _clients.Waiting.RefuseIfStarved(_silences[0].Since, $"while {receiver.Name} waited for wills");
        overdue.Sort();
        _measurements.Record("notice-overdue", overdue[^1], "s");
        _measurements.Record("notice-overdue-median", overdue[(overdue.Count - 1) / 2], "s");
        _measurements.Record("silent-devices", overdue.Count, "devices");
    }

    private async Task<double> OverdueAsync(MqttSession receiver, Silence silence, TimeSpan longest, CancellationToken cancellationToken)
    {
        var waiting = _clients.Waiting;
        PacketArrived? Will() => receiver.Events.Take<PacketArrived>(
            p => p.Packet is PublishPacket m && m.Topic == silence.Topic && m.Payload.Span.SequenceEqual(silence.Payload));
        var limit = silence.Due + longest;
        var left = limit - waiting.Since(silence.Since);
        var arrived = await waiting.PollAsync(receiver.Events, Will, left > TimeSpan.Zero ? left : TimeSpan.Zero, cancellationToken);
        var after = arrived is null ? (TimeSpan?)null : waiting.Since(silence.Since) - waiting.Since(arrived.Timestamp);
        if (after <= limit)
            return Math.Max(0, (after.Value - silence.Due).TotalSeconds);

        await waiting.ExpectAliveAsync(receiver, $"the will of {silence.Device} did not come", cancellationToken);
        waiting.RefuseIfStarved(silence.Since, $"while {receiver.Name} waited for the will of {silence.Device}", limit);
        throw new ExpectationNotMetException(
            $"the will of {silence.Device} from {silence.Topic} soon after {Waiting.Seconds(silence.Due)}",
            after is { } late ? $"it came after {Waiting.Seconds(late)}" : $"nothing such within {Waiting.Seconds(limit)}; the connection answered a PINGREQ after that",
            arrived?.Where ?? receiver.LastFrame);
    }

    private static byte[] Number(int number) => TextNotation.Payload(number.ToString(CultureInfo.InvariantCulture));

    /// <param name="Device">Who fell silent.</param>
    /// <param name="Since">When its last packet was about to be sent, in the clock's timestamps.</param>
    /// <param name="Due">One and a half times its keep alive.</param>
    /// <param name="Topic">Where its will is published.</param>
    /// <param name="Payload">Its will.</param>
    private sealed record Silence(string Device, long Since, TimeSpan Due, string Topic, byte[] Payload);
}
