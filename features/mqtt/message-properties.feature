@mqtt @data-integrity
Feature: Message properties
  What a message says about itself - its format, its age, where to answer - must reach the
  receiver as the sender wrote it.

  Rule: Properties are passed on unaltered

    @must @MQTT5-3.3.2-4
    Scenario: The payload format reaches the subscriber
      Given a platform connected with MQTT 5.0
      And the platform has subscribed to "air/1/no2"
      And a sensor connected with MQTT 5.0
      When the sensor publishes "41.5" to "air/1/no2" at QoS 1 with:
        | payload format | 1 |
      Then the platform receives "41.5" from "air/1/no2" with:
        | payload format | 1 |

    @must @MQTT5-3.3.2-20
    Scenario: The content type reaches the subscriber
      Given a platform connected with MQTT 5.0
      And the platform has subscribed to "air/1/no2"
      And a sensor connected with MQTT 5.0
      When the sensor publishes "41.5" to "air/1/no2" at QoS 1 with:
        | content type | text/csv; zone=nörd |
      Then the platform receives "41.5" from "air/1/no2" with:
        | content type | text/csv; zone=nörd |

    @must @MQTT5-3.3.2-15
    Scenario: The response topic reaches the subscriber
      Given a platform connected with MQTT 5.0
      And the platform has subscribed to "air/1/no2"
      And a sensor connected with MQTT 5.0
      When the sensor publishes "41.5" to "air/1/no2" at QoS 1 with:
        | response topic | answers/sensor/1 |
      Then the platform receives "41.5" from "air/1/no2" with:
        | response topic | answers/sensor/1 |

    @must @MQTT5-3.3.2-16
    Scenario: The correlation data reaches the subscriber
      Given a platform connected with MQTT 5.0
      And the platform has subscribed to "air/1/no2"
      And a sensor connected with MQTT 5.0
      When the sensor publishes "41.5" to "air/1/no2" at QoS 1 with:
        | correlation data | {U+0000}7{U+00FF} |
      Then the platform receives "41.5" from "air/1/no2" with:
        | correlation data | {U+0000}7{U+00FF} |

    @must @MQTT5-3.3.2-17 @MQTT5-3.3.2-18
    Scenario: User properties reach the subscriber, all of them and in their order
      Given a platform connected with MQTT 5.0
      And the platform has subscribed to "air/1/no2"
      And a sensor connected with MQTT 5.0
      When the sensor publishes "41.5" to "air/1/no2" at QoS 1 with:
        | user property | zone=north |
        | user property | pole=7     |
        | user property | zone=east  |
        | user property | pole=      |
      Then the platform receives "41.5" from "air/1/no2" with:
        | user property | zone=north |
        | user property | pole=7     |
        | user property | zone=east  |
        | user property | pole=      |

    @must @MQTT5-3.3.2-4 @MQTT5-3.3.2-15 @MQTT5-3.3.2-17 @MQTT5-3.3.2-18 @MQTT5-3.3.2-20
    Scenario: Properties reach a subscriber that was absent
      Given a platform connected with MQTT 5.0 with a lasting session
      And the platform has subscribed to "air/1/no2"
      And the platform has disconnected
      And a sensor connected with MQTT 5.0
      And the sensor has published "41.5" to "air/1/no2" at QoS 1 with:
        | payload format | 1              |
        | content type   | text/plain     |
        | response topic | answers/sensor |
        | user property  | zone=north     |
        | user property  | pole=7         |
      When the platform reconnects
      Then the platform receives "41.5" from "air/1/no2" with:
        | payload format | 1              |
        | content type   | text/plain     |
        | response topic | answers/sensor |
        | user property  | zone=north     |
        | user property  | pole=7         |

  Rule: A message has a time to live

    @must @MQTT5-3.3.2-6
    Scenario: A message that is delivered at once has its time before it
      Given a platform connected with MQTT 5.0
      And the platform has subscribed to "air/1/no2"
      And a sensor connected with MQTT 5.0
      When the sensor publishes "41.5" to "air/1/no2" at QoS 1 with:
        | message expiry | 100 |
      Then the platform receives "41.5" from "air/1/no2" with a message expiry from 90 to 100

    @must @slow @MQTT5-3.3.2-6
    Scenario: The time that a message waited is taken off
      Given a platform connected with MQTT 5.0 with a lasting session
      And the platform has subscribed to "air/1/no2"
      And the platform has disconnected
      And a sensor connected with MQTT 5.0
      And the sensor has published "41.5" to "air/1/no2" at QoS 1 with:
        | message expiry | 100 |
      When 2 seconds pass
      And the platform reconnects
      Then the platform receives "41.5" from "air/1/no2" with a message expiry from 90 to 99

    @must @slow @MQTT5-3.3.2-5
    Scenario: A message whose time is over is not delivered
      Given a platform connected with MQTT 5.0 with a lasting session
      And the platform has subscribed to "air/1/no2"
      And the platform has disconnected
      And a sensor connected with MQTT 5.0
      And the sensor has published "41.5" to "air/1/no2" at QoS 1 with:
        | message expiry | 1 |
      And the sensor has published "42.0" to "air/1/no2" at QoS 1
      When 2.5 seconds pass
      And the platform reconnects
      Then the platform receives "42.0" from "air/1/no2"
      And the platform receives nothing more
