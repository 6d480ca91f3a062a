namespace CertHarness.Drivers.Mqtt.Tests.Features;

/// <summary>RabbitMQ must pass what MQTT 3.1.1 asks, but for faults that its packets prove (docs/findings.md).</summary>
public sealed class RabbitMqTests
{
    /// <summary>Deviations of the MQTT plug-in of RabbitMQ 3.10.8.</summary>
    private static readonly string[] Known =
    [
        // PUBACK for a PUBLISH at QoS 2 [MQTT3-3.3.4-1, MQTT3-4.3.3-2].
        "A message at QoS 2 is acknowledged in two steps",
        // A second CONNACK [MQTT3-3.1.0-2].
        "A second introduction ends the connection",
        // The end without a CONNACK [MQTT3-3.1.2-2].
        "A protocol version that does not exist is refused with the code for it",
        // Accepted [MQTT3-3.1.2-3, MQTT3-3.1.2-11, MQTT3-3.1.2-14, MQTT3-3.1.4-1].
        "The broker refuses a CONNECT whose reserved flag is set",
        "A malformed introduction gets no answer",
        "The broker refuses a CONNECT with a will at QoS 3",
        "The broker refuses a CONNECT with a will QoS but no will",
        "The broker refuses a CONNECT with a will retain flag but no will",
        // Text is not checked [MQTT3-1.5.3-1, MQTT3-1.5.3-2].
        "The broker refuses a CONNECT whose client identifier is ill-formed UTF-8",
        "The broker refuses a CONNECT whose client identifier holds half a surrogate pair",
        "The broker refuses a CONNECT whose client identifier holds a null character",
        "The broker refuses a CONNECT whose will topic is ill-formed UTF-8",
        "The broker cuts off who sends PUBLISH to a topic with a null character",
        "The broker cuts off who sends SUBSCRIBE for a topic filter with a null character",
        "The broker cuts off who sends PUBLISH to a topic that is ill-formed UTF-8",
        "The broker cuts off who sends PUBLISH to a topic with half a surrogate pair",
        "The broker cuts off who sends PUBLISH to a topic with an overlong character",
        "The broker cuts off who sends SUBSCRIBE for a topic filter that is ill-formed UTF-8",
        "The broker cuts off who sends UNSUBSCRIBE for a topic filter that is ill-formed UTF-8",
        // A packet of a type that it does not know makes the connection deaf [MQTT3-2.2.2-2, MQTT3-3.6.1-1, MQTT3-4.8.0-1].
        "The broker cuts off who sends PUBREL without its flags",
        "The broker cuts off who sends a packet of the reserved type 0",
        "The broker cuts off who sends a packet of the reserved type 15",
        // Answered [MQTT3-2.2.2-2, MQTT3-2.3.1-1, MQTT3-3.8.3-3, MQTT3-3.8.3-4, MQTT3-3.10.3-2].
        "The broker cuts off who sends PINGREQ with a reserved flag set",
        "The broker cuts off who sends SUBSCRIBE without a topic filter",
        "The broker cuts off who sends UNSUBSCRIBE without a topic filter",
        "The broker cuts off who sends PUBLISH at QoS 1 with packet identifier 0",
        "The broker cuts off who sends SUBSCRIBE with packet identifier 0",
        "The broker cuts off who sends UNSUBSCRIBE with packet identifier 0",
        "The broker cuts off who sends SUBSCRIBE with reserved option bits set",
        // Passed on [MQTT3-3.3.2-2, MQTT3-4.7.1-1, MQTT3-4.7.3-1].
        "The broker cuts off who sends PUBLISH to an empty topic",
        "The broker cuts off who sends PUBLISH to a topic with a plus",
        "The broker cuts off who sends PUBLISH to a topic with a number sign",
        // Granted [MQTT3-4.7.3-1, MQTT3-4.7.1-2, MQTT3-4.7.1-3].
        "The broker refuses an empty topic filter",
        "The broker refuses the filter \"lamp#\"",
        "The broker refuses the filter \"lamp/#/state\"",
        "The broker refuses the filter \"#lamp\"",
        "The broker refuses the filter \"lamp/##\"",
        "The broker refuses the filter \"lamp+\" with a misplaced plus",
        "The broker refuses the filter \"lamp/+1/state\" with a misplaced plus",
        "The broker refuses the filter \"++\" with a misplaced plus",
        "The broker refuses the filter \"a#\", short as it is",
        "The broker refuses the filter \"a+\", short as it is",
        "The broker refuses the filter \"+a\", short as it is",
        // Delivered [MQTT3-4.7.2-1].
        "\"#\" does not mean a topic that begins with a dollar sign",
        "\"+/1\" does not mean a topic that begins with a dollar sign",
        "\"+/#\" does not mean a topic that begins with a dollar sign",
        // The publisher's DUP is passed on [MQTT3-3.3.1-3].
        "A repetition is not passed on as one",
        // Sent again under a new packet identifier [MQTT3-4.4.0-1, MQTT3-2.3.1-4].
        "A message at QoS 1 is sent again",
        // Retained messages are found by an exact topic only [MQTT3-3.3.1-6].
        "Every matching topic delivers its retained message",
        // Both subscriptions stay [MQTT3-3.8.4-3].
        "The newer subscription decides about the QoS, and there is one copy",
        // No will after a connection that the broker ends [MQTT3-3.1.2-8], or after a malformed goodbye [MQTT3-3.14.1-1].
        "A violation of the protocol publishes the will",
        "A malformed goodbye is none",
    ];

    /// <summary>It grants QoS 1 where QoS 2 is asked for, and refuses in other lawful ways.</summary>
    private static readonly string[] Inapplicable =
    [
        "A broker that says why it refuses a CONNECT with a protocol version that does not exist ends the connection then",
        "A broker that says why it refuses a CONNECT without a client identifier ends the connection then",
        "Messages that were kept arrive in order",
        "A message at QoS 0 reaches a subscription at QoS 2 at QoS 0",
        "A message at QoS 1 reaches a subscription at QoS 2 at QoS 1",
        "A message at QoS 2 reaches a subscription at QoS 2 at QoS 2",
        "Messages under way at QoS 2 have packet identifiers of their own",
        "The broker releases a message at QoS 2",
        "Releases follow the order of the receipts",
        "A message at QoS 2 is sent again",
        "A message at QoS 2 is marked when it is sent again",
        "A release is sent again, the message is not",
        "What was acknowledged is not sent again",
        "Messages are sent again in their order",
        "Messages for an absent device are kept at QoS 2",
        "The newer subscription decides about the QoS, and there is one copy",
        "The highest QoS of all matching filters counts",
        "A delivery that has begun is completed",
        // It accepts them, which other scenarios tell.
        "The broker says nothing to a CONNECT whose reserved flag is set",
        "The broker says nothing to a CONNECT with a will at QoS 3",
        "The broker says nothing to a CONNECT with a will QoS but no will",
    ];

    /// <summary>They publish at QoS 2, which it does not do.</summary>
    private static readonly string[] Open =
    [
        "A repetition at QoS 2 is not passed on as one",
        "Messages of one publisher at QoS 2 arrive in order",
        "A message at QoS 2 that is repeated is delivered once",
        "A finished packet identifier can be used for another message at QoS 2",
        "A release is always answered",
        "A message at QoS 2 reaches a subscription at QoS 0 at QoS 0",
        "A message at QoS 2 reaches a subscription at QoS 1 at QoS 1",
        "A retained message is delivered at QoS 2",
        "A device that knows nothing but the standard is served",
        "Reserved flags in the headers of the broker's packets are as prescribed",
        // Now and then it closes a connection whose client identifier was in use a moment before, without a CONNACK.
        "A session that is not to last ends with its connection",
    ];

    [Fact]
    public async Task It_passes_but_for_its_known_deviations()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var broker = await ForeignBroker.StartAsync("rabbitmq", cancellation);
        await broker.ExpectKnownAsync(Known, Inapplicable, Open, cancellation);
    }
}
