@mqtt @mqtt-device @resilience
Feature: A device shows that it lives
  The control room must know within seconds that a lamp is dead. So a lamp that lives says so, even
  when it has nothing to say.

  @must @slow
  Scenario Outline: A device is never silent for longer than the keep alive that it announced
    Given a broker that leaves the keep alive to the device
    When the device is connected with MQTT <version> and:
      | keep alive | 5 |
    Then the device sends a packet at least every 5 seconds

    @MQTT5-3.1.2-20
    Examples:
      | version |
      | 5.0     |

    @MQTT3-3.1.2-23
    Examples:
      | version |
      | 3.1.1   |

  @must @slow @MQTT5-3.1.2-21 @MQTT5-3.2.2-21
  Scenario: A device keeps to the keep alive that the broker sets
    Given a broker whose CONNACK says:
      | Server Keep Alive | 2 |
    When the device is connected with MQTT 5.0 and:
      | keep alive | 10 |
    Then the device sends a packet at least every 2 seconds
