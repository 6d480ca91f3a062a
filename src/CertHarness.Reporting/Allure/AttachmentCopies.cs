using CertHarness.Model.Evaluating;
using CertHarness.Model.Measuring;
using CertHarness.Reporting.Charts;

namespace CertHarness.Reporting.Allure;

/// <summary>Copies attachments beside the result files, where Allure looks for them.</summary>
internal sealed class AttachmentCopies(string runFolder, string target)
{
    /// <summary>Copies one; where it is not there, a text says so in its place, so that missing evidence is seen.</summary>
    /// <param name="file">The attachment.</param>
    /// <param name="uuid">The name of its copy.</param>
    public AllureAttachment Copy(AttachedFile file, string uuid)
    {
        var name = Printable.Cut(file.Name, 200);
        if (RunFolder.Find(runFolder, file.Path) is { } source)
        {
            var copy = $"{uuid}-attachment{Extension(file.Path)}";
            File.Copy(source, Path.Combine(target, copy));
            return new AllureAttachment(name, copy, Printable.Cut(file.MediaType, 100));
        }
        var note = $"{uuid}-attachment.txt";
        File.WriteAllText(Path.Combine(target, note), $"The run folder has no file {Printable.Cut(file.Path, 500)}\n");
        return new AllureAttachment($"{name} (missing)", note, "text/plain");
    }

    /// <summary>Draws a chart beside the result files.</summary>
    /// <param name="chart">The chart.</param>
    /// <param name="uuid">The name of the file.</param>
    public AllureAttachment Draw(Chart chart, string uuid)
    {
        var drawing = LineChart.Of(chart, "en");
        var source = $"{uuid}-attachment.svg";
        File.WriteAllText(Path.Combine(target, source), drawing.Draw());
        return new AllureAttachment(drawing.Title, source, "image/svg+xml");
    }

    private static string Extension(string path)
    {
        var extension = Path.GetExtension(path);
        return extension.Length is > 1 and <= 12 && extension.Skip(1).All(char.IsAsciiLetterOrDigit) ? extension : "";
    }
}
