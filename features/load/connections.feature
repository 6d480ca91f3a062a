@load
Feature: Connections of a fleet
  Vehicles come into reach and leave it, meters stay connected for years. A broker lets them in at the
  rate at which they come, and keeps those that are quiet.

  Rule: The broker lets devices in and keeps them

    @must @alone @performance @LOAD-CON-1
    Scenario: Vehicles come into reach
      Given a fleet of vehicles
      When the fleet connects, one device after the other
      Then every connection is accepted

    @must @alone @stability @LOAD-FLT-1
    Scenario: Quiet devices stay connected
      Given a fleet of detectors
      When all of the fleet connect, are quiet for a while and then report
      Then every device is connected and none loses its connection
      And every message is acknowledged
