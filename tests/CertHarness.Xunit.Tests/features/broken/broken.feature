Feature: Broken
  Scenario: S
    Given 1 lamp
    Gibberish
