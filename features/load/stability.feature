@load @stability
Feature: Stability over time
  What leaks, grows or fills up does so slowly. A broker that runs for years shows no drift while it is
  under load: the trend of what is measured second by second says so, with its confidence.

  Rule: The broker is at the end as it was at the beginning

    @must @alone @LOAD-SOK-1
    Scenario: Nothing gets slower while load lasts
      Given a fleet of pumps
      And a control room that follows the fleet
      When the fleet publishes at QoS 1
      Then every message is acknowledged
      And every acknowledged message arrives whole
      And it gets neither slower nor less over time

    @must @alone @needs-memory @LOAD-SOK-2
    Scenario: No memory is left behind by devices that come and go
      Given a fleet of scooters
      When the fleet connects, one device after the other
      Then every connection is accepted
      And the memory of the broker does not grow

  Rule: One slow subscriber is a matter between it and the broker

    @must @alone @LOAD-SLO-1
    Scenario: A display that acknowledges nothing holds up nobody else
      Given a fleet of lifts
      And a control room that follows the fleet
      And a display connected with MQTT 3.1.1 subscribes to "fleet/+"
      And the display withholds every PUBACK
      When the fleet publishes at QoS 1
      Then every message is acknowledged
      And every acknowledged message arrives whole
