@echo @conformity
Feature: Echo
  Whoever wants to know whether a line works asks for an echo.

  @must @RFC862-1
  Scenario Outline: What is sent comes back
    Given a client connected to the echo server
    When the client sends <text>
    Then the echo server answers <text>

    Examples:
      | text      |
      | "hello"   |
      | "Grüße 1" |

  @must @RFC862-1
  Scenario: What is sent in parts comes back in order
    Given a client connected to the echo server
    When the client sends "one "
    And the client sends "two"
    Then the echo server answers "one two"
