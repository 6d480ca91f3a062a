@mqtt @mqtt-device @conformity
Feature: A device keeps within the broker's limits
  A broker says in its CONNACK what it can bear. A device that does not listen is disconnected, or
  brings the broker down.

  @must @MQTT5-3.2.2-11
  Scenario: A device publishes at no QoS above the broker's maximum
    Given a broker whose CONNACK says:
      | Maximum QoS | 0 |
    When the device is told to publish "on" to "lamp/1/state" at QoS 1 with MQTT 5.0
    Then the device publishes nothing above QoS 0

  @must @MQTT5-3.2.2-14
  Scenario: A device publishes nothing retained where the broker retains nothing
    Given a broker whose CONNACK says:
      | Retain Available | 0 |
    When the device is told to publish "on" to "lamp/1/state" at QoS 0 with MQTT 5.0 and:
      | retain | yes |
    Then the device publishes nothing retained

  @must @MQTT5-3.2.2-15
  Scenario: A device sends no message that is larger than the broker takes
    Given a broker whose CONNACK says:
      | Maximum Packet Size | 40 |
    When the device is told to publish "a message of more bytes than the broker is ready to take" to "lamp/1/state" at QoS 1 with MQTT 5.0
    Then the device sends no packet of more than 40 bytes

  @must @MQTT5-3.6.2-2 @MQTT5-3.6.2-3 @MQTT5-3.14.2-3 @MQTT5-3.14.2-4
  Scenario: A device keeps PUBREL and DISCONNECT within the size that the broker takes
    Given a broker whose CONNACK says:
      | Maximum Packet Size | 30 |
    When the device is told to publish "on" to "lamp/1/state" at QoS 2 with MQTT 5.0
    Then the device sends PUBREL for message 1
    And the device sends no packet of more than 30 bytes

  @must @MQTT5-3.4.2-2 @MQTT5-3.4.2-3 @MQTT5-3.5.2-2 @MQTT5-3.5.2-3 @MQTT5-3.7.2-2 @MQTT5-3.7.2-3
  Scenario: A device keeps its acknowledgements within the size that the broker takes
    Given a broker whose CONNACK says:
      | Maximum Packet Size | 30 |
    And the device is subscribed to "lamp/1/switch" at QoS 2 with MQTT 5.0
    When the broker publishes "on" to "lamp/1/switch" at QoS 1
    And the broker publishes "off" to "lamp/1/switch" at QoS 2
    Then the device sends PUBACK for "on"
    And the device sends PUBCOMP for "off"
    And the device sends no packet of more than 30 bytes

  @must @MQTT5-3.2.2-17 @MQTT5-3.3.2-9
  Scenario: A device uses no topic alias above the broker's maximum
    Given a broker whose CONNACK says:
      | Topic Alias Maximum | 2 |
    When the device is told to publish "on" to "lamp/1/state" at QoS 0 with MQTT 5.0 and:
      | topic alias | 3 |
    Then the device sends no topic alias above 2

  @must @MQTT5-3.2.2-18
  Scenario: A device uses no topic alias where the broker takes none
    When the device is told to publish "on" to "lamp/1/state" at QoS 0 with MQTT 5.0 and:
      | topic alias | 1 |
    Then the device sends no topic alias above 0

  @must @MQTT5-3.3.4-7 @MQTT5-4.9.0-1 @MQTT5-4.9.0-2
  Scenario: A device has no more messages under way than the broker takes
    Given a broker whose CONNACK says:
      | Receive Maximum | 2 |
    And the broker withholds every PUBACK
    When the device is told to publish 5 messages at QoS 1 with MQTT 5.0
    Then no more than 2 messages of the device are unacknowledged at a time
    And the device publishes 5 messages when the broker acknowledges them

  @must @MQTT5-3.3.4-8 @MQTT5-4.9.0-3
  Scenario: A device holds back nothing but messages while the broker takes none
    Given a broker whose CONNACK says:
      | Receive Maximum | 1 |
    And the broker withholds every PUBACK
    And the device is told to publish 2 messages at QoS 1 with MQTT 5.0
    When the device has published 1 message
    Then the device sends PINGREQ
