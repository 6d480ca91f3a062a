namespace CertHarness.Cli.Output;

/// <summary>Keeps the details of a harness fault for its developers, out of the user's sight.</summary>
internal static class CrashFile
{
    /// <summary>Writes the details to a file.</summary>
    /// <returns>A line that says where they are.</returns>
    public static string Write(Exception fault)
    {
        var path = Path.Combine(Path.GetTempPath(), $"certharness-fault-{Environment.ProcessId}.txt");
        try
        {
            File.WriteAllText(path, fault.ToString());
            return $"Please report it with the details in {path}";
        }
        catch (IOException e)
        {
            return $"Its details could not be kept: {e.Message}";
        }
    }
}
