using System.Diagnostics;
using System.Globalization;
using CertHarness.Load.Recording;

namespace CertHarness.Load.Tests.Recording;

public sealed class HistogramLogTests
{
    [Fact]
    public void A_log_has_the_standard_header_and_a_line_an_interval()
    {
        var lines = Log().Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal("#[Histogram log format version 1.3]", lines[0]);
        Assert.StartsWith("#[StartTime: 1700000000.000 ", lines[1]);
        Assert.Equal("\"StartTimestamp\",\"Interval_Length\",\"Interval_Max\",\"Interval_Compressed_Histogram\"", lines[3]);
        Assert.StartsWith("1.000,1.000,50.000,HISTFA", lines[5]);
        Assert.Equal(6, lines.Length);
    }

    [Fact]
    public async Task Another_implementation_reads_what_we_wrote()
    {
        var modules = Environment.GetEnvironmentVariable("CERTHARNESS_NODE_MODULES");
        if (modules is null || !Directory.Exists(Path.Combine(modules, "hdr-histogram-js")))
            Assert.Skip("hdr-histogram-js is not there: npm install it and name its folder in CERTHARNESS_NODE_MODULES.");
        const string Script = """
            const hdr = require(process.argv[1]);
            const h = hdr.decodeFromCompressedBase64(process.argv[2]);
            console.log([h.totalCount, ...[50, 99, 99.9].map(p => h.getValueAtPercentile(p)), h.maxValue].join(' '));
            """;
        var info = new ProcessStartInfo("node", ["-e", Script, Path.Combine(modules, "hdr-histogram-js"), HistogramEncoding.Encode(Milliseconds(1, 50))])
        {
            RedirectStandardOutput = true,
        };
        using var node = Process.Start(info)!;
        var said = (await node.StandardOutput.ReadToEndAsync()).Split(' ').Select(n => long.Parse(n, CultureInfo.InvariantCulture)).ToList();

        Assert.Equal(50, said[0]);
        Assert.Equal([25e6, 50e6, 50e6, 50e6], said[1..].Select(value => Math.Round(value / 1e5) * 1e5));
    }

    private static string Log()
    {
        using var text = new StringWriter();
        var log = new HistogramLog(text, DateTimeOffset.FromUnixTimeSeconds(1_700_000_000));
        log.Write(TimeSpan.Zero, TimeSpan.FromSeconds(1), Milliseconds(1, 10));
        log.Write(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1), Milliseconds(1, 50));
        return text.ToString();
    }

    private static LatencyHistogram Milliseconds(int from, int to)
    {
        var histogram = new LatencyHistogram();
        for (var i = from; i <= to; i++)
            histogram.Record(i * 1_000_000L);
        return histogram;
    }
}
