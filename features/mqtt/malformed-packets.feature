@mqtt @security
Feature: Malformed packets
  Broken or hostile devices send what no standard knows. Who sends it must be cut off before it
  does harm, and nobody else may notice.

  MQTT 3.1.1 obliges the broker to close the connection on every violation (clause 4.8). MQTT 5.0 obliges it where it
  detects one, and leaves it to the implementation how rigorously it looks, but for the packets that it says a server
  must validate (clause 4.13.1). This scheme asks for the same rigour in both.

  Rule: The fixed header is right

    @must
    Scenario Outline: The broker cuts off who sends <packet>
      Given a sensor connected with MQTT <version>
      When the sensor sends the bytes "<bytes>"
      Then the broker closes the connection of the sensor

      @MQTT5-2.1.3-1
      Examples:
        | version | packet                           | bytes |
        | 5.0     | PINGREQ with a reserved flag set | C1 00 |

      @MQTT5-3.6.1-1
      Examples:
        | version | packet                   | bytes       |
        | 5.0     | PUBREL without its flags | 60 02 00 07 |

      @MQTT5-3.8.1-1
      Examples:
        | version | packet                      | bytes                              |
        | 5.0     | SUBSCRIBE without its flags | 80 {len} 00 07 00 {topic air/1} 00 |

      @MQTT5-3.10.1-1
      Examples:
        | version | packet                        | bytes                           |
        | 5.0     | UNSUBSCRIBE without its flags | A0 {len} 00 07 00 {topic air/1} |

      @MQTT5-3.15.1-1
      Examples:
        | version | packet                        | bytes |
        | 5.0     | AUTH with a reserved flag set | F1 00 |

      @MQTT5-3.3.1-4
      Examples:
        | version | packet           | bytes                           |
        | 5.0     | PUBLISH at QoS 3 | 36 {len} {topic air/1} 00 07 00 |

      @MQTT5-4.12.0-7
      Examples:
        | version | packet                                            | bytes |
        | 5.0     | AUTH although no authentication method was agreed | F0 00 |

      @MQTT5-4.13.1-1
      Examples:
        | version | packet                           | bytes             |
        | 5.0     | a packet of the reserved type 0  | 00 00             |
        | 5.0     | a remaining length of five bytes | C0 80 80 80 80 01 |

      @MQTT3-2.2.2-2
      Examples:
        | version | packet                           | bytes |
        | 3.1.1   | PINGREQ with a reserved flag set | C1 00 |

      @MQTT3-3.6.1-1 @MQTT3-2.2.2-2
      Examples:
        | version | packet                   | bytes       |
        | 3.1.1   | PUBREL without its flags | 60 02 00 07 |

      @MQTT3-3.8.1-1 @MQTT3-2.2.2-2
      Examples:
        | version | packet                      | bytes                           |
        | 3.1.1   | SUBSCRIBE without its flags | 80 {len} 00 07 {topic air/1} 00 |

      @MQTT3-3.10.1-1 @MQTT3-2.2.2-2
      Examples:
        | version | packet                        | bytes                        |
        | 3.1.1   | UNSUBSCRIBE without its flags | A0 {len} 00 07 {topic air/1} |

      @MQTT3-3.3.1-4
      Examples:
        | version | packet           | bytes                        |
        | 3.1.1   | PUBLISH at QoS 3 | 36 {len} {topic air/1} 00 07 |

      @MQTT3-4.8.0-1
      Examples:
        | version | packet                           | bytes             |
        | 3.1.1   | a packet of the reserved type 0  | 00 00             |
        | 3.1.1   | a packet of the reserved type 15 | F0 00             |
        | 3.1.1   | a remaining length of five bytes | C0 80 80 80 80 01 |

  Rule: Nothing is missing

    @must
    Scenario Outline: The broker cuts off who sends <packet>
      Given a sensor connected with MQTT <version>
      When the sensor sends the bytes "<bytes>"
      Then the broker closes the connection of the sensor

      @MQTT5-3.8.3-2
      Examples:
        | version | packet                           | bytes          |
        | 5.0     | SUBSCRIBE without a topic filter | 82 03 00 07 00 |

      @MQTT5-3.10.3-2
      Examples:
        | version | packet                             | bytes          |
        | 5.0     | UNSUBSCRIBE without a topic filter | A2 03 00 07 00 |

      @MQTT5-2.2.1-3
      Examples:
        | version | packet                                    | bytes                              |
        | 5.0     | PUBLISH at QoS 1 with packet identifier 0 | 32 {len} {topic air/1} 00 00 00    |
        | 5.0     | SUBSCRIBE with packet identifier 0        | 82 {len} 00 00 00 {topic air/1} 00 |
        | 5.0     | UNSUBSCRIBE with packet identifier 0      | A2 {len} 00 00 00 {topic air/1}    |

      @MQTT5-4.13.1-1
      Examples:
        | version | packet              | bytes                              |
        | 5.0     | SUBSCRIBE for QoS 3 | 82 {len} 00 07 00 {topic air/1} 03 |

      @MQTT5-3.8.3-5
      Examples:
        | version | packet                                  | bytes                              |
        | 5.0     | SUBSCRIBE with reserved option bits set | 82 {len} 00 07 00 {topic air/1} 40 |

      @MQTT5-3.3.2-1
      Examples:
        | version | packet                             | bytes             |
        | 5.0     | PUBLISH that ends within its topic | 30 05 00 09 'air' |

      @MQTT3-3.8.3-3
      Examples:
        | version | packet                           | bytes       |
        | 3.1.1   | SUBSCRIBE without a topic filter | 82 02 00 07 |

      @MQTT3-3.10.3-2
      Examples:
        | version | packet                             | bytes       |
        | 3.1.1   | UNSUBSCRIBE without a topic filter | A2 02 00 07 |

      @MQTT3-2.3.1-1
      Examples:
        | version | packet                                    | bytes                           |
        | 3.1.1   | PUBLISH at QoS 1 with packet identifier 0 | 32 {len} {topic air/1} 00 00    |
        | 3.1.1   | SUBSCRIBE with packet identifier 0        | 82 {len} 00 00 {topic air/1} 00 |
        | 3.1.1   | UNSUBSCRIBE with packet identifier 0      | A2 {len} 00 00 {topic air/1}    |

      @MQTT3-3.8.3-4
      Examples:
        | version | packet                                  | bytes                           |
        | 3.1.1   | SUBSCRIBE for QoS 3                     | 82 {len} 00 07 {topic air/1} 03 |
        | 3.1.1   | SUBSCRIBE with reserved option bits set | 82 {len} 00 07 {topic air/1} 04 |

      @MQTT3-3.3.2-1
      Examples:
        | version | packet                             | bytes             |
        | 3.1.1   | PUBLISH that ends within its topic | 30 05 00 09 'air' |

  Rule: Topics and strings are well-formed

    @must
    Scenario Outline: The broker cuts off who sends <packet>
      Given a sensor connected with MQTT <version>
      When the sensor sends the bytes "<bytes>"
      Then the broker closes the connection of the sensor

      @MQTT5-4.7.3-1
      Examples:
        | version | packet                    | bytes             |
        | 5.0     | PUBLISH to an empty topic | 30 {len} 00 00 00 |

      @MQTT5-3.3.2-2 @MQTT5-4.7.0-1
      Examples:
        | version | packet                                | bytes                     |
        | 5.0     | PUBLISH to a topic with a plus        | 30 {len} {topic air/+} 00 |
        | 5.0     | PUBLISH to a topic with a number sign | 30 {len} {topic air/#} 00 |

      @MQTT5-1.5.4-2 @MQTT5-4.7.3-2
      Examples:
        | version | packet                                             | bytes                                   |
        | 5.0     | PUBLISH to a topic with a null character           | 30 {len} 00 05 'air' 00 '1' 00          |
        | 5.0     | SUBSCRIBE for a topic filter with a null character | 82 {len} 00 07 00 00 05 'air' 00 '1' 00 |

      @MQTT5-1.5.4-1 @MQTT5-3.3.2-1
      Examples:
        | version | packet                                        | bytes                            |
        | 5.0     | PUBLISH to a topic that is ill-formed UTF-8   | 30 {len} 00 05 'air' C3 28 00    |
        | 5.0     | PUBLISH to a topic with half a surrogate pair | 30 {len} 00 06 'air' ED A0 80 00 |
        | 5.0     | PUBLISH to a topic with an overlong character | 30 {len} 00 05 'air' C0 AF 00    |

      @MQTT5-1.5.4-1 @MQTT5-3.8.3-1
      Examples:
        | version | packet                                                | bytes                                  |
        | 5.0     | SUBSCRIBE for a topic filter that is ill-formed UTF-8 | 82 {len} 00 07 00 00 05 'air' C3 28 00 |

      @MQTT5-1.5.4-1 @MQTT5-3.10.3-1
      Examples:
        | version | packet                                                  | bytes                               |
        | 5.0     | UNSUBSCRIBE for a topic filter that is ill-formed UTF-8 | A2 {len} 00 07 00 00 05 'air' C3 28 |

      @MQTT3-4.7.3-1
      Examples:
        | version | packet                    | bytes          |
        | 3.1.1   | PUBLISH to an empty topic | 30 {len} 00 00 |

      @MQTT3-3.3.2-2 @MQTT3-4.7.1-1
      Examples:
        | version | packet                                | bytes                  |
        | 3.1.1   | PUBLISH to a topic with a plus        | 30 {len} {topic air/+} |
        | 3.1.1   | PUBLISH to a topic with a number sign | 30 {len} {topic air/#} |

      @MQTT3-1.5.3-2 @MQTT3-4.7.3-2
      Examples:
        | version | packet                                             | bytes                                |
        | 3.1.1   | PUBLISH to a topic with a null character           | 30 {len} 00 05 'air' 00 '1'          |
        | 3.1.1   | SUBSCRIBE for a topic filter with a null character | 82 {len} 00 07 00 05 'air' 00 '1' 00 |

      @MQTT3-1.5.3-1 @MQTT3-3.3.2-1
      Examples:
        | version | packet                                        | bytes                         |
        | 3.1.1   | PUBLISH to a topic that is ill-formed UTF-8   | 30 {len} 00 05 'air' C3 28    |
        | 3.1.1   | PUBLISH to a topic with half a surrogate pair | 30 {len} 00 06 'air' ED A0 80 |
        | 3.1.1   | PUBLISH to a topic with an overlong character | 30 {len} 00 05 'air' C0 AF    |

      @MQTT3-1.5.3-1 @MQTT3-3.8.3-1
      Examples:
        | version | packet                                                | bytes                               |
        | 3.1.1   | SUBSCRIBE for a topic filter that is ill-formed UTF-8 | 82 {len} 00 07 00 05 'air' C3 28 00 |

      @MQTT3-1.5.3-1 @MQTT3-3.10.3-1
      Examples:
        | version | packet                                                  | bytes                            |
        | 3.1.1   | UNSUBSCRIBE for a topic filter that is ill-formed UTF-8 | A2 {len} 00 07 00 05 'air' C3 28 |

    @must
    Scenario Outline: The broker refuses an empty topic filter
      Given a sensor connected with MQTT <version>
      When the sensor tries to subscribe to ""
      Then the broker refuses the subscription of the sensor

      @MQTT5-4.7.3-1
      Examples:
        | version |
        | 5.0     |

      @MQTT3-4.7.3-1
      Examples:
        | version |
        | 3.1.1   |

  Rule: Properties are well-formed

    @must
    Scenario Outline: The broker cuts off who sends <packet>
      Given a sensor connected with MQTT <version>
      When the sensor sends the bytes "<bytes>"
      Then the broker closes the connection of the sensor

      @MQTT5-1.5.7-1 @MQTT5-1.5.4-1
      Examples:
        | version | packet                                                | bytes                                                     |
        | 5.0     | PUBLISH with a user property that is ill-formed UTF-8 | 30 {len} {topic air/1} 08 26 00 01 'a' 00 02 C3 28 '41.5' |

      @MQTT5-3.3.2-13 @MQTT5-1.5.4-1
      Examples:
        | version | packet                                                 | bytes                                               |
        | 5.0     | PUBLISH with a response topic that is ill-formed UTF-8 | 30 {len} {topic air/1} 06 08 00 03 'a' C3 28 '41.5' |

      @MQTT5-3.3.2-19 @MQTT5-1.5.4-1
      Examples:
        | version | packet                                               | bytes                                               |
        | 5.0     | PUBLISH with a content type that is ill-formed UTF-8 | 30 {len} {topic air/1} 06 03 00 03 'a' C3 28 '41.5' |

      @MQTT5-3.3.2-8
      Examples:
        | version | packet                         | bytes                                     |
        | 5.0     | PUBLISH with the topic alias 0 | 30 {len} {topic air/1} 03 23 00 00 '41.5' |

      @MQTT5-4.13.1-1
      Examples:
        | version | packet                                       | bytes                                        |
        | 5.0     | PUBLISH with the same property twice         | 30 {len} {topic air/1} 04 01 01 01 01 '41.5' |
        | 5.0     | PUBLISH with an unknown property             | 30 {len} {topic air/1} 02 7F 00 '41.5'       |
        | 5.0     | PUBLISH with a property of another packet    | 30 {len} {topic air/1} 03 21 00 05 '41.5'    |
        | 5.0     | PUBLISH with a property that ends too early  | 30 {len} {topic air/1} 02 02 00 '41.5'       |
        | 5.0     | SUBSCRIBE with the subscription identifier 0 | 82 {len} 00 07 02 0B 00 {topic air/1} 00     |
        | 5.0     | SUBSCRIBE with a retain handling of 3        | 82 {len} 00 07 00 {topic air/1} 30           |

    @must
    Scenario Outline: The broker refuses a CONNECT with <property>
      Given a sensor that has opened a connection for MQTT 5.0
      When the sensor sends the bytes "10 {len} 00 04 'MQTT' 05 {flags 02} 00 3C <bytes> {id} {login}"
      Then the broker refuses the sensor

      @MQTT5-4.13.1-1 @MQTT5-3.1.4-1
      Examples:
        | property                          | bytes                            |
        | a receive maximum of 0            | 03 21 00 00                      |
        | a maximum packet size of 0        | 05 27 00 00 00 00                |
        | request problem information 2     | 02 17 02                         |
        | request response information 2    | 02 19 02                         |
        | the session expiry twice          | 0A 11 00 00 00 01 11 00 00 00 01 |
        | authentication data but no method | 04 16 00 01 'x'                  |
        | an unknown property               | 02 7F 00                         |
        | a property of another packet      | 03 23 00 01                      |

  Rule: The broker itself sends well-formed packets

    @must @MQTT5-1.5.5-1 @MQTT5-2.2.2-1
    Scenario: What the broker answers is well-formed
      Given a sensor connected with MQTT 5.0
      When the sensor sends SUBSCRIBE for "air/1" with packet identifier 1
      And the sensor sends a PUBLISH of "41.5" to "air/1" with:
        | QoS               | 1          |
        | packet identifier | 2          |
        | user property     | zone=north |
      And the sensor sends a PUBLISH of "42.0" to "air/1" with:
        | QoS               | 2 |
        | packet identifier | 3 |
      And the sensor sends UNSUBSCRIBE for "air/1" with packet identifier 4
      Then every packet that the sensor has received is well-formed

    @must @MQTT5-1.5.5-1 @MQTT5-2.2.2-1
    Scenario: An ordinary conversation is well-formed
      Given a sensor connected with MQTT 5.0
      And the sensor has subscribed to "air/1"
      When the sensor publishes "41.5" to "air/1" at QoS 2
      And the sensor publishes "42.0" to "air/1" at QoS 1 with:
        | user property | zone=north |
      And the sensor publishes 200 bytes to "air/1" at QoS 0
      And the sensor unsubscribes from "air/1"
      Then every packet that the sensor has received is well-formed

  Rule: Nobody else notices

    @must
    Scenario Outline: The connections of others go on
      Given a platform connected with MQTT <version>
      And the platform has subscribed to "air/1"
      And a sensor connected with MQTT <version>
      And a vandal connected with MQTT <version>
      When the vandal sends the bytes "36 {len} {topic air/2} 00 07"
      And the broker closes the connection of the vandal
      And the sensor publishes "41.5" to "air/1" at QoS 1
      Then the platform receives "41.5" from "air/1"

      @MQTT5-4.5.0-1
      Examples:
        | version |
        | 5.0     |

      @MQTT3-4.5.0-1
      Examples:
        | version |
        | 3.1.1   |
