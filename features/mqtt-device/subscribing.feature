@mqtt @mqtt-device @conformity
Feature: A device asks for messages
  A lamp subscribes to its switch. Its request must be one that every broker understands.

  Rule: The requests of a device are well-formed

    @must
    Scenario Outline: A SUBSCRIBE keeps to <statement>
      When the device is told to subscribe to "straße/lampe-1/+" at QoS 1 with MQTT <version>
      Then the SUBSCRIBE of the device keeps to <statement>

      @MQTT5-2.2.1-3
      Examples:
        | version | statement     |
        | 5.0     | MQTT5-2.2.1-3 |

      @MQTT5-3.8.1-1
      Examples:
        | version | statement     |
        | 5.0     | MQTT5-3.8.1-1 |

      @MQTT5-3.8.3-1
      Examples:
        | version | statement     |
        | 5.0     | MQTT5-3.8.3-1 |

      @MQTT5-3.8.3-2
      Examples:
        | version | statement     |
        | 5.0     | MQTT5-3.8.3-2 |

      @MQTT3-2.3.1-1
      Examples:
        | version | statement     |
        | 3.1.1   | MQTT3-2.3.1-1 |

      @MQTT3-3.8.1-1
      Examples:
        | version | statement     |
        | 3.1.1   | MQTT3-3.8.1-1 |

      @MQTT3-3.8.3-1
      Examples:
        | version | statement     |
        | 3.1.1   | MQTT3-3.8.3-1 |

      @MQTT3-3.8.3-3
      Examples:
        | version | statement     |
        | 3.1.1   | MQTT3-3.8.3-3 |

    @must
    Scenario Outline: An UNSUBSCRIBE keeps to <statement>
      When the device is told to unsubscribe from "straße/lampe-1" with MQTT <version>
      Then the UNSUBSCRIBE of the device keeps to <statement>

      @MQTT5-3.10.1-1
      Examples:
        | version | statement      |
        | 5.0     | MQTT5-3.10.1-1 |

      @MQTT5-3.10.3-1
      Examples:
        | version | statement      |
        | 5.0     | MQTT5-3.10.3-1 |

      @MQTT5-3.10.3-2
      Examples:
        | version | statement      |
        | 5.0     | MQTT5-3.10.3-2 |

      @MQTT3-3.10.1-1
      Examples:
        | version | statement      |
        | 3.1.1   | MQTT3-3.10.1-1 |

      @MQTT3-3.10.3-1
      Examples:
        | version | statement      |
        | 3.1.1   | MQTT3-3.10.3-1 |

      @MQTT3-3.10.3-2
      Examples:
        | version | statement      |
        | 3.1.1   | MQTT3-3.10.3-2 |

  Rule: A device asks for nothing that nobody may ask for

    @must
    Scenario Outline: A device does not send a SUBSCRIBE for <filter>
      Given the device is subscribed to "lamp/1/switch" at QoS 0 with MQTT <version>
      When the device is told to subscribe to <filter> at QoS 0 with MQTT <version>
      Then the device sends no SUBSCRIBE for <filter>

      @MQTT5-4.7.1-1
      Examples:
        | version | filter         |
        | 5.0     | "lamp/#/state" |

      @MQTT5-4.7.1-2
      Examples:
        | version | filter          |
        | 5.0     | "lamp/a+/state" |

      @MQTT5-4.7.3-1
      Examples:
        | version | filter |
        | 5.0     | ""     |

      @MQTT5-4.8.2-1
      Examples:
        | version | filter         |
        | 5.0     | "$share//lamp" |

      @MQTT5-4.8.2-2
      Examples:
        | version | filter            |
        | 5.0     | "$share/a+b/lamp" |

      @MQTT3-4.7.1-2
      Examples:
        | version | filter         |
        | 3.1.1   | "lamp/#/state" |

      @MQTT3-4.7.1-3
      Examples:
        | version | filter          |
        | 3.1.1   | "lamp/a+/state" |

      @MQTT3-4.7.3-1
      Examples:
        | version | filter |
        | 3.1.1   | ""     |

    @must @MQTT5-3.8.3-4
    Scenario: A device does not leave its own messages out of a shared subscription
      Given the device is subscribed to "lamp/1/switch" at QoS 0 with MQTT 5.0
      When the device is told to subscribe to "$share/lamps/lamp/1/switch" at QoS 0 with MQTT 5.0 and:
        | no local | yes |
      Then the device sends no shared subscription with No Local
