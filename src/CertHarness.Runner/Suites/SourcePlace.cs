namespace CertHarness.Runner.Suites;

/// <summary>Names source files of step classes so that an editor on this machine finds them, and no other machine's folders show.</summary>
public static class SourcePlace
{
    /// <summary>The file relative to the working folder where it lies on this machine, its bare name where it does not.</summary>
    /// <param name="file">The file as the compiler saw it; may be empty.</param>
    /// <param name="otherwise">What to say where no file is known.</param>
    public static string Of(string file, string otherwise)
    {
        if (file.Length == 0)
            return otherwise;
        if (!File.Exists(file))
            return file[(file.AsSpan().LastIndexOfAny('/', '\\') + 1)..];
        var relative = Path.GetRelativePath(Environment.CurrentDirectory, file);
        return relative.StartsWith("..", StringComparison.Ordinal) ? file : relative;
    }
}
