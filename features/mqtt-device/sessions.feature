@mqtt @mqtt-device @resilience
Feature: A device comes back
  A lamp loses its connection when the network fails. When it comes back, lamp and broker must agree on
  what they remember.

  @must @MQTT5-3.2.2-4
  Scenario: A device does not go on with a session that it does not know
    Given a broker that resumes a session unknown to the device
    When the device is connected with MQTT 5.0
    Then the device closes the connection

  @must @MQTT5-3.2.2-5
  Scenario: A device forgets what the broker has forgotten
    Given a broker that has no session of the device
    And the broker withholds every PUBACK
    And the device is told to publish 1 messages at QoS 1 with MQTT 5.0 and:
      | lasting session | 300 |
    And the device has published 1 message
    And the connection has broken
    When the device comes back
    Then the device sends no message again

  @must
  Scenario Outline: A device comes back as the client that it was
    Given the device is subscribed to "lamp/1/switch" at QoS 1 with MQTT <version> and:
      | lasting session | 300 |
    And the connection has broken
    When the device comes back
    Then the device comes back with the same client identifier and no clean start

    @MQTT5-3.1.3-2
    Examples:
      | version |
      | 5.0     |

    @MQTT3-3.1.3-2 @MQTT3-3.1.2-4
    Examples:
      | version |
      | 3.1.1   |
