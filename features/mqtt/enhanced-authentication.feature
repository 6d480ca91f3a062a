@mqtt @security @enhanced-authentication
Feature: Enhanced authentication
  A password that is never sent cannot be overheard. Broker and device prove to each other that they
  know it, in as many steps as that takes.

  Rule: The broker asks until it knows enough

    @must @MQTT5-4.12.0-2 @MQTT5-3.15.2-1
    Scenario: The broker asks a device for its proof
      When a lamp begins an enhanced authentication
      Then the broker asks the lamp for more with AUTH and the reason code 0x18
      And every AUTH to the lamp has one of the reason codes "0x00, 0x18"

    @must @MQTT5-4.12.0-5 @MQTT5-3.15.2-1
    Scenario: A device that proves who it is is let in
      When a lamp begins an enhanced authentication
      And the lamp answers the challenge rightly
      Then the broker accepts the lamp
      And every AUTH and the CONNACK to the lamp name the authentication method of its CONNECT
      And every AUTH to the lamp has one of the reason codes "0x00, 0x18"
      And the connection of the lamp stays open

    @must @MQTT5-4.12.0-4
    Scenario: A device that fails to prove who it is is turned away
      When a lamp begins an enhanced authentication
      And the lamp answers the challenge wrongly
      Then the broker refuses the lamp

    @must @MQTT5-3.15.2-2 @MQTT5-3.15.2-3
    Scenario Outline: An explanation makes no AUTH too large for a device that takes <size> bytes
      When a lamp that takes at most <size> bytes begins an enhanced authentication
      Then the broker asks the lamp for more with AUTH and the reason code 0x18
      And no AUTH to the lamp has more than <size> bytes because of a "Reason String" or a "User Property"

      Examples:
        | size |
        | 160  |
        | 200  |
        | 300  |

  Rule: A device can prove again who it is

    @must @MQTT5-3.15.2-1 @MQTT5-4.12.0-5
    Scenario: A device that proves again who it is stays connected
      Given a lamp connected with an enhanced authentication
      When the lamp begins to authenticate itself again
      And the lamp answers the challenge rightly
      Then the broker tells the lamp that it is authenticated again
      And every AUTH and the CONNACK to the lamp name the authentication method of its CONNECT
      And every AUTH to the lamp has one of the reason codes "0x00, 0x18"
      And the connection of the lamp stays open

    @must @MQTT5-4.12.1-2
    Scenario: A device that fails to prove again who it is is cut off
      Given a lamp connected with an enhanced authentication
      When the lamp begins to authenticate itself again
      And the lamp answers the challenge wrongly
      Then the broker closes the connection of the lamp
