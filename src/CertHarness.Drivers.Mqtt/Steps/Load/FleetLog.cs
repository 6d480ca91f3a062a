using CertHarness.Drivers.Evidence;
using CertHarness.Load.Recording;
using CertHarness.Load.Timing;

namespace CertHarness.Drivers.Mqtt.Steps.Load;

/// <summary>Both histograms of a run, second by second, as logs of HdrHistogram.</summary>
internal sealed class FleetLog : IDisposable
{
    private readonly StringWriter _response = new();
    private readonly StringWriter _service = new();
    private readonly HistogramLog _responseLog;
    private readonly HistogramLog _serviceLog;
    private long _at;

    /// <summary>Begins both logs.</summary>
    /// <param name="start">When the run begins.</param>
    public FleetLog(DateTimeOffset start) =>
        (_responseLog, _serviceLog) = (new HistogramLog(_response, start), new HistogramLog(_service, start));

    /// <summary>Takes in a second.</summary>
    public void Add(LoadSecond second)
    {
        if (second.IsConnecting)
            return;
        var (start, length) = (Nanosecond.Span(_at), Nanosecond.Span(second.Length));
        _at += second.Length;
        _responseLog.Write(start, length, second.Response);
        _serviceLog.Write(start, length, second.Service);
    }

    /// <summary>Leaves them with the scenario's evidence.</summary>
    /// <param name="recorder">The evidence.</param>
    /// <param name="run">Which run of the scenario it is, from 1.</param>
    public void Keep(EvidenceRecorder recorder, int run)
    {
        recorder.Keep($"response-times-{run}", _response.ToString());
        recorder.Keep($"service-times-{run}", _service.ToString());
    }

    public void Dispose()
    {
        _response.Dispose();
        _service.Dispose();
    }
}
