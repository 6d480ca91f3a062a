@mqtt @interoperability @websocket
Feature: WebSocket
  Dashboards run in browsers, and browsers reach a broker over WebSocket alone.

  Rule: The broker speaks MQTT over WebSocket under its registered name

    @must
    Scenario Outline: The broker selects the subprotocol of MQTT among "<offer>"
      When a dashboard opens a WebSocket for MQTT <version> and offers "<offer>"
      Then the broker selects the subprotocol "mqtt" for the dashboard

      @MQTT5-6.0.0-4
      Examples:
        | version | offer               |
        | 5.0     | mqtt                |
        | 5.0     | x-certharness, mqtt |

      @MQTT3-6.0.0-4
      Examples:
        | version | offer               |
        | 3.1.1   | mqtt                |
        | 3.1.1   | x-certharness, mqtt |

  Rule: MQTT is sent in binary frames and in no others

    @must
    Scenario Outline: All that the broker sends comes in binary frames
      Given a dashboard that reaches the broker over WebSocket
      And a lamp connected with MQTT <version>
      When the dashboard connected with MQTT <version> subscribes to "lamp/1/state"
      And the lamp publishes "on" to "lamp/1/state" at QoS 1
      Then the broker has sent the dashboard nothing but binary frames
      And the dashboard receives "on" from "lamp/1/state"
      And the connection of the dashboard stays open

      @MQTT5-6.0.0-1
      Examples:
        | version |
        | 5.0     |

      @MQTT3-6.0.0-1
      Examples:
        | version |
        | 3.1.1   |

    @must
    Scenario Outline: An introduction is answered in a binary frame
      When a dashboard opens a WebSocket for MQTT <version> and offers "mqtt"
      And the dashboard sends the bytes "<bytes>"
      Then the broker has sent the dashboard nothing but binary frames

      @MQTT5-6.0.0-1
      Examples:
        | version | bytes                                                     |
        | 5.0     | 10 {len} 00 04 'MQTT' 05 {flags 02} 00 3C 00 {id} {login} |

      @MQTT3-6.0.0-1
      Examples:
        | version | bytes                                                  |
        | 3.1.1   | 10 {len} 00 04 'MQTT' 04 {flags 02} 00 3C {id} {login} |

    @must
    Scenario Outline: An introduction in a text frame ends the connection
      When a dashboard opens a WebSocket for MQTT <version> and offers "mqtt"
      And the dashboard sends the bytes "<bytes>" in a text frame
      Then the broker refuses the dashboard

      @MQTT5-6.0.0-1
      Examples:
        | version | bytes                                                     |
        | 5.0     | 10 {len} 00 04 'MQTT' 05 {flags 02} 00 3C 00 {id} {login} |

      @MQTT3-6.0.0-1
      Examples:
        | version | bytes                                                  |
        | 3.1.1   | 10 {len} 00 04 'MQTT' 04 {flags 02} 00 3C {id} {login} |

    @must
    Scenario Outline: A text frame ends a connection that was accepted
      Given a dashboard that reaches the broker over WebSocket
      And the dashboard connected with MQTT <version>
      When the dashboard sends the bytes "C0 00" in a text frame
      Then the broker closes the connection of the dashboard

      @MQTT5-6.0.0-1
      Examples:
        | version |
        | 5.0     |

      @MQTT3-6.0.0-1
      Examples:
        | version |
        | 3.1.1   |

  Rule: How packets are divided into frames does not matter

    @must
    Scenario Outline: Many packets come in one frame
      When a dashboard opens a WebSocket for MQTT <version> and offers "mqtt"
      And the dashboard sends the bytes "<bytes>"
      Then the broker lets the dashboard in
      And the dashboard receives "on" from "lamp/1/state"
      And the connection of the dashboard stays open

      @MQTT5-6.0.0-2
      Examples:
        | version | bytes                                                                                                                                            |
        | 5.0     | 10 {len} 00 04 'MQTT' 05 {flags 02} 00 3C 00 {id} {login}; 82 {len} 00 01 00 {topic lamp/1/state} 00; 30 {len} {topic lamp/1/state} 00 'on'; C0 00 |

      @MQTT3-6.0.0-2
      Examples:
        | version | bytes                                                                                                                                   |
        | 3.1.1   | 10 {len} 00 04 'MQTT' 04 {flags 02} 00 3C {id} {login}; 82 {len} 00 01 {topic lamp/1/state} 00; 30 {len} {topic lamp/1/state} 'on'; C0 00 |

    @must
    Scenario Outline: A packet comes in many frames
      When a dashboard opens a WebSocket for MQTT <version> and offers "mqtt"
      And the dashboard sends the bytes "<bytes>" in frames of <size> byte
      Then the broker lets the dashboard in
      And the dashboard receives "on" from "lamp/1/state"
      And the connection of the dashboard stays open

      @MQTT5-6.0.0-2
      Examples:
        | version | size | bytes                                                                                                                                     |
        | 5.0     | 1    | 10 {len} 00 04 'MQTT' 05 {flags 02} 00 3C 00 {id} {login}; 82 {len} 00 01 00 {topic lamp/1/state} 00; 30 {len} {topic lamp/1/state} 00 'on' |
        | 5.0     | 7    | 10 {len} 00 04 'MQTT' 05 {flags 02} 00 3C 00 {id} {login}; 82 {len} 00 01 00 {topic lamp/1/state} 00; 30 {len} {topic lamp/1/state} 00 'on' |

      @MQTT3-6.0.0-2
      Examples:
        | version | size | bytes                                                                                                                            |
        | 3.1.1   | 1    | 10 {len} 00 04 'MQTT' 04 {flags 02} 00 3C {id} {login}; 82 {len} 00 01 {topic lamp/1/state} 00; 30 {len} {topic lamp/1/state} 'on' |
        | 3.1.1   | 7    | 10 {len} 00 04 'MQTT' 04 {flags 02} 00 3C {id} {login}; 82 {len} 00 01 {topic lamp/1/state} 00; 30 {len} {topic lamp/1/state} 'on' |

    @must
    Scenario Outline: Packets come in the fragments of one message
      When a dashboard opens a WebSocket for MQTT <version> and offers "mqtt"
      And the dashboard sends the bytes "<bytes>" in one message of fragments of 11 bytes
      Then the broker lets the dashboard in
      And the dashboard receives "on" from "lamp/1/state"

      @MQTT5-6.0.0-2
      Examples:
        | version | bytes                                                                                                                                     |
        | 5.0     | 10 {len} 00 04 'MQTT' 05 {flags 02} 00 3C 00 {id} {login}; 82 {len} 00 01 00 {topic lamp/1/state} 00; 30 {len} {topic lamp/1/state} 00 'on' |

      @MQTT3-6.0.0-2
      Examples:
        | version | bytes                                                                                                                            |
        | 3.1.1   | 10 {len} 00 04 'MQTT' 04 {flags 02} 00 3C {id} {login}; 82 {len} 00 01 {topic lamp/1/state} 00; 30 {len} {topic lamp/1/state} 'on' |
