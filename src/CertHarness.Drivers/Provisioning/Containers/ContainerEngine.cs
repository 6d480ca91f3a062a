using Docker.DotNet;
using DotNet.Testcontainers.Configurations;

namespace CertHarness.Drivers.Provisioning.Containers;

/// <summary>The engine that runs containers for the harness: any that speaks Docker's API, found as Testcontainers finds it.</summary>
public static class ContainerEngine
{
    private const string HostVariable = "DOCKER_HOST";

    /// <summary>What a machine without one is told.</summary>
    public const string Absent = "no container engine answers; start one, or name it in DOCKER_HOST";

    /// <summary>Whether its containers are processes of this machine, by what the environment says.</summary>
    internal static bool IsLocal => OperatingSystem.IsLinux()
        && Environment.GetEnvironmentVariable(HostVariable) is null or "" or ['u', 'n', 'i', 'x', ':', ..];

    /// <summary>How it is reached, or null where none answers. It is looked for once.</summary>
    internal static IDockerEndpointAuthenticationConfiguration? Found => TestcontainersSettings.OS.DockerEndpointAuthConfig;

    /// <summary>Asks the engine what it is.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Its name, version and address, such as "Podman Engine 5.4.0 at unix:///run/podman/podman.sock"; null where none answers.</returns>
    public static async Task<string?> DescribeAsync(CancellationToken cancellationToken)
    {
        if (Found is not { } engine)
            return null;
        using var client = Connect(engine);
        try
        {
            var version = await client.System.GetVersionAsync(cancellationToken);
            var name = version.Components is { Count: > 0 } components ? components[0].Name : "Docker";
            return $"{name} {version.Version} at {engine.Endpoint}";
        }
        catch (Exception cause) when (cause is DockerApiException or HttpRequestException or TimeoutException)
        {
            return null;
        }
    }

    internal static DockerClient Connect(IDockerEndpointAuthenticationConfiguration engine) => (DockerClient)engine.GetDockerClientBuilder(Guid.Empty).Build();
}
