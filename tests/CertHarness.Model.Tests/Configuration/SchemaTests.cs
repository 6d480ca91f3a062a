using CertHarness.Model.Configuration;
using CertHarness.Testing;

namespace CertHarness.Model.Tests.Configuration;

public sealed class SchemaTests
{
    [Theory]
    [InlineData("standard: MQTT5", "standard: MQTT5", true)]
    [InlineData("standard: MQTT5", "standard: mqtt5", false)]
    [InlineData("standard: MQTT5\n", "", false)]
    [InlineData("name: MQTT Version 5.0", "name: 5.0", true)]
    [InlineData("name: MQTT Version 5.0", "name: true", false)]
    [InlineData("name: MQTT Version 5.0", "name:", false)]
    [InlineData("name: MQTT Version 5.0", "name: '  '", false)]
    [InlineData("name: MQTT Version 5.0", "name: [a]", false)]
    [InlineData("publisher:", "publishers:", false)]
    [InlineData("https://", "ftp://", false)]
    [InlineData("id: MQTT5-3.3.1-6", "id: MQTT5 3.3.1-6", false)]
    [InlineData("id: MQTT5-3.3.1-6", "id: 4.5", false)]
    [InlineData("anchor: _Toc1", "anchor: '#_Toc1'", false)]
    [InlineData("obligation: must", "obligation: Must", false)]
    [InlineData("role: server", "role: broker", false)]
    [InlineData("criterion: data-integrity", "criterion: data integrity", false)]
    [InlineData("criterion: data-integrity", "criterion: dataIntegrity", false)]
    [InlineData("    phase: recover\n", "", true)]
    [InlineData("phase: recover", "phase: prepare", true)]
    [InlineData("phase: recover", "phase: repair", false)]
    [InlineData("phase: recover", "phase:", false)]
    [InlineData("capability: retained-messages", "capability: no-retained-messages", true)]
    [InlineData("capability: retained-messages", "capability: Retained", false)]
    [InlineData("{en: A retained message is kept, ", "{", false)]
    [InlineData("title: {en: A retained message is kept, de: Eine zurückbehaltene Nachricht bleibt}", "title: A", false)]
    [InlineData("reading: {en: Read so, de: So gelesen}", "reading: Read so", false)]
    [InlineData("untestable: It is about the inside.", "untestable:", false)]
    [InlineData("untestable: It is about the inside.", "tested: yes", false)]
    public void Schema_and_reader_agree_on_catalogues(string old, string replacement, bool right) =>
        Agree("requirements.schema.json", Samples.Catalogue.With(old, replacement), right, t => Reading.Catalogue(t).Errors);

    [Theory]
    [InlineData("id: mqtt-broker", "id: mqtt-broker", true)]
    [InlineData("id: mqtt-broker", "id: MQTT broker", false)]
    [InlineData("version: \"1.0\"", "version: 1.0", true)]
    [InlineData("version: \"1.0\"\n", "", false)]
    [InlineData("scheme: mqtt", "scheme: mqtt://", false)]
    [InlineData("role: server", "role: both", true)]
    [InlineData("target: high", "target: gold", false)]
    [InlineData("features: [mqtt]", "features: []", false)]
    [InlineData("features: [mqtt]", "features: mqtt", false)]
    [InlineData("features: [mqtt]", "features: [../mqtt]", false)]
    [InlineData("features: [mqtt]", "features: [mqtt/v5, http]", true)]
    [InlineData("level: basic", "levels: basic", false)]
    [InlineData("when: mqtt-5.0", "when: 5.0", false)]
    [InlineData("    when: mqtt-5.0\n", "", true)]
    [InlineData("ids: [3.3.1-5, 3.3.1-7]", "ids: []", false)]
    [InlineData("ids: [3.3.1-5, 3.3.1-7]", "ids: [3.3.1-5, 3.3.1-5]", false)]
    [InlineData("ids: [3.3.1-5, 3.3.1-7]", "ids: [3.1]", false)]
    [InlineData("ids: [3.3.1-5, 3.3.1-7]", "ids: [3.3.1-5, '3.1']", true)]
    [InlineData("ids: [3.3.1-5, 3.3.1-7]", "ids: [[a]]", false)]
    [InlineData("fleet-devices: 500", "fleet-devices: -2.5e3", true)]
    [InlineData("fleet-devices: 500", "fleet-devices: '500'", false)]
    [InlineData("fleet-devices: 500", "fleet-devices: many", false)]
    [InlineData("fleet-devices: 500", "fleet-devices: [500]", false)]
    [InlineData("fleet-devices: 500", "Fleet devices: 500", false)]
    [InlineData("  fleet-devices: 500\n  share: 0.5\n", "  {}\n", true)]
    [InlineData("  fleet-devices: 500\n  share: 0.5\n", "  [500]\n", false)]
    [InlineData("unit: ms", "unit: 5", true)]
    [InlineData("unit: ms", "unit: \"%\"", true)]
    [InlineData("    unit: ms\n", "", false)]
    [InlineData("measurement: delay-p95", "measurement: Delay p95", false)]
    [InlineData("measurement: delay-p95", "measure: delay-p95", false)]
    [InlineData("requirement: MQTT5-3.3.1-5", "requirement: 3.3.1-5", false)]
    [InlineData("at-most: {basic: 1000, high: 200.5}", "at-most: {high: 200.5}", true)]
    [InlineData("at-most: {basic: 1000, high: 200.5}", "at-most: {}", false)]
    [InlineData("at-most: {basic: 1000, high: 200.5}", "at-most: 1000", false)]
    [InlineData("at-most: {basic: 1000, high: 200.5}", "at-most: {basic: fast}", false)]
    [InlineData("at-most: {basic: 1000, high: 200.5}", "at-most: {gold: 1}", false)]
    [InlineData("at-most: {basic: 1000, high: 200.5}", "at-mots: {basic: 1000}", false)]
    [InlineData("    at-most: {basic: 1000, high: 200.5}\n", "", false)]
    [InlineData("    at-most: {basic: 1000, high: 200.5}\n", "    at-most: {basic: 2}\n    at-least: {basic: 1}\n", false)]
    public void Schema_and_reader_agree_on_profiles(string old, string replacement, bool right) =>
        Agree("profile.schema.json", Samples.Profile.With(old, replacement), right, t => Reading.Profile(t).Errors);

    [Theory]
    [InlineData("seed: 7", "seed: 7", true)]
    [InlineData("seed: 7", "seed: '7'", false)]
    [InlineData("seed: 7", "seed: 7.5", false)]
    [InlineData("seed: 7", "seed: 3000000000", false)]
    [InlineData("seed: 7", "seed: ${env:SEED}", true)]
    [InlineData("seed: 7", "seeds: 7", false)]
    [InlineData("assessment: second-party", "assessment: secondParty", false)]
    [InlineData("target: substantial", "target:", false)]
    [InlineData("{name: Eclipse Mosquitto, vendor", "{vendor", false)]
    [InlineData("sut: {name: Eclipse Mosquitto, vendor: Eclipse Foundation, version: \"2.0\"}", "sut: Mosquitto", false)]
    [InlineData("sut: {name: Eclipse Mosquitto, vendor: Eclipse Foundation, version: \"2.0\"}", "sut: {name: M}", true)]
    [InlineData("version: \"2.0\"", "version: 2.0", true)]
    [InlineData("command: [mosquitto, -c,", "command: [mosquitto, -p, 1883,", true)]
    [InlineData("[mosquitto, -c, \"{dir}/mosquitto.conf\"]", "mosquitto", false)]
    [InlineData("[mosquitto, -c, \"{dir}/mosquitto.conf\"]", "[]", false)]
    [InlineData("      mosquitto.conf: |", "      ../mosquitto.conf: |", false)]
    [InlineData("      mosquitto.conf: |", "      /etc/mosquitto.conf: |", false)]
    [InlineData("      mosquitto.conf: |", "      sub/mosquitto.conf: |", true)]
    [InlineData("mqtt://127.0.0.1:{port}", "127.0.0.1:{port}", false)]
    [InlineData("mqtt://127.0.0.1:{port}", "mqtt://user:word@127.0.0.1:{port}", false)]
    [InlineData("retained-messages: supported", "retained-messages: not-stated", true)]
    [InlineData("retained-messages: supported", "retained-messages: true", false)]
    [InlineData("retained-messages: supported", "Retained: supported", false)]
    [InlineData("timeout: 2s", "timeout: 2", false)]
    [InlineData("timeout: 2s", "timeout: 0s", false)]
    [InlineData("timeout: 2s", "timeout: -2s", false)]
    [InlineData("timeout: 2s", "timeout: 2 s", false)]
    [InlineData("timeout: 2s", "timeout: 0.5ms", false)]
    [InlineData("timeout: 2s", "timeout: 500ms", true)]
    [InlineData("timeout: 2s", "timeout: 10000m", false)]
    [InlineData("topic-prefix: city/north", "topic-prefix: city/#", false)]
    [InlineData("topic-prefix: city/north", "topic-prefix: /city", false)]
    [InlineData("topic-prefix: city/north", "topic_prefix: city", false)]
    [InlineData("password: \"${env:MQTT_PASSWORD}\"", "password: 12345", true)]
    [InlineData("password: \"${env:MQTT_PASSWORD}\"", "password: ''", false)]
    [InlineData("authentication-method: SCRAM-SHA-256", "authentication-method: PLAIN", false)]
    [InlineData("authentication-method: SCRAM-SHA-256", "authentication-method: SCRAM-SHA-512", true)]
    [InlineData("version: \"1.3\"", "version: 1.2", true)]
    [InlineData("version: \"1.3\"", "version: \"1.1\"", false)]
    [InlineData("server-name: broker.example", "server_name: broker.example", false)]
    [InlineData("tls: \"mqtts://", "tls: \"mqtt://", false)]
    [InlineData("websocket: \"ws://", "websocket: \"wss://", true)]
    [InlineData("websocket: \"ws://", "websocket: \"http://", false)]
    [InlineData("{port-ws}/mqtt", "{port-ws}/mqtt?a=b", true)]
    [InlineData("websocket: \"ws://", "web-socket: \"ws://", false)]
    [InlineData("forbidden: city/keys, ", "", false)]
    [InlineData("forbidden: city/keys", "forbidden: city/#", false)]
    [InlineData("username: warden, ", "", false)]
    [InlineData("password: \"${env:SECOND_PASSWORD}\"", "password: 12345", true)]
    [InlineData(", password: \"${env:SECOND_PASSWORD}\"", "", true)]
    public void Schema_and_reader_agree_on_campaigns(string old, string replacement, bool right) =>
        Agree("campaign.schema.json", Samples.Campaign.With(old, replacement), right, t => Reading.Campaign(t).Errors);

    [Theory]
    [InlineData("{embedded: mqtt-broker}", true)]
    [InlineData("{embedded: mqtt-broker, external: {endpoint: mqtt://h}}", false)]
    [InlineData("{}", false)]
    [InlineData("{external: {endpoint: mqtt://h}}", true)]
    [InlineData("{external: {endpoint: \"mqtt://h:{port}\"}}", false)]
    [InlineData("{external: mqtt://h}", false)]
    [InlineData("{process: {command: [a]}}", false)]
    [InlineData("{container: x}", false)]
    [InlineData("{container: {image: a, ports: {port: 1883}, endpoint: \"mqtt://127.0.0.1:{port}\"}}", true)]
    [InlineData("{container: {image: a, ports: {port: 1883, port-ws: 80}, endpoint: \"mqtt://127.0.0.1:{port}\", command: [b, -v], environment: {A_B: 1}, files: {/etc/b.conf: x}}}", true)]
    [InlineData("{container: {ports: {port: 1883}, endpoint: \"mqtt://127.0.0.1:{port}\"}}", false)]
    [InlineData("{container: {image: a, endpoint: \"mqtt://127.0.0.1:1883\"}}", false)]
    [InlineData("{container: {image: a, ports: {port: 0}, endpoint: \"mqtt://127.0.0.1:{port}\"}}", false)]
    [InlineData("{container: {image: a, ports: {port: 65536}, endpoint: \"mqtt://127.0.0.1:{port}\"}}", false)]
    [InlineData("{container: {image: a, ports: {lamp: 1883, port: 1883}, endpoint: \"mqtt://127.0.0.1:{port}\"}}", false)]
    [InlineData("{container: {image: a, ports: {port: 1883}, endpoint: \"mqtt://127.0.0.1:{port}\", command: []}}", false)]
    [InlineData("{container: {image: a, ports: {port: 1883}, endpoint: \"mqtt://127.0.0.1:{port}\", environment: {1: x}}}", false)]
    [InlineData("{container: {image: a, ports: {port: 1883}, endpoint: \"mqtt://127.0.0.1:{port}\", files: {etc/b.conf: x}}}", false)]
    [InlineData("{container: {image: a, ports: {port: 1883}, endpoint: \"mqtt://127.0.0.1:{port}\", files: {/etc/../b.conf: x}}}", false)]
    [InlineData("{external: {endpoint: mqtt://h, hooks: {stop: [a, b], restart: {url: \"http://h/x\"}, power-cycle: {url: \"https://h/x\", method: PUT, timeout: 5s}}}}", true)]
    [InlineData("{external: {endpoint: mqtt://h, hooks: {pause: {command: [a], timeout: 5s}, resume: {command: [a]}, start: [a]}}}", true)]
    [InlineData("{external: {endpoint: mqtt://h, hooks: {}}}", true)]
    [InlineData("{external: {endpoint: mqtt://h, hooks: {kill: [a]}}}", false)]
    [InlineData("{external: {endpoint: mqtt://h, hooks: {stop: []}}}", false)]
    [InlineData("{external: {endpoint: mqtt://h, hooks: {stop: a}}}", false)]
    [InlineData("{external: {endpoint: mqtt://h, hooks: {stop: {method: PUT}}}}", false)]
    [InlineData("{external: {endpoint: mqtt://h, hooks: {stop: {url: \"ftp://h/x\"}}}}", false)]
    [InlineData("{external: {endpoint: mqtt://h, hooks: {stop: {url: \"http://h/x\", method: put}}}}", false)]
    [InlineData("{external: {endpoint: mqtt://h, hooks: {stop: {url: \"http://h/x\", command: [a]}}}}", false)]
    [InlineData("{external: {endpoint: mqtt://h, hooks: {stop: {command: [a], timeout: 5}}}}", false)]
    [InlineData("mqtt-broker", false)]
    public void Schema_and_reader_agree_on_the_ways_to_start(string start, bool right) =>
        Agree("campaign.schema.json", $"name: n\nprofile: p\nsut: {{name: s}}\nstart: {start}\n", right, t => Reading.Campaign(t).Errors);

    [Fact]
    public void The_files_of_the_repository_are_right()
    {
        var bag = new DiagnosticBag();
        var files = Repository.Files("features", "*.requirements.yaml").ToList();
        Assert.SkipWhen(files.Count == 0, "The repository holds no catalogues yet.");
        var catalogues = files.Select(f => CatalogueReader.Read(f, File.ReadAllText(f), bag)).OfType<Model.Catalogues.Catalogue>().ToList();
        foreach (var file in Repository.Files("profiles", "*.yaml").Where(f => File.ReadAllText(f).Contains("\nscheme:", StringComparison.Ordinal)))
        {
            var sources = new SourceMap(file);
            if (ProfileReader.Read(file, File.ReadAllText(file), bag, sources) is { } profile)
                ConfigurationCheck.Check(profile, sources, catalogues, bag);
            Assert.True(Schema.Accepts("profile.schema.json", File.ReadAllText(file)), file);
        }

        foreach (var file in Repository.Files("profiles", "*.yaml").Where(f => File.ReadAllText(f).Contains("\nstart:", StringComparison.Ordinal)))
        {
            CampaignReader.Read(file, File.ReadAllText(file), _ => "x", bag);
            Assert.True(Schema.Accepts("campaign.schema.json", File.ReadAllText(file)), file);
        }

        Assert.Empty(bag.Diagnostics);
        Assert.All(files, f => Assert.True(Schema.Accepts("requirements.schema.json", File.ReadAllText(f)), f));
    }

    private static void Agree(string schemaFile, string yaml, bool right, Func<string, string[]> read)
    {
        var errors = read(yaml);
        Assert.True(errors.Length == 0 == right, $"The reader says: {string.Join('\n', errors)}");
        Assert.Equal(right, Schema.Accepts(schemaFile, yaml));
    }
}
