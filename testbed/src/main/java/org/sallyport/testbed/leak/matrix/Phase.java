package org.sallyport.testbed.leak.matrix;

/// What the gateway is doing while probes run: a column of the matrix.
public enum Phase {
  STARTING("starting"),
  OPEN("open"),
  BLOCKED("blocked"),
  STOPPING("stopping"),
  ENDED("ended"),
  KILLED("killed");

  private final String title;

  Phase(String title) {
    this.title = title;
  }

  /// As the matrix calls it.
  public String title() {
    return title;
  }
}
