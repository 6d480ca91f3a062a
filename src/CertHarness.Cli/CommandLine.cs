using System.CommandLine;
using System.Text.Json;
using CertHarness.Cli.Output;
using CertHarness.Runner;
using CertHarness.Runner.Campaigns;

namespace CertHarness.Cli.Commands;

/// <summary>The command line: its commands, and what becomes of their exceptions.</summary>
internal static class CommandLine
{
    /// <summary>Long enough for a cancelled run to stop its SUT and to keep its journal.</summary>
    private static readonly TimeSpan TerminationTimeout = TimeSpan.FromSeconds(15);

    /// <summary>Runs one command.</summary>
    /// <returns>The exit code, see <see cref="ExitCode"/>.</returns>
    public static async Task<int> InvokeAsync(string[] args, TextWriter output, TextWriter error)
    {
        var root = new RootCommand("Conformance tests and certification of smart-city ICT components.")
        {
            RunCommand.Create(),
            LoadCommand.Create(),
            GenerateCommand.Create(),
            PlanCommand.Create(),
            CheckCommand.Create(),
            StepsCommand.Create(),
            CoverageCommand.Create(),
            QualifyCommand.Create(),
            DoctorCommand.Create(),
            ReportCommand.Create(),
        };
        // A word that begins with @ is a tag, not the name of a file with more words.
        var parsed = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Errors.Count > 0)
        {
            foreach (var problem in parsed.Errors)
                await error.WriteLineAsync(problem.Message);

            await error.WriteLineAsync("See certharness --help.");
            return (int)ExitCode.Configuration;
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration
            {
                Output = output,
                Error = error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = TerminationTimeout,
            });
        }
        catch (ConfigurationException e)
        {
            DiagnosticLines.Write(e.Diagnostics, error);
            return (int)ExitCode.Configuration;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException or JsonException)
        {
            await error.WriteLineAsync(e.Message);
            return (int)ExitCode.Configuration;
        }
        catch (OperationCanceledException)
        {
            await error.WriteLineAsync("Cancelled.");
            return (int)ExitCode.Cancelled;
        }
        catch (Exception e)
        {
            await error.WriteLineAsync($"A fault of the harness: {e.GetType().Name}: {e.Message}");
            await error.WriteLineAsync(CrashFile.Write(e));
            return (int)ExitCode.Harness;
        }
    }
}
