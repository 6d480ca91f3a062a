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

  @must
  Scenario Outline: A device that begins anew sends nothing of before
    Given the broker withholds every PUBACK
    And the device is told to publish 1 messages at QoS 1 with MQTT <version>
    And the device has published 1 message
    And the connection has broken
    And the device comes back
    When the device asks for a new session
    Then the device sends no message again

    @MQTT5-3.1.2-4
    Examples:
      | version |
      | 5.0     |

    @MQTT3-3.1.2-6
    Examples:
      | version |
      | 3.1.1   |

  @must @MQTT5-3.1.2-23
  Scenario: A device that comes back still knows the message that it has taken
    Given the broker withholds every PUBREL
    And the device is subscribed to "lamp/1/switch" at QoS 2 with MQTT 5.0 and:
      | lasting session | 300 |
    And the broker has published "on" to "lamp/1/switch" at QoS 2
    And the device has sent PUBREC for "on"
    And the connection has broken
    And the device comes back
    And the device asks for its earlier session
    When the broker sends PUBREL for "on"
    Then the device sends PUBCOMP for "on" without an error

  @must @slow
  Scenario Outline: A device keeps what it knows of a message for as long as it is connected
    Given the broker withholds every PUBREC
    And the device is told to publish 1 messages at QoS 2 with MQTT <version>
    And the device has published 1 message
    And 2.5 seconds have passed for the device
    When the broker sends PUBREC for message 1
    Then the device sends PUBREL for message 1 without an error

    @MQTT5-4.1.0-1
    Examples:
      | version |
      | 5.0     |

    @MQTT3-4.1.0-1 @MQTT3-4.1.0-2
    Examples:
      | version |
      | 3.1.1   |

  @must @MQTT5-3.3.2-7
  Scenario: A device forgets the topic aliases of an earlier connection
    Given the device is subscribed to "lamp/1/switch" at QoS 1 with MQTT 5.0 and:
      | topic alias maximum | 10 |
    And the broker has published "on" to "lamp/1/switch" at QoS 1 with the topic alias 10
    And the device has sent PUBACK for "on"
    And the connection has broken
    And the device comes back
    When the broker publishes "off" to "" at QoS 1 with the topic alias 10
    Then the device does not take "off" under the alias of the earlier connection
