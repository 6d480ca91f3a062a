using System.Runtime.InteropServices;

namespace CertHarness.Reaper;

/// <summary>The calls of the C library that .NET has no like of.</summary>
internal static partial class Libc
{
    /// <summary>Leaves the process group and the terminal of the harness (setsid(2)).</summary>
    [LibraryImport("libc", EntryPoint = "setsid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    public static partial int NewSession();
}
