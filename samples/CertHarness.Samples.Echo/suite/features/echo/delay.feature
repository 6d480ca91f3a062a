@echo @performance
Feature: Delay
  An echo that takes long says that the line or the server is slow.

  @must @ECHO-DELAY-1
  Scenario: Echoes come back soon
    Given a client connected to the echo server
    When the client sends one message after the other
    Then the delay of the echoes is measured
