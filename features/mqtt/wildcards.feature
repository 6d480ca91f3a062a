@mqtt @conformity
Feature: Wildcards
  A dashboard for a whole district names its lamps with one filter. Which topics a filter means
  must be the same at every broker.

  Rule: A wildcard stands for whole levels

    @must
    Scenario Outline: "<filter>" means "<topic>"
      Given a dashboard connected with MQTT <version>
      And the dashboard has subscribed to "<filter>"
      And a lamp connected with MQTT <version>
      When the lamp publishes "on" to "<topic>" at QoS 1
      Then the dashboard receives "on" from "<topic>"

      @MQTT5-3.3.2-3 @MQTT5-4.7.1-2
      Examples:
        | version | filter       | topic        |
        | 5.0     | lamp/+       | lamp/1       |
        | 5.0     | lamp/+/state | lamp/1/state |
        | 5.0     | +/1          | lamp/1       |
        | 5.0     | +/+          | lamp/1       |
        | 5.0     | lamp/+       | lamp/        |
        | 5.0     | +/+          | /lamp        |
        | 5.0     | /+           | /lamp        |

      @MQTT3-4.7.1-3 @MQTT3-4.5.0-1
      Examples:
        | version | filter       | topic        |
        | 3.1.1   | lamp/+       | lamp/1       |
        | 3.1.1   | lamp/+/state | lamp/1/state |
        | 3.1.1   | +/1          | lamp/1       |
        | 3.1.1   | +/+          | lamp/1       |
        | 3.1.1   | lamp/+       | lamp/        |
        | 3.1.1   | +/+          | /lamp        |
        | 3.1.1   | /+           | /lamp        |

    @must
    Scenario Outline: "<filter>" means "<topic>" and all below
      Given a dashboard connected with MQTT <version>
      And the dashboard has subscribed to "<filter>"
      And a lamp connected with MQTT <version>
      When the lamp publishes "on" to "<topic>" at QoS 1
      Then the dashboard receives "on" from "<topic>"

      @MQTT5-3.3.2-3 @MQTT5-4.7.1-1
      Examples:
        | version | filter | topic            |
        | 5.0     | lamp/# | lamp/1           |
        | 5.0     | lamp/# | lamp/1/state/now |
        | 5.0     | lamp/# | lamp             |
        | 5.0     | #      | lamp/1           |
        | 5.0     | +/1/#  | lamp/1/state     |
        | 5.0     | lamp/# | lamp//state      |

      @MQTT3-4.7.1-2 @MQTT3-4.5.0-1
      Examples:
        | version | filter | topic            |
        | 3.1.1   | lamp/# | lamp/1           |
        | 3.1.1   | lamp/# | lamp/1/state/now |
        | 3.1.1   | lamp/# | lamp             |
        | 3.1.1   | #      | lamp/1           |
        | 3.1.1   | +/1/#  | lamp/1/state     |
        | 3.1.1   | lamp/# | lamp//state      |

    @must
    Scenario Outline: "<filter>" does not mean "<topic>"
      Given a dashboard connected with MQTT <version>
      And the dashboard has subscribed to "<filter>"
      And a lamp connected with MQTT <version>
      When the lamp publishes "on" to "<topic>" at QoS 1
      Then the dashboard receives nothing

      @MQTT5-3.3.2-3 @MQTT5-4.7.3-4
      Examples:
        | version | filter       | topic          |
        | 5.0     | lamp/+       | lamp           |
        | 5.0     | lamp/+       | lamp/1/state   |
        | 5.0     | lamp/+/state | lamp/1/2/state |
        | 5.0     | lamp/+       | lamps/1        |
        | 5.0     | +            | /lamp          |
        | 5.0     | lamp/#       | lamps          |
        | 5.0     | lamp/1/#     | lamp/11        |
        | 5.0     | lamp/1       | lamp/1/        |

      @MQTT3-3.3.2-3 @MQTT3-4.7.3-4
      Examples:
        | version | filter       | topic          |
        | 3.1.1   | lamp/+       | lamp           |
        | 3.1.1   | lamp/+       | lamp/1/state   |
        | 3.1.1   | lamp/+/state | lamp/1/2/state |
        | 3.1.1   | lamp/+       | lamps/1        |
        | 3.1.1   | +            | /lamp          |
        | 3.1.1   | lamp/#       | lamps          |
        | 3.1.1   | lamp/1/#     | lamp/11        |
        | 3.1.1   | lamp/1       | lamp/1/        |

  Rule: A wildcard in the first place does not mean the broker's own topics

    @must
    Scenario Outline: "<filter>" does not mean a topic that begins with a dollar sign
      Given a dashboard connected with MQTT <version>
      And the dashboard has subscribed to "<filter>" of the whole tree
      And a lamp connected with MQTT <version>
      And the broker carries messages of the lamp on "$lamp/1"
      When the lamp publishes "on" to "$lamp/1" at QoS 1
      Then the dashboard receives nothing from "$lamp/1"

      @MQTT5-4.7.2-1
      Examples:
        | version | filter |
        | 5.0     | #      |
        | 5.0     | +/1    |
        | 5.0     | +/#    |

      @MQTT3-4.7.2-1
      Examples:
        | version | filter |
        | 3.1.1   | #      |
        | 3.1.1   | +/1    |
        | 3.1.1   | +/#    |

  Rule: A filter is well-formed

    @must
    Scenario Outline: The broker refuses the filter "<filter>"
      Given a dashboard connected with MQTT <version>
      When the dashboard tries to subscribe to "<filter>"
      Then the broker refuses the subscription of the dashboard

      @MQTT5-4.7.1-1
      Examples:
        | version | filter       |
        | 5.0     | lamp#        |
        | 5.0     | lamp/#/state |
        | 5.0     | #lamp        |
        | 5.0     | lamp/##      |

      @MQTT3-4.7.1-2
      Examples:
        | version | filter       |
        | 3.1.1   | lamp#        |
        | 3.1.1   | lamp/#/state |
        | 3.1.1   | #lamp        |
        | 3.1.1   | lamp/##      |

    @must
    Scenario Outline: The broker refuses the filter "<filter>" with a misplaced plus
      Given a dashboard connected with MQTT <version>
      When the dashboard tries to subscribe to "<filter>"
      Then the broker refuses the subscription of the dashboard

      @MQTT5-4.7.1-2
      Examples:
        | version | filter        |
        | 5.0     | lamp+         |
        | 5.0     | lamp/+1/state |
        | 5.0     | ++            |

      @MQTT3-4.7.1-3
      Examples:
        | version | filter        |
        | 3.1.1   | lamp+         |
        | 3.1.1   | lamp/+1/state |
        | 3.1.1   | ++            |

    @must
    Scenario Outline: The broker refuses the filter "<filter>", short as it is
      Given a dashboard connected with MQTT <version>
      When the dashboard tries to subscribe to "<filter>" of the whole tree
      Then the broker refuses the subscription of the dashboard

      @MQTT5-4.7.1-1
      Examples:
        | version | filter |
        | 5.0     | a#     |

      @MQTT5-4.7.1-2
      Examples:
        | version | filter |
        | 5.0     | a+     |
        | 5.0     | +a     |

      @MQTT3-4.7.1-2
      Examples:
        | version | filter |
        | 3.1.1   | a#     |

      @MQTT3-4.7.1-3
      Examples:
        | version | filter |
        | 3.1.1   | a+     |
        | 3.1.1   | +a     |
