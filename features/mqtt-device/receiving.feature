@mqtt @mqtt-device @data-integrity
Feature: A device receives
  A switching command must reach the lamp, and the broker must learn that it did.

  Rule: Every message is acknowledged as its QoS demands

    @must
    Scenario Outline: A device acknowledges a message at QoS 1
      Given the device is subscribed to "lamp/1/switch" at QoS 1 with MQTT <version>
      When the broker publishes "on" to "lamp/1/switch" at QoS 1
      Then the device sends PUBACK for "on"

      @MQTT5-3.3.4-1 @MQTT5-4.3.2-4
      Examples:
        | version |
        | 5.0     |

      @MQTT3-3.3.4-1 @MQTT3-4.3.2-2
      Examples:
        | version |
        | 3.1.1   |

    @must @MQTT5-3.4.2-1
    Scenario: A PUBACK keeps to MQTT5-3.4.2-1
      Given the device is subscribed to "lamp/1/switch" at QoS 1 with MQTT 5.0
      When the broker publishes "on" to "lamp/1/switch" at QoS 1
      Then the PUBACK of the device keeps to MQTT5-3.4.2-1

    @must
    Scenario Outline: A device takes a message at QoS 2 in two steps
      Given the device is subscribed to "lamp/1/switch" at QoS 2 with MQTT <version>
      When the broker publishes "on" to "lamp/1/switch" at QoS 2
      Then the device sends PUBREC for "on"
      And the device sends PUBCOMP for "on"

      @MQTT5-4.3.3-8 @MQTT5-4.3.3-11
      Examples:
        | version |
        | 5.0     |

      @MQTT3-4.3.3-2
      Examples:
        | version |
        | 3.1.1   |

    @must
    Scenario Outline: A PUBREC and a PUBCOMP keep to their reason codes
      Given the device is subscribed to "lamp/1/switch" at QoS 2 with MQTT 5.0
      When the broker publishes "on" to "lamp/1/switch" at QoS 2
      Then the <packet> of the device keeps to <statement>

      @MQTT5-3.5.2-1
      Examples:
        | packet | statement     |
        | PUBREC | MQTT5-3.5.2-1 |

      @MQTT5-3.7.2-1
      Examples:
        | packet  | statement     |
        | PUBCOMP | MQTT5-3.7.2-1 |

    @must
    Scenario Outline: A device acknowledges a message that it has no use for
      Given the device is subscribed to "lamp/1/switch" at QoS 1 with MQTT <version>
      When the broker publishes "noise" to "somebody/else" at QoS 1
      Then the device sends PUBACK for "noise"

      @MQTT5-4.5.0-2
      Examples:
        | version |
        | 5.0     |

      @MQTT3-4.5.0-2
      Examples:
        | version |
        | 3.1.1   |

  Rule: Acknowledgements come in the order of the messages

    @must
    Scenario Outline: <answer> packets come in the order of the messages at QoS <qos>
      Given the device is subscribed to "lamp/1/switch" at QoS <qos> with MQTT <version>
      When the broker publishes "first" to "lamp/1/switch" at QoS <qos>
      And the broker publishes "second" to "lamp/1/switch" at QoS <qos>
      And the broker publishes "third" to "lamp/1/switch" at QoS <qos>
      Then the device sends <answer> for "first", "second" and "third", in that order

      @MQTT5-4.6.0-2
      Examples:
        | version | qos | answer |
        | 5.0     | 1   | PUBACK |

      @MQTT5-4.6.0-3
      Examples:
        | version | qos | answer |
        | 5.0     | 2   | PUBREC |

      @MQTT3-4.6.0-2
      Examples:
        | version | qos | answer |
        | 3.1.1   | 1   | PUBACK |

      @MQTT3-4.6.0-3
      Examples:
        | version | qos | answer |
        | 3.1.1   | 2   | PUBREC |

  Rule: A packet identifier marks one message until that is done with

    @must @MQTT5-4.3.3-10
    Scenario: A device acknowledges a message at QoS 2 again that comes again
      Given the broker withholds every PUBREL
      And the device is subscribed to "lamp/1/switch" at QoS 2 with MQTT 5.0
      And the broker has published "on" to "lamp/1/switch" at QoS 2
      And the device has sent PUBREC for "on"
      When the broker publishes "on" again, marked as a duplicate
      Then the device sends PUBREC for "on"
      When the broker sends PUBREL for "on"
      Then the device sends PUBCOMP for "on"

    @must
    Scenario Outline: After <answer> the same packet identifier marks a new message
      Given the device is subscribed to "lamp/1/switch" at QoS <qos> with MQTT <version>
      And the broker has published "on" to "lamp/1/switch" at QoS <qos>
      And the device has sent <answer> for "on"
      When the broker publishes "off" to "lamp/1/switch" at QoS <qos> under the packet identifier of "on"
      Then the device sends <answer> for "off"

      @MQTT5-4.3.2-5
      Examples:
        | version | qos | answer |
        | 5.0     | 1   | PUBACK |

      @MQTT5-4.3.3-12
      Examples:
        | version | qos | answer  |
        | 5.0     | 2   | PUBCOMP |

    @must @slow @MQTT5-4.3.3-13
    Scenario: A device completes the exchange of a message whose time is over
      Given the broker withholds every PUBREL
      And the device is subscribed to "lamp/1/switch" at QoS 2 with MQTT 5.0
      And the broker has published "on" to "lamp/1/switch" at QoS 2 with the message expiry 1
      And the device has sent PUBREC for "on"
      And 2.5 seconds have passed for the device
      When the broker sends PUBREL for "on"
      Then the device sends PUBCOMP for "on" without an error

    @must @MQTT5-4.3.3-9
    Scenario: After a rejection the same packet identifier marks a new message
      Given the device is subscribed to "lamp/1/switch" at QoS 2 with MQTT 5.0
      And the broker has published "red" to "lamp/1/switch" at QoS 2, garbled, as text
      And the device has rejected "red"
      When the broker publishes "on" to "lamp/1/switch" at QoS 2 under the packet identifier of "red"
      Then the device sends PUBREC for "on"

  Rule: A device understands the topic aliases that it permitted

    @must @MQTT5-3.3.2-10
    Scenario: A device takes messages under the highest topic alias that it announced
      Given the device is subscribed to "lamp/1/switch" at QoS 1 with MQTT 5.0 and:
        | topic alias maximum | 10 |
      When the broker publishes "on" to "lamp/1/switch" at QoS 1 with the topic alias 10
      And the broker publishes "off" to "" at QoS 1 with the topic alias 10
      Then the device sends PUBACK for "on"
      And the device sends PUBACK for "off"
      And the connection of the device stays open

  Rule: A device does not go on with a broker that violates the protocol

    @must @security
    Scenario Outline: A device closes the connection on <violation>
      Given the device is subscribed to "lamp/1/switch" at QoS 2 with MQTT 3.1.1
      When the broker sends the bytes "<bytes>"
      Then the device closes the connection

      @MQTT3-2.2.2-2
      Examples:
        | violation           | bytes          |
        | a PUBACK with flags | 43 {len} 00 01 |

      @MQTT3-3.3.1-4
      Examples:
        | violation          | bytes                                     |
        | a PUBLISH at QoS 3 | 36 {len} 00 0D 'lamp/1/switch' 00 05 'on' |

      @MQTT3-1.5.3-1
      Examples:
        | violation                | bytes                          |
        | a topic that is no UTF-8 | 30 {len} 00 06 'lamp/' FF 'on' |

      @MQTT3-1.5.3-2
      Examples:
        | violation                     | bytes                          |
        | a topic with a null character | 30 {len} 00 06 'lamp/' 00 'on' |

      @MQTT3-4.8.0-1
      Examples:
        | violation                       | bytes |
        | a packet that only clients send | C0 00 |
