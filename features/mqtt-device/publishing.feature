@mqtt @mqtt-device @data-integrity
Feature: A device reports
  A meter's reading must arrive as often as its quality of service promises, through lost packets and
  lost connections.

  Rule: The messages of a device are well-formed

    @must
    Scenario Outline: A PUBLISH at QoS 1 keeps to <statement>
      When the device is told to publish "an" to "straße/lampe-1" at QoS 1 with MQTT <version>
      Then the PUBLISH of the device keeps to <statement>

      @MQTT5-3.3.1-4
      Examples:
        | version | statement     |
        | 5.0     | MQTT5-3.3.1-4 |

      @MQTT5-3.3.2-1
      Examples:
        | version | statement     |
        | 5.0     | MQTT5-3.3.2-1 |

      @MQTT5-3.3.4-6
      Examples:
        | version | statement     |
        | 5.0     | MQTT5-3.3.4-6 |

      @MQTT5-1.5.7-1
      Examples:
        | version | statement     |
        | 5.0     | MQTT5-1.5.7-1 |

      @MQTT5-3.3.2-8
      Examples:
        | version | statement     |
        | 5.0     | MQTT5-3.3.2-8 |

      @MQTT5-3.3.2-19
      Examples:
        | version | statement      |
        | 5.0     | MQTT5-3.3.2-19 |

      @MQTT3-3.3.1-4
      Examples:
        | version | statement     |
        | 3.1.1   | MQTT3-3.3.1-4 |

      @MQTT3-3.3.2-1
      Examples:
        | version | statement     |
        | 3.1.1   | MQTT3-3.3.2-1 |

      @MQTT3-2.3.1-1
      Examples:
        | version | statement     |
        | 3.1.1   | MQTT3-2.3.1-1 |

    @must
    Scenario Outline: A PUBLISH at QoS 0 keeps to <statement>
      When the device is told to publish "on" to "lamp/1/state" at QoS 0 with MQTT <version>
      Then the PUBLISH of the device keeps to <statement>

      @MQTT5-2.2.1-2
      Examples:
        | version | statement     |
        | 5.0     | MQTT5-2.2.1-2 |

      @MQTT5-3.3.1-2
      Examples:
        | version | statement     |
        | 5.0     | MQTT5-3.3.1-2 |

      @MQTT5-4.3.1-1
      Examples:
        | version | statement     |
        | 5.0     | MQTT5-4.3.1-1 |

      @MQTT3-2.3.1-5
      Examples:
        | version | statement     |
        | 3.1.1   | MQTT3-2.3.1-5 |

      @MQTT3-3.3.1-2
      Examples:
        | version | statement     |
        | 3.1.1   | MQTT3-3.3.1-2 |

      @MQTT3-4.3.1-1
      Examples:
        | version | statement     |
        | 3.1.1   | MQTT3-4.3.1-1 |

    @must
    Scenario Outline: A device keeps a byte order mark in a topic
      When the device is told to publish "on" to "lamp/{U+FEFF}1/state" at QoS 0 with MQTT <version>
      Then the device publishes to "lamp/{U+FEFF}1/state"

      @MQTT5-1.5.4-3
      Examples:
        | version |
        | 5.0     |

      @MQTT3-1.5.3-3
      Examples:
        | version |
        | 3.1.1   |

    @must
    Scenario Outline: A device does not publish to <topic>
      Given the device has published "on" to "lamp/1/state" at QoS 0 with MQTT <version>
      When the device is told to publish "on" to <topic> at QoS 0 with MQTT <version>
      Then the device publishes nothing to <topic>

      @MQTT5-3.3.2-2 @MQTT5-4.7.0-1
      Examples:
        | version | topic          |
        | 5.0     | "lamp/+/state" |

      @MQTT5-4.7.3-1
      Examples:
        | version | topic |
        | 5.0     | ""    |

      @MQTT3-3.3.2-2 @MQTT3-4.7.1-1
      Examples:
        | version | topic          |
        | 3.1.1   | "lamp/+/state" |

      @MQTT3-4.7.3-1
      Examples:
        | version | topic |
        | 3.1.1   | ""    |

    @must @MQTT5-3.3.2-14
    Scenario: A device does not ask for responses to a topic with wildcards
      Given the device has published "on" to "lamp/1/state" at QoS 0 with MQTT 5.0
      When the device is told to publish "on" to "lamp/1/state" at QoS 0 with MQTT 5.0 and:
        | response topic | lamp/+/answer |
      Then the device publishes nothing with the response topic "lamp/+/answer"

    @must @MQTT5-3.3.2-13
    Scenario: A PUBLISH with a response topic keeps to MQTT5-3.3.2-13
      When the device is told to publish "on" to "lamp/1/state" at QoS 0 with MQTT 5.0 and:
        | response topic | straße/antwort |
      Then the PUBLISH of the device keeps to MQTT5-3.3.2-13

  Rule: New messages have packet identifiers of their own

    @must
    Scenario Outline: Messages at QoS <qos> that are under way are told apart
      Given a broker that withholds every <answer>
      When the device is told to publish 3 messages at QoS <qos> with MQTT <version>
      Then the device publishes 3 messages at QoS <qos>, with DUP clear and packet identifiers of their own

      @MQTT5-4.3.2-1 @MQTT5-4.3.2-2
      Examples:
        | version | qos | answer |
        | 5.0     | 1   | PUBACK |

      @MQTT5-4.3.3-1 @MQTT5-4.3.3-2
      Examples:
        | version | qos | answer |
        | 5.0     | 2   | PUBREC |

      @MQTT3-2.3.1-2 @MQTT3-4.3.2-1
      Examples:
        | version | qos | answer |
        | 3.1.1   | 1   | PUBACK |

  Rule: A message at QoS 2 is handed over in four steps

    @must
    Scenario Outline: A device releases a message that the broker has taken
      When the device is told to publish 1 messages at QoS 2 with MQTT <version>
      Then the device sends PUBREL for message 1

      @MQTT5-4.3.3-4 @MQTT5-2.2.1-5
      Examples:
        | version |
        | 5.0     |

      @MQTT3-4.3.3-1 @MQTT3-2.3.1-6
      Examples:
        | version |
        | 3.1.1   |

    @must @slow @MQTT5-4.3.3-7
    Scenario: A device releases a message although its time is over
      Given the broker withholds every PUBREC
      And the device is told to publish 1 messages at QoS 2 with MQTT 5.0 and:
        | message expiry | 1 |
      And the device has published 1 message
      And 2.5 seconds have passed for the device
      When the broker sends PUBREC for message 1
      Then the device sends PUBREL for message 1 without an error

    @must
    Scenario Outline: A PUBREL keeps to <statement>
      When the device is told to publish 1 messages at QoS 2 with MQTT <version>
      Then the PUBREL of the device keeps to <statement>

      @MQTT5-3.6.1-1
      Examples:
        | version | statement     |
        | 5.0     | MQTT5-3.6.1-1 |

      @MQTT5-3.6.2-1
      Examples:
        | version | statement     |
        | 5.0     | MQTT5-3.6.2-1 |

      @MQTT3-3.6.1-1
      Examples:
        | version | statement     |
        | 3.1.1   | MQTT3-3.6.1-1 |

    @must
    Scenario Outline: A device releases messages in the order in which the broker took them
      Given a broker that withholds every PUBREC
      And the device is told to publish 3 messages at QoS 2 with MQTT <version>
      And the device has published 3 messages
      When the broker sends PUBREC for message 3
      And the broker sends PUBREC for message 1
      And the broker sends PUBREC for message 2
      Then the device sends PUBREL for the messages 3, 1 and 2, in that order

      @MQTT5-4.6.0-4
      Examples:
        | version |
        | 5.0     |

      @MQTT3-4.6.0-4
      Examples:
        | version |
        | 3.1.1   |

  Rule: What is not acknowledged is sent again when the session goes on

    @must @resilience
    Scenario Outline: A message at QoS <qos> that the broker has not acknowledged is sent again
      Given the broker withholds every <answer>
      And the device is told to publish 1 messages at QoS <qos> with MQTT <version> and:
        | lasting session | 300 |
      And the device has published 1 message
      And the connection has broken
      When the device comes back
      Then the device sends message 1 again, with its packet identifier

      @MQTT5-4.4.0-1 @MQTT5-4.3.2-3
      Examples:
        | version | qos | answer |
        | 5.0     | 1   | PUBACK |

      @MQTT5-4.3.3-3
      Examples:
        | version | qos | answer |
        | 5.0     | 2   | PUBREC |

      @MQTT3-4.4.0-1 @MQTT3-2.3.1-3
      Examples:
        | version | qos | answer |
        | 3.1.1   | 1   | PUBACK |

    @must @resilience
    Scenario Outline: A message that is sent again is marked as a duplicate
      Given the broker withholds every PUBACK
      And the device is told to publish 1 messages at QoS 1 with MQTT <version> and:
        | lasting session | 300 |
      And the device has published 1 message
      And the connection has broken
      When the device comes back
      Then the device sends message 1 again, marked as a duplicate

      @MQTT5-3.3.1-1
      Examples:
        | version |
        | 5.0     |

      @MQTT3-3.3.1-1
      Examples:
        | version |
        | 3.1.1   |

    @must @resilience
    Scenario Outline: Messages are sent again in their order
      Given the broker withholds every PUBACK
      And the device is told to publish 3 messages at QoS 1 with MQTT <version> and:
        | lasting session | 300 |
      And the device has published 3 messages
      And the connection has broken
      When the device comes back
      Then the device sends the 3 messages again, in their order

      @MQTT5-4.6.0-1
      Examples:
        | version |
        | 5.0     |

      @MQTT3-4.6.0-1
      Examples:
        | version |
        | 3.1.1   |

    @must @resilience
    Scenario Outline: A message that was released is not sent again: its release is
      Given the broker withholds every PUBCOMP
      And the device is told to publish 1 messages at QoS 2 with MQTT <version> and:
        | lasting session | 300 |
      And the device has sent PUBREL for message 1
      And the connection has broken
      When the device comes back
      Then the device sends PUBREL for message 1 again and not the message

      @MQTT5-4.3.3-5 @MQTT5-4.3.3-6
      Examples:
        | version |
        | 5.0     |

    @must @MQTT5-4.4.0-2
    Scenario: A message that the broker refused is not sent again
      Given a broker that refuses every message with the reason code 0x97
      And the device is told to publish 1 messages at QoS 1 with MQTT 5.0 and:
        | lasting session | 300 |
      And the device has published 1 message
      Then the device sends no message again
