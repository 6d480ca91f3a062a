@mqtt @performance
Feature: Shared subscriptions
  One data platform, many workers: each report of a sensor is to be processed by one of them.

  Rule: A message goes to one of the group

    @must @MQTT5-4.8.2-3
    Scenario: One member of the group receives a message, at the level that it was granted
      Given a worker connected with MQTT 5.0
      And the worker has subscribed to "$share/platform/air/#" at QoS 1
      And a colleague connected with MQTT 5.0
      And the colleague has subscribed to "$share/platform/air/#" at QoS 0
      And a sensor connected with MQTT 5.0
      When the sensor publishes 10 messages to "air/1/no2" at QoS 2
      Then the worker and the colleague together receive the 10 messages from "air/1/no2" once each
      And the messages of the worker came at QoS 1
      And the messages of the colleague came at QoS 0

    @must @MQTT5-4.8.2-6
    Scenario: A message that a member refuses is not given to another
      Given a worker connected with MQTT 5.0
      And the worker withholds every PUBREC
      And the worker has subscribed to "$share/platform/air/#" at QoS 2
      And a sensor connected with MQTT 5.0
      And the sensor has published "41.5" to "air/1/no2" at QoS 2
      And the worker has received "41.5" from "air/1/no2"
      And a colleague connected with MQTT 5.0
      And the colleague has subscribed to "$share/platform/air/#" at QoS 2
      When the worker sends PUBREC for "41.5" with reason code 0x97
      And the worker loses its connection
      Then the colleague receives nothing from "air/1/no2"

    @must @MQTT5-4.8.2-4
    Scenario: A delivery that was begun is completed when its member returns
      Given a worker connected with MQTT 5.0 with a lasting session
      And the worker withholds every PUBREC
      And the worker has subscribed to "$share/platform/air/#" at QoS 2
      And a sensor connected with MQTT 5.0
      And the sensor has published "41.5" to "air/1/no2" at QoS 2
      And the worker has received "41.5" from "air/1/no2"
      And a colleague connected with MQTT 5.0
      And the colleague has subscribed to "$share/platform/air/#" at QoS 2
      And the worker has lost its connection
      When the worker reconnects
      Then the worker receives "41.5" again, with its packet identifier
      And the colleague receives nothing from "air/1/no2"

    @must @MQTT5-4.8.2-5
    Scenario: A delivery that was begun does not pass to another member when the session ends
      Given a worker connected with MQTT 5.0 with a lasting session
      And the worker withholds every PUBREC
      And the worker has subscribed to "$share/platform/air/#" at QoS 2
      And a sensor connected with MQTT 5.0
      And the sensor has published "41.5" to "air/1/no2" at QoS 2
      And the worker has received "41.5" from "air/1/no2"
      And a colleague connected with MQTT 5.0
      And the colleague has subscribed to "$share/platform/air/#" at QoS 2
      And the worker has lost its connection
      When the worker reconnects with a clean start
      Then the colleague receives nothing from "air/1/no2"

  Rule: A shared filter is well-formed

    @must
    Scenario Outline: The broker refuses "<filter>"
      Given a worker connected with MQTT 5.0
      When the worker tries to subscribe to "<filter>"
      Then the broker refuses the subscription of the worker

      @MQTT5-4.8.2-1
      Examples:
        | filter        |
        | $share//air/1 |

      @MQTT5-4.8.2-2
      Examples:
        | filter                 |
        | $share/platform        |
        | $share/plat+form/air/1 |
        | $share/plat#form/air/1 |
        | $share/platform/       |

    @must @MQTT5-3.8.3-4
    Scenario: A member cannot spare itself its own messages
      Given a worker connected with MQTT 5.0
      When the worker tries to subscribe to "$share/platform/air/1" with:
        | no local | yes |
      Then the broker closes the connection of the worker
