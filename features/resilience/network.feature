@mqtt @resilience
Feature: Bad networks
  Lamps hang on radio, cables are dug up, gateways reboot. What goes wrong between a device and the broker must stay
  between them, and what was promised must hold when they meet again.

  Rule: A link that died unseen is noticed, and replaced without waiting

    @must @slow @RES-NET-1
    Scenario: Devices whose links have died count as failed soon after their keep alive
      Given a dashboard connected with MQTT 3.1.1
      And the dashboard has subscribed to "lamps/lost"
      When lamps connect with MQTT 3.1.1 and their links die unseen, one after another:
        | keep alive | 2          |
        | will topic | lamps/lost |
      Then the dashboard receives the wills of all of them soon after their keep alive

    @must @RES-NET-2
    Scenario: A device whose link has died takes its session over on another one
      Given a platform connected with MQTT 3.1.1
      And a lamp behind a link that can fail
      And a lamp connected with MQTT 3.1.1 with a lasting session
      And the lamp has subscribed to "lamp/1/command" at QoS 1
      And the link of the lamp has died unseen
      And the platform has published "dim" to "lamp/1/command" at QoS 1
      When the lamp has got another link
      Then the lamp reconnects
      And the broker resumes the session of the lamp
      And the lamp receives "dim" from "lamp/1/command"

  Rule: A bad link is served as well as it allows

    @must @RES-NET-3
    Scenario: Messages over a slow and unsteady link arrive complete and in order
      Given a platform connected with MQTT 3.1.1
      And the platform has subscribed to "air/1" at QoS 1
      And a sensor behind a slow and unsteady link
      When the sensor connects with MQTT 3.1.1
      Then the broker accepts the sensor
      And the sensor publishes its messages to "air/1" at QoS 1
      And the platform has received each message of the sensor from "air/1" exactly once and in order

    @must @alone @RES-NET-4
    Scenario: A connection that brings single bytes is served, and so are others
      Given bystanders who exchange messages all the time
      And a platform connected with MQTT 3.1.1
      And the platform has subscribed to "air/1" at QoS 1
      And a sensor behind a link that brings single bytes
      When the sensor connects with MQTT 3.1.1
      Then the broker accepts the sensor
      And the sensor publishes its messages to "air/1" at QoS 1
      And the platform has received each message of the sensor from "air/1" exactly once and in order
      And the bystanders are served throughout

  Rule: A bad link harms nobody but those behind it

    @must @alone @RES-NET-5
    Scenario: Others are served beside links that corrupt what they carry
      Given bystanders who exchange messages all the time
      And a detector behind a link that corrupts what it carries
      When the detector publishes its messages to "detector/1" as well as its link lets it
      Then the bystanders are served throughout

    @must @alone @RES-NET-6
    Scenario: Others are served beside a subscriber behind a narrow link
      Given bystanders who exchange messages all the time
      And a recorder behind a narrow link
      And a recorder connected with MQTT 3.1.1
      And the recorder has subscribed to "camera/1"
      When a camera publishes to "camera/1" as fast as it can
      Then the bystanders are served throughout

    @must @RES-NET-9
    Scenario: A device whose connections broke off while it introduced itself is let in
      Given a platform connected with MQTT 3.1.1
      When the connections of a lamp break off after every byte of its CONNECT
      Then a lamp connected with MQTT 3.1.1
      And the lamp subscribes to "lamp/1/command"
      And the platform publishes "dim" to "lamp/1/command" at QoS 1
      And the lamp receives "dim" from "lamp/1/command"

  Rule: A link that breaks in the middle of an exchange breaks no promise

    @must @RES-NET-7
    Scenario: Each message at QoS 2 arrives exactly once
      Given a platform connected with MQTT 3.1.1
      And the platform has subscribed to "air/1" at QoS 2
      And a sensor behind a link that can fail
      And a sensor connected with MQTT 3.1.1 with a lasting session
      When the sensor publishes its messages to "air/1" at QoS 2 while its link breaks over and over
      Then the platform has received each message of the sensor from "air/1" exactly once and in order

    @must @RES-NET-8
    Scenario: Each message at QoS 1 arrives at least once
      Given a platform behind a link that can fail
      And a platform connected with MQTT 3.1.1 with a lasting session
      And the platform has subscribed to "air/1" at QoS 1
      And a sensor connected with MQTT 3.1.1
      When the sensor publishes its messages to "air/1" at QoS 1 while the link of the platform breaks over and over
      Then the platform has received each message of the sensor from "air/1" at least once
