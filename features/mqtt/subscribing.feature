@mqtt @interoperability
Feature: Subscribing
  A dashboard names the topics that it wants to see. It must get those, at the level of service
  that it was granted, until it says that it has seen enough.

  Rule: A subscription is answered

    @must
    Scenario Outline: The answer carries the packet identifier of the request
      Given a dashboard connected with MQTT <version>
      When the dashboard sends SUBSCRIBE for "lamp/1/state" with packet identifier <id>
      Then the dashboard receives SUBACK for packet identifier <id>

      @MQTT5-2.2.1-6 @MQTT5-3.8.4-1 @MQTT5-3.8.4-2
      Examples:
        | version | id    |
        | 5.0     | 1     |
        | 5.0     | 513   |
        | 5.0     | 65535 |

      @MQTT3-2.3.1-7 @MQTT3-3.8.4-1 @MQTT3-3.8.4-2
      Examples:
        | version | id    |
        | 3.1.1   | 1     |
        | 3.1.1   | 513   |
        | 3.1.1   | 65535 |

    @must
    Scenario Outline: Each filter of a request gets an answer of its own, in their order
      Given a dashboard connected with MQTT <version>
      And a lamp connected with MQTT <version>
      When the dashboard subscribes in one packet to:
        | topic filter | QoS |
        | lamp/1/state | 2   |
        | lamp/2/state | 0   |
        | lamp/3/state | 1   |
      Then the broker grants the dashboard each filter at most at the QoS asked for, in their order

      @MQTT5-3.9.3-1
      Examples:
        | version |
        | 5.0     |

      @MQTT3-3.9.3-1
      Examples:
        | version |
        | 3.1.1   |

    @must
    Scenario Outline: The answer has one code for each filter
      Given a dashboard connected with MQTT <version>
      When the dashboard tries to subscribe in one packet to:
        | topic filter | QoS |
        | lamp/1/state | 1   |
        | lamp/2/state | 1   |
        | lamp/3/state | 1   |
      Then the broker answers the dashboard for each filter with the QoS granted, at most the one asked for, or a failure

      @MQTT5-3.8.4-6 @MQTT5-3.8.4-7 @MQTT5-3.9.3-2
      Examples:
        | version |
        | 5.0     |

      @MQTT3-3.8.4-5 @MQTT3-3.9.3-2
      Examples:
        | version |
        | 3.1.1   |

    @must
    Scenario Outline: Many filters in one request are as good as many requests
      Given a dashboard connected with MQTT <version>
      And a lamp connected with MQTT <version>
      When the dashboard subscribes in one packet to:
        | topic filter | QoS |
        | lamp/1/state | 2   |
        | lamp/2/state | 0   |
        | lamp/3/state | 1   |
      And the lamp publishes "a" to "lamp/1/state" at QoS 1
      And the lamp publishes "b" to "lamp/2/state" at QoS 1
      And the lamp publishes "c" to "lamp/3/state" at QoS 1
      Then the dashboard receives "a" from "lamp/1/state"
      And the dashboard receives "b" from "lamp/2/state"
      And the dashboard receives "c" from "lamp/3/state"

      @MQTT5-3.8.4-5
      Examples:
        | version |
        | 5.0     |

      @MQTT3-3.8.4-4
      Examples:
        | version |
        | 3.1.1   |

  Rule: A subscription to the same filter takes the place of the older one

    @must
    Scenario Outline: The newer subscription decides about the QoS, and there is one copy
      Given a dashboard connected with MQTT <version>
      And the dashboard has subscribed to "lamp/1/state" at QoS <first>
      And the dashboard has subscribed to "lamp/1/state" at QoS <second>
      And a lamp connected with MQTT <version>
      When the lamp publishes "on" to "lamp/1/state" at QoS <published>
      Then the dashboard receives "on" from "lamp/1/state" at QoS <second>
      And the dashboard receives nothing more

      @MQTT5-3.8.4-3
      Examples:
        | version | first | second | published |
        | 5.0     | 0     | 1      | 1         |
        | 5.0     | 1     | 0      | 1         |
        | 5.0     | 1     | 1      | 1         |
        | 5.0     | 0     | 2      | 2         |
        | 5.0     | 2     | 0      | 2         |

      @MQTT3-3.8.4-3
      Examples:
        | version | first | second | published |
        | 3.1.1   | 0     | 1      | 1         |
        | 3.1.1   | 1     | 0      | 1         |
        | 3.1.1   | 1     | 1      | 1         |
        | 3.1.1   | 0     | 2      | 2         |
        | 3.1.1   | 2     | 0      | 2         |

  Rule: Filters may overlap

    @must
    Scenario Outline: The highest QoS of all matching filters counts
      Given a dashboard connected with MQTT <version>
      And the dashboard has subscribed to "lamp/+/state" at QoS <first>
      And the dashboard has subscribed to "lamp/#" at QoS <second>
      And a lamp connected with MQTT <version>
      When the lamp publishes "on" to "lamp/1/state" at QoS <highest>
      Then the dashboard receives "on" from "lamp/1/state" at QoS <highest> at least once

      @MQTT5-3.3.4-2
      Examples:
        | version | first | second | highest |
        | 5.0     | 0     | 1      | 1       |
        | 5.0     | 0     | 2      | 2       |
        | 5.0     | 2     | 1      | 2       |

      @MQTT3-3.3.5-1
      Examples:
        | version | first | second | highest |
        | 3.1.1   | 0     | 1      | 1       |
        | 3.1.1   | 0     | 2      | 2       |
        | 3.1.1   | 2     | 1      | 2       |

  Rule: A subscription ends when the subscriber says so

    @must
    Scenario Outline: The end of a subscription is acknowledged with the packet identifier of the request
      Given a dashboard connected with MQTT <version>
      And the dashboard has subscribed to "lamp/1/state"
      When the dashboard sends UNSUBSCRIBE for "lamp/1/state" with packet identifier <id>
      Then the dashboard receives UNSUBACK for packet identifier <id>

      @MQTT5-2.2.1-6 @MQTT5-3.10.4-4 @MQTT5-3.10.4-5
      Examples:
        | version | id    |
        | 5.0     | 1     |
        | 5.0     | 513   |
        | 5.0     | 65535 |

      @MQTT3-2.3.1-7 @MQTT3-3.10.4-4
      Examples:
        | version | id    |
        | 3.1.1   | 1     |
        | 3.1.1   | 513   |
        | 3.1.1   | 65535 |

    @must
    Scenario Outline: Even the end of an unknown subscription is acknowledged
      Given a dashboard connected with MQTT <version>
      When the dashboard sends UNSUBSCRIBE for "lamp/1/state" with packet identifier 7
      Then the dashboard receives UNSUBACK for packet identifier 7

      @MQTT5-3.10.4-5
      Examples:
        | version |
        | 5.0     |

      @MQTT3-3.10.4-5
      Examples:
        | version |
        | 3.1.1   |

    @must
    Scenario Outline: Messages stop
      Given a dashboard connected with MQTT <version>
      And the dashboard has subscribed to "<filter>"
      And a lamp connected with MQTT <version>
      And the lamp has published "on" to "lamp/1/state" at QoS 1
      And the dashboard has received "on" from "lamp/1/state"
      When the dashboard unsubscribes from "<filter>"
      And the lamp publishes "off" to "lamp/1/state" at QoS 1
      Then the dashboard receives nothing more

      @MQTT5-3.10.4-1 @MQTT5-3.10.4-2
      Examples:
        | version | filter       |
        | 5.0     | lamp/1/state |
        | 5.0     | lamp/+/state |
        | 5.0     | lamp/#       |

      @MQTT3-3.10.4-1 @MQTT3-3.10.4-2
      Examples:
        | version | filter       |
        | 3.1.1   | lamp/1/state |
        | 3.1.1   | lamp/+/state |
        | 3.1.1   | lamp/#       |

    @must
    Scenario Outline: Only the very same filter ends a subscription
      Given a dashboard connected with MQTT <version>
      And the dashboard has subscribed to "lamp/1/state"
      And a lamp connected with MQTT <version>
      When the dashboard unsubscribes from "<other>"
      And the lamp publishes "on" to "lamp/1/state" at QoS 1
      Then the dashboard receives "on" from "lamp/1/state"

      @MQTT5-3.10.4-1
      Examples:
        | version | other        |
        | 5.0     | lamp/+/state |
        | 5.0     | lamp/#       |
        | 5.0     | Lamp/1/state |

      @MQTT3-3.10.4-1
      Examples:
        | version | other        |
        | 3.1.1   | lamp/+/state |
        | 3.1.1   | lamp/#       |
        | 3.1.1   | Lamp/1/state |

    @must
    Scenario Outline: Many filters in one request end many subscriptions
      Given a dashboard connected with MQTT <version>
      And the dashboard has subscribed to "lamp/1/state"
      And the dashboard has subscribed to "lamp/2/state"
      And a lamp connected with MQTT <version>
      When the dashboard unsubscribes in one packet from:
        | topic filter |
        | lamp/1/state |
        | lamp/2/state |
      And the lamp publishes "on" to "lamp/1/state" at QoS 1
      And the lamp publishes "on" to "lamp/2/state" at QoS 1
      Then the dashboard receives nothing
      And the dashboard has received one UNSUBACK

      @MQTT5-3.10.4-6
      Examples:
        | version |
        | 5.0     |

      @MQTT3-3.10.4-6
      Examples:
        | version |
        | 3.1.1   |

    @must @MQTT5-3.11.3-1 @MQTT5-3.11.3-2
    Scenario: The answer tells known subscriptions from unknown ones
      Given a dashboard connected with MQTT 5.0
      And the dashboard has subscribed to "lamp/2/state"
      And the dashboard has subscribed to "lamp/3/state"
      When the dashboard tries to unsubscribe in one packet from:
        | topic filter |
        | lamp/1/state |
        | lamp/2/state |
        | lamp/3/state |
      Then the UNSUBACK of the dashboard has the reason codes "0x11, 0x00, 0x00"

    @must
    Scenario Outline: A delivery that has begun is completed
      Given a dashboard connected with MQTT <version>
      And the dashboard withholds every PUBREC
      And the dashboard has subscribed to "lamp/1/state" at QoS 2
      And a lamp connected with MQTT <version>
      And the lamp has published "on" to "lamp/1/state" at QoS 2
      And the dashboard has received "on" from "lamp/1/state"
      When the dashboard unsubscribes from "lamp/1/state"
      And the dashboard sends PUBREC for "on"
      Then the dashboard receives PUBREL for "on"

      @MQTT5-3.10.4-3
      Examples:
        | version |
        | 5.0     |

      @MQTT3-3.10.4-3
      Examples:
        | version |
        | 3.1.1   |

  Rule: A subscriber can spare itself its own messages

    @must @MQTT5-3.8.3-3
    Scenario: With no local a client does not hear itself, but others
      Given a gateway connected with MQTT 5.0
      And the gateway has subscribed to "lamp/1/state" with:
        | no local | yes |
      And a lamp connected with MQTT 5.0
      When the gateway publishes "mine" to "lamp/1/state" at QoS 1
      And the lamp publishes "other" to "lamp/1/state" at QoS 1
      Then the gateway receives "other" from "lamp/1/state"
      And the gateway receives nothing more

  Rule: A subscription can have a number

    @must @MQTT5-3.3.4-3
    Scenario: A message tells by which subscription it came
      Given a dashboard connected with MQTT 5.0
      And the dashboard has subscribed to "lamp/+/state" with:
        | subscription identifier | 268435455 |
      And a lamp connected with MQTT 5.0
      When the lamp publishes "on" to "lamp/1/state" at QoS 1
      Then the dashboard receives "on" from "lamp/1/state" with:
        | subscription identifier | 268435455 |

    @must @MQTT5-3.3.4-3 @MQTT5-3.3.4-4 @MQTT5-3.3.4-5
    Scenario: A message that several subscriptions match tells all of them
      Given a dashboard connected with MQTT 5.0
      And the dashboard has subscribed to "lamp/+/state" with:
        | subscription identifier | 5 |
      And the dashboard has subscribed to "lamp/#" with:
        | subscription identifier | 300 |
      And a lamp connected with MQTT 5.0
      When the lamp publishes "on" to "lamp/1/state" at QoS 1
      Then the dashboard receives "on" from "lamp/1/state" under the subscription identifiers "5, 300"

    @must @MQTT5-3.8.4-3 @MQTT5-3.3.4-3
    Scenario: A renewed subscription has its newest number
      Given a dashboard connected with MQTT 5.0
      And the dashboard has subscribed to "lamp/1/state" with:
        | subscription identifier | 5 |
      And the dashboard has subscribed to "lamp/1/state" with:
        | subscription identifier | 6 |
      And a lamp connected with MQTT 5.0
      When the lamp publishes "on" to "lamp/1/state" at QoS 1
      Then the dashboard receives "on" from "lamp/1/state" with:
        | subscription identifier | 6 |
