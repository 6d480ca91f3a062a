@mqtt @mqtt-device @conformity
Feature: A device introduces itself
  A city's broker serves devices of many makers. Each of them must introduce itself so that any
  broker understands who it is and what it wants.

  Rule: The CONNECT of a device is one that every broker can read

    @must
    Scenario Outline: A CONNECT with nothing but a client identifier keeps to <statement>
      When the device is told to connect with MQTT <version>
      Then the CONNECT of the device keeps to <statement>

      @MQTT5-1.5.4-1
      Examples:
        | version | statement     |
        | 5.0     | MQTT5-1.5.4-1 |

      @MQTT5-1.5.4-2
      Examples:
        | version | statement     |
        | 5.0     | MQTT5-1.5.4-2 |

      @MQTT5-1.5.5-1
      Examples:
        | version | statement     |
        | 5.0     | MQTT5-1.5.5-1 |

      @MQTT5-2.1.3-1
      Examples:
        | version | statement     |
        | 5.0     | MQTT5-2.1.3-1 |

      @MQTT5-2.2.2-1
      Examples:
        | version | statement     |
        | 5.0     | MQTT5-2.2.2-1 |

      @MQTT5-3.1.2-1
      Examples:
        | version | statement     |
        | 5.0     | MQTT5-3.1.2-1 |

      @MQTT5-3.1.2-11
      Examples:
        | version | statement      |
        | 5.0     | MQTT5-3.1.2-11 |

      @MQTT5-3.1.2-13
      Examples:
        | version | statement      |
        | 5.0     | MQTT5-3.1.2-13 |

      @MQTT5-3.1.2-16
      Examples:
        | version | statement      |
        | 5.0     | MQTT5-3.1.2-16 |

      @MQTT5-3.1.2-18
      Examples:
        | version | statement      |
        | 5.0     | MQTT5-3.1.2-18 |

      @MQTT5-3.1.3-3
      Examples:
        | version | statement     |
        | 5.0     | MQTT5-3.1.3-3 |

      @MQTT5-3.1.3-4
      Examples:
        | version | statement     |
        | 5.0     | MQTT5-3.1.3-4 |

      @MQTT3-1.5.3-1
      Examples:
        | version | statement     |
        | 3.1.1   | MQTT3-1.5.3-1 |

      @MQTT3-1.5.3-2
      Examples:
        | version | statement     |
        | 3.1.1   | MQTT3-1.5.3-2 |

      @MQTT3-2.2.2-1
      Examples:
        | version | statement     |
        | 3.1.1   | MQTT3-2.2.2-1 |

      @MQTT3-3.1.2-11
      Examples:
        | version | statement      |
        | 3.1.1   | MQTT3-3.1.2-11 |

      @MQTT3-3.1.2-13
      Examples:
        | version | statement      |
        | 3.1.1   | MQTT3-3.1.2-13 |

      @MQTT3-3.1.2-15
      Examples:
        | version | statement      |
        | 3.1.1   | MQTT3-3.1.2-15 |

      @MQTT3-3.1.2-18
      Examples:
        | version | statement      |
        | 3.1.1   | MQTT3-3.1.2-18 |

      @MQTT3-3.1.2-20
      Examples:
        | version | statement      |
        | 3.1.1   | MQTT3-3.1.2-20 |

      @MQTT3-3.1.3-3
      Examples:
        | version | statement     |
        | 3.1.1   | MQTT3-3.1.3-3 |

      @MQTT3-3.1.3-4
      Examples:
        | version | statement     |
        | 3.1.1   | MQTT3-3.1.3-4 |

    @must
    Scenario Outline: A CONNECT with a will keeps to <statement>
      When the device is told to connect with MQTT <version> and:
        | will | lamp/1/gone |
      Then the CONNECT of the device keeps to <statement>

      @MQTT5-3.1.2-9
      Examples:
        | version | statement     |
        | 5.0     | MQTT5-3.1.2-9 |

      @MQTT5-3.1.2-12
      Examples:
        | version | statement      |
        | 5.0     | MQTT5-3.1.2-12 |

      @MQTT5-3.1.3-11
      Examples:
        | version | statement      |
        | 5.0     | MQTT5-3.1.3-11 |

      @MQTT3-3.1.2-9
      Examples:
        | version | statement     |
        | 3.1.1   | MQTT3-3.1.2-9 |

      @MQTT3-3.1.2-14
      Examples:
        | version | statement      |
        | 3.1.1   | MQTT3-3.1.2-14 |

      @MQTT3-3.1.3-10
      Examples:
        | version | statement      |
        | 3.1.1   | MQTT3-3.1.3-10 |

    @must
    Scenario Outline: A CONNECT with a user name and a password keeps to <statement>
      When the device is told to connect with MQTT <version> and:
        | user name | lamp |
      Then the CONNECT of the device keeps to <statement>

      @MQTT5-3.1.2-17
      Examples:
        | version | statement      |
        | 5.0     | MQTT5-3.1.2-17 |

      @MQTT5-3.1.2-19
      Examples:
        | version | statement      |
        | 5.0     | MQTT5-3.1.2-19 |

      @MQTT5-3.1.3-12
      Examples:
        | version | statement      |
        | 5.0     | MQTT5-3.1.3-12 |

      @MQTT3-3.1.2-19
      Examples:
        | version | statement      |
        | 3.1.1   | MQTT3-3.1.2-19 |

      @MQTT3-3.1.2-21
      Examples:
        | version | statement      |
        | 3.1.1   | MQTT3-3.1.2-21 |

      @MQTT3-3.1.2-22
      Examples:
        | version | statement      |
        | 3.1.1   | MQTT3-3.1.2-22 |

      @MQTT3-3.1.3-11
      Examples:
        | version | statement      |
        | 3.1.1   | MQTT3-3.1.3-11 |

    @must
    Scenario Outline: The fields of a CONNECT come in their order
      When the device is told to connect with MQTT <version> and:
        | will      | lamp/1/gone |
        | user name | lamp        |
      Then the CONNECT of the device carries its client identifier, its will "lamp/1/gone", and its user name

      @MQTT5-3.1.3-1
      Examples:
        | version |
        | 5.0     |

      @MQTT3-3.1.3-1
      Examples:
        | version |
        | 3.1.1   |

    @must
    Scenario Outline: A connection begins with CONNECT
      When the device is told to connect with MQTT <version>
      Then the first packet of the device is CONNECT

      @MQTT5-3.1.0-1
      Examples:
        | version |
        | 5.0     |

      @MQTT3-3.1.0-1
      Examples:
        | version |
        | 3.1.1   |

    @must @MQTT3-3.1.3-7
    Scenario: A device without a client identifier asks for a clean session
      When the device is told to connect with MQTT 3.1.1 and:
        | no client id | yes |
      Then the device asks for a clean session

  Rule: A device works with a broker that is as the standard asks, and asks for nothing else

    @must @interoperability
    Scenario Outline: A device connects over TCP and understands packets that arrive byte by byte
      Given a broker that sends every byte on its own
      And the device is subscribed to "lamp/1/switch" at QoS 1 with MQTT <version>
      When the broker publishes "on" to "lamp/1/switch" at QoS 1
      Then the device sends PUBACK for "on"

      @MQTT5-4.2-1
      Examples:
        | version |
        | 5.0     |

      @MQTT3-7.0.0-2 @MQTT3-7.1.2-1
      Examples:
        | version |
        | 3.1.1   |

    @must @MQTT5-4.12.0-7
    Scenario: A device that named no authentication method sends no AUTH
      Given the device is connected with MQTT 5.0
      Then the device sends no AUTH

  Rule: A device ends a connection as it began it

    @must
    Scenario Outline: A device sends nothing after its DISCONNECT
      When the device is told to say goodbye with MQTT <version>
      Then the device sends DISCONNECT and nothing after it

      @MQTT5-3.14.4-1
      Examples:
        | version |
        | 5.0     |

      @MQTT3-3.14.4-2
      Examples:
        | version |
        | 3.1.1   |

    @must
    Scenario Outline: A device closes the connection after its DISCONNECT
      When the device is told to say goodbye with MQTT <version>
      Then the device closes the connection after its DISCONNECT

      @MQTT5-3.14.4-2
      Examples:
        | version |
        | 5.0     |

      @MQTT3-3.14.4-1
      Examples:
        | version |
        | 3.1.1   |

    @must
    Scenario Outline: A DISCONNECT keeps to <statement>
      When the device is told to say goodbye with MQTT <version>
      Then the DISCONNECT of the device keeps to <statement>

      @MQTT5-3.14.1-1
      Examples:
        | version | statement      |
        | 5.0     | MQTT5-3.14.1-1 |

      @MQTT5-3.14.2-1
      Examples:
        | version | statement      |
        | 5.0     | MQTT5-3.14.2-1 |

    @must @MQTT5-4.13.2-1
    Scenario: A device that ends the connection for an error closes it
      Given the device is subscribed to "lamp/1/switch" at QoS 1 with MQTT 5.0
      When the broker sends the bytes "36 {len} 00 0D 'lamp/1/switch' 00 05 00 'on'"
      Then the connection is over if the device has sent DISCONNECT with an error
