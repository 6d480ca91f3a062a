@mqtt @resilience @alone @slow
Feature: Recovery
  A broker that was restarted, lost its power, stood still or was cut off serves its clients again by itself: soon, from end to end,
  and as fast as before. While it is hit, messages are due all the time, and each of them is followed to its end.

  Rule: The service comes back after an orderly restart

    @must @RES-REC-1 @mqtt-3.1.1 @needs-restart
    Scenario: After an orderly restart messages flow as before
      Given a steady flow of messages over MQTT 3.1.1
      When the broker is restarted
      Then messages flow again
      And no acknowledged message of the flow is lost
      And they flow as fast as before

    @must @RES-REC-5 @mqtt-3.1.1 @needs-restart
    Scenario: After an orderly restart under load messages flow as before
      Given a steady flow of messages over MQTT 3.1.1
      And the traffic of many devices over MQTT 3.1.1
      When the broker is restarted
      Then messages flow again
      And no acknowledged message of the flow is lost
      And they flow as fast as before

  # What a sudden end may cost is graded by the profile: a number of acknowledged messages, or none.
  Rule: The service comes back after a sudden end

    @must @RES-REC-2 @mqtt-3.1.1 @needs-power-cycle
    Scenario: After a sudden end messages flow as before
      Given a steady flow of messages over MQTT 3.1.1
      When the broker ends suddenly and is started again
      Then messages flow again
      And they flow as fast as before

    @must @RES-REC-6 @mqtt-3.1.1 @needs-power-cycle
    Scenario: After a sudden end under load messages flow as before
      Given a steady flow of messages over MQTT 3.1.1
      And the traffic of many devices over MQTT 3.1.1
      When the broker ends suddenly and is started again
      Then messages flow again
      And they flow as fast as before

  Rule: A broker that stood still catches up

    @must @RES-REC-3 @mqtt-3.1.1 @needs-pause
    Scenario: After a standstill messages flow as before
      Given a steady flow of messages over MQTT 3.1.1
      When the broker stands still for a while
      Then messages flow again
      And no acknowledged message of the flow is lost
      And they flow as fast as before

  Rule: A link that was cut costs nothing that was acknowledged

    @must @RES-REC-4 @mqtt-3.1.1
    Scenario: When the link is back messages flow as before
      Given a steady flow of messages over MQTT 3.1.1, over a link that can be cut
      When the link is cut for a while
      Then messages flow again
      And no acknowledged message of the flow is lost
      And they flow as fast as before
