using Docker.DotNet;
using Docker.DotNet.Models;

namespace CertHarness.Reaper;

/// <summary>The containers with a label, running, paused, stopped or about to be made.</summary>
/// <param name="containers">The engine.</param>
/// <param name="label">The label with its value.</param>
/// <param name="time">The clock.</param>
internal sealed class LeftContainers(IContainerOperations containers, string label, TimeProvider time)
{
    // The harness may have ended while the engine was making a container for it.
    private static readonly TimeSpan Watch = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <summary>Removes them, and those that turn up in the next seconds.</summary>
    public async Task RemoveAsync()
    {
        for (var begun = time.GetTimestamp(); time.GetElapsedTime(begun) < Watch;)
        {
            if (await RemoveAllAsync())
                begun = time.GetTimestamp();
            await Task.Delay(Pause, time, CancellationToken.None);
        }
    }

    /// <returns>Whether there were any.</returns>
    private async Task<bool> RemoveAllAsync()
    {
        var filters = new Dictionary<string, IDictionary<string, bool>> { ["label"] = new Dictionary<string, bool> { [label] = true } };
        var found = await containers.ListContainersAsync(new ContainersListParameters { All = true, Filters = filters });
        foreach (var container in found)
        {
            try
            {
                await containers.RemoveContainerAsync(container.ID, new ContainerRemoveParameters { Force = true, RemoveVolumes = true });
            }
            catch (DockerApiException)
            {
                // It is being made or removed just now; the next round sees.
            }
        }

        return found.Count > 0;
    }
}
