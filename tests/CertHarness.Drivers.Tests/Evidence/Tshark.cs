using System.Diagnostics;
using CertHarness.Drivers.Evidence;

namespace CertHarness.Drivers.Tests.Evidence;

/// <summary>Reads a recorder's file with tshark, the judge of whether others can open it.</summary>
internal static class Tshark
{
    public static async Task<string[]> ReadAsync(EvidenceRecorder recorder, string filter, params string[] fields)
    {
        var file = Path.GetTempFileName();
        try
        {
            await using (var output = File.Create(file))
            {
                recorder.Write(output);
            }

            var arguments = new List<string>
            {
                "-r", file, "-o", "tcp.check_checksum:TRUE", "-o", "ip.check_checksum:TRUE", "-Y", filter, "-T", "fields",
            };
            arguments.AddRange(fields.SelectMany(field => new[] { "-e", field }));
            return await RunAsync(arguments);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static async Task<string[]> RunAsync(IEnumerable<string> arguments)
    {
        Process process;
        try
        {
            process = Process.Start(new ProcessStartInfo("tshark", arguments)
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("tshark is not installed");
            throw;
        }

        using (process)
        {
            var errors = process.StandardError.ReadToEndAsync();
            var output = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            Assert.True(process.ExitCode == 0, await errors);
            return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        }
    }
}
