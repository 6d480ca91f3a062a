namespace CertHarness.Drivers.Mqtt.Tests.Features;

/// <summary>aedes must pass what it says it can do, but for faults that its packets prove (docs/findings.md).</summary>
public sealed class AedesTests
{
    /// <summary>Deviations of aedes 1.2.0.</summary>
    private static readonly string[] Known =
    [
        // CONNACK 0x00 [MQTT3-3.1.3-8].
        "A lasting session needs a client identifier",
        // The end without a CONNACK [MQTT3-3.1.2-2].
        "A protocol version that does not exist is refused with the code for it",
        // Accepted [MQTT3-3.1.2-14, MQTT3-3.1.2-18, MQTT3-3.1.2-20, MQTT3-3.1.2-22].
        "The broker refuses a CONNECT with a will at QoS 3",
        "The broker refuses a CONNECT with a password flag but no user name flag",
        "The broker refuses a CONNECT with a user name that no flag announces",
        "The broker refuses a CONNECT with a password that no flag announces",
        // Text is not checked [MQTT3-1.5.3-1, MQTT3-1.5.3-2].
        "The broker refuses a CONNECT whose client identifier is ill-formed UTF-8",
        "The broker refuses a CONNECT whose client identifier holds half a surrogate pair",
        "The broker refuses a CONNECT whose client identifier holds a null character",
        "The broker refuses a CONNECT whose will topic is ill-formed UTF-8",
        "The broker refuses a CONNECT whose user name is ill-formed UTF-8",
        "The broker cuts off who sends PUBLISH to a topic with a null character",
        "The broker cuts off who sends SUBSCRIBE for a topic filter with a null character",
        "The broker cuts off who sends PUBLISH to a topic that is ill-formed UTF-8",
        "The broker cuts off who sends PUBLISH to a topic with half a surrogate pair",
        "The broker cuts off who sends PUBLISH to a topic with an overlong character",
        "The broker cuts off who sends SUBSCRIBE for a topic filter that is ill-formed UTF-8",
        "The broker cuts off who sends UNSUBSCRIBE for a topic filter that is ill-formed UTF-8",
        // Answered [MQTT3-3.10.3-2, MQTT3-2.3.1-1].
        "The broker cuts off who sends UNSUBSCRIBE without a topic filter",
        "The broker cuts off who sends PUBLISH at QoS 1 with packet identifier 0",
        "The broker cuts off who sends SUBSCRIBE with packet identifier 0",
        "The broker cuts off who sends UNSUBSCRIBE with packet identifier 0",
        // The publisher's DUP is passed on, and its own is missing [MQTT3-3.3.1-3, MQTT3-3.3.1-1].
        "A repetition is not passed on as one",
        "A repetition at QoS 2 is not passed on as one",
        "A message at QoS 1 is marked when it is sent again",
        "A message at QoS 2 is marked when it is sent again",
        // Granted: filters of two characters escape the check [MQTT3-4.7.1-2, MQTT3-4.7.1-3].
        "The broker refuses the filter \"a#\", short as it is",
        "The broker refuses the filter \"a+\", short as it is",
        "The broker refuses the filter \"+a\", short as it is",
        // The newer message overtakes the older one; after its PUBACK in a race only, so not every time [MQTT3-3.3.1-7].
        "A newer message at QoS 0 ends the older one that it follows at once",
        "A newer message at QoS 0 ends the older one",
    ];

    /// <summary>It refuses without a word, or does not refuse.</summary>
    private static readonly string[] Inapplicable =
    [
        "Whoever is refused for the client identifier is told so",
        "A broker that says why it refuses a CONNECT with a protocol version that does not exist ends the connection then",
        "A broker that says why it refuses a CONNECT for a lasting session without a client identifier ends the connection then",
        "A broker that says why it refuses a CONNECT without a client identifier ends the connection then",
        "The broker says nothing to a CONNECT with a will at QoS 3",
    ];

    [Fact]
    public async Task It_passes_but_for_its_known_deviations()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var broker = await ForeignBroker.StartAsync("aedes", cancellation);
        await broker.ExpectKnownAsync(Known, Inapplicable, [], cancellation);
    }
}
