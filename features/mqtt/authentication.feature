@mqtt @security
Feature: Authentication
  Whoever can pretend to be a lamp can switch off a street. A broker that asks who a device is must
  turn away those who cannot tell.

  @authentication
  Rule: Who fails the check is turned away

    @must
    Scenario Outline: A device with a wrong password is turned away
      Given a lamp that has a wrong password
      When the lamp connects with MQTT <version>
      Then the broker refuses the lamp

      @MQTT5-3.1.4-2
      Examples:
        | version |
        | 5.0     |

      @CHMQTT-ACL-1 @mqtt-3.1.1
      Examples:
        | version |
        | 3.1.1   |

    @must
    Scenario Outline: A device that nobody knows is turned away
      Given a lamp that nobody knows
      When the lamp connects with MQTT <version>
      Then the broker refuses the lamp

      @MQTT5-3.1.4-2
      Examples:
        | version |
        | 5.0     |

      @CHMQTT-ACL-1 @mqtt-3.1.1
      Examples:
        | version |
        | 3.1.1   |

    @must @MQTT5-3.1.4-2
    Scenario: A broker that says why it turns a device away ends the connection then
      Given a lamp that has a wrong password
      When the lamp connects with MQTT 5.0
      And the broker says why it refuses the lamp
      Then the broker refuses the lamp

    @must @MQTT5-3.1.4-2
    Scenario: Nothing that a device with a wrong password sends is processed
      Given a dashboard connected with MQTT 5.0
      And the dashboard has subscribed to "lamp/1/state"
      And a lamp that has a wrong password
      And the lamp that has opened a connection for MQTT 5.0
      When the lamp sends the bytes "10 {len} 00 04 'MQTT' 05 {flags 02} 00 3C 00 {id} {login}; 30 {len} {topic lamp/1/state} 00 'on'"
      And the broker refuses the lamp
      Then the dashboard receives nothing

  Rule: A device whose identifier is rejected is turned away

    @must @MQTT5-3.1.3-8
    Scenario Outline: A device whose client identifier <kind> is turned away, if it is rejected
      When a lamp connects with MQTT 5.0 and:
        | client identifier | <identifier> |
      And the broker does not let the lamp in
      Then the broker refuses the lamp

      Examples:
        | kind                         | identifier                                       |
        | is longer than 23 characters | lampOfTheThirdStreetOnTheLeftBehindTheRedHouse   |
        | holds odd characters         | lamp #7 +/$                                      |
