@mqtt @resilience
Feature: Wills
  A lamp that falls silent must be noticed at once: the broker reports its failure on its behalf.

  Rule: The will is published when the connection breaks

    @must
    Scenario Outline: A broken connection publishes the will at QoS <qos>
      Given a dashboard connected with MQTT <version>
      And the dashboard has subscribed to "lamp/1/status"
      And a lamp connected with MQTT <version> and:
        | will topic   | lamp/1/status |
        | will payload | lost          |
        | will QoS     | <qos>         |
      When the lamp loses its connection
      Then the dashboard receives "lost" from "lamp/1/status" at QoS <qos>

      @MQTT5-3.1.2-7 @MQTT5-3.1.2-8
      Examples:
        | version | qos |
        | 5.0     | 0   |
        | 5.0     | 1   |
        | 5.0     | 2   |

      @MQTT3-3.1.2-8 @MQTT3-3.1.2-9
      Examples:
        | version | qos |
        | 3.1.1   | 0   |
        | 3.1.1   | 1   |
        | 3.1.1   | 2   |

    @must
    Scenario Outline: A violation of the protocol publishes the will
      Given a dashboard connected with MQTT <version>
      And the dashboard has subscribed to "lamp/1/status"
      And a lamp connected with MQTT <version> and:
        | will topic   | lamp/1/status |
        | will payload | lost          |
        | will QoS     | 1             |
      When the lamp sends the bytes "<bytes>"
      And the broker closes the connection of the lamp
      Then the dashboard receives "lost" from "lamp/1/status"

      @MQTT5-3.1.2-8
      Examples:
        | version | bytes                            |
        | 5.0     | 36 {len} {topic lamp/1} 00 01 00 |

      @MQTT3-3.1.2-8
      Examples:
        | version | bytes                         |
        | 3.1.1   | 36 {len} {topic lamp/1} 00 01 |

    @must @MQTT5-3.1.2-8
    Scenario: A device can leave and have its will published
      Given a dashboard connected with MQTT 5.0
      And the dashboard has subscribed to "lamp/1/status"
      And a lamp connected with MQTT 5.0 and:
        | will topic   | lamp/1/status |
        | will payload | lost          |
        | will QoS     | 1             |
      When the lamp disconnects with:
        | reason code | 0x04 |
      Then the dashboard receives "lost" from "lamp/1/status"

    @must
    Scenario Outline: A will is published once
      Given a dashboard connected with MQTT <version>
      And the dashboard has subscribed to "lamp/1/status"
      And a lamp connected with MQTT <version> and:
        | will topic   | lamp/1/status |
        | will payload | lost          |
        | will QoS     | 1             |
      And the lamp has lost its connection
      And the dashboard has received "lost" from "lamp/1/status"
      When the lamp reconnects
      And the lamp loses its connection
      Then the dashboard receives nothing

      @MQTT5-3.1.2-10
      Examples:
        | version |
        | 5.0     |

      @MQTT3-3.1.2-10 @MQTT3-3.1.2-12
      Examples:
        | version |
        | 3.1.1   |

  Rule: A goodbye discards the will

    @must
    Scenario Outline: A device that says goodbye leaves no will
      Given a dashboard connected with MQTT <version>
      And the dashboard has subscribed to "lamp/1/status"
      And a lamp connected with MQTT <version> and:
        | will topic   | lamp/1/status |
        | will payload | lost          |
        | will QoS     | 1             |
      When the lamp disconnects
      Then the dashboard receives nothing

      @MQTT5-3.14.4-3 @MQTT5-3.1.2-10
      Examples:
        | version |
        | 5.0     |

      @MQTT3-3.14.4-3 @MQTT3-3.1.2-10
      Examples:
        | version |
        | 3.1.1   |

    @must
    Scenario Outline: A malformed goodbye is none
      Given a dashboard connected with MQTT <version>
      And the dashboard has subscribed to "lamp/1/status"
      And a lamp connected with MQTT <version> and:
        | will topic   | lamp/1/status |
        | will payload | lost          |
        | will QoS     | 1             |
      When the lamp sends the bytes "E1 00"
      Then the dashboard receives "lost" from "lamp/1/status"

      @MQTT5-3.14.1-1
      Examples:
        | version |
        | 5.0     |

      @MQTT3-3.14.1-1
      Examples:
        | version |
        | 3.1.1   |

  Rule: The will is retained if it asks for it

    @must
    Scenario Outline: A retained will waits for later subscribers
      Given a lamp connected with MQTT <version> and:
        | will topic   | lamp/1/status |
        | will payload | lost          |
        | will QoS     | 1             |
        | will retain  | yes           |
      And a witness connected with MQTT <version>
      And the witness has subscribed to "lamp/1/status"
      And the lamp has lost its connection
      And the witness has received "lost" from "lamp/1/status"
      When a dashboard connected with MQTT <version> subscribes to "lamp/1/status"
      Then the dashboard receives "lost" from "lamp/1/status" with the retain flag set

      @MQTT5-3.1.2-15
      Examples:
        | version |
        | 5.0     |

      @MQTT3-3.1.2-17
      Examples:
        | version |
        | 3.1.1   |

    @must
    Scenario Outline: A will that is not retained is over once it is published
      Given a lamp connected with MQTT <version> and:
        | will topic   | lamp/1/status |
        | will payload | lost          |
        | will QoS     | 1             |
        | will retain  | no            |
      And a witness connected with MQTT <version>
      And the witness has subscribed to "lamp/1/status"
      And the lamp has lost its connection
      And the witness has received "lost" from "lamp/1/status"
      When a dashboard connected with MQTT <version> subscribes to "lamp/1/status"
      Then the dashboard receives nothing

      @MQTT5-3.1.2-14
      Examples:
        | version |
        | 5.0     |

      @MQTT3-3.1.2-16
      Examples:
        | version |
        | 3.1.1   |

  Rule: The will can wait

    @must @slow @MQTT5-3.1.2-8
    Scenario: The will is published after its delay
      Given a dashboard connected with MQTT 5.0
      And the dashboard has subscribed to "lamp/1/status"
      And a lamp connected with MQTT 5.0 and:
        | will topic     | lamp/1/status |
        | will payload   | lost          |
        | will QoS       | 1             |
        | will delay     | 2             |
        | session expiry | 60            |
      When the lamp loses its connection
      Then the dashboard receives "lost" from "lamp/1/status" between 1 and 10 seconds later

    @must @slow @MQTT5-3.1.3-9 @MQTT5-3.1.2-8
    Scenario: A device that returns in time leaves no will
      Given a dashboard connected with MQTT 5.0
      And the dashboard has subscribed to "lamp/1/status"
      And a lamp connected with MQTT 5.0 and:
        | will topic     | lamp/1/status |
        | will payload   | lost          |
        | will QoS       | 1             |
        | will delay     | 1             |
        | session expiry | 60            |
      And the lamp has lost its connection
      When the lamp reconnects
      And 2 seconds pass
      Then the dashboard receives nothing

    @must @MQTT5-3.1.2-8
    Scenario: The end of the session ends the delay
      Given a dashboard connected with MQTT 5.0
      And the dashboard has subscribed to "lamp/1/status"
      And a lamp connected with MQTT 5.0 and:
        | will topic     | lamp/1/status |
        | will payload   | lost          |
        | will QoS       | 1             |
        | will delay     | 60            |
        | session expiry | 0             |
      When the lamp loses its connection
      Then the dashboard receives "lost" from "lamp/1/status"

    @must @MQTT5-3.1.3-1
    Scenario: The broker finds every part of the will in its place
      Given a dashboard connected with MQTT 5.0
      And the dashboard has subscribed to "lamp/1/status"
      And a lamp connected with MQTT 5.0 and:
        | will topic         | lamp/1/status |
        | will payload       | lost          |
        | will QoS           | 1             |
        | will user property | zone=north    |
      When the lamp loses its connection
      Then the dashboard receives "lost" from "lamp/1/status" with:
        | user property | zone=north |

    @must @MQTT5-3.1.3-10
    Scenario: The will carries its user properties in order
      Given a dashboard connected with MQTT 5.0
      And the dashboard has subscribed to "lamp/1/status"
      And a lamp connected with MQTT 5.0 and:
        | will topic         | lamp/1/status |
        | will payload       | lost          |
        | will QoS           | 1             |
        | will user property | zone=north    |
        | will user property | pole=7        |
        | will user property | zone=east     |
      When the lamp loses its connection
      Then the dashboard receives "lost" from "lamp/1/status" with:
        | user property | zone=north |
        | user property | pole=7     |
        | user property | zone=east  |
