@city
Feature: Lamps

  @must @solo
  Scenario: A lamp shines
    Given 1 lamp
    Then 1 lamp shines

  Scenario Outline: Lamps are counted
    Given <count> lamps
    Then <shining> lamps shine

    Examples:
      | count | shining |
      | 2     | 2       |
      | 3     | 4       |
      | 3     | 4       |

  Scenario: Left out
    Given a dark city
    Then 1 lamp shines

  Scenario: Pending
    Given a step to be written

  Scenario: Undefined
    Given 1 lamp
    When "somebody" switches 2 lamps off

  Scenario: Ambiguous
    Given two meanings

  Scenario: Without steps

  Scenario: Attached
    Given a picture
