namespace CertHarness.Reporting;

/// <summary>Paths of files inside a run folder.</summary>
internal static class RunFolder
{
    /// <summary>
    /// The segments of a relative path, or null where it would lead out of the folder or could be read as anything else than a
    /// relative path. Reports link to and copy files of the run only.
    /// </summary>
    public static string[]? Segments(string path)
    {
        var segments = path.Split('/');
        return segments.All(s => s.Length > 0 && s is not ("." or "..") && s.IndexOfAny(['\\', ':', '\0']) < 0) ? segments : null;
    }

    /// <summary>The path as a relative reference for a link, or null where it would lead out of the folder.</summary>
    public static string? Reference(string path) =>
        Segments(path) is { } segments ? string.Join('/', segments.Select(Uri.EscapeDataString)) : null;

    /// <summary>The file's full path, or null where it would lead out of the folder or is not there.</summary>
    public static string? Find(string folder, string path)
    {
        if (Segments(path) is not { } segments)
            return null;
        var full = Path.Combine([folder, .. segments]);
        return File.Exists(full) ? full : null;
    }
}
