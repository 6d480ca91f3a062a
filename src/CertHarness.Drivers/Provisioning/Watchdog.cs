using System.Diagnostics;

namespace CertHarness.Drivers.Provisioning;

/// <summary>
/// Starts a program so that it cannot outlive the harness. On Unix a shell stands between the two and holds the reading end of a
/// pipe: the pipe breaks when the harness ends, however it ends, and the shell then ends the program with all its descendants, also
/// when they stand still.
/// On Windows the program is ended when it is disposed of.
/// </summary>
internal static class Watchdog
{
    // $1 is the file for the program's process id, the rest is the program. setsid, where there is one, makes the program the
    // leader of a process group so that its descendants can be ended with it; the shell's own id file is written by the process
    // that becomes the program.
    private const string Script = """
        trap '' INT
        pidfile=$1
        shift
        exec 3<&0 </dev/null
        leader=''
        if command -v setsid >/dev/null 2>&1; then leader=setsid; fi
        $leader sh -c 'echo $$ >"$0"; exec "$@" 3<&-' "$pidfile" "$@" &
        sut=$!
        (
          read -r ended <&3
          kill -s TERM -- "-$sut" || kill -s TERM "$sut"
          kill -s CONT -- "-$sut" || kill -s CONT "$sut"
          sleep 2
          kill -s KILL -- "-$sut" || kill -s KILL "$sut"
        ) >/dev/null 2>&1 &
        watch=$!
        exec 3<&-
        wait "$sut"
        code=$?
        kill -s KILL -- "-$sut" 2>/dev/null
        kill -s KILL "$watch" 2>/dev/null
        exit "$code"
        """;

    public static Process Start(string program, IEnumerable<string> arguments, string processIdFile)
    {
        var start = OperatingSystem.IsWindows()
            ? new ProcessStartInfo(program, arguments)
            : new ProcessStartInfo("/bin/sh", ["-c", Script, "sh", processIdFile, program, .. arguments]);
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        start.UseShellExecute = false;
        start.CreateNoWindow = true;
        return Process.Start(start)!;
    }
}
