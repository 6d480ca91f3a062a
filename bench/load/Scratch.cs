using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace CertHarness.LoadBench;

/// <summary>A folder for the servers' files, and the servers started in it: both are gone at the end.</summary>
internal sealed class Scratch : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("load-bench-");
    private readonly List<Process> _servers = [];

    /// <summary>Starts nginx with one worker that answers twelve bytes.</summary>
    public Uri? StartNginx()
    {
        var port = FreePort();
        var config = $$"""
            daemon off;
            worker_processes 1;
            pid nginx.pid;
            error_log error.log;
            events { worker_connections 8192; }
            http {
              access_log off;
              keepalive_requests 1000000000;
              client_body_temp_path t1; proxy_temp_path t2; fastcgi_temp_path t3; uwsgi_temp_path t4; scgi_temp_path t5;
              server { listen 127.0.0.1:{{port}} backlog=4096; location / { return 200 "hello, city\n"; } }
            }
            """;
        return Start("nginx", config, path => ["-p", _folder.FullName, "-c", path], port) ? new Uri($"http://127.0.0.1:{port}/") : null;
    }

    /// <summary>Starts mosquitto without limits of its own.</summary>
    /// <returns>Its port, or null.</returns>
    public int? StartMosquitto()
    {
        var port = FreePort();
        var config = $"listener {port} 127.0.0.1\nallow_anonymous true\nmax_queued_messages 0\nmax_inflight_messages 0\nlog_type none\n";
        return Start("mosquitto", config, path => ["-c", path], port) ? port : null;
    }

    /// <summary>The program of a server's process that was started last.</summary>
    public int LastServer => _servers[^1].Id;

    public string File(string name) => Path.Combine(_folder.FullName, name);

    public void Dispose()
    {
        foreach (var server in _servers)
        {
            // nginx has a worker of its own.
            server.Kill(entireProcessTree: true);
            server.WaitForExit();
            server.Dispose();
        }

        _folder.Delete(recursive: true);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private bool Start(string program, string config, Func<string, string[]> arguments, int port)
    {
        var path = File($"{program}-{port}.conf");
        System.IO.File.WriteAllText(path, config);
        var places = new[] { "/usr/sbin", "/usr/bin", "/usr/local/sbin", "/usr/local/bin", "/opt/homebrew/bin" };
        if (places.Select(place => Path.Combine(place, program)).FirstOrDefault(System.IO.File.Exists) is not { } file)
        {
            Console.WriteLine($"{program} is not there: its figures are left out.");
            return false;
        }

        _servers.Add(Process.Start(new ProcessStartInfo(file, arguments(path)) { WorkingDirectory = _folder.FullName })!);
        for (var attempt = 0; attempt < 200; attempt++)
        {
            using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                probe.Connect(IPAddress.Loopback, port);
                return true;
            }
            catch (SocketException)
            {
                _servers[^1].WaitForExit(20);
            }
        }

        throw new IOException($"{program} did not start.");
    }
}
