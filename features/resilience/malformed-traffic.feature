@mqtt @resilience
Feature: Malformed traffic
  Whoever can reach the broker can send it anything: by mistake, over a bad line, or on purpose. A city's lamps
  must not go dark because one sensor went mad.

  The packets are made from the grammar of MQTT 5.0 and 3.1.1: every packet of a client, cut off after every byte, with
  every field, length and flag spoiled, in the wrong order, and noise on top. The broker may cut off whoever sends them.

  Rule: Malformed packets harm nobody but their sender

    @must @alone @RES-MAL-1
    Scenario: Others are served while malformed packets arrive in every position
      Given bystanders who exchange messages all the time
      When attackers send malformed packets in every position
      Then the bystanders are served throughout

    @must @RES-MAL-2
    Scenario: Connections, sessions and retained messages outlive malformed traffic
      Given a dashboard connected with MQTT 3.1.1 with a lasting session
      And the dashboard has subscribed to "lamp/1/state"
      And the dashboard has lost its connection
      And a lamp connected with MQTT 3.1.1
      And the lamp has published "on" to "lamp/1/state", retained, at QoS 1
      When attackers send a sample of malformed packets
      Then the connection of the lamp stays open
      And the dashboard reconnects
      And the broker resumes the session of the dashboard
      And the dashboard receives "on" from "lamp/1/state"
      And a visitor connected with MQTT 3.1.1 subscribes to "lamp/1/state"
      And the visitor receives "on" from "lamp/1/state" with the retain flag set

    @must @RES-MAL-4
    Scenario: A malformed CONNECT under the name of a device does not end its connection
      Given a lamp connected with MQTT 3.1.1
      When attackers send CONNECT packets that the broker does not accept under the name of the lamp
      Then the connection of the lamp stays open

  Rule: Who was cut off may come back

    @must @RES-MAL-3
    Scenario Outline: A device whose connection ended with <packet> comes back to its session
      Given a platform connected with MQTT 3.1.1
      And a lamp connected with MQTT 3.1.1 with a lasting session
      And the lamp has subscribed to "lamp/1/command"
      When the lamp sends the bytes "<bytes>", and its connection ends
      And the platform publishes "dim" to "lamp/1/command" at QoS 1
      Then the lamp reconnects
      And the broker resumes the session of the lamp
      And the lamp receives "dim" from "lamp/1/command"

      Examples:
        | packet                     | bytes                           |
        | a packet of reserved type  | 00 00                           |
        | a PUBLISH at QoS 3         | 36 {len} {topic air/1} 00 07 00 |
        | a length of five bytes     | C0 80 80 80 80 01               |
        | a SUBSCRIBE without filter | 82 02 00 07                     |
