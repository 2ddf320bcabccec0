package org.sallyport.api;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/// One open stream. Its text form is scrubbed: it names a destination.
///
/// @param id tor's id of the stream, or the gateway's own before tor has given one
/// @param workstation whose it is
/// @param application whose it is
/// @param pid the process that opened it; null when unknown
/// @param port the port it came to, such as `TransPort` or `SocksPort 9050`
/// @param destination `host:port`
/// @param protocol how it was asked for, such as `SOCKS5`
/// @param circuit tor's id of the circuit; null before it has one
/// @param state tor's state of the stream, such as `SUCCEEDED`
/// @param bytesReceived from the destination to the application
/// @param bytesSent from the application to the destination
/// @param ageMillis how long it has existed
public record StreamRow(
    String id,
    String workstation,
    String application,
    @Nullable Long pid,
    String port,
    String destination,
    String protocol,
    @Nullable String circuit,
    String state,
    long bytesReceived,
    long bytesSent,
    long ageMillis) {
  public StreamRow {
    requireNonNull(id, "id");
    requireNonNull(workstation, "workstation");
    requireNonNull(application, "application");
    requireNonNull(port, "port");
    requireNonNull(destination, "destination");
    requireNonNull(protocol, "protocol");
    requireNonNull(state, "state");
  }

  @Override
  public String toString() {
    return "StreamRow[id=" + id + ", [scrubbed]]";
  }
}
