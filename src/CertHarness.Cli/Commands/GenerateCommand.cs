using System.CommandLine;
using System.Reflection;
using CertHarness.Load.Generating;
using CertHarness.Runner;

namespace CertHarness.Cli.Commands;

/// <summary><c>certharness generate</c>: a generator's process. The tool starts it itself; an order comes in, seconds go out.</summary>
internal static class GenerateCommand
{
    private const string Name = "generate";

    public static Command Create()
    {
        var plugins = Loading.PluginsOption();
        var command = new Command(Name, "Takes an order for load from standard input.") { plugins };
        command.Hidden = true;
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var host = new GeneratorHost(Loading.Harness(parsed.GetValue(plugins)).LoadProtocols, TimeProvider.System);
            await host.RunAsync(Console.In, parsed.InvocationConfiguration.Output, cancellationToken);
            return (int)ExitCode.Met;
        });
        return command;
    }

    /// <summary>This very tool as a generator's process.</summary>
    public static GeneratorProcess Process(string[]? plugins)
    {
        var program = Environment.ProcessPath!;
        // Started as `dotnet certharness.dll` or as a program of its own.
        string[] self = Path.GetFileNameWithoutExtension(program) == "dotnet" ? [Assembly.GetExecutingAssembly().Location] : [];
        string[] folders = [.. (plugins ?? []).SelectMany(folder => new[] { "--plugins", folder })];
        return new GeneratorProcess(program, [.. self, Name, .. folders], TimeProvider.System);
    }
}
