@mqtt @data-integrity
Feature: Publishing
  What a sensor measures must arrive at the data platform as it was sent: complete, unchanged,
  under its own topic and in its own order.

  Rule: A message arrives unchanged

    @must
    Scenario Outline: A message at QoS 0 arrives as it was sent
      Given a platform connected with MQTT <version>
      And the platform has subscribed to "air/1/no2"
      And a sensor connected with MQTT <version>
      When the sensor publishes "<payload>" to "air/1/no2" at QoS 0
      Then the platform receives "<payload>" from "air/1/no2" with:
        | QoS | 0  |
        | DUP | no |

      @MQTT5-2.2.1-2 @MQTT5-3.3.1-2 @MQTT5-4.3.1-1 @MQTT5-4.5.0-1
      Examples:
        | version | payload              |
        | 5.0     | 41.5                 |
        | 5.0     |                      |
        | 5.0     | {U+0000}{U+0001}41.5 |

      @MQTT3-2.3.1-5 @MQTT3-3.3.1-2 @MQTT3-4.3.1-1 @MQTT3-4.5.0-1
      Examples:
        | version | payload              |
        | 3.1.1   | 41.5                 |
        | 3.1.1   |                      |
        | 3.1.1   | {U+0000}{U+0001}41.5 |

    @must
    Scenario Outline: A message arrives under its own topic
      Given a platform connected with MQTT <version>
      And the platform has subscribed to "air/1/no2"
      And a sensor connected with MQTT <version>
      When the sensor publishes "3.0" to "air/2/no2" at QoS 1
      And the sensor publishes "41.5" to "air/1/no2" at QoS 1
      Then the platform receives "41.5" from "air/1/no2"
      And the platform receives nothing more

      @MQTT5-3.3.2-3
      Examples:
        | version |
        | 5.0     |

      @MQTT3-3.3.2-3
      Examples:
        | version |
        | 3.1.1   |

    @must
    Scenario Outline: Every subscriber gets its copy
      Given a platform connected with MQTT <version>
      And the platform has subscribed to "air/1/no2"
      And a dashboard connected with MQTT <version>
      And the dashboard has subscribed to "air/+/no2"
      And a sensor connected with MQTT <version>
      When the sensor publishes "41.5" to "air/1/no2" at QoS 1
      Then the platform receives "41.5" from "air/1/no2"
      And the dashboard receives "41.5" from "air/1/no2"

      @MQTT5-4.5.0-1
      Examples:
        | version |
        | 5.0     |

      @MQTT3-4.5.0-1
      Examples:
        | version |
        | 3.1.1   |

    @must
    Scenario Outline: A repetition is not passed on as one
      Given a platform connected with MQTT <version>
      And the platform has subscribed to "air/1/no2"
      And a sensor connected with MQTT <version>
      When the sensor sends a PUBLISH of "41.5" to "air/1/no2" with:
        | QoS               | 1   |
        | packet identifier | 7   |
        | DUP               | yes |
      Then the platform receives "41.5" from "air/1/no2" with:
        | DUP | no |

      @MQTT5-3.3.1-3
      Examples:
        | version |
        | 5.0     |

      @MQTT3-3.3.1-3
      Examples:
        | version |
        | 3.1.1   |

    @must
    Scenario Outline: A repetition at QoS 2 is not passed on as one
      Given a platform connected with MQTT <version>
      And the platform has subscribed to "air/1/no2"
      And a sensor connected with MQTT <version>
      When the sensor sends a PUBLISH of "41.5" to "air/1/no2" with:
        | QoS               | 2   |
        | packet identifier | 7   |
        | DUP               | yes |
      And the sensor receives PUBREC for packet identifier 7
      And the sensor sends PUBREL for packet identifier 7
      Then the platform receives "41.5" from "air/1/no2" with:
        | DUP | no |

      @MQTT5-3.3.1-3
      Examples:
        | version |
        | 5.0     |

      @MQTT3-3.3.1-3
      Examples:
        | version |
        | 3.1.1   |

  Rule: A topic is a sequence of characters, nothing else

    @must
    Scenario Outline: A zero width no-break space belongs to the topic
      Given a platform connected with MQTT <version>
      And the platform has subscribed to "{U+FEFF}air/1"
      And a sensor connected with MQTT <version>
      When the sensor publishes "wrong" to "air/1" at QoS 1
      And the sensor publishes "right" to "{U+FEFF}air/1" at QoS 1
      Then the platform receives "right" from "{U+FEFF}air/1"
      And the platform receives nothing more

      @MQTT5-1.5.4-3
      Examples:
        | version |
        | 5.0     |

      @MQTT3-1.5.3-3
      Examples:
        | version |
        | 3.1.1   |

    @must
    Scenario Outline: Topics that merely look alike are different
      Given a platform connected with MQTT <version>
      And the platform has subscribed to "<filter>"
      And a sensor connected with MQTT <version>
      When the sensor publishes "wrong" to "<topic>" at QoS 1
      And the sensor publishes "right" to "<filter>" at QoS 1
      Then the platform receives "right" from "<filter>"
      And the platform receives nothing more

      @MQTT5-4.7.3-4
      Examples:
        | version | filter          | topic            |
        | 5.0     | air/1           | Air/1            |
        | 5.0     | air/caf{U+00E9} | air/cafe{U+0301} |
        | 5.0     | air/1           | air/1/           |
        | 5.0     | air/1           | air//1           |
        | 5.0     | stra{U+00DF}e/1 | strasse/1        |
        | 5.0     | air 1           | air%201          |

      @MQTT3-4.7.3-4
      Examples:
        | version | filter          | topic            |
        | 3.1.1   | air/1           | Air/1            |
        | 3.1.1   | air/caf{U+00E9} | air/cafe{U+0301} |
        | 3.1.1   | air/1           | air/1/           |
        | 3.1.1   | air/1           | air//1           |
        | 3.1.1   | stra{U+00DF}e/1 | strasse/1        |
        | 3.1.1   | air 1           | air%201          |

  Rule: Messages arrive in order

    @must
    Scenario Outline: Messages of one publisher at QoS <qos> arrive in order
      Given a platform connected with MQTT <version>
      And the platform has subscribed to "air/1/no2"
      And a sensor connected with MQTT <version>
      When the sensor publishes 20 messages to "air/1/no2" at QoS <qos>
      Then the platform receives the 20 messages from "air/1/no2" in order

      @MQTT5-4.6.0-5 @MQTT5-4.6.0-6
      Examples:
        | version | qos |
        | 5.0     | 0   |
        | 5.0     | 1   |
        | 5.0     | 2   |

      @MQTT3-4.6.0-5 @MQTT3-4.6.0-6
      Examples:
        | version | qos |
        | 3.1.1   | 0   |
        | 3.1.1   | 1   |
        | 3.1.1   | 2   |

    @must
    Scenario Outline: Messages that were kept arrive in order
      Given a platform connected with MQTT <version> with a lasting session
      And the platform has subscribed to "air/1/no2" at QoS <qos>
      And the platform has disconnected
      And a sensor connected with MQTT <version>
      And the sensor has published 20 messages to "air/1/no2" at QoS <qos>
      When the platform reconnects
      Then the platform receives the 20 messages from "air/1/no2" in order

      @MQTT5-4.6.0-5
      Examples:
        | version | qos |
        | 5.0     | 1   |
        | 5.0     | 2   |

      @MQTT3-4.6.0-6
      Examples:
        | version | qos |
        | 3.1.1   | 1   |
        | 3.1.1   | 2   |
