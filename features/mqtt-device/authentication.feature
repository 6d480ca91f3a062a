@mqtt @mqtt-device @security
Feature: A device proves who it is
  With enhanced authentication broker and device exchange more than a password, in steps that both must
  keep to.

  @must @MQTT5-4.12.0-3 @MQTT5-4.12.0-5
  Scenario: A device answers the broker's question
    Given a broker that asks the device to authenticate
    When the device is connected with MQTT 5.0 and:
      | authentication method | certharness |
    Then the device answers with AUTH, the reason code 0x18 and its authentication method

  @must
  Scenario Outline: An AUTH of a device keeps to <statement>
    Given a broker that asks the device to authenticate
    When the device is told to connect with MQTT 5.0 and:
      | authentication method | certharness |
    Then the AUTH of the device keeps to <statement>

    @MQTT5-3.15.1-1
    Examples:
      | statement      |
      | MQTT5-3.15.1-1 |

    @MQTT5-3.15.2-1
    Examples:
      | statement      |
      | MQTT5-3.15.2-1 |

  @must @MQTT5-3.15.2-2 @MQTT5-3.15.2-3 @MQTT5-3.1.2-30
  Scenario: Before it is accepted a device sends nothing but what authentication needs
    Given a broker that asks the device to authenticate
    And the broker withholds every CONNACK
    And the device is connected with MQTT 5.0 and:
      | authentication method | certharness |
    And the device answers with AUTH, the reason code 0x18 and its authentication method
    When the broker asks again
    Then the device answers with AUTH, the reason code 0x18 and its authentication method
    And the device has sent nothing but CONNECT and AUTH

  @must @MQTT5-4.12.1-1
  Scenario: A device re-authenticates by the method of its CONNECT
    Given the device is connected with MQTT 5.0 and:
      | authentication method | certharness |
      | re-authentication     | yes         |
    Then the device answers with AUTH, the reason code 0x19 and its authentication method

  @must @MQTT5-4.12.1-2
  Scenario: A device closes the connection when it is not authenticated again
    Given the device is connected with MQTT 5.0 and:
      | authentication method | certharness |
      | re-authentication     | yes         |
    And the device answers with AUTH, the reason code 0x19 and its authentication method
    When the broker ends it with DISCONNECT and the reason code 0x87
    Then the device closes the connection
