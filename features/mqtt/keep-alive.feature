@mqtt @resilience
Feature: Keep alive
  A lamp whose power failed cannot say goodbye. The broker must notice that it is silent, and must
  leave those alone that are not.

  Rule: A sign of life is answered

    @must
    Scenario Outline: The broker answers a sign of life
      Given a lamp connected with MQTT <version>
      When the lamp sends PINGREQ
      Then the lamp receives PINGRESP

      @MQTT5-3.12.4-1
      Examples:
        | version |
        | 5.0     |

      @MQTT3-3.12.4-1
      Examples:
        | version |
        | 3.1.1   |

  Rule: Silence is noticed, and nothing else taken for it

    @must @slow
    Scenario Outline: The broker closes a silent connection
      Given a lamp connected with MQTT <version> and:
        | keep alive | 1 |
      When the lamp falls silent
      Then the broker closes the connection of the lamp no earlier than 1 second after that

      @MQTT5-3.1.2-22 @MQTT5-3.2.2-22
      Examples:
        | version |
        | 5.0     |

      @MQTT3-3.1.2-24
      Examples:
        | version |
        | 3.1.1   |

    @must @slow
    Scenario Outline: A silent device counts as failed
      Given a dashboard connected with MQTT <version>
      And the dashboard has subscribed to "lamp/1/status"
      And a lamp connected with MQTT <version> and:
        | keep alive   | 1             |
        | will topic   | lamp/1/status |
        | will payload | lost          |
      When the lamp falls silent
      Then the dashboard receives "lost" from "lamp/1/status" between 1 and 12 seconds later

      @MQTT5-3.1.2-22
      Examples:
        | version |
        | 5.0     |

      @MQTT3-3.1.2-24
      Examples:
        | version |
        | 3.1.1   |

    @must @slow
    Scenario Outline: A device that gives signs of life is left alone
      Given a lamp connected with MQTT <version> and:
        | keep alive | 1 |
      When the lamp sends <packet> every 0.5 seconds for 3 seconds
      Then the connection of the lamp stays open

      @MQTT5-3.1.2-22
      Examples:
        | version | packet  |
        | 5.0     | PINGREQ |
        | 5.0     | PUBLISH |

      @MQTT3-3.1.2-24
      Examples:
        | version | packet  |
        | 3.1.1   | PINGREQ |
        | 3.1.1   | PUBLISH |
