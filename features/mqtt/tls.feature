@mqtt @security @tls
Feature: TLS
  What a city's devices report crosses networks that do not belong to the city. Nobody on the way may
  read it or change it.

  Rule: Behind TLS the broker serves as it does without

    @must @CHMQTT-TLS-1
    Scenario Outline: A lamp behind TLS is heard
      Given a lamp that reaches the broker over TLS
      And the lamp connected with MQTT <version>
      And a dashboard that reaches the broker over TLS
      And the dashboard connected with MQTT <version> subscribes to "lamp/1/state"
      When the lamp publishes 100 messages to "lamp/1/state" at QoS 1
      Then the dashboard receives the 100 messages from "lamp/1/state" in order

      @mqtt-5.0
      Examples:
        | version |
        | 5.0     |

      @mqtt-3.1.1
      Examples:
        | version |
        | 3.1.1   |

  Rule: The broker shows who it is

    @must @CHMQTT-TLS-1
    Scenario: The broker has a certificate for its name
      When a lamp asks the broker who it is
      Then the broker shows a certificate for its name that is valid today

  Rule: TLS is spoken as it is safe today

    @must @CHMQTT-TLS-2
    Scenario Outline: TLS <old> is not agreed to
      When a probe offers the broker nothing newer than TLS <old>
      Then the broker does not agree to that version

      Examples:
        | old |
        | 1.0 |
        | 1.1 |

    @must @CHMQTT-TLS-3
    Scenario: Who does not speak TLS is not served where TLS is spoken
      When a lamp introduces itself in the clear where the broker speaks TLS
      Then the broker does not answer in the clear
