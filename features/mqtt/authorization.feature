@mqtt @security @authorization
Feature: Authorization
  The key of a lamp's door is no business of other lamps. What a device may not say must not be heard,
  and what it may not hear must not be told.

  Rule: A message without permission is answered by the rules

    @must
    Scenario Outline: A message without permission at QoS <qos> is acknowledged or ends the connection
      Given a lamp connected with MQTT <version>
      When the lamp tries to publish "open" to "forbidden/lamp/1/door" at QoS <qos>
      Then the broker acknowledges that message of the lamp or closes its connection

      @MQTT3-3.3.5-2
      Examples:
        | version | qos |
        | 3.1.1   | 0   |
        | 3.1.1   | 1   |
        | 3.1.1   | 2   |

      @CHMQTT-ACL-2 @mqtt-5.0
      Examples:
        | version | qos |
        | 5.0     | 0   |
        | 5.0     | 1   |
        | 5.0     | 2   |

  Rule: A message without permission reaches nobody

    @must @CHMQTT-ACL-2
    Scenario Outline: A message without permission at QoS <qos> reaches nobody
      Given a warden with the right to forbidden topics
      And the warden connected with MQTT <version>
      And the warden has subscribed to "forbidden/lamp/1/door"
      And a lamp connected with MQTT <version>
      When the lamp tries to publish "open" to "forbidden/lamp/1/door" at QoS <qos>
      And the broker acknowledges that message of the lamp or closes its connection
      Then the warden receives nothing from "forbidden/lamp/1/door"

      @mqtt-5.0
      Examples:
        | version | qos |
        | 5.0     | 0   |
        | 5.0     | 1   |
        | 5.0     | 2   |

      @mqtt-3.1.1
      Examples:
        | version | qos |
        | 3.1.1   | 0   |
        | 3.1.1   | 1   |
        | 3.1.1   | 2   |

    @must @CHMQTT-ACL-2 @mqtt-5.0
    Scenario: A will without permission reaches nobody
      Given a warden with the right to forbidden topics
      And the warden connected with MQTT 5.0
      And the warden has subscribed to "forbidden/lamp/1/door"
      When a lamp connects with MQTT 5.0 and:
        | will topic   | forbidden/lamp/1/door |
        | will payload | open                  |
      And the lamp loses its connection
      Then the warden receives nothing from "forbidden/lamp/1/door"

  Rule: A subscription without permission brings nothing

    @must @CHMQTT-ACL-3
    Scenario Outline: A device does not hear what it may not hear by asking for "<filter>"
      Given a warden with the right to forbidden topics
      And the warden connected with MQTT <version>
      And a lamp connected with MQTT <version>
      When the lamp tries to subscribe to "<filter>"
      And the warden publishes "open" to "forbidden/lamp/1/door" at QoS 1
      Then the lamp receives nothing from "forbidden/lamp/1/door", if it is still there

      @mqtt-5.0
      Examples:
        | version | filter                |
        | 5.0     | forbidden/lamp/1/door |
        | 5.0     | forbidden/lamp/#      |

      @mqtt-3.1.1
      Examples:
        | version | filter                |
        | 3.1.1   | forbidden/lamp/1/door |
        | 3.1.1   | forbidden/lamp/#      |

    @must @CHMQTT-ACL-4
    Scenario Outline: Who has the right is served
      Given a warden with the right to forbidden topics
      And the warden connected with MQTT <version>
      And the warden has subscribed to "forbidden/lamp/1/door"
      When the warden publishes "open" to "forbidden/lamp/1/door" at QoS 1
      Then the warden receives "open" from "forbidden/lamp/1/door"

      @mqtt-5.0
      Examples:
        | version |
        | 5.0     |

      @mqtt-3.1.1
      Examples:
        | version |
        | 3.1.1   |
