@mqtt @mqtt-device @interoperability
Feature: A device over WebSocket
  Devices behind a proxy, and pages in a browser, reach the broker by WebSocket.

  Background:
    Given a broker that is reached by WebSocket

  @must
  Scenario Outline: A device offers the subprotocol mqtt
    When the device is told to connect with MQTT <version> and:
      | websocket | yes |
    Then the device offers the WebSocket subprotocol mqtt

    @MQTT5-6.0.0-3
    Examples:
      | version |
      | 5.0     |

    @MQTT3-6.0.0-3
    Examples:
      | version |
      | 3.1.1   |

  @must
  Scenario Outline: A device sends its packets in binary frames
    When the device is connected with MQTT <version> and:
      | websocket | yes |
    Then the device sends binary frames only

    @MQTT5-6.0.0-1
    Examples:
      | version |
      | 5.0     |

    @MQTT3-6.0.0-1
    Examples:
      | version |
      | 3.1.1   |

  @must
  Scenario Outline: A device understands packets that are split over frames
    Given a broker that sends every byte on its own
    And the device is subscribed to "lamp/1/switch" at QoS 1 with MQTT <version> and:
      | websocket | yes |
    When the broker publishes "on" to "lamp/1/switch" at QoS 1
    Then the device sends PUBACK for "on"

    @MQTT5-6.0.0-2
    Examples:
      | version |
      | 5.0     |

    @MQTT3-6.0.0-2
    Examples:
      | version |
      | 3.1.1   |
