using System.Globalization;

namespace CertHarness.Runner.Runs;

/// <summary>The folder that holds all documents of one run.</summary>
public sealed class RunFolder
{
    private RunFolder(string path) => Path = path;

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>The run's id: the folder's name.</summary>
    public string Id => System.IO.Path.GetFileName(Path);

    /// <summary>The campaign as resolved, secrets redacted.</summary>
    public string Campaign => In("campaign.yaml");

    /// <summary>What was planned.</summary>
    public string Plan => In("plan.json");

    /// <summary>The journal: Cucumber Messages.</summary>
    public string Journal => In("messages.ndjson");

    /// <summary>Facts of the run that neither plan nor journal hold.</summary>
    public string Facts => In("run.json");

    /// <summary>The result.</summary>
    public string Evaluation => In("evaluation.json");

    /// <summary>Makes a new folder, named by the time and the campaign.</summary>
    /// <param name="root">The folder of all runs.</param>
    /// <param name="campaign">The campaign's short name.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="IOException">It cannot be made.</exception>
    public static RunFolder Create(string root, string campaign, TimeProvider time)
    {
        var path = NewFolder(root, campaign, time);
        Directory.CreateDirectory(System.IO.Path.Combine(path, "evidence"));
        return new RunFolder(path);
    }

    /// <summary>Makes a new folder, named by the time and what it is for.</summary>
    /// <param name="root">The folder to make it in; made where it does not exist.</param>
    /// <param name="name">What it is for; fit for a folder.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="IOException">It cannot be made.</exception>
    internal static string NewFolder(string root, string name, TimeProvider time)
    {
        Directory.CreateDirectory(root);
        var stamp = time.GetUtcNow().ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture);
        for (var n = 1; ; n++)
        {
            var path = System.IO.Path.GetFullPath(System.IO.Path.Combine(root, n == 1 ? $"{stamp}-{name}" : $"{stamp}-{name}-{n}"));
            if (Directory.Exists(path))
                continue;

            Directory.CreateDirectory(path);
            return path;
        }
    }

    /// <summary>Opens the folder of an earlier run.</summary>
    /// <param name="path">The folder.</param>
    /// <exception cref="DirectoryNotFoundException">There is no run in it.</exception>
    public static RunFolder Open(string path)
    {
        var folder = new RunFolder(System.IO.Path.GetFullPath(path.TrimEnd('/', '\\')));
        return File.Exists(folder.Plan)
            ? folder
            : throw new DirectoryNotFoundException($"{path} holds no run: there is no plan.json in it.");
    }

    /// <summary>Where a scenario's evidence lies, relative to the folder.</summary>
    /// <param name="scenario">The scenario's key.</param>
    /// <param name="extension">The file's extension, with its dot.</param>
    public static string EvidenceOf(string scenario, string extension) => $"evidence/{scenario.Replace('/', '-')}{extension}";

    /// <summary>A file in the folder.</summary>
    /// <param name="relative">Its path, relative to the folder.</param>
    public string In(string relative) => System.IO.Path.Combine(Path, relative);

    /// <summary>Writes a document whole or not at all.</summary>
    /// <param name="path">The file.</param>
    /// <param name="text">Its text.</param>
    public static void WriteWhole(string path, string text)
    {
        var half = path + ".part";
        File.WriteAllText(half, text);
        File.Move(half, path, overwrite: true);
    }
}
