using System.Reflection;
using CertHarness.Drivers;
using CertHarness.Drivers.Provisioning;
using CertHarness.Gherkin.Binding;
using CertHarness.Model.Configuration;

namespace CertHarness.Runner.Plugins;

/// <summary>A loaded plug-in and what it contributes.</summary>
internal sealed record Plugin(Assembly Assembly, IReadOnlyList<IProtocolDriver> Drivers, IReadOnlyList<IEmbeddedSut> EmbeddedSuts)
{
    /// <summary>Loads a plug-in in a load context of its own.</summary>
    /// <param name="file">Its assembly.</param>
    /// <param name="diagnostics">Takes why it cannot be used.</param>
    /// <returns>The plug-in; null where it cannot be used.</returns>
    public static Plugin? Load(string file, ICollection<Diagnostic> diagnostics)
    {
        try
        {
            var assembly = new PluginLoadContext(file).LoadFromAssemblyPath(file);
            var bindings = assembly.GetTypes().Any(t => t.IsDefined(typeof(BindingAttribute)));
            var plugin = new Plugin(assembly, ProtocolDrivers.Discover([assembly]), CertHarness.Drivers.Provisioning.EmbeddedSuts.Discover([assembly]));
            if (!bindings && plugin.Drivers.Count + plugin.EmbeddedSuts.Count == 0)
            {
                diagnostics.Add(new Diagnostic(
                    Severity.Warning, file, 1, 1, "the plug-in contributes nothing",
                    "a public class marked with [Binding], an IProtocolDriver or an IEmbeddedSut"));
            }

            return plugin;
        }
        catch (Exception e)
        {
            // Foreign code runs here: whatever it throws is told and harms nobody else.
            diagnostics.Add(new Diagnostic(
                Severity.Error, file, 1, 1, $"cannot load the plug-in: {Reason(e)}", "a plug-in built against this version of the harness"));
            return null;
        }
    }

    private static string Reason(Exception e) => e switch
    {
        ReflectionTypeLoadException load => string.Join("; ", load.LoaderExceptions.OfType<Exception>().Select(l => l.Message).Distinct()),
        TargetInvocationException { InnerException: { } inner } => $"{inner.GetType().Name}: {inner.Message}",
        _ => e.Message,
    };
}
