@mqtt @resilience
Feature: Overload
  A firmware error in ten thousand lamps, a camera that streams where it should report, a dashboard that hangs: one
  client's excess must not become everybody's failure. The broker may refuse, slow down or cut off who overdoes it.

  Rule: Very many who come at once keep nobody out

    @must @alone @RES-OVR-1
    Scenario: Others are served during a connection storm
      Given bystanders who exchange messages all the time
      When very many clients connect at once and vanish
      Then the bystanders are served throughout

    @must @alone @RES-OVR-2
    Scenario: A new client is served after a connection storm
      When very many clients connect at once and vanish
      Then a dashboard connected with MQTT 3.1.1 subscribes to "lamp/1/state"
      And a lamp connected with MQTT 3.1.1
      And the lamp publishes "on" to "lamp/1/state" at QoS 1
      And the dashboard receives "on" from "lamp/1/state"

    @must @RES-OVR-10
    Scenario: Connections on which nobody speaks keep nobody out
      When many connections are opened on which nobody introduces itself
      Then a dashboard connected with MQTT 3.1.1 subscribes to "lamp/1/state"
      And a lamp connected with MQTT 3.1.1
      And the lamp publishes "on" to "lamp/1/state" at QoS 1
      And the dashboard receives "on" from "lamp/1/state"

  Rule: A subscriber that cannot keep up holds up nobody else

    @must @alone @RES-OVR-3
    Scenario: Others are served beside a subscriber that does not read
      Given bystanders who exchange messages all the time
      And a recorder that has subscribed to "camera/1" and reads nothing
      When a camera publishes to "camera/1" as fast as it can
      Then the bystanders are served throughout

    # What earlier scenarios left behind would hide what is held here, so the broker is new. Nobody receives the first flood: what the
    # broker holds after it is what it takes to pass messages on.
    @must @alone @needs-memory @needs-restart @RES-OVR-4
    Scenario: What a subscriber does not read does not fill the memory
      Given the broker is restarted
      And a drone that has published to "drone/1" as fast as it can
      And the memory of the broker is watched
      And a recorder that has subscribed to "drone/1" and reads nothing
      When the drone publishes to "drone/1" as fast as it can
      Then the broker holds less than half of what the drone published

    @must @RES-OVR-5
    Scenario: Other subscribers are served beside one that never acknowledges
      Given a platform connected with MQTT 3.1.1
      And the platform has subscribed to "charger/1" at QoS 1
      And a charger connected with MQTT 3.1.1
      And a recorder connected with MQTT 3.1.1
      And the recorder has subscribed to "charger/1" at QoS 1
      When the recorder withholds every PUBACK
      Then the charger publishes its messages to "charger/1" at QoS 1
      And the platform has received each message of the charger from "charger/1" at least once

  Rule: One client's excess is not everybody's failure

    @must @alone @RES-OVR-6
    Scenario: Others are served while one client floods the broker
      Given bystanders who exchange messages all the time
      When a meter publishes to "meter/1" as fast as it can
      Then the bystanders are served throughout

    @must @alone @RES-OVR-7
    Scenario: Others are served while one client leaves messages on very many topics
      Given bystanders who exchange messages all the time
      When a gateway leaves retained messages on very many topics
      Then the bystanders are served throughout

    @must @alone @RES-OVR-9
    Scenario: Others are served while one client makes very many subscriptions
      Given bystanders who exchange messages all the time
      When a gateway makes very many subscriptions
      Then the bystanders are served throughout

    @must @alone @RES-OVR-8
    Scenario: Others are served while clients go as far as the protocol can express
      Given bystanders who exchange messages all the time
      When clients go to the edge of what the protocol can express
      Then the bystanders are served throughout
