@mqtt @resilience @alone
Feature: Durability
  What a broker has taken charge of outlives it: messages, sessions, subscriptions, retained messages and wills. The standards of MQTT
  leave open what a restart costs; here an orderly restart costs nothing, and at the highest level neither does a sudden end.

  Rule: Acknowledged messages wait for their subscriber

    @must
    Scenario Outline: What was acknowledged arrives once and in order after <hit>
      Given a dashboard connected with MQTT 3.1.1 with a lasting session
      And the dashboard has subscribed to "lamp/1" at QoS 2
      And the dashboard has disconnected
      And a lamp connected with MQTT 3.1.1
      And the lamp has published 20 messages to "lamp/1" at QoS 1
      When the broker <event>
      And the dashboard reconnects
      Then the dashboard receives the 20 messages from "lamp/1" in order
      And the dashboard receives nothing more

      @RES-DUR-1 @mqtt-3.1.1 @needs-restart
      Examples:
        | hit                | event        |
        | an orderly restart | is restarted |

      @RES-DUR-2 @mqtt-3.1.1 @needs-power-cycle
      Examples:
        | hit          | event                              |
        | a sudden end | ends suddenly and is started again |

    @must @RES-DUR-8 @mqtt-3.1.1 @needs-restart
    Scenario: What a subscriber has not acknowledged is sent again after a restart
      Given a dashboard connected with MQTT 3.1.1 with a lasting session
      And the dashboard has subscribed to "lamp/1" at QoS 1
      And the dashboard withholds every PUBACK
      And a lamp connected with MQTT 3.1.1
      And the lamp has published 3 messages to "lamp/1" at QoS 1
      And the dashboard has received the 3 messages from "lamp/1" in order
      When the broker is restarted
      And the dashboard reconnects
      Then the dashboard receives the 3 messages from "lamp/1" in order

  Rule: Exactly once is exactly once over a restart

    @must @RES-DUR-7 @mqtt-3.1.1 @qos-2 @needs-restart
    Scenario: A message that its publisher repeats after a restart is delivered once
      Given a dashboard connected with MQTT 3.1.1 with a lasting session
      And the dashboard has subscribed to "lamp/1" at QoS 2
      And the dashboard has disconnected
      And a lamp connected with MQTT 3.1.1 with a lasting session
      And the lamp has sent a PUBLISH of "on" to "lamp/1" with:
        | QoS               | 2 |
        | packet identifier | 7 |
      And the lamp has received PUBREC for packet identifier 7
      When the broker is restarted
      And the lamp reconnects
      And the lamp sends a PUBLISH of "on" to "lamp/1" with:
        | QoS               | 2   |
        | packet identifier | 7   |
        | DUP               | yes |
      And the lamp receives PUBREC for packet identifier 7
      And the lamp sends PUBREL for packet identifier 7
      And the lamp receives PUBCOMP for packet identifier 7
      And the dashboard reconnects
      Then the dashboard receives "on" from "lamp/1"
      And the dashboard receives nothing more

    @must @RES-DUR-7 @mqtt-3.1.1 @qos-2 @needs-restart
    Scenario: A message that its subscriber has received is not delivered again after a restart
      Given a dashboard connected with MQTT 3.1.1 with a lasting session
      And the dashboard has subscribed to "lamp/1" at QoS 2
      And the dashboard withholds every PUBCOMP
      And a lamp connected with MQTT 3.1.1
      And the lamp has published "on" to "lamp/1" at QoS 2
      And the dashboard has received "on" from "lamp/1"
      And the dashboard has received PUBREL for "on"
      When the broker is restarted
      And the dashboard reconnects
      Then the dashboard receives nothing

  Rule: Sessions and their subscriptions stay

    @must
    Scenario Outline: A session goes on with its subscriptions after <hit>
      Given a dashboard connected with MQTT 3.1.1 with a lasting session
      And the dashboard has subscribed to "lamp/1" at QoS 1
      When the broker <event>
      And the dashboard reconnects
      And a lamp connected with MQTT 3.1.1
      And the lamp publishes "on" to "lamp/1" at QoS 1
      Then the broker resumes the session of the dashboard
      And the dashboard receives "on" from "lamp/1"

      @RES-DUR-3 @mqtt-3.1.1 @needs-restart
      Examples:
        | hit                | event        |
        | an orderly restart | is restarted |

      @RES-DUR-4 @mqtt-3.1.1 @needs-power-cycle
      Examples:
        | hit          | event                              |
        | a sudden end | ends suddenly and is started again |

  Rule: Retained messages stay

    @must
    Scenario Outline: A retained message is still there after <hit>
      Given a lamp connected with MQTT 3.1.1
      And the lamp has published "on" to "lamp/1", retained, at QoS 1
      When the broker <event>
      And a dashboard connected with MQTT 3.1.1 subscribes to "lamp/1"
      Then the dashboard receives "on" from "lamp/1" with the retain flag set

      @RES-DUR-5 @mqtt-3.1.1 @retained-messages @needs-restart
      Examples:
        | hit                | event        |
        | an orderly restart | is restarted |

      @RES-DUR-6 @mqtt-3.1.1 @retained-messages @needs-power-cycle
      Examples:
        | hit          | event                              |
        | a sudden end | ends suddenly and is started again |

  Rule: What was taken back stays so

    @must @RES-DUR-9 @mqtt-3.1.1 @needs-restart
    Scenario: A subscription and a retained message that were taken back do not return with a restart
      Given a lamp connected with MQTT 3.1.1
      And the lamp has published "old" to "lamp/1", retained, at QoS 1
      And the lamp has published "" to "lamp/1", retained, at QoS 1
      And a dashboard connected with MQTT 3.1.1 with a lasting session
      And the dashboard has subscribed to "lamp/2"
      And the dashboard unsubscribes from "lamp/2"
      When the broker is restarted
      And the dashboard reconnects
      And the dashboard subscribes to "lamp/1"
      And the lamp reconnects
      And the lamp publishes "on" to "lamp/2" at QoS 1
      Then the dashboard receives nothing

    @must @RES-DUR-9 @mqtt-3.1.1 @needs-restart
    Scenario: A session that was ended does not return with a restart
      Given a dashboard connected with MQTT 3.1.1 with a lasting session
      And the dashboard has subscribed to "lamp/1"
      And the dashboard reconnects with a clean start
      And the dashboard has disconnected
      When the broker is restarted
      And the dashboard reconnects
      Then the broker starts a new session for the dashboard

  Rule: Wills are published when they are due, and only then

    @must @RES-DUR-10 @mqtt-3.1.1 @needs-restart
    Scenario: A device that said goodbye is not reported as lost by a restart
      Given a dashboard connected with MQTT 3.1.1 with a lasting session
      And the dashboard has subscribed to "lamp/1/status" at QoS 1
      And the dashboard has disconnected
      And a lamp connected with MQTT 3.1.1 and:
        | will topic   | lamp/1/status |
        | will payload | lost          |
        | will QoS     | 1             |
      And the lamp has disconnected
      When the broker is restarted
      And the dashboard reconnects
      Then the dashboard receives nothing

    @must @RES-DUR-11 @mqtt-3.1.1 @needs-pause
    Scenario: A device that crashed while the broker stood still is reported as lost
      Given a dashboard connected with MQTT 3.1.1
      And the dashboard has subscribed to "lamp/1/status" at QoS 1
      And a lamp connected with MQTT 3.1.1 and:
        | will topic   | lamp/1/status |
        | will payload | lost          |
        | will QoS     | 1             |
      When the broker stands still
      And the lamp crashes
      And the broker goes on
      Then the dashboard receives "lost" from "lamp/1/status"

    @must @RES-DUR-12 @mqtt-5.0 @needs-restart
    Scenario: A will that waits for its delay is not lost with a restart
      Given a dashboard connected with MQTT 5.0 with a lasting session
      And the dashboard has subscribed to "lamp/1/status" at QoS 1
      And a lamp connected with MQTT 5.0 and:
        | will topic     | lamp/1/status |
        | will payload   | lost          |
        | will QoS       | 1             |
        | will delay     | 1             |
        | session expiry | 60            |
      And the dashboard has disconnected
      When the lamp loses its connection
      And the broker is restarted
      And the dashboard reconnects
      Then the dashboard receives "lost" from "lamp/1/status" between 0 and 8 seconds later

    @must @RES-DUR-13 @mqtt-5.0 @needs-restart
    Scenario: A device that is back before its will is due is not reported as lost by a restart
      Given a dashboard connected with MQTT 5.0 with a lasting session
      And the dashboard has subscribed to "lamp/1/status" at QoS 1
      And a lamp connected with MQTT 5.0 and:
        | will topic     | lamp/1/status |
        | will payload   | lost          |
        | will QoS       | 1             |
        | will delay     | 50            |
        | session expiry | 60            |
      And the dashboard has disconnected
      When the lamp loses its connection
      And the broker is restarted
      And the lamp reconnects
      And the dashboard reconnects
      Then the dashboard receives nothing
