@mqtt @data-integrity
Feature: Quality of service
  A tariff change for a charging station must arrive, and must not arrive twice. The three levels
  of service say what the sender may rely on.

  Rule: The broker takes a message over and says so

    @must
    Scenario Outline: A message at QoS 1 is acknowledged
      Given a sensor connected with MQTT <version>
      When the sensor sends a PUBLISH of "41.5" to "air/1/no2" with:
        | QoS               | 1    |
        | packet identifier | <id> |
      Then the sensor receives PUBACK for packet identifier <id>

      @MQTT5-2.2.1-5 @MQTT5-3.3.4-1 @MQTT5-3.4.2-1 @MQTT5-4.3.2-4
      Examples:
        | version | id    |
        | 5.0     | 1     |
        | 5.0     | 513   |
        | 5.0     | 65535 |

      @MQTT3-2.3.1-6 @MQTT3-3.3.4-1 @MQTT3-4.3.2-2
      Examples:
        | version | id    |
        | 3.1.1   | 1     |
        | 3.1.1   | 513   |
        | 3.1.1   | 65535 |

    @must
    Scenario Outline: A message at QoS 2 is acknowledged in two steps
      Given a sensor connected with MQTT <version>
      When the sensor sends a PUBLISH of "41.5" to "air/1/no2" with:
        | QoS               | 2    |
        | packet identifier | <id> |
      Then the sensor receives PUBREC for packet identifier <id>
      And the sensor sends PUBREL for packet identifier <id>
      And the sensor receives PUBCOMP for packet identifier <id>

      @MQTT5-2.2.1-5 @MQTT5-3.3.4-1 @MQTT5-3.5.2-1 @MQTT5-3.7.2-1 @MQTT5-4.3.3-8 @MQTT5-4.3.3-11
      Examples:
        | version | id    |
        | 5.0     | 1     |
        | 5.0     | 513   |
        | 5.0     | 65535 |

      @MQTT3-3.3.4-1 @MQTT3-4.3.3-2
      Examples:
        | version | id    |
        | 3.1.1   | 1     |
        | 3.1.1   | 513   |
        | 3.1.1   | 65535 |

    @must @MQTT3-2.3.1-6
    Scenario: The answer to a message at QoS 2 carries its packet identifier
      Given a sensor connected with MQTT 3.1.1
      When the sensor sends a PUBLISH of "41.5" to "air/1/no2" with:
        | QoS               | 2   |
        | packet identifier | 513 |
      Then the sensor receives an acknowledgement for packet identifier 513

    @must
    Scenario Outline: A message at QoS 2 that is repeated is delivered once
      Given a platform connected with MQTT <version>
      And the platform has subscribed to "air/1/no2"
      And a sensor connected with MQTT <version>
      And the sensor has sent a PUBLISH of "41.5" to "air/1/no2" with:
        | QoS               | 2 |
        | packet identifier | 7 |
      And the sensor has received PUBREC for packet identifier 7
      When the sensor sends a PUBLISH of "41.5" to "air/1/no2" with:
        | QoS               | 2   |
        | packet identifier | 7   |
        | DUP               | yes |
      Then the sensor receives PUBREC for packet identifier 7
      And the sensor sends PUBREL for packet identifier 7
      And the sensor receives PUBCOMP for packet identifier 7
      And the platform receives "41.5" from "air/1/no2"
      And the platform receives nothing more

      @MQTT5-4.3.3-10
      Examples:
        | version |
        | 5.0     |

      @MQTT3-4.3.3-2
      Examples:
        | version |
        | 3.1.1   |

    @must
    Scenario Outline: A finished packet identifier can be used for another message at QoS 2
      Given a platform connected with MQTT <version>
      And the platform has subscribed to "air/1/no2"
      And a sensor connected with MQTT <version>
      And the sensor has sent a PUBLISH of "41.5" to "air/1/no2" with:
        | QoS               | 2 |
        | packet identifier | 7 |
      And the sensor has received PUBREC for packet identifier 7
      And the sensor has sent PUBREL for packet identifier 7
      And the sensor has received PUBCOMP for packet identifier 7
      When the sensor sends a PUBLISH of "41.5" to "air/1/no2" with:
        | QoS               | 2     |
        | packet identifier | 7     |
        | DUP               | <dup> |
      And the sensor receives PUBREC for packet identifier 7
      And the sensor sends PUBREL for packet identifier 7
      Then the platform receives "41.5" from "air/1/no2"
      And the platform receives "41.5" from "air/1/no2"

      @MQTT5-4.3.3-12
      Examples:
        | version | dup |
        | 5.0     | no  |
        | 5.0     | yes |

      @MQTT3-4.3.3-2
      Examples:
        | version | dup |
        | 3.1.1   | no  |
        | 3.1.1   | yes |

    @must
    Scenario Outline: A finished packet identifier can be used for another message at QoS 1
      Given a platform connected with MQTT <version>
      And the platform has subscribed to "air/1/no2"
      And a sensor connected with MQTT <version>
      And the sensor has sent a PUBLISH of "41.5" to "air/1/no2" with:
        | QoS               | 1 |
        | packet identifier | 7 |
      And the sensor has received PUBACK for packet identifier 7
      When the sensor sends a PUBLISH of "41.5" to "air/1/no2" with:
        | QoS               | 1     |
        | packet identifier | 7     |
        | DUP               | <dup> |
      Then the platform receives "41.5" from "air/1/no2"
      And the platform receives "41.5" from "air/1/no2"

      @MQTT5-4.3.2-5
      Examples:
        | version | dup |
        | 5.0     | no  |
        | 5.0     | yes |

      @MQTT3-4.3.2-2
      Examples:
        | version | dup |
        | 3.1.1   | no  |
        | 3.1.1   | yes |

    @must
    Scenario Outline: A release is always answered
      Given a sensor connected with MQTT <version>
      When the sensor sends PUBREL for packet identifier 99
      Then the sensor receives PUBCOMP for packet identifier 99

      @MQTT5-4.3.3-11 @MQTT5-3.7.2-1
      Examples:
        | version |
        | 5.0     |

      @MQTT3-4.3.3-2
      Examples:
        | version |
        | 3.1.1   |

  Rule: The broker delivers at the level that was agreed

    @must
    Scenario Outline: A message at QoS <published> reaches a subscription at QoS <granted> at QoS <delivered>
      Given a platform connected with MQTT <version>
      And the platform has subscribed to "air/1/no2" at QoS <granted>
      And a sensor connected with MQTT <version>
      When the sensor publishes "41.5" to "air/1/no2" at QoS <published>
      Then the platform receives "41.5" from "air/1/no2" at QoS <delivered>

      @MQTT5-3.8.4-8
      Examples:
        | version | published | granted | delivered |
        | 5.0     | 0         | 0       | 0         |
        | 5.0     | 0         | 1       | 0         |
        | 5.0     | 0         | 2       | 0         |
        | 5.0     | 1         | 0       | 0         |
        | 5.0     | 1         | 1       | 1         |
        | 5.0     | 1         | 2       | 1         |
        | 5.0     | 2         | 0       | 0         |
        | 5.0     | 2         | 1       | 1         |
        | 5.0     | 2         | 2       | 2         |

      @MQTT3-3.8.4-6
      Examples:
        | version | published | granted | delivered |
        | 3.1.1   | 0         | 0       | 0         |
        | 3.1.1   | 0         | 1       | 0         |
        | 3.1.1   | 0         | 2       | 0         |
        | 3.1.1   | 1         | 0       | 0         |
        | 3.1.1   | 1         | 1       | 1         |
        | 3.1.1   | 1         | 2       | 1         |
        | 3.1.1   | 2         | 0       | 0         |
        | 3.1.1   | 2         | 1       | 1         |
        | 3.1.1   | 2         | 2       | 2         |

    @must
    Scenario Outline: Messages under way at QoS 1 have packet identifiers of their own
      Given a platform connected with MQTT <version>
      And the platform withholds every PUBACK
      And the platform has subscribed to "air/1/no2"
      And a sensor connected with MQTT <version>
      When the sensor publishes 5 messages to "air/1/no2" at QoS 1
      And the platform receives the 5 messages from "air/1/no2" in order
      Then the messages of the platform came at QoS 1, with DUP clear and packet identifiers of their own

      @MQTT5-2.2.1-4 @MQTT5-4.3.2-1 @MQTT5-4.3.2-2
      Examples:
        | version |
        | 5.0     |

      @MQTT3-4.3.2-1
      Examples:
        | version |
        | 3.1.1   |

    @must
    Scenario Outline: Messages under way at QoS 2 have packet identifiers of their own
      Given a platform connected with MQTT <version>
      And the platform withholds every PUBREC
      And the platform has subscribed to "air/1/no2" at QoS 2
      And a sensor connected with MQTT <version>
      When the sensor publishes 5 messages to "air/1/no2" at QoS 2
      And the platform receives the 5 messages from "air/1/no2" in order
      Then the messages of the platform came at QoS 2, with DUP clear and packet identifiers of their own

      @MQTT5-2.2.1-4 @MQTT5-4.3.3-1 @MQTT5-4.3.3-2
      Examples:
        | version |
        | 5.0     |

      @MQTT3-4.3.3-1
      Examples:
        | version |
        | 3.1.1   |

    @must
    Scenario Outline: The broker releases a message at QoS 2
      Given a platform connected with MQTT <version>
      And the platform withholds every PUBREC
      And the platform has subscribed to "air/1/no2" at QoS 2
      And a sensor connected with MQTT <version>
      And the sensor has published "41.5" to "air/1/no2" at QoS 2
      And the platform has received "41.5" from "air/1/no2"
      When the platform sends PUBREC for "41.5"
      Then the platform receives PUBREL for "41.5"

      @MQTT5-4.3.3-4 @MQTT5-3.6.2-1 @MQTT5-2.2.1-5
      Examples:
        | version |
        | 5.0     |

      @MQTT3-4.3.3-1 @MQTT3-2.3.1-6
      Examples:
        | version |
        | 3.1.1   |

    @must @MQTT3-4.6.0-4 @MQTT3-4.6.0-6
    Scenario: Releases follow the order of the receipts
      Given a platform connected with MQTT 3.1.1
      And the platform withholds every PUBREC
      And the platform has subscribed to "air/1/no2" at QoS 2
      And a sensor connected with MQTT 3.1.1
      And the sensor has published 3 messages to "air/1/no2" at QoS 2
      And the platform has received the 3 messages from "air/1/no2" in order
      When the platform sends PUBREC for "2"
      And the platform sends PUBREC for "1"
      And the platform sends PUBREC for "3"
      Then the platform receives PUBREL for "2"
      And the platform receives PUBREL for "1"
      And the platform receives PUBREL for "3"

  Rule: What was not acknowledged is sent again after a reconnection

    @must
    Scenario Outline: A message at QoS 1 is sent again
      Given a platform connected with MQTT <version> with a lasting session
      And the platform withholds every PUBACK
      And the platform has subscribed to "air/1/no2"
      And a sensor connected with MQTT <version>
      And the sensor has published "41.5" to "air/1/no2" at QoS 1
      And the platform has received "41.5" from "air/1/no2"
      And the platform has lost its connection
      When the platform reconnects
      Then the platform receives "41.5" again, with its packet identifier

      @MQTT5-4.4.0-1
      Examples:
        | version |
        | 5.0     |

      @MQTT3-2.3.1-4 @MQTT3-4.4.0-1
      Examples:
        | version |
        | 3.1.1   |

    @must
    Scenario Outline: A message at QoS 1 is marked when it is sent again
      Given a platform connected with MQTT <version> with a lasting session
      And the platform withholds every PUBACK
      And the platform has subscribed to "air/1/no2"
      And a sensor connected with MQTT <version>
      And the sensor has published "41.5" to "air/1/no2" at QoS 1
      And the platform has received "41.5" from "air/1/no2"
      And the platform has lost its connection
      When the platform reconnects
      Then the platform receives "41.5" again, with the DUP flag set

      @MQTT5-3.3.1-1
      Examples:
        | version |
        | 5.0     |

      @MQTT3-3.3.1-1
      Examples:
        | version |
        | 3.1.1   |

    @must
    Scenario Outline: A message at QoS 2 is sent again
      Given a platform connected with MQTT <version> with a lasting session
      And the platform withholds every PUBREC
      And the platform has subscribed to "air/1/no2" at QoS 2
      And a sensor connected with MQTT <version>
      And the sensor has published "41.5" to "air/1/no2" at QoS 2
      And the platform has received "41.5" from "air/1/no2"
      And the platform has lost its connection
      When the platform reconnects
      Then the platform receives "41.5" again, with its packet identifier

      @MQTT5-4.4.0-1
      Examples:
        | version |
        | 5.0     |

      @MQTT3-2.3.1-4 @MQTT3-4.4.0-1
      Examples:
        | version |
        | 3.1.1   |

    @must
    Scenario Outline: A message at QoS 2 is marked when it is sent again
      Given a platform connected with MQTT <version> with a lasting session
      And the platform withholds every PUBREC
      And the platform has subscribed to "air/1/no2" at QoS 2
      And a sensor connected with MQTT <version>
      And the sensor has published "41.5" to "air/1/no2" at QoS 2
      And the platform has received "41.5" from "air/1/no2"
      And the platform has lost its connection
      When the platform reconnects
      Then the platform receives "41.5" again, with the DUP flag set

      @MQTT5-3.3.1-1
      Examples:
        | version |
        | 5.0     |

      @MQTT3-3.3.1-1
      Examples:
        | version |
        | 3.1.1   |

    @must
    Scenario Outline: A release is sent again, the message is not
      Given a platform connected with MQTT <version> with a lasting session
      And the platform withholds every PUBCOMP
      And the platform has subscribed to "air/1/no2" at QoS 2
      And a sensor connected with MQTT <version>
      And the sensor has published "41.5" to "air/1/no2" at QoS 2
      And the platform has received "41.5" from "air/1/no2"
      And the platform has received PUBREL for "41.5"
      And the platform has lost its connection
      When the platform reconnects
      Then the platform receives PUBREL for "41.5"
      And the platform receives nothing more

      @MQTT5-4.3.3-5 @MQTT5-4.3.3-6 @MQTT5-4.4.0-1
      Examples:
        | version |
        | 5.0     |

      @MQTT3-4.3.3-1 @MQTT3-4.4.0-1
      Examples:
        | version |
        | 3.1.1   |

    @must
    Scenario Outline: What was acknowledged is not sent again
      Given a platform connected with MQTT <version> with a lasting session
      And the platform has subscribed to "air/1/no2" at QoS <qos>
      And a sensor connected with MQTT <version>
      And the sensor has published "41.5" to "air/1/no2" at QoS <qos>
      And the platform has received "41.5" from "air/1/no2"
      And the platform has completed the exchange
      And the platform has lost its connection
      When the platform reconnects
      Then the platform receives nothing

      @MQTT5-4.4.0-1
      Examples:
        | version | qos |
        | 5.0     | 1   |
        | 5.0     | 2   |

      @MQTT3-4.3.2-1
      Examples:
        | version | qos |
        | 3.1.1   | 1   |

      @MQTT3-4.3.3-1
      Examples:
        | version | qos |
        | 3.1.1   | 2   |

    @must
    Scenario Outline: Messages are sent again in their order
      Given a platform connected with MQTT <version> with a lasting session
      And the platform withholds every <receipt>
      And the platform has subscribed to "air/1/no2" at QoS <qos>
      And a sensor connected with MQTT <version>
      And the sensor has published 5 messages to "air/1/no2" at QoS <qos>
      And the platform has received the 5 messages from "air/1/no2" in order
      And the platform has lost its connection
      When the platform reconnects
      Then the platform receives the 5 messages from "air/1/no2" in order

      @MQTT5-4.3.2-3
      Examples:
        | version | qos | receipt |
        | 5.0     | 1   | PUBACK  |

      @MQTT5-4.3.3-3
      Examples:
        | version | qos | receipt |
        | 5.0     | 2   | PUBREC  |

      @MQTT3-4.3.2-1 @MQTT3-4.6.0-1 @MQTT3-4.6.0-6
      Examples:
        | version | qos | receipt |
        | 3.1.1   | 1   | PUBACK  |

      @MQTT3-4.3.3-1 @MQTT3-4.6.0-1 @MQTT3-4.6.0-6
      Examples:
        | version | qos | receipt |
        | 3.1.1   | 2   | PUBREC  |

    @must @MQTT5-4.4.0-2
    Scenario: A message that was refused is not sent again
      Given a platform connected with MQTT 5.0 with a lasting session
      And the platform withholds every PUBREC
      And the platform has subscribed to "air/1/no2" at QoS 2
      And a sensor connected with MQTT 5.0
      And the sensor has published "41.5" to "air/1/no2" at QoS 2
      And the platform has received "41.5" from "air/1/no2"
      And the platform has sent PUBREC for "41.5" with reason code 0x97
      And the connection of the platform stays open
      And the platform has lost its connection
      When the platform reconnects
      Then the platform receives nothing

    @must @slow @MQTT5-4.4.0-1
    Scenario: What is not acknowledged is not sent again on the same connection
      Given a platform connected with MQTT 5.0
      And the platform withholds every PUBACK
      And the platform has subscribed to "air/1/no2"
      And a sensor connected with MQTT 5.0
      And the sensor has published "41.5" to "air/1/no2" at QoS 1
      And the platform has received "41.5" from "air/1/no2"
      When 2.5 seconds pass
      Then the platform receives nothing more

  Rule: A message under way does not expire

    @must @slow @MQTT5-4.3.3-7
    Scenario: A message that was sent once is sent again although its time is over
      Given a platform connected with MQTT 5.0 with a lasting session
      And the platform withholds every PUBREC
      And the platform has subscribed to "air/1/no2" at QoS 2
      And a sensor connected with MQTT 5.0
      And the sensor has published "41.5" to "air/1/no2" at QoS 2 with:
        | message expiry | 1 |
      And the platform has received "41.5" from "air/1/no2"
      And the platform has lost its connection
      When 2 seconds pass
      And the platform reconnects
      Then the platform receives "41.5" from "air/1/no2"

    @must @slow @MQTT5-4.3.3-13
    Scenario: The exchange with the publisher goes on although the message's time is over
      Given a sensor connected with MQTT 5.0
      And the sensor has sent a PUBLISH of "41.5" to "air/1/no2" with:
        | QoS               | 2 |
        | packet identifier | 7 |
        | message expiry    | 1 |
      And the sensor has received PUBREC for packet identifier 7
      When 2 seconds pass
      And the sensor sends PUBREL for packet identifier 7
      Then the sensor receives PUBCOMP for packet identifier 7
