using System.Runtime.CompilerServices;
using YamlDotNet.Serialization;

namespace CertHarness.Gherkin.Tests.Expressions;

/// <summary>The language-independent test data of Cucumber Expressions, which lies beside the repository.</summary>
internal static class ExpressionCases
{
    public const string Missing = "no test data of Cucumber Expressions beside the repository (../shared/data/cucumber-expressions)";

    public static TheoryData<string> Files(string kind)
    {
        var data = new TheoryData<string>();
        if (Root() is { } root)
        {
            foreach (var file in Directory.EnumerateFiles(Path.Combine(root, kind), "*.yaml").Order(StringComparer.Ordinal))
                data.Add(Path.GetFileNameWithoutExtension(file));
        }
        else
        {
            data.Add("");
        }

        return data;
    }

    public static ExpressionCase Load(string kind, string name)
    {
        if (name.Length == 0)
            Assert.Skip(Missing);
        var yaml = File.ReadAllText(Path.Combine(Root()!, kind, name + ".yaml"));
        var fields = new DeserializerBuilder().Build().Deserialize<Dictionary<string, object?>>(yaml);
        return new ExpressionCase(fields);
    }

    private static string? Root([CallerFilePath] string here = "")
    {
        for (var folder = Path.GetDirectoryName(here); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            var root = Path.Combine(folder, "shared", "data", "cucumber-expressions");
            if (Directory.Exists(root))
                return root;
        }

        return null;
    }
}

internal sealed record ExpressionCase(Dictionary<string, object?> Fields)
{
    public string Expression => Fields["expression"]?.ToString() ?? "";

    public string? Text => Fields.GetValueOrDefault("text")?.ToString();

    public string? Exception => Fields.GetValueOrDefault("exception")?.ToString();

    public object? this[string field] => Fields.GetValueOrDefault(field);
}
