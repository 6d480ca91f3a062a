using System.Text.Json;
using System.Xml.Linq;
using CertHarness.Testing;

namespace CertHarness.Architecture.Tests;

/// <summary>Every dependency may be used and redistributed by a company without a fee.</summary>
public sealed class LicenceTests
{
    private static readonly HashSet<string> Open = ["MIT", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "MS-PL", "PostgreSQL"];

    public static TheoryData<string, string> Packages()
    {
        var packages = new SortedSet<(string, string)>();
        foreach (var assets in Directory.EnumerateFiles(Repository.Root, "project.assets.json", SearchOption.AllDirectories))
        {
            using var json = JsonDocument.Parse(File.ReadAllText(assets));
            var folder = json.RootElement.GetProperty("packageFolders").EnumerateObject().First().Name;
            foreach (var library in json.RootElement.GetProperty("libraries").EnumerateObject())
            {
                if (library.Value.GetProperty("type").GetString() == "package")
                    packages.Add((library.Name, Path.Combine(folder, library.Value.GetProperty("path").GetString()!)));
            }
        }

        var data = new TheoryData<string, string>();
        foreach (var (name, path) in packages)
            data.Add(name, path);

        return data;
    }

    [Theory]
    [MemberData(nameof(Packages))]
    public void A_package_has_an_open_licence(string package, string folder)
    {
        var nuspec = XDocument.Load(Directory.EnumerateFiles(folder, "*.nuspec").Single());
        var licence = nuspec.Descendants().FirstOrDefault(e => e.Name.LocalName == "license");
        var found = licence?.Attribute("type")?.Value switch
        {
            "expression" => licence.Value,
            "file" => Read(Path.Combine(folder, licence.Value)),
            _ => "none stated",
        };

        Assert.True(Open.Contains(found), $"{package}: {found} is not on the list of open licences");
    }

    private static string Read(string file)
    {
        var text = File.ReadAllText(file);
        return text.Contains("Permission is hereby granted, free of charge, to any person", StringComparison.Ordinal)
            && text.Contains("without restriction", StringComparison.Ordinal) ? "MIT" : $"the text in {Path.GetFileName(file)}";
    }
}
