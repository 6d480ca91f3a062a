@mqtt @interoperability
Feature: Interworking
  A device of any maker must get along with the broker by what the standard says, and by nothing else.

  Rule: The standard is enough

    @must @MQTT3-7.0.0-2
    Scenario: A device that knows nothing but the standard is served
      Given a lamp connected with MQTT 3.1.1
      And a dashboard connected with MQTT 3.1.1
      And the dashboard has subscribed to "lamp/1/state"
      And the lamp has subscribed to "lamp/1/command"
      When the lamp unsubscribes from "lamp/1/command"
      And the lamp publishes "0" to "lamp/1/state" at QoS 0
      And the lamp publishes "1" to "lamp/1/state" at QoS 1
      And the lamp publishes "2" to "lamp/1/state" at QoS 2
      And the dashboard sends PINGREQ
      Then the dashboard receives "0" from "lamp/1/state"
      And the dashboard receives "1" from "lamp/1/state"
      And the dashboard receives "2" from "lamp/1/state"
      And the dashboard receives PINGRESP
      And the connection of the lamp stays open

    @must @MQTT3-2.2.2-1
    Scenario: Reserved flags in the headers of the broker's packets are as prescribed
      Given a lamp connected with MQTT 3.1.1
      And the lamp has subscribed to "lamp/1/state"
      When the lamp publishes "1" to "lamp/1/state" at QoS 1
      And the lamp publishes "2" to "lamp/1/state" at QoS 2
      And the lamp receives "1" from "lamp/1/state"
      And the lamp receives "2" from "lamp/1/state"
      And the lamp has completed the exchange
      And the lamp unsubscribes from "lamp/1/state"
      Then every packet that the lamp has received is well-formed

  Rule: The transport loses nothing and keeps the order

    @must
    Scenario Outline: Many messages arrive whole and in order
      Given a dashboard connected with MQTT <version>
      And the dashboard has subscribed to "lamp/1/state"
      And a lamp connected with MQTT <version>
      When the lamp publishes 200 messages to "lamp/1/state" at QoS 1
      Then the dashboard receives the 200 messages from "lamp/1/state" in order
      And every packet that the dashboard has received is well-formed

      @MQTT5-4.2-1
      Examples:
        | version |
        | 5.0     |

      @MQTT3-7.1.1-1
      Examples:
        | version |
        | 3.1.1   |

  Rule: A refusal without a fitting return code is a silent one

    @must @MQTT3-3.2.2-6
    Scenario Outline: The broker says nothing to a CONNECT <fault>
      Given a lamp that has opened a connection for MQTT 3.1.1
      When the lamp sends the bytes "<bytes>"
      And the broker does not accept the lamp
      Then the broker closes the connection of the lamp without answering

      Examples:
        | fault                       | bytes                                                                              |
        | whose reserved flag is set  | 10 {len} 00 04 'MQTT' 04 {flags 03} 00 3C {id} {login}                             |
        | with a will at QoS 3        | 10 {len} 00 04 'MQTT' 04 {flags 1E} 00 3C {id} {topic lamp/1} 00 04 'lost' {login} |
        | with a will QoS but no will | 10 {len} 00 04 'MQTT' 04 {flags 0A} 00 3C {id} {login}                             |

  Rule: A message at QoS 2 that was rejected does not take its identifier away

    @must @MQTT5-4.3.3-9
    Scenario: After a rejection for its payload the same packet identifier marks a new message
      Given a dashboard connected with MQTT 5.0
      And the dashboard has subscribed to "lamp/1/state"
      And a lamp connected with MQTT 5.0
      When the lamp sends the bytes "34 {len} {topic lamp/1/state} 00 07 02 01 01 C3 28"
      And the broker rejects the message of the lamp with packet identifier 7
      And the lamp sends the bytes "34 {len} {topic lamp/1/state} 00 07 00 'on'"
      And the lamp sends PUBREL for packet identifier 7
      Then the dashboard receives "on" from "lamp/1/state"

    @must @MQTT5-4.3.3-9
    Scenario: After a rejection for lack of permission the same packet identifier marks a new message
      Given topics that devices may not use
      And a dashboard connected with MQTT 5.0
      And the dashboard has subscribed to "lamp/1/state"
      And a lamp connected with MQTT 5.0
      When the lamp sends the bytes "34 {len} {topic forbidden/lamp/1/door} 00 07 00 'open'"
      And the broker rejects the message of the lamp with packet identifier 7
      And the lamp sends the bytes "34 {len} {topic lamp/1/state} 00 07 00 'on'"
      And the lamp sends PUBREL for packet identifier 7
      Then the dashboard receives "on" from "lamp/1/state"
