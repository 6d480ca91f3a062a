using System.Globalization;
using System.Text.RegularExpressions;

namespace CertHarness.Model.Configuration.Yaml;

/// <summary>The formats of the scalars in catalogues, profiles and campaigns; the JSON Schemas state the same patterns.</summary>
internal static partial class Formats
{
    /// <summary>Any text. A number is taken as it is written, so that <c>version: 2.10</c> stays 2.10.</summary>
    public static readonly Format<string> Text = new(
        "a text",
        "",
        (YamlText text, out string value) =>
        {
            value = text.Text;
            return text.Kind is ScalarKind.Text or ScalarKind.Integer or ScalarKind.Number && !string.IsNullOrWhiteSpace(value);
        });

    /// <summary>Any text, the empty one as well.</summary>
    public static readonly Format<string> Content = new(
        "the text of the file",
        "",
        (YamlText text, out string value) =>
        {
            value = text.Text;
            return text.Kind is ScalarKind.Text or ScalarKind.Integer or ScalarKind.Number;
        });

    public static readonly Format<string> Standard = Matching("the id of a standard such as MQTT5", StandardPattern);

    public static readonly Format<string> RequirementId = Matching("the id of a requirement such as MQTT5-3.3.1-5", RequirementPattern);

    public static readonly Format<string> StatementId =
        Matching("the id of a requirement without its standard, such as 3.3.1-5; one that looks like a number in quotes", StatementPattern);

    public static readonly Format<string> Id = Matching("an id in lower case such as mqtt-broker", IdPattern);

    public static readonly Format<string> Capability = Matching("a capability in lower case such as retained-messages", IdPattern);

    public static readonly Format<string> ActionName = Matching("an action in lower case such as publish", IdPattern);

    public static readonly Format<string> OptionName = Matching("an option in lower case such as keep-alive", IdPattern);

    public static readonly Format<string> ParameterName = Matching("a parameter in lower case such as fleet-devices", IdPattern);

    public static readonly Format<string> MeasurementName = Matching("a measurement in lower case such as delay-p95", IdPattern);

    /// <summary>A finite number; the core schema's hexadecimal and octal ones are left out.</summary>
    public static readonly Format<double> Number = new(
        "a number such as 500 or 2.5",
        default,
        (YamlText text, out double value) =>
        {
            value = default;
            return text.Kind is ScalarKind.Integer or ScalarKind.Number
                && double.TryParse(text.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out value)
                && double.IsFinite(value);
        });

    public static readonly Format<bool> YesOrNo = new(
        "true or false",
        default,
        (YamlText text, out bool value) => bool.TryParse(text.Text, out value) && (text.Kind is ScalarKind.Boolean || text.Reference is not null));

    public static readonly Format<string> Scheme = Matching("the scheme of an endpoint such as mqtt", SchemePattern);

    public static readonly Format<string> Folder = Matching("a folder below features/ such as mqtt", FolderPattern);

    public static readonly Format<string> FileName = Matching("a file name below the scratch folder such as mosquitto.conf", FilePattern);

    public static readonly Format<string> PathInContainer = Matching("a full path in the container such as /etc/broker.conf", ContainerPathPattern);

    public static readonly Format<string> Variable = Matching("an environment variable such as LOG_LEVEL", VariablePattern);

    public static readonly Format<string> PortName = Matching("a placeholder for a port: port, or port- and a name", PortNamePattern);

    public static readonly Format<int> Port = new(
        "a port from 1 to 65535",
        default,
        (YamlText text, out int value) =>
        {
            value = default;
            return text.Kind is ScalarKind.Integer
                && int.TryParse(text.Text, NumberStyles.None, CultureInfo.InvariantCulture, out value)
                && value is >= 1 and <= ushort.MaxValue;
        });

    public static readonly Format<string> HttpMethod = Matching("an HTTP method in upper case such as POST", HttpMethodPattern);

    public static readonly Format<string> Anchor = Matching("an anchor of the linked page, without #", AnchorPattern);

    public static readonly Format<string> TopicPrefix =
        Matching("topic levels without wildcards such as certharness", TopicPrefixPattern);

    public static readonly Format<Uri> Link = new("a web address such as https://example.org/standard", Nowhere, TryLink);

    public static readonly Format<Uri> Endpoint = new(
        "an endpoint such as mqtt://127.0.0.1:1883, without user name and password (they belong to ixit)",
        Nowhere,
        TryEndpoint);

    public static readonly Format<string> EndpointTemplate = new(
        "an endpoint such as mqtt://127.0.0.1:{port}, without user name and password (they belong to ixit)",
        "",
        (YamlText text, out string value) =>
        {
            value = text.Text;
            return TryEndpoint(text with { Text = PortPattern.Replace(value, "1") }, out _);
        });

    public static readonly Format<string> TlsEndpoint = EndpointOf("mqtts://127.0.0.1:8883", "mqtts://", "wss://");

    public static readonly Format<string> WebSocketEndpoint = EndpointOf("ws://127.0.0.1:8080/mqtt", "ws://", "wss://");

    public static readonly Format<string> TlsVersion = new(
        "a version of TLS: 1.2 or 1.3",
        "",
        (YamlText text, out string value) =>
        {
            value = text.Text;
            return value is "1.2" or "1.3";
        });

    public static readonly Format<string> AuthenticationMethod = new(
        "a method that the harness knows: SCRAM-SHA-256 or SCRAM-SHA-512",
        "",
        (YamlText text, out string value) =>
        {
            value = text.Text;
            return value is "SCRAM-SHA-256" or "SCRAM-SHA-512";
        })
    { Choices = ["SCRAM-SHA-256", "SCRAM-SHA-512"] };

    public static readonly Format<TimeSpan> Duration = new("a duration above zero such as 500ms, 5s or 2m", default, TryDuration);

    public static readonly Format<int> Integer = new(
        $"a whole number from {int.MinValue} to {int.MaxValue}",
        default,
        (YamlText text, out int value) =>
        {
            value = default;
            return (text.Kind is ScalarKind.Integer || text.Reference is not null)
                && int.TryParse(text.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);
        });

    private static Uri Nowhere => new("about:blank");

    [GeneratedRegex(@"^[A-Z][A-Z0-9]*(-[A-Z0-9]+)*\z")]
    private static partial Regex StandardPattern { get; }

    [GeneratedRegex(@"^[A-Z][A-Z0-9]*([._-][A-Za-z0-9]+)+\z")]
    private static partial Regex RequirementPattern { get; }

    [GeneratedRegex(@"^[A-Za-z0-9]+([._-][A-Za-z0-9]+)*\z")]
    private static partial Regex StatementPattern { get; }

    [GeneratedRegex(@"^[a-z0-9]+([.-][a-z0-9]+)*\z")]
    private static partial Regex IdPattern { get; }

    [GeneratedRegex(@"^[a-z][a-z0-9+.-]*\z")]
    private static partial Regex SchemePattern { get; }

    [GeneratedRegex(@"^[a-z0-9]+([/.-][a-z0-9]+)*\z")]
    private static partial Regex FolderPattern { get; }

    [GeneratedRegex(@"^[A-Za-z0-9_][A-Za-z0-9_.-]*(/[A-Za-z0-9_][A-Za-z0-9_.-]*)*\z")]
    private static partial Regex FilePattern { get; }

    [GeneratedRegex(@"^(/[A-Za-z0-9_][A-Za-z0-9_.-]*)+\z")]
    private static partial Regex ContainerPathPattern { get; }

    [GeneratedRegex(@"^[A-Za-z_][A-Za-z0-9_]*\z")]
    private static partial Regex VariablePattern { get; }

    [GeneratedRegex(@"^port(-[a-z0-9]+)?\z")]
    private static partial Regex PortNamePattern { get; }

    [GeneratedRegex(@"^[A-Z]+\z")]
    private static partial Regex HttpMethodPattern { get; }

    [GeneratedRegex(@"^[^\s#]+\z")]
    private static partial Regex AnchorPattern { get; }

    [GeneratedRegex(@"^[^+#$/\s]+(/[^+#$/\s]+)*\z")]
    private static partial Regex TopicPrefixPattern { get; }

    [GeneratedRegex(@"^https?://[^\s]+\z")]
    private static partial Regex LinkPattern { get; }

    [GeneratedRegex(@"^[a-z][a-z0-9+.-]*://[^\s/@?#]+([/?#][^\s@]*)?\z")]
    private static partial Regex EndpointPattern { get; }

    // At most about a week, in whole milliseconds: more than that no timer takes.
    [GeneratedRegex(@"^(?=[0-9.]*[1-9])("
        + @"(?<number>[0-9]{1,8})(?<unit>ms)|"
        + @"(?<number>[0-9]{1,6}(\.[0-9]{1,3})?)(?<unit>s)|"
        + @"(?<number>[0-9]{1,4}(\.[0-9]{1,3})?)(?<unit>m))\z")]
    private static partial Regex DurationPattern { get; }

    /// <summary>The placeholders of an endpoint, without their braces.</summary>
    public static IEnumerable<string> PortsOf(string template) => PortPattern.Matches(template).Select(m => m.Value.Trim('{', '}'));

    [GeneratedRegex(@"\{port(-[a-z0-9]+)?\}")]
    private static partial Regex PortPattern { get; }

    /// <summary>The words of an enumeration.</summary>
    public static Format<T> OneOf<T>()
        where T : struct, Enum =>
        new(
            $"one of {string.Join(", ", Spelling.All<T>())}",
            default,
            (YamlText text, out T value) => Spelling.TryParse(text.Text, out value))
        { Choices = Spelling.All<T>() };

    private static Format<string> EndpointOf(string example, params string[] schemes) => new(
        $"an endpoint such as {example}, without user name and password (they belong to ixit)",
        "",
        (YamlText text, out string value) =>
        {
            value = text.Text;
            return schemes.Any(s => text.Text.StartsWith(s, StringComparison.Ordinal))
                && TryEndpoint(text with { Text = PortPattern.Replace(value, "1") }, out _);
        });

    private static Format<string> Matching(string expected, Regex pattern) => new(
        expected,
        "",
        (YamlText text, out string value) =>
        {
            value = text.Text;
            return text.Kind == ScalarKind.Text && pattern.IsMatch(value);
        });

    private static bool TryLink(YamlText text, out Uri value)
    {
        value = Nowhere;
        if (!LinkPattern.IsMatch(text.Text) || !Uri.TryCreate(text.Text, UriKind.Absolute, out var link))
            return false;
        value = link;
        return true;
    }

    private static bool TryEndpoint(YamlText text, out Uri value)
    {
        value = Nowhere;
        if (!EndpointPattern.IsMatch(text.Text) || !Uri.TryCreate(text.Text, UriKind.Absolute, out var endpoint) || endpoint.Host == "")
            return false;
        value = endpoint;
        return true;
    }

    private static bool TryDuration(YamlText text, out TimeSpan value)
    {
        value = default;
        var match = DurationPattern.Match(text.Text);
        if (!match.Success)
            return false;
        var milliseconds = decimal.Parse(match.Groups["number"].Value, CultureInfo.InvariantCulture) * match.Groups["unit"].Value switch
        {
            "ms" => 1,
            "s" => 1_000,
            _ => 60_000,
        };
        value = TimeSpan.FromTicks((long)(milliseconds * TimeSpan.TicksPerMillisecond));
        return true;
    }
}
