# language: de
Funktionalität: Leuchten
  Szenario: Eine Leuchte
    Angenommen 1 lamp
    Dann 1 lamp shines
