using System.Reflection;

namespace CertHarness.Drivers;

/// <summary>Finds what an assembly contributes: public classes with a parameterless constructor.</summary>
internal static class Implementations
{
    public static IReadOnlyList<T> Of<T>(IEnumerable<Assembly> assemblies, Func<T, string> key)
    {
        var found = assemblies.Distinct()
            .SelectMany(assembly => assembly.GetExportedTypes())
            .Where(type => type is { IsClass: true, IsAbstract: false, ContainsGenericParameters: false })
            .Where(type => type.IsAssignableTo(typeof(T)) && type.GetConstructor(Type.EmptyTypes) is not null)
            .Select(type => (T)Activator.CreateInstance(type)!)
            .OrderBy(key, StringComparer.Ordinal)
            .ToList();
        var twice = found.GroupBy(key, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1);
        return twice is null
            ? found
            : throw new InvalidOperationException(
                $"'{twice.Key}' is claimed by {string.Join(" and ", twice.Select(one => one!.GetType().FullName))}; remove one of their assemblies.");
    }
}
