using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;
using CertHarness.Model.Verdicts;

namespace CertHarness.Drivers.Provisioning;

/// <summary>A program with its descendants: its children, theirs, and whoever stayed in its process group or session. Linux only.</summary>
/// <param name="leader">The program's process id.</param>
internal sealed partial class ProcessTree(int leader)
{
    private const int NoSuchProcess = 3;
    private const char Stopped = 'T';

    /// <summary>Those that live; zombies do not.</summary>
    public IReadOnlyList<int> Members => [.. Living().Select(p => p.Id)];

    /// <summary>Whether each of them stands still.</summary>
    public bool StandsStill => Living().All(p => p.State == Stopped);

    /// <summary>The RAM of all of them, in bytes; what they share counts for each.</summary>
    public long ResidentBytes => Members.Sum(ResidentBytesOf);

    /// <summary>Sends a signal to all of them, those that come into being meanwhile too.</summary>
    public void Signal(Signal signal)
    {
        var reached = new HashSet<int>();
        while (Members.Where(id => !reached.Contains(id)).ToList() is { Count: > 0 } more)
        {
            foreach (var id in more)
            {
                Send(id, signal);
                reached.Add(id);
            }
        }
    }

    private IEnumerable<Entry> Living()
    {
        var all = All();
        var members = new HashSet<int> { leader };
        for (var before = 0; before != members.Count;)
        {
            before = members.Count;
            members.UnionWith(all.Where(p => p.Group == leader || p.Session == leader || members.Contains(p.Parent)).Select(p => p.Id));
        }

        return all.Where(p => members.Contains(p.Id) && p.State is not ('Z' or 'X'));
    }

    private static void Send(int id, Signal signal)
    {
        if (Kill(id, (int)signal) != 0 && Marshal.GetLastPInvokeError() is var error and not NoSuchProcess)
            throw new SutUnavailableException($"The SUT's process {id} could not be sent {signal}: {Marshal.GetPInvokeErrorMessage(error)}");
    }

    private static ImmutableArray<Entry> All() =>
        [.. Directory.EnumerateDirectories("/proc").Select(f => int.TryParse(Path.GetFileName(f), CultureInfo.InvariantCulture, out var id) ? Read(id) : null).OfType<Entry>()];

    // proc(5): "id (name) state parent group session ..."; the name may hold anything.
    private static Entry? Read(int id)
    {
        if (Text($"/proc/{id}/stat") is not { } text)
            return null;
        var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
        return new(id, fields[0][0], Number(fields[1]), Number(fields[2]), Number(fields[3]));
    }

    private static long ResidentBytesOf(int id) =>
        Text($"/proc/{id}/statm") is { } text ? long.Parse(text.Split(' ')[1], CultureInfo.InvariantCulture) * Environment.SystemPageSize : 0;

    private static string? Text(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (IOException)
        {
            // It has ended meanwhile.
            return null;
        }
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial int Kill(int id, int signal);

    private sealed record Entry(int Id, char State, int Parent, int Group, int Session);
}
