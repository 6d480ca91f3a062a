@load @performance
Feature: Message throughput
  Thousands of lamps tell a control room how they are. Under the load that a city puts on its broker,
  what the broker has taken over arrives, in time and in order. How many, how often and how long is the
  profile's to say; what was measured is graded by the profile's limits.

  Rule: What the broker takes over at the fleet's rate arrives

    @must @alone
    Scenario Outline: Lamps report to the control room
      Given a fleet of lamps that speaks MQTT <version>
      And a control room that follows the fleet
      When the fleet publishes at QoS 1
      Then every message is acknowledged
      And the messages of each device arrive in order
      And every acknowledged message arrives whole

      @LOAD-THR-1
      Examples:
        | version |
        | 5.0     |

      @LOAD-THR-2
      Examples:
        | version |
        | 3.1.1   |

    @must @alone
    Scenario Outline: Sensors report at each quality of service
      Given a fleet of sensors that speaks MQTT <version>
      And a control room that follows the fleet
      When the fleet publishes at each QoS in turn
      Then every message is acknowledged
      And the messages of each device arrive in order
      And no message at QoS 2 arrives twice
      And every acknowledged message arrives whole

      @LOAD-MIX-1
      Examples:
        | version |
        | 5.0     |

      @LOAD-MIX-2
      Examples:
        | version |
        | 3.1.1   |

    @must @alone @LOAD-LRG-1
    Scenario: Cameras send pictures
      Given a fleet of cameras
      And a control room that follows the fleet
      When the fleet publishes at QoS 1
      Then every message is acknowledged
      And the messages of each device arrive in order
      And every acknowledged message arrives whole

  Rule: Many speak to one, and one to many

    @must @alone @LOAD-FIN-1
    Scenario: All meters report on the hour
      Given a fleet of meters
      And a control room that follows the fleet
      When all of the fleet report at the same moment, again and again
      Then every message is acknowledged
      And the messages of each device arrive in order
      And every acknowledged message arrives whole

    @must @alone @LOAD-FAN-1
    Scenario: A tariff change reaches every charging station
      Given a fleet of tariffs
      And stations that follow the fleet
      When the fleet publishes at QoS 1
      Then every message is acknowledged
      And the messages of each device arrive in order
      And every acknowledged message arrives whole

    @must @alone @LOAD-RET-1
    Scenario: After an outage all displays want to know how things stand
      Given a fleet of stops
      And each of the fleet has left a retained message
      When the displays all come back within a second
      Then each of them receives every retained message

  Rule: The broker has a capacity

    @must @alone @LOAD-CAP-1
    Scenario: The rate rises until the broker no longer holds it
      Given a fleet of buses
      And a control room that follows the fleet
      When the fleet publishes more and more
      Then there is a rate at which no acknowledged message is lost or late
