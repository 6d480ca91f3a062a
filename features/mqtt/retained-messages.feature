@mqtt @interoperability
Feature: Retained messages
  A dashboard that restarts at night must know each lamp's last state at once,
  without waiting for the lamp's next report.

  Rule: The broker keeps the last retained message of a topic

    @must
    Scenario Outline: A later subscriber receives the retained message
      Given a lamp connected with MQTT <version>
      And the lamp has published "on" to "lamp/1/state", retained, at QoS 1
      When a dashboard connected with MQTT <version> subscribes to "lamp/1/state"
      Then the dashboard receives "on" from "lamp/1/state" with the retain flag set

      @MQTT5-3.3.1-5 @MQTT5-3.3.1-9
      Examples:
        | version |
        | 5.0     |

      @MQTT3-3.3.1-5 @MQTT3-3.3.1-6 @MQTT3-3.3.1-8
      Examples:
        | version |
        | 3.1.1   |

    @must
    Scenario Outline: A retained message is delivered at QoS <qos>
      Given a lamp connected with MQTT <version>
      And the lamp has published "on" to "lamp/1/state", retained, at QoS <qos>
      When a dashboard connected with MQTT <version> subscribes to "lamp/1/state"
      Then the dashboard receives "on" from "lamp/1/state" at QoS <qos>

      @MQTT5-3.3.1-5 @MQTT5-3.8.4-8
      Examples:
        | version | qos |
        | 5.0     | 1   |
        | 5.0     | 2   |

      @MQTT3-3.3.1-5 @MQTT3-3.8.4-6
      Examples:
        | version | qos |
        | 3.1.1   | 1   |
        | 3.1.1   | 2   |

    @must
    Scenario Outline: A newer message takes the place of an older one
      Given a lamp connected with MQTT <version>
      And the lamp has published "off" to "lamp/1/state", retained, at QoS 1
      And the lamp has published "on" to "lamp/1/state", retained, at QoS 1
      When a dashboard connected with MQTT <version> subscribes to "lamp/1/state"
      Then the dashboard receives "on" from "lamp/1/state"
      And the dashboard receives nothing more

      @MQTT5-3.3.1-5
      Examples:
        | version |
        | 5.0     |

      @MQTT3-3.3.1-5 @MQTT3-3.3.1-6
      Examples:
        | version |
        | 3.1.1   |

    @must
    Scenario Outline: A newer message at QoS 0 ends the older one
      Given a lamp connected with MQTT <version>
      And the lamp has published "off" to "lamp/1/state", retained, at QoS 1
      And the lamp has published "on" to "lamp/1/state", retained, at QoS 0
      When a dashboard connected with MQTT <version> subscribes to "lamp/1/state"
      Then the dashboard does not receive "off"

      @MQTT5-3.3.1-5
      Examples:
        | version |
        | 5.0     |

      @MQTT3-3.3.1-7
      Examples:
        | version |
        | 3.1.1   |

    @must
    Scenario Outline: A newer message at QoS 0 ends the older one that it follows at once
      Given a lamp connected with MQTT <version>
      And the lamp has published "dim" to "lamp/1/state", retained, at QoS 1
      And the lamp sends the bytes "<bytes>"
      And the connection of the lamp stays open
      When a dashboard connected with MQTT <version> subscribes to "lamp/1/state"
      Then the dashboard does not receive "off"

      @MQTT5-3.3.1-5
      Examples:
        | version | bytes                                                                               |
        | 5.0     | 33 {len} {topic lamp/1/state} 00 07 00 'off'; 31 {len} {topic lamp/1/state} 00 'on' |

      @MQTT3-3.3.1-7
      Examples:
        | version | bytes                                                                         |
        | 3.1.1   | 33 {len} {topic lamp/1/state} 00 07 'off'; 31 {len} {topic lamp/1/state} 'on' |

    @must
    Scenario Outline: Every matching topic delivers its retained message
      Given a lamp connected with MQTT <version>
      And the lamp has published "on" to "lamp/1/state", retained, at QoS 1
      And the lamp has published "off" to "lamp/2/state", retained, at QoS 1
      When a dashboard connected with MQTT <version> subscribes to "lamp/+/state"
      Then the dashboard receives "on" from "lamp/1/state" with the retain flag set
      And the dashboard receives "off" from "lamp/2/state" with the retain flag set
      And the dashboard receives nothing more

      @MQTT5-3.3.1-9
      Examples:
        | version |
        | 5.0     |

      @MQTT3-3.3.1-6
      Examples:
        | version |
        | 3.1.1   |

    @must
    Scenario Outline: A retained message outlives the session of its publisher
      Given a lamp connected with MQTT <version>
      And the lamp has published "on" to "lamp/1/state", retained, at QoS 1
      And the lamp has disconnected
      When a dashboard connected with MQTT <version> subscribes to "lamp/1/state"
      Then the dashboard receives "on" from "lamp/1/state" with the retain flag set

      @MQTT5-3.3.1-5
      Examples:
        | version |
        | 5.0     |

      @MQTT3-3.1.2-7
      Examples:
        | version |
        | 3.1.1   |

  Rule: An empty retained message clears the topic

    @must
    Scenario Outline: After an empty retained message there is nothing to receive
      Given a lamp connected with MQTT <version>
      And the lamp has published "on" to "lamp/1/state", retained, at QoS 1
      And the lamp has published "" to "lamp/1/state", retained, at QoS 1
      When a dashboard connected with MQTT <version> subscribes to "lamp/1/state"
      Then the dashboard receives nothing

      @MQTT5-3.3.1-6 @MQTT5-3.3.1-7
      Examples:
        | version |
        | 5.0     |

      @MQTT3-3.3.1-10 @MQTT3-3.3.1-11
      Examples:
        | version |
        | 3.1.1   |

    @must
    Scenario Outline: An empty retained message reaches those who listen
      Given a lamp connected with MQTT <version>
      And the lamp has published "on" to "lamp/1/state", retained, at QoS 1
      And a dashboard connected with MQTT <version>
      And the dashboard has subscribed to "lamp/1/state"
      And the dashboard has received "on" from "lamp/1/state"
      When the lamp publishes "" to "lamp/1/state", retained, at QoS 1
      Then the dashboard receives "" from "lamp/1/state"

      @MQTT5-3.3.1-6
      Examples:
        | version |
        | 5.0     |

      @MQTT3-3.3.1-10
      Examples:
        | version |
        | 3.1.1   |

  Rule: Only retained messages are kept

    @must
    Scenario Outline: A message that is not retained is not kept
      Given a lamp connected with MQTT <version>
      And the lamp has published "on" to "lamp/1/state" at QoS 1
      When a dashboard connected with MQTT <version> subscribes to "lamp/1/state"
      Then the dashboard receives nothing

      @MQTT5-3.3.1-8
      Examples:
        | version |
        | 5.0     |

      @MQTT3-3.3.1-12
      Examples:
        | version |
        | 3.1.1   |

    @must
    Scenario Outline: A message that is not retained leaves the kept one alone
      Given a lamp connected with MQTT <version>
      And the lamp has published "on" to "lamp/1/state", retained, at QoS 1
      And the lamp has published "<payload>" to "lamp/1/state" at QoS 1
      When a dashboard connected with MQTT <version> subscribes to "lamp/1/state"
      Then the dashboard receives "on" from "lamp/1/state" with the retain flag set
      And the dashboard receives nothing more

      @MQTT5-3.3.1-8
      Examples:
        | version | payload |
        | 5.0     | off     |
        | 5.0     |         |

      @MQTT3-3.3.1-12
      Examples:
        | version | payload |
        | 3.1.1   | off     |
        | 3.1.1   |         |

  Rule: The retain flag tells stored messages from live ones

    @must
    Scenario Outline: A live message comes without the flag
      Given a dashboard connected with MQTT <version>
      And the dashboard has subscribed to "lamp/1/state"
      And a lamp connected with MQTT <version>
      When the lamp publishes "on" to "lamp/1/state", retained, at QoS 1
      Then the dashboard receives "on" from "lamp/1/state" with the retain flag clear

      @MQTT5-3.3.1-12
      Examples:
        | version |
        | 5.0     |

      @MQTT3-3.3.1-9
      Examples:
        | version |
        | 3.1.1   |

    @must @MQTT5-3.3.1-13
    Scenario: A bridge can ask for the flag as it was published
      Given a gateway connected with MQTT 5.0
      And the gateway has subscribed to "lamp/1/state" with:
        | retain as published | yes |
      And a lamp connected with MQTT 5.0
      When the lamp publishes "on" to "lamp/1/state", retained, at QoS 1
      Then the gateway receives "on" from "lamp/1/state" with the retain flag set

    @must @MQTT5-3.3.1-13
    Scenario: As published means clear for a message that is not retained
      Given a gateway connected with MQTT 5.0
      And the gateway has subscribed to "lamp/1/state" with:
        | retain as published | yes |
      And a lamp connected with MQTT 5.0
      When the lamp publishes "on" to "lamp/1/state" at QoS 1
      Then the gateway receives "on" from "lamp/1/state" with the retain flag clear

  Rule: A subscriber decides about retained messages

    @must @MQTT5-3.3.1-9
    Scenario: Retain handling 0 delivers them with a new subscription
      Given a lamp connected with MQTT 5.0
      And the lamp has published "on" to "lamp/1/state", retained, at QoS 1
      And a dashboard connected with MQTT 5.0
      When the dashboard subscribes to "lamp/1/state" with:
        | retain handling | 0 |
      Then the dashboard receives "on" from "lamp/1/state" with the retain flag set

    @must @MQTT5-3.3.1-9 @MQTT5-3.8.4-4
    Scenario: Retain handling 0 delivers them again when the subscription is renewed
      Given a lamp connected with MQTT 5.0
      And the lamp has published "on" to "lamp/1/state", retained, at QoS 1
      And a dashboard connected with MQTT 5.0
      And the dashboard has subscribed to "lamp/1/state" with:
        | retain handling | 0 |
      And the dashboard has received "on" from "lamp/1/state"
      When the dashboard subscribes to "lamp/1/state" with:
        | retain handling | 0 |
      Then the dashboard receives "on" from "lamp/1/state" with the retain flag set

    @must @MQTT3-3.8.4-3
    Scenario: A renewed subscription delivers them again
      Given a lamp connected with MQTT 3.1.1
      And the lamp has published "on" to "lamp/1/state", retained, at QoS 1
      And a dashboard connected with MQTT 3.1.1
      And the dashboard has subscribed to "lamp/1/state"
      And the dashboard has received "on" from "lamp/1/state"
      When the dashboard subscribes to "lamp/1/state"
      Then the dashboard receives "on" from "lamp/1/state" with the retain flag set

    @must @MQTT5-3.3.1-10
    Scenario: Retain handling 1 delivers them with a new subscription
      Given a lamp connected with MQTT 5.0
      And the lamp has published "on" to "lamp/1/state", retained, at QoS 1
      And a dashboard connected with MQTT 5.0
      When the dashboard subscribes to "lamp/1/state" with:
        | retain handling | 1 |
      Then the dashboard receives "on" from "lamp/1/state" with the retain flag set

    @must @MQTT5-3.3.1-10
    Scenario: Retain handling 1 delivers nothing when the subscription is renewed
      Given a lamp connected with MQTT 5.0
      And the lamp has published "on" to "lamp/1/state", retained, at QoS 1
      And a dashboard connected with MQTT 5.0
      And the dashboard has subscribed to "lamp/1/state" with:
        | retain handling | 1 |
      And the dashboard has received "on" from "lamp/1/state"
      When the dashboard subscribes to "lamp/1/state" with:
        | retain handling | 1 |
      Then the dashboard receives nothing more

    @must @MQTT5-3.3.1-11
    Scenario: Retain handling 2 delivers nothing
      Given a lamp connected with MQTT 5.0
      And the lamp has published "on" to "lamp/1/state", retained, at QoS 1
      And a dashboard connected with MQTT 5.0
      When the dashboard subscribes to "lamp/1/state" with:
        | retain handling | 2 |
      Then the dashboard receives nothing
