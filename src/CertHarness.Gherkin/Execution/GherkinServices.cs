using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CertHarness.Gherkin.Execution;

/// <summary>Registers what scenarios need.</summary>
public static class GherkinServices
{
    /// <summary>
    /// Registers the <see cref="ScenarioContext"/> and, where a library is given, its binding classes, one instance for each scenario.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="library">The library whose classes may also take each other through their constructors, or null.</param>
    public static IServiceCollection AddGherkin(this IServiceCollection services, StepLibrary? library = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.TryAddScoped(_ => new ScenarioContext());
        foreach (var type in library?.BindingTypes ?? [])
        {
            if (!type.IsAbstract)
                services.TryAddScoped(type);
        }

        return services;
    }
}
