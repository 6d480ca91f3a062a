namespace CertHarness.Model.Tests.Configuration;

/// <summary>A right file of each kind; tests replace a piece of it.</summary>
internal static class Samples
{
    public const string Catalogue = """
        standard: MQTT5
        name: MQTT Version 5.0
        publisher: OASIS
        link: https://example.org/mqtt5.html
        requirements:
          - id: MQTT5-3.3.1-5
            clause: "3.3.1"
            anchor: _Toc1
            obligation: must
            role: server
            criterion: data-integrity
            phase: recover
            capability: retained-messages
            title: {en: A retained message is kept, de: Eine zurückbehaltene Nachricht bleibt}
          - id: MQTT5-3.3.1-6
            clause: "3.3.1"
            obligation: should
            role: both
            criterion: interoperability
            title:
              en: Another one
              de: Noch eine
            reading: {en: Read so, de: So gelesen}
            untestable: It is about the inside.

        """;

    public const string Profile = """
        id: mqtt-broker
        version: "1.0"
        title: {en: MQTT broker, de: MQTT-Broker}
        scheme: mqtt
        role: server
        target: high
        features: [mqtt]
        requirements:
          - standard: MQTT5
            when: mqtt-5.0
            level: basic
            ids: [3.3.1-5, 3.3.1-7]
          - standard: MQTT3
            level: high
            ids: [3.3.1-5]
        parameters:
          fleet-devices: 500
          share: 0.5
        limits:
          - requirement: MQTT5-3.3.1-5
            measurement: delay-p95
            unit: ms
            at-most: {basic: 1000, high: 200.5}
          - requirement: MQTT5-3.3.1-5
            measurement: capacity
            unit: messages/s
            at-least: {basic: 500, substantial: 2000, high: 5000}

        """;

    public const string Campaign = """
        name: Mosquitto on this machine
        profile: mqtt-broker
        assessment: second-party
        target: substantial
        seed: 7
        sut: {name: Eclipse Mosquitto, vendor: Eclipse Foundation, version: "2.0"}
        start:
          process:
            command: [mosquitto, -c, "{dir}/mosquitto.conf"]
            files:
              mosquitto.conf: |
                listener {port} 127.0.0.1
                allow_anonymous true
            endpoint: mqtt://127.0.0.1:{port}
        ics: {retained-messages: supported, websocket: not-supported}
        ixit: {timeout: 2s, start-timeout: 1.5m, username: u, password: "${env:MQTT_PASSWORD}", topic-prefix: city/north, authentication-method: SCRAM-SHA-256, tls: {authority: "{dir}/ca.pem", client-certificate: c.pem, client-key: k.pem, server-name: broker.example, version: "1.3"}, endpoints: {tls: "mqtts://127.0.0.1:{port-tls}", websocket: "ws://127.0.0.1:{port-ws}/mqtt"}, authorization: {forbidden: city/keys, username: warden, password: "${env:SECOND_PASSWORD}"}}

        """;

    /// <summary>A sample with a piece replaced; the piece must be there, so that no test goes blind.</summary>
    public static string With(this string sample, string old, string replacement)
    {
        Assert.Contains(old, sample, StringComparison.Ordinal);
        return sample.Replace(old, replacement, StringComparison.Ordinal);
    }
}
