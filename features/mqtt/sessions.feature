@mqtt @resilience
Feature: Sessions
  A lamp's radio link breaks many times a day. What the broker remembers of the lamp decides
  whether commands given in the meantime reach it.

  Rule: A lasting session is resumed

    @must
    Scenario Outline: The broker knows a returning device and its subscriptions
      Given a lamp connected with MQTT <version> with a lasting session
      And the lamp has subscribed to "lamp/1/command"
      And the lamp has disconnected
      And a controller connected with MQTT <version>
      When the lamp reconnects
      And the controller publishes "dim" to "lamp/1/command" at QoS 1
      Then the broker resumes the session of the lamp
      And the lamp receives "dim" from "lamp/1/command"

      @MQTT5-3.1.2-5 @MQTT5-3.1.2-23 @MQTT5-3.2.2-3
      Examples:
        | version |
        | 5.0     |

      @MQTT3-3.1.2-4 @MQTT3-3.2.2-2
      Examples:
        | version |
        | 3.1.1   |

    @must
    Scenario Outline: Messages for an absent device are kept at QoS <qos>
      Given a lamp connected with MQTT <version> with a lasting session
      And the lamp has subscribed to "lamp/1/command" at QoS <qos>
      And the lamp has disconnected
      And a controller connected with MQTT <version>
      And the controller has published "dim" to "lamp/1/command" at QoS <qos>
      When the lamp reconnects
      Then the lamp receives "dim" from "lamp/1/command" at QoS <qos>

      @MQTT5-4.5.0-1 @MQTT5-3.1.2-23
      Examples:
        | version | qos |
        | 5.0     | 1   |
        | 5.0     | 2   |

      @MQTT3-3.1.2-5 @MQTT3-4.5.0-1
      Examples:
        | version | qos |
        | 3.1.1   | 1   |
        | 3.1.1   | 2   |

    @must
    Scenario Outline: Messages for a device whose connection broke are kept
      Given a lamp connected with MQTT <version> with a lasting session
      And the lamp has subscribed to "lamp/1/command"
      And the lamp has lost its connection
      And a controller connected with MQTT <version>
      And the controller has published "dim" to "lamp/1/command" at QoS 1
      When the lamp reconnects
      Then the lamp receives "dim" from "lamp/1/command"

      @MQTT5-3.1.2-23 @MQTT5-4.5.0-1
      Examples:
        | version |
        | 5.0     |

      @MQTT3-3.1.2-5 @MQTT3-4.5.0-1
      Examples:
        | version |
        | 3.1.1   |

    @must
    Scenario Outline: The broker says so when it knows no session
      When a lamp connects with MQTT <version> with a lasting session
      Then the broker starts a new session for the lamp

      @MQTT5-3.1.2-6 @MQTT5-3.2.2-3
      Examples:
        | version |
        | 5.0     |

      @MQTT3-3.1.2-4 @MQTT3-3.2.2-3
      Examples:
        | version |
        | 3.1.1   |

    @must
    Scenario Outline: A session belongs to one client identifier
      Given a lamp connected with MQTT <version> with a lasting session
      And the lamp has subscribed to "lamp/1/command"
      And the lamp has disconnected
      And a controller connected with MQTT <version>
      When a sensor connects with MQTT <version> with a lasting session
      And the controller publishes "dim" to "lamp/1/command" at QoS 1
      Then the broker starts a new session for the sensor
      And the sensor receives nothing

      @MQTT5-3.1.3-2
      Examples:
        | version |
        | 5.0     |

      @MQTT3-3.1.3-2
      Examples:
        | version |
        | 3.1.1   |

  Rule: A session ends when it should

    @must
    Scenario Outline: A clean start discards the session
      Given a lamp connected with MQTT <version> with a lasting session
      And the lamp has subscribed to "lamp/1/command"
      And the lamp has disconnected
      And a controller connected with MQTT <version>
      When the lamp reconnects with a clean start
      And the controller publishes "dim" to "lamp/1/command" at QoS 1
      Then the broker starts a new session for the lamp
      And the lamp receives nothing

      @MQTT5-3.1.2-4 @MQTT5-3.1.4-4 @MQTT5-3.2.2-2
      Examples:
        | version |
        | 5.0     |

      @MQTT3-3.1.2-6 @MQTT3-3.1.4-3 @MQTT3-3.2.2-1
      Examples:
        | version |
        | 3.1.1   |

    @must
    Scenario Outline: A clean start discards the messages that were kept
      Given a lamp connected with MQTT <version> with a lasting session
      And the lamp has subscribed to "lamp/1/command"
      And the lamp has disconnected
      And a controller connected with MQTT <version>
      And the controller has published "dim" to "lamp/1/command" at QoS 1
      When the lamp reconnects with a clean start
      Then the lamp receives nothing

      @MQTT5-3.1.2-4
      Examples:
        | version |
        | 5.0     |

      @MQTT3-3.1.2-6
      Examples:
        | version |
        | 3.1.1   |

    @must
    Scenario Outline: A session that is not to last ends with its connection
      Given a lamp connected with MQTT <version>
      And the lamp has subscribed to "lamp/1/command"
      And the lamp has disconnected
      And a controller connected with MQTT <version>
      When the lamp reconnects
      And the controller publishes "dim" to "lamp/1/command" at QoS 1
      Then the broker starts a new session for the lamp
      And the lamp receives nothing

      @MQTT5-4.1.0-2 @MQTT5-3.2.2-3
      Examples:
        | version |
        | 5.0     |

      @MQTT3-3.1.2-6 @MQTT3-3.2.2-3
      Examples:
        | version |
        | 3.1.1   |

    @must @MQTT5-4.1.0-2
    Scenario: A device can end its session when it leaves
      Given a lamp connected with MQTT 5.0 with a lasting session
      And the lamp has disconnected with:
        | session expiry | 0 |
      When the lamp reconnects
      Then the broker starts a new session for the lamp

    @must @slow @MQTT5-4.1.0-2
    Scenario: A session ends when its time is over
      Given a lamp connected with MQTT 5.0 and:
        | clean start    | no |
        | session expiry | 1  |
      And the lamp has disconnected
      When 3 seconds pass
      And the lamp reconnects
      Then the broker starts a new session for the lamp

    @must @slow @MQTT5-3.1.2-23
    Scenario: A session does not end before its time
      Given a lamp connected with MQTT 5.0 and:
        | clean start    | no |
        | session expiry | 60 |
      And the lamp has lost its connection
      When 2 seconds pass
      And the lamp reconnects
      Then the broker resumes the session of the lamp

    @must @slow
    Scenario Outline: A session lasts at least as long as its connection
      Given a lamp connected with MQTT <version> and:
        | clean start | <clean start> |
      And the lamp has subscribed to "lamp/1/command"
      And a controller connected with MQTT <version>
      When 2.5 seconds pass
      And the controller publishes "dim" to "lamp/1/command" at QoS 1
      Then the lamp receives "dim" from "lamp/1/command"

      @MQTT3-4.1.0-1 @MQTT3-4.1.0-2
      Examples:
        | version | clean start |
        | 3.1.1   | yes         |
        | 3.1.1   | no          |

    @must @slow @MQTT5-4.1.0-1
    Scenario: The time of a session does not run while it is connected
      Given a lamp connected with MQTT 5.0 and:
        | clean start    | no |
        | session expiry | 1  |
      And the lamp has subscribed to "lamp/1/command"
      And a controller connected with MQTT 5.0
      When 2.5 seconds pass
      And the controller publishes "dim" to "lamp/1/command" at QoS 1
      Then the lamp receives "dim" from "lamp/1/command"

  Rule: A session has one connection

    @must @MQTT5-3.1.4-3
    Scenario: A new connection takes the session over
      Given a lamp connected with MQTT 5.0
      When the lamp connects with MQTT 5.0
      Then the broker accepts the lamp
      And the broker closes the older connection of the lamp, if with a reason code then 0x8E

    @must @MQTT3-3.1.4-2
    Scenario: A new connection ends the older one
      Given a lamp connected with MQTT 3.1.1
      When the lamp connects with MQTT 3.1.1
      Then the broker accepts the lamp
      And the broker closes the older connection of the lamp

    @must
    Scenario Outline: A session that is taken over keeps its subscriptions
      Given a lamp connected with MQTT <version> with a lasting session
      And the lamp has subscribed to "lamp/1/command"
      And a controller connected with MQTT <version>
      When the lamp reconnects
      And the broker closes the older connection of the lamp
      And the controller publishes "dim" to "lamp/1/command" at QoS 1
      Then the broker resumes the session of the lamp
      And the lamp receives "dim" from "lamp/1/command"

      @MQTT5-3.1.2-5 @MQTT5-3.2.2-3
      Examples:
        | version |
        | 5.0     |

      @MQTT3-3.1.2-4 @MQTT3-3.2.2-2
      Examples:
        | version |
        | 3.1.1   |
