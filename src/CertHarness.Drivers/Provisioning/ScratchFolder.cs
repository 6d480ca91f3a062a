using System.Globalization;
using System.Text.RegularExpressions;

namespace CertHarness.Drivers.Provisioning;

/// <summary>The folder that a process finds its files in, and what <c>{port}</c>, <c>{port-NAME}</c> and <c>{dir}</c> stand for.</summary>
internal sealed partial class ScratchFolder
{
    // A program that is started as root may drop to a user of its own before it reads them, as mosquitto does.
    private const UnixFileMode Readable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const UnixFileMode Enterable = Readable | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private readonly string _path;

    public ScratchFolder(string path)
    {
        _path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
    }

    public string PathOf(string name) => Path.Combine(_path, name);

    /// <summary>Whether a file name stays inside the folder.</summary>
    public bool Holds(string name) =>
        name.Length > 0 && Path.GetFullPath(name, _path).StartsWith(_path + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    public string Fill(string text, FreePorts ports) => Port()
        .Replace(text, match => ports[match.Groups[1].Value].ToString(CultureInfo.InvariantCulture))
        .Replace("{dir}", _path, StringComparison.Ordinal);

    public async Task WriteAsync(IReadOnlyDictionary<string, string> files, FreePorts ports, CancellationToken cancellationToken)
    {
        Create(_path);
        foreach (var (name, text) in files)
        {
            var file = Path.GetFullPath(name, _path);
            Create(Path.GetDirectoryName(file)!);
            await File.WriteAllTextAsync(file, Fill(text, ports), cancellationToken);
            Open(file, Readable);
        }
    }

    private void Create(string folder)
    {
        Directory.CreateDirectory(folder);
        for (var inside = folder; inside.StartsWith(_path, StringComparison.Ordinal); inside = Path.GetDirectoryName(inside)!)
        {
            Open(inside, Enterable);
        }
    }

    private static void Open(string path, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, mode);
        }
    }

    [GeneratedRegex(@"\{port(?:-([a-z0-9]+))?\}")]
    private static partial Regex Port();
}
