@mqtt @stability
Feature: Flow control
  A small controller can hold a few messages at a time. It says how many and how large, and the
  broker must respect that however much there is to deliver.

  Rule: The broker sends no more at once than the device can take

    @must @MQTT5-3.3.4-9 @MQTT5-4.9.0-1 @MQTT5-4.9.0-2
    Scenario Outline: Messages at QoS <qos> wait for acknowledgements
      Given a lamp connected with MQTT 5.0 and:
        | receive maximum | 2 |
      And the lamp withholds every <receipt>
      And the lamp has subscribed to "lamp/1/command"
      And a controller connected with MQTT 5.0
      When the controller publishes 5 messages to "lamp/1/command" at QoS <qos>
      Then the lamp receives at least 1 and at most 2 messages from "lamp/1/command"

      Examples:
        | qos | receipt |
        | 1   | PUBACK  |
        | 2   | PUBREC  |

    @must @MQTT5-3.3.4-9 @MQTT5-4.9.0-2
    Scenario: An acknowledgement makes room for the next message
      Given a lamp connected with MQTT 5.0 and:
        | receive maximum | 2 |
      And the lamp withholds every PUBACK
      And the lamp has subscribed to "lamp/1/command"
      And a controller connected with MQTT 5.0
      And the controller has published 5 messages to "lamp/1/command" at QoS 1
      And the lamp has received "1" from "lamp/1/command"
      And the lamp has received "2" from "lamp/1/command"
      When the lamp sends PUBACK for "1"
      Then the lamp receives "3" from "lamp/1/command"
      And the lamp receives nothing more

    @must @MQTT5-3.3.4-10 @MQTT5-4.9.0-3
    Scenario: Other packets do not wait
      Given a lamp connected with MQTT 5.0 and:
        | receive maximum | 2 |
      And the lamp withholds every PUBACK
      And the lamp has subscribed to "lamp/1/command"
      And a controller connected with MQTT 5.0
      And the controller has published 5 messages to "lamp/1/command" at QoS 1
      And the lamp has received "1" from "lamp/1/command"
      And the lamp has received "2" from "lamp/1/command"
      When the lamp sends PINGREQ
      And the lamp sends SUBSCRIBE for "lamp/2/command" with packet identifier 7
      Then the lamp receives PINGRESP
      And the lamp receives SUBACK for packet identifier 7

  Rule: The broker sends no packet that is larger than the device can take

    @must @MQTT5-3.1.2-24 @MQTT5-3.1.2-25
    Scenario: A message that is too large is left out
      Given a lamp connected with MQTT 5.0 and:
        | maximum packet size | 200 |
      And the lamp has subscribed to "lamp/1/command"
      And a controller connected with MQTT 5.0
      When the controller publishes 300 bytes to "lamp/1/command" at QoS 1
      And the controller publishes "dim" to "lamp/1/command" at QoS 1
      Then the lamp receives "dim" from "lamp/1/command"
      And the lamp receives nothing more
      And the lamp has received no packet of more than 200 bytes

    @must @MQTT5-3.1.2-25
    Scenario: Messages that are too large do not block those that are not
      Given a lamp connected with MQTT 5.0 and:
        | maximum packet size | 200 |
        | receive maximum     | 1   |
      And the lamp has subscribed to "lamp/1/command"
      And a controller connected with MQTT 5.0
      When the controller publishes 300 bytes to "lamp/1/command" at QoS 2
      And the controller publishes 300 bytes to "lamp/1/command" at QoS 1
      And the controller publishes "dim" to "lamp/1/command" at QoS 2
      Then the lamp receives "dim" from "lamp/1/command"

    @must @MQTT5-3.1.2-24 @MQTT5-3.2.2-19 @MQTT5-3.2.2-20 @MQTT5-3.4.2-2 @MQTT5-3.4.2-3 @MQTT5-3.5.2-2 @MQTT5-3.5.2-3 @MQTT5-3.7.2-2 @MQTT5-3.7.2-3 @MQTT5-3.9.2-1 @MQTT5-3.9.2-2 @MQTT5-3.11.2-1 @MQTT5-3.11.2-2
    Scenario: Acknowledgements stay small
      Given a lamp connected with MQTT 5.0 and:
        | maximum packet size | 40 |
      When the lamp publishes "on" to "lamp/1/nobody" at QoS 1
      And the lamp publishes "on" to "lamp/1/nobody" at QoS 2
      And the lamp subscribes to "lamp/1/command"
      And the lamp unsubscribes from "lamp/1/unknown"
      Then the lamp has received no packet of more than 40 bytes

    @must @MQTT5-3.6.2-2 @MQTT5-3.6.2-3
    Scenario: Releases stay small
      Given a lamp connected with MQTT 5.0 and:
        | maximum packet size | 100 |
      And the lamp has subscribed to "lamp/1" at QoS 2
      And a controller connected with MQTT 5.0
      When the controller publishes "on" to "lamp/1" at QoS 2
      Then the lamp receives "on" from "lamp/1"
      And the lamp receives PUBREL for "on"
      And the lamp has received no packet of more than 100 bytes

    @must @MQTT5-3.14.2-3 @MQTT5-3.14.2-4
    Scenario: A goodbye stays small
      Given a lamp connected with MQTT 5.0 and:
        | maximum packet size | 40 |
      When the lamp sends the bytes "36 {len} {topic lamp/1} 00 07 00"
      And the broker says goodbye to the lamp
      Then the lamp has received no packet of more than 40 bytes

  Rule: Topics can be abbreviated if both sides agree

    @must @MQTT5-3.1.2-27
    Scenario: The broker uses no abbreviations unless asked
      Given a lamp connected with MQTT 5.0
      And the lamp has subscribed to "lamp/1/command"
      And a controller connected with MQTT 5.0
      When the controller publishes 5 messages to "lamp/1/command" at QoS 1
      Then the lamp receives the 5 messages from "lamp/1/command" in order
      And the messages of the lamp carry no topic alias

    @must @MQTT5-3.1.2-26 @MQTT5-3.3.2-8 @MQTT5-3.3.2-11
    Scenario: The broker stays within the number of abbreviations that the device can keep
      Given a lamp connected with MQTT 5.0 and:
        | topic alias maximum | 2 |
      And the lamp has subscribed to "lamp/#"
      And a controller connected with MQTT 5.0
      When the controller publishes "a" to "lamp/1" at QoS 1
      And the controller publishes "b" to "lamp/2" at QoS 1
      And the controller publishes "c" to "lamp/3" at QoS 1
      And the controller publishes "d" to "lamp/1" at QoS 1
      Then the lamp receives "a" from "lamp/1"
      And the lamp receives "b" from "lamp/2"
      And the lamp receives "c" from "lamp/3"
      And the lamp receives "d" from "lamp/1"
      And the messages of the lamp carry topic aliases from 1 to 2 or none

    @must @MQTT5-3.3.2-12
    Scenario: The broker understands its lowest and highest abbreviation
      Given a platform connected with MQTT 5.0
      And the platform has subscribed to "air/#"
      And a sensor connected with MQTT 5.0 to a broker that takes topic aliases
      When the sensor sends a PUBLISH of "a" to "air/1" with:
        | topic alias | 1 |
      And the sensor sends a PUBLISH of "b" to "air/2" with:
        | topic alias | highest |
      And the sensor sends a PUBLISH of "c" to "" with:
        | topic alias | 1 |
      And the sensor sends a PUBLISH of "d" to "" with:
        | topic alias | highest |
      Then the platform receives "a" from "air/1"
      And the platform receives "b" from "air/2"
      And the platform receives "c" from "air/1"
      And the platform receives "d" from "air/2"

    @must @MQTT5-3.3.2-7
    Scenario: An abbreviation ends with its connection
      Given a platform connected with MQTT 5.0
      And the platform has subscribed to "air/#"
      And a sensor connected with MQTT 5.0 to a broker that takes topic aliases
      And the sensor has sent a PUBLISH of "a" to "air/1" with:
        | topic alias | 1 |
      And the platform has received "a" from "air/1"
      When the sensor reconnects
      And the sensor sends a PUBLISH of "b" to "" with:
        | topic alias | 1 |
      Then the platform receives nothing more

    @must @MQTT5-4.13.1-1
    Scenario: An abbreviation that stands for nothing ends the connection
      Given a platform connected with MQTT 5.0
      And the platform has subscribed to "air/#"
      And a sensor connected with MQTT 5.0 to a broker that takes topic aliases
      When the sensor sends a PUBLISH of "b" to "" with:
        | topic alias | 1 |
      Then the broker closes the connection of the sensor
      And the platform receives nothing
