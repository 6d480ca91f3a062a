@mqtt @interoperability
Feature: Connecting
  A city's network joins lamps, gateways and dashboards of many makers. Each must be let in when
  it introduces itself correctly, and only then.

  Rule: A correct introduction is accepted

    @must
    Scenario Outline: The broker accepts a device
      When a lamp connects with MQTT <version>
      Then the broker accepts the lamp
      And the connection of the lamp stays open

      @MQTT5-3.1.4-5 @MQTT5-3.2.0-1
      Examples:
        | version |
        | 5.0     |

      @MQTT3-3.1.4-4 @MQTT3-3.2.0-1
      Examples:
        | version |
        | 3.1.1   |

    @must
    Scenario Outline: The broker accepts every short client identifier of letters and digits
      When a lamp connects with MQTT <version> and:
        | client identifier | <identifier> |
      Then the broker accepts the lamp

      @MQTT5-3.1.3-5
      Examples:
        | version | identifier              |
        | 5.0     | 0123456789abcdefghijkl5 |
        | 5.0     | mnopqrstuvwxyzABCDEFGH5 |
        | 5.0     | IJKLMNOPQRSTUVWXYZ5     |
        | 5.0     | 5                       |

      @MQTT3-3.1.3-5
      Examples:
        | version | identifier              |
        | 3.1.1   | 0123456789abcdefghijkl3 |
        | 3.1.1   | mnopqrstuvwxyzABCDEFGH3 |
        | 3.1.1   | IJKLMNOPQRSTUVWXYZ3     |
        | 3.1.1   | 3                       |

    @must @MQTT5-3.2.2-1
    Scenario: Reserved flags of the answer are zero
      When a lamp connects with MQTT 5.0
      Then the broker accepts the lamp
      And the reserved flags of the CONNACK of the lamp are zero

    @must
    Scenario Outline: The broker answers an introduction once
      Given a lamp connected with MQTT <version>
      When the lamp subscribes to "lamp/1/state"
      And the lamp publishes "on" to "lamp/1/state" at QoS 1
      And the lamp receives "on" from "lamp/1/state"
      Then the lamp has received one CONNACK, and it came first

      @MQTT5-3.2.0-2 @MQTT5-3.2.0-1
      Examples:
        | version |
        | 5.0     |

      @MQTT3-3.2.0-1
      Examples:
        | version |
        | 3.1.1   |

  Rule: A device without a name gets one

    @must @MQTT5-3.1.3-6 @MQTT5-3.1.3-7 @MQTT5-3.2.2-16
    Scenario: Two devices without a client identifier get different ones
      When a lamp connects with MQTT 5.0 and:
        | client identifier | none |
      And a sensor connects with MQTT 5.0 and:
        | client identifier | none |
      Then the broker has assigned different client identifiers to the lamp and the sensor
      And the connection of the lamp stays open
      And the connection of the sensor stays open

    @must @MQTT5-3.1.3-7
    Scenario: An assigned client identifier is as good as a chosen one
      Given a lamp connected with MQTT 5.0 and:
        | client identifier | none |
        | clean start       | no   |
        | session expiry    | 60   |
      And the lamp has disconnected
      When the lamp reconnects
      Then the broker resumes the session of the lamp

    @must @MQTT3-3.1.3-6
    Scenario: Two devices without a client identifier do not get into each other's way
      When a lamp connects with MQTT 3.1.1 and:
        | client identifier | none |
      And a sensor connects with MQTT 3.1.1 and:
        | client identifier | none |
      Then the broker starts a new session for the lamp
      And the broker starts a new session for the sensor
      And the connection of the lamp stays open
      And the connection of the sensor stays open

    @must @MQTT3-3.1.3-8
    Scenario: A lasting session needs a client identifier
      When a lamp connects with MQTT 3.1.1 and:
        | client identifier | none |
        | clean start       | no   |
      Then the broker refuses the lamp with one of the codes "0x02"

    @must @MQTT3-3.1.3-9
    Scenario: Whoever is refused for the client identifier is told so
      When a lamp connects with MQTT 3.1.1 and:
        | client identifier | none |
        | clean start       | no   |
      And the broker does not accept the lamp
      Then the broker refuses the lamp with one of the codes "0x02"

  Rule: An introduction comes first, and once

    @must
    Scenario Outline: A second introduction ends the connection
      Given a lamp connected with MQTT <version>
      When the lamp sends a second CONNECT
      Then the broker closes the connection of the lamp

      @MQTT5-3.1.0-2 @MQTT5-4.13.1-1
      Examples:
        | version |
        | 5.0     |

      @MQTT3-3.1.0-2 @MQTT3-4.8.0-1
      Examples:
        | version |
        | 3.1.1   |

    @must
    Scenario Outline: Whoever does not introduce itself is not served
      Given a lamp that has opened a connection for MQTT <version>
      When the lamp sends the bytes "<bytes>"
      Then the broker refuses the lamp

      @MQTT5-3.1.0-1 @MQTT5-3.14.0-1
      Examples:
        | version | packet    | bytes                               |
        | 5.0     | PINGREQ   | C0 00                               |
        | 5.0     | PUBLISH   | 30 {len} {topic lamp/1} 00 'on'     |
        | 5.0     | SUBSCRIBE | 82 {len} 00 01 00 {topic lamp/1} 00 |

      @MQTT3-3.1.0-1
      Examples:
        | version | packet    | bytes                            |
        | 3.1.1   | PINGREQ   | C0 00                            |
        | 3.1.1   | PUBLISH   | 30 {len} {topic lamp/1} 'on'     |
        | 3.1.1   | SUBSCRIBE | 82 {len} 00 01 {topic lamp/1} 00 |

    @must @MQTT5-3.14.2-1 @MQTT5-3.14.2-2 @MQTT5-3.14.4-1 @MQTT5-3.14.4-2
    Scenario: A broker that says why it ends a connection says it last
      Given a lamp connected with MQTT 5.0
      When the lamp sends the bytes "36 {len} {topic lamp/1} 00 07 00"
      And the broker says goodbye to the lamp
      Then nothing but the end follows that goodbye

  Rule: An introduction that the broker cannot understand is refused

    @must @MQTT5-3.1.2-2
    Scenario: A protocol version that does not exist is refused
      Given a lamp that has opened a connection for MQTT 5.0
      When the lamp sends the bytes "10 {len} 00 04 'MQTT' 63 {flags 02} 00 3C 00 {id} {login}"
      Then the broker refuses the lamp

    @must @MQTT3-3.1.2-2
    Scenario: A protocol version that does not exist is refused with the code for it
      Given a lamp that has opened a connection for MQTT 3.1.1
      When the lamp sends the bytes "10 {len} 00 04 'MQTT' 63 {flags 02} 00 3C {id} {login}"
      Then the broker refuses the lamp with one of the codes "0x01, 0x84"

    @must
    Scenario Outline: The name of another protocol is refused
      Given a lamp that has opened a connection for MQTT <version>
      When the lamp sends the bytes "<bytes>"
      Then the broker refuses the lamp

      @MQTT5-3.1.2-1
      Examples:
        | version | bytes                                                     |
        | 5.0     | 10 {len} 00 04 'MQTX' 05 {flags 02} 00 3C 00 {id} {login} |

      @MQTT3-3.1.2-1
      Examples:
        | version | bytes                                                  |
        | 3.1.1   | 10 {len} 00 04 'MQTX' 04 {flags 02} 00 3C {id} {login} |

    @must
    Scenario Outline: The broker refuses a CONNECT <fault>
      Given a lamp that has opened a connection for MQTT <version>
      When the lamp sends the bytes "<bytes>"
      Then the broker refuses the lamp

      @MQTT5-3.1.2-3 @MQTT5-3.1.4-1
      Examples:
        | version | fault                      | bytes                                                     |
        | 5.0     | whose reserved flag is set | 10 {len} 00 04 'MQTT' 05 {flags 03} 00 3C 00 {id} {login} |

      @MQTT5-3.1.3-3 @MQTT5-3.1.4-1
      Examples:
        | version | fault                             | bytes                                 |
        | 5.0     | without a client identifier field | 10 {len} 00 04 'MQTT' 05 02 00 3C 00  |

      @MQTT5-3.1.2-9 @MQTT5-3.1.4-1
      Examples:
        | version | fault                        | bytes                                                     |
        | 5.0     | with a will flag but no will | 10 {len} 00 04 'MQTT' 05 {flags 06} 00 3C 00 {id} {login} |

      @MQTT5-3.1.2-12 @MQTT5-3.1.4-1
      Examples:
        | version | fault                | bytes                                                                                    |
        | 5.0     | with a will at QoS 3 | 10 {len} 00 04 'MQTT' 05 {flags 1E} 00 3C 00 {id} 00 {topic lamp/1} 00 04 'lost' {login} |

      @MQTT5-3.1.2-11 @MQTT5-3.1.4-1
      Examples:
        | version | fault                       | bytes                                                     |
        | 5.0     | with a will QoS but no will | 10 {len} 00 04 'MQTT' 05 {flags 0A} 00 3C 00 {id} {login} |

      @MQTT5-3.1.2-13 @MQTT5-3.1.4-1
      Examples:
        | version | fault                               | bytes                                                     |
        | 5.0     | with a will retain flag but no will | 10 {len} 00 04 'MQTT' 05 {flags 22} 00 3C 00 {id} {login} |

      @MQTT5-3.1.2-17 @MQTT5-3.1.4-1
      Examples:
        | version | fault                                  | bytes                                     |
        | 5.0     | with a user name flag but no user name | 10 {len} 00 04 'MQTT' 05 82 00 3C 00 {id} |

      @MQTT5-3.1.2-19 @MQTT5-3.1.4-1
      Examples:
        | version | fault                                | bytes                                                 |
        | 5.0     | with a password flag but no password | 10 {len} 00 04 'MQTT' 05 C2 00 3C 00 {id} 00 03 'eve' |

      @MQTT5-3.1.2-16 @MQTT5-3.1.4-1
      Examples:
        | version | fault                                   | bytes                                                 |
        | 5.0     | with a user name that no flag announces | 10 {len} 00 04 'MQTT' 05 02 00 3C 00 {id} 00 03 'eve' |

      @MQTT5-3.1.2-18 @MQTT5-3.1.4-1
      Examples:
        | version | fault                                  | bytes                                                             |
        | 5.0     | with a password that no flag announces | 10 {len} 00 04 'MQTT' 05 82 00 3C 00 {id} 00 03 'eve' 00 03 'key' |

      @MQTT5-3.1.3-4 @MQTT5-1.5.4-1
      Examples:
        | version | fault                                               | bytes                                                                    |
        | 5.0     | whose client identifier is ill-formed UTF-8         | 10 {len} 00 04 'MQTT' 05 {flags 02} 00 3C 00 00 04 'la' C3 28 {login}    |
        | 5.0     | whose client identifier holds half a surrogate pair | 10 {len} 00 04 'MQTT' 05 {flags 02} 00 3C 00 00 05 'la' ED A0 80 {login} |

      @MQTT5-1.5.4-2
      Examples:
        | version | fault                                          | bytes                                                                  |
        | 5.0     | whose client identifier holds a null character | 10 {len} 00 04 'MQTT' 05 {flags 02} 00 3C 00 00 04 'la' 00 'p' {login} |

      @MQTT5-3.1.3-11 @MQTT5-1.5.4-1
      Examples:
        | version | fault                                | bytes                                                                                      |
        | 5.0     | whose will topic is ill-formed UTF-8 | 10 {len} 00 04 'MQTT' 05 {flags 06} 00 3C 00 {id} 00 00 04 'la' C3 28 00 04 'lost' {login} |

      @MQTT5-3.1.3-12 @MQTT5-1.5.4-1
      Examples:
        | version | fault                               | bytes                                                      |
        | 5.0     | whose user name is ill-formed UTF-8 | 10 {len} 00 04 'MQTT' 05 82 00 3C 00 {id} 00 04 'la' C3 28 |

      @MQTT3-3.1.2-3
      Examples:
        | version | fault                      | bytes                                                  |
        | 3.1.1   | whose reserved flag is set | 10 {len} 00 04 'MQTT' 04 {flags 03} 00 3C {id} {login} |

      @MQTT3-3.1.3-3
      Examples:
        | version | fault                             | bytes                              |
        | 3.1.1   | without a client identifier field | 10 {len} 00 04 'MQTT' 04 02 00 3C  |

      @MQTT3-3.1.2-9
      Examples:
        | version | fault                        | bytes                                                  |
        | 3.1.1   | with a will flag but no will | 10 {len} 00 04 'MQTT' 04 {flags 06} 00 3C {id} {login} |

      @MQTT3-3.1.2-14
      Examples:
        | version | fault                | bytes                                                                              |
        | 3.1.1   | with a will at QoS 3 | 10 {len} 00 04 'MQTT' 04 {flags 1E} 00 3C {id} {topic lamp/1} 00 04 'lost' {login} |

      @MQTT3-3.1.2-11 @MQTT3-3.1.2-13
      Examples:
        | version | fault                       | bytes                                                  |
        | 3.1.1   | with a will QoS but no will | 10 {len} 00 04 'MQTT' 04 {flags 0A} 00 3C {id} {login} |

      @MQTT3-3.1.2-11 @MQTT3-3.1.2-15
      Examples:
        | version | fault                               | bytes                                                  |
        | 3.1.1   | with a will retain flag but no will | 10 {len} 00 04 'MQTT' 04 {flags 22} 00 3C {id} {login} |

      @MQTT3-3.1.2-19
      Examples:
        | version | fault                                  | bytes                                  |
        | 3.1.1   | with a user name flag but no user name | 10 {len} 00 04 'MQTT' 04 82 00 3C {id} |

      @MQTT3-3.1.2-21
      Examples:
        | version | fault                                | bytes                                              |
        | 3.1.1   | with a password flag but no password | 10 {len} 00 04 'MQTT' 04 C2 00 3C {id} 00 03 'eve' |

      @MQTT3-3.1.2-22
      Examples:
        | version | fault                                      | bytes                                              |
        | 3.1.1   | with a password flag but no user name flag | 10 {len} 00 04 'MQTT' 04 42 00 3C {id} 00 03 'key' |

      @MQTT3-3.1.2-18
      Examples:
        | version | fault                                   | bytes                                              |
        | 3.1.1   | with a user name that no flag announces | 10 {len} 00 04 'MQTT' 04 02 00 3C {id} 00 03 'eve' |

      @MQTT3-3.1.2-20
      Examples:
        | version | fault                                  | bytes                                                          |
        | 3.1.1   | with a password that no flag announces | 10 {len} 00 04 'MQTT' 04 82 00 3C {id} 00 03 'eve' 00 03 'key' |

      @MQTT3-3.1.3-4 @MQTT3-1.5.3-1
      Examples:
        | version | fault                                               | bytes                                                                 |
        | 3.1.1   | whose client identifier is ill-formed UTF-8         | 10 {len} 00 04 'MQTT' 04 {flags 02} 00 3C 00 04 'la' C3 28 {login}    |
        | 3.1.1   | whose client identifier holds half a surrogate pair | 10 {len} 00 04 'MQTT' 04 {flags 02} 00 3C 00 05 'la' ED A0 80 {login} |

      @MQTT3-1.5.3-2
      Examples:
        | version | fault                                          | bytes                                                               |
        | 3.1.1   | whose client identifier holds a null character | 10 {len} 00 04 'MQTT' 04 {flags 02} 00 3C 00 04 'la' 00 'p' {login} |

      @MQTT3-3.1.3-10 @MQTT3-1.5.3-1
      Examples:
        | version | fault                                | bytes                                                                                |
        | 3.1.1   | whose will topic is ill-formed UTF-8 | 10 {len} 00 04 'MQTT' 04 {flags 06} 00 3C {id} 00 04 'la' C3 28 00 04 'lost' {login} |

      @MQTT3-3.1.3-11 @MQTT3-1.5.3-1
      Examples:
        | version | fault                               | bytes                                                   |
        | 3.1.1   | whose user name is ill-formed UTF-8 | 10 {len} 00 04 'MQTT' 04 82 00 3C {id} 00 04 'la' C3 28 |

    @must @MQTT3-3.1.4-1
    Scenario: A malformed introduction gets no answer
      Given a lamp that has opened a connection for MQTT 3.1.1
      When the lamp sends the bytes "10 {len} 00 04 'MQTT' 04 {flags 03} 00 3C {id} {login}"
      Then the broker closes the connection of the lamp without answering

  Rule: Whoever is refused has no effect

    @must
    Scenario Outline: A broker that says why it refuses a CONNECT <fault> ends the connection then
      Given a lamp that has opened a connection for MQTT <version>
      When the lamp sends the bytes "<bytes>"
      And the broker says why it refuses the lamp
      Then the broker refuses the lamp

      @MQTT5-3.2.2-6 @MQTT5-3.2.2-7 @MQTT5-3.2.2-8 @MQTT5-4.13.2-1
      Examples:
        | version | fault                                 | bytes                                                                  |
        | 5.0     | with an unknown authentication method | 10 {len} 00 04 'MQTT' 05 {flags 02} 00 3C 04 15 00 01 'x' {id} {login} |
        | 5.0     | without a client identifier           | 10 {len} 00 04 'MQTT' 05 {flags 02} 00 3C 00 00 00 {login}             |

      @MQTT3-3.2.2-4 @MQTT3-3.2.2-5
      Examples:
        | version | fault                                             | bytes                                                   |
        | 3.1.1   | with a protocol version that does not exist       | 10 {len} 00 04 'MQTT' 63 {flags 02} 00 3C {id} {login}  |
        | 3.1.1   | for a lasting session without a client identifier | 10 {len} 00 04 'MQTT' 04 {flags 00} 00 3C 00 00 {login} |
        | 3.1.1   | without a client identifier                       | 10 {len} 00 04 'MQTT' 04 {flags 02} 00 3C 00 00 {login} |

    @must @MQTT5-3.1.4-6
    Scenario: Nothing that follows a refused CONNECT is processed
      Given a dashboard connected with MQTT 5.0
      And the dashboard has subscribed to "lamp/1/state"
      And a lamp that has opened a connection for MQTT 5.0
      When the lamp sends the bytes "10 {len} 00 04 'MQTT' 63 {flags 02} 00 3C 00 {id} {login}; 30 {len} {topic lamp/1/state} 00 'on'"
      And the broker refuses the lamp
      Then the dashboard receives nothing

    @must @MQTT3-3.1.4-5
    Scenario: Nothing that follows a refused CONNECT is processed, in MQTT 3.1.1 too
      Given a dashboard connected with MQTT 3.1.1
      And the dashboard has subscribed to "lamp/1/state"
      And a lamp that has opened a connection for MQTT 3.1.1
      When the lamp sends the bytes "10 {len} 00 04 'MQTT' 63 {flags 02} 00 3C {id} {login}; 30 {len} {topic lamp/1/state} 'on'"
      And the broker refuses the lamp
      Then the dashboard receives nothing

  Rule: The broker sends what the device asked for, and no more

    @must @MQTT5-4.12.0-1
    Scenario: An unknown authentication method is refused
      When a lamp connects with MQTT 5.0 and:
        | authentication method | x-certharness |
      Then the broker refuses the lamp

    @must @MQTT5-4.12.0-6
    Scenario: A device that names no authentication method hears of none
      When a lamp connects with MQTT 5.0
      Then the broker accepts the lamp
      And the CONNACK of the lamp contains no "Authentication Method"

    @must @MQTT5-3.1.2-28
    Scenario: A device that asks for no response information gets none
      When a lamp connects with MQTT 5.0 and:
        | request response information | no |
      Then the broker accepts the lamp
      And the CONNACK of the lamp contains no "Response Information"

    @must @MQTT5-3.1.2-29
    Scenario: A device that wants no explanations gets none with its acknowledgements
      Given a lamp connected with MQTT 5.0 and:
        | request problem information | no |
      When the lamp subscribes to "lamp/1/state"
      And the lamp publishes "on" to "lamp/1/nobody" at QoS 1
      And the lamp publishes "on" to "lamp/1/nobody" at QoS 2
      And the lamp unsubscribes from "lamp/1/unknown"
      Then no acknowledgement to the lamp contains a "Reason String" or a "User Property"
