@mqtt @interoperability
Feature: Restrictions
  A broker in a lamppost may lack what a broker in a data centre has. Devices can live with that as long
  as the broker says so and keeps to it.

  Rule: A broker without QoS 2 says so and takes every subscription

    @must @MQTT5-3.2.2-9
    Scenario: The broker announces up to which QoS it takes messages
      When a lamp connects with MQTT 5.0
      Then the broker accepts the lamp
      And the broker announces to the lamp up to which QoS it takes messages

    @must @MQTT5-3.2.2-10
    Scenario Outline: A subscription at QoS <qos> is taken all the same
      Given a dashboard connected with MQTT 5.0 to a broker that announces to be without "QoS 2"
      When the dashboard tries to subscribe to "lamp/1/state" with:
        | QoS | <qos> |
      Then the broker grants the subscription of the dashboard

      Examples:
        | qos |
        | 0   |
        | 1   |
        | 2   |

    @must @MQTT5-3.2.2-12
    Scenario: A device whose will has a QoS that the broker lacks is turned away
      Given a dashboard connected with MQTT 5.0 to a broker that announces to be without "QoS 2"
      When a lamp connects with MQTT 5.0 and:
        | will topic | lamp/1/state |
        | will QoS   | 2            |
      Then the broker refuses the lamp

  Rule: A broker that retains no messages says so

    @must @MQTT5-3.2.2-13
    Scenario: A device whose will is to be retained is turned away
      Given a dashboard connected with MQTT 5.0 to a broker that announces to be without "retained messages"
      When a lamp connects with MQTT 5.0 and:
        | will topic  | lamp/1/state |
        | will retain | yes          |
      Then the broker refuses the lamp

  Rule: A broker without wildcards refuses them

    @must @no-wildcard-subscriptions @MQTT3-3.8.3-2
    Scenario Outline: The filter "<filter>" is refused by a broker without wildcards
      Given a dashboard connected with MQTT 3.1.1
      When the dashboard tries to subscribe to "<filter>"
      Then the broker refuses the subscription of the dashboard

      Examples:
        | filter       |
        | lamp/+/state |
        | lamp/#       |

  Rule: Who asks for what the broker has said it lacks is cut off

    @must @MQTT5-4.13.1-1
    Scenario Outline: A device that ignores that there <is missing> is cut off
      Given a lamp connected with MQTT 5.0 to a broker that announces to be without "<missing>"
      When the lamp sends the bytes "<bytes>"
      Then the broker closes the connection of the lamp

      Examples:
        | missing                  | is missing                       | bytes                                           |
        | QoS 2                    | is no QoS 2                      | 34 {len} {topic lamp/1/state} 00 07 00 'on'     |
        | retained messages        | are no retained messages         | 31 {len} {topic lamp/1/state} 00 'on'           |
        | wildcards                | are no wildcards                 | 82 {len} 00 07 00 {topic lamp/+/state} 00       |
        | shared subscriptions     | are no shared subscriptions      | 82 {len} 00 07 00 {topic $share/platform/lamp/1} 00 |
        | subscription identifiers | are no subscription identifiers  | 82 {len} 00 07 02 0B 01 {topic lamp/1/state} 00 |
