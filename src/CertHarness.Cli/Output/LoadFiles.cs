using System.Text;
using CertHarness.Load.Limits;
using CertHarness.Load.Recording;
using CertHarness.Load.Timing;

namespace CertHarness.Cli.Output;

/// <summary>The files of a load run: the logs of both histograms, written as it goes, and all numbers as JSON at its end.</summary>
internal sealed class LoadFiles : IDisposable
{
    private readonly string _folder;
    private readonly StreamWriter _responseFile;
    private readonly StreamWriter _serviceFile;
    private readonly HistogramLog _response;
    private readonly HistogramLog _service;
    private long _at;

    private LoadFiles(string folder, TimeProvider time)
    {
        _folder = Directory.CreateDirectory(folder).FullName;
        _responseFile = Create("response.hlog");
        _serviceFile = Create("service.hlog");
        var now = time.GetUtcNow();
        (_response, _service) = (new(_responseFile, now), new(_serviceFile, now));
    }

    public static LoadFiles? Create(string? folder, TimeProvider time) => folder is null ? null : new(folder, time);

    public void Add(LoadSecond second)
    {
        if (second.IsConnecting)
            return;
        var (start, length) = (Nanosecond.Span(_at), Nanosecond.Span(second.Length));
        _at += second.Length;
        _response.Write(start, length, second.Response);
        _service.Write(start, length, second.Service);
        _responseFile.Flush();
        _serviceFile.Flush();
    }

    public void Finish(LoadResult result)
    {
        File.WriteAllText(Path.Combine(_folder, "load.json"), LoadSummary.Json(result, withSeconds: true));
        File.WriteAllText(Path.Combine(_folder, "load.svg"), LoadChart.Svg(result));
        File.WriteAllText(Path.Combine(_folder, "percentiles.svg"), LoadChart.Percentiles(result));
    }

    /// <summary>Writes the curve of a search.</summary>
    public static void Write(string folder, CapacityResult found)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "capacity.json"), LoadSummary.Json(found));
        File.WriteAllText(Path.Combine(folder, "capacity.svg"), LoadChart.Svg(found));
    }

    public void Dispose()
    {
        _responseFile.Dispose();
        _serviceFile.Dispose();
    }

    private StreamWriter Create(string name) => new(Path.Combine(_folder, name), append: false, new UTF8Encoding(false));
}
