package org.sallyport.testbed.leak.matrix;

/// From where a leak test probes.
public enum Vantage {
  /// An application in a workstation, on the gateway's own host.
  WORKSTATION(
      """
      # The leak matrix

      Written by `sallyport leaktest --markdown docs/reference/leak-matrix.md`. What it means and how to run it:
      [how to run the leak test](../how-to/run-the-leak-test.md). The same from
      [another machine](leak-matrix-lan.md).

      * *contained*: nothing came out; without a workstation around it, both witnesses saw the same probe.
      """),
  /// Another machine, behind the gateway.
  MACHINE(
      """
      # The leak matrix of another machine

      Written by `sallyport leaktest --lan --markdown docs/reference/leak-matrix-lan.md`, as root. A machine behind
      the gateway tries what it can, with root's rights on itself. What it means and how to run it:
      [how to run the leak test](../how-to/run-the-leak-test.md). The same from
      [an application of the gateway's host](leak-matrix.md).

      * *contained*: nothing left the gateway's machine but its tor's connections to relays. Both witnesses on the
        uplink saw the same probe from the same machine behind a plain router, or, if no router would pass it on,
        from the gateway's machine.
      """);

  private final String head;

  Vantage(String head) {
    this.head = head;
  }

  /// How the page begins.
  String head() {
    return head;
  }
}
