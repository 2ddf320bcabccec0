package org.sallyport.testbed.world;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;

/// The private world's web server: tells every client what it saw of it. One virtual thread per
/// request; safe for any thread.
///
/// | path | answers |
/// |---|---|
/// | `/` and anything else | what it saw, as text, or as JSON with `Accept: application/json` |
/// | `/json` | what it saw, as JSON |
/// | `/bytes/N` | N bytes of a known pattern |
/// | `/echo` | the request's body |
/// | `/sink` | how many bytes the body had |
/// | `/slow/PARTS/MILLIS` | PARTS lines with a pause before each |
/// | `/count` | requests so far, of all clients |
public final class WebServer implements AutoCloseable {
  private static final int BACKLOG = 1024;

  private final Map<WebDoor, HttpServer> doors = new EnumMap<>(WebDoor.class);
  private final ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor();
  private final LongAdder count = new LongAdder();

  private WebServer() {}

  /// Serves at the public and at the onion service's door.
  ///
  /// @param exits nicknames by address
  static WebServer start(
      InetSocketAddress web, InetSocketAddress onion, Map<String, String> exits) {
    var server = new WebServer();
    try {
      server.open(WebDoor.WEB, web, exits);
      server.open(WebDoor.ONION, onion, exits);
      return server;
    } catch (IOException e) {
      server.close();
      throw new GatewayException(
          ErrorKind.UPSTREAM,
          "The private world's web server did not start at %s and %s (%s)."
              .formatted(web, onion, e.getMessage()),
          e);
    }
  }

  /// Serves more at a path, on both doors (a git repository, for example).
  public void handle(String path, HttpHandler handler) {
    doors.values().forEach(door -> door.createContext(path, counted(handler)));
  }

  /// Requests so far.
  public long requests() {
    return count.sum();
  }

  /// Where a door listens.
  InetSocketAddress address(WebDoor door) {
    return Objects.requireNonNull(doors.get(door)).getAddress();
  }

  private void open(WebDoor door, InetSocketAddress at, Map<String, String> exits)
      throws IOException {
    var http = HttpServer.create(at, BACKLOG);
    http.setExecutor(requests);
    var pages = new WebPages(door, Map.copyOf(exits), count::sum);
    http.createContext("/", counted(pages::sighting));
    http.createContext("/json", counted(pages::sightingAsJson));
    http.createContext("/bytes/", counted(pages::bytes));
    http.createContext("/echo", counted(pages::echo));
    http.createContext("/sink", counted(pages::sink));
    http.createContext("/slow", counted(pages::slow));
    http.createContext("/count", counted(pages::count));
    http.start();
    doors.put(door, http);
  }

  private HttpHandler counted(HttpHandler handler) {
    return exchange -> {
      count.increment();
      try (exchange) {
        handler.handle(exchange);
      }
    };
  }

  @Override
  public void close() {
    doors.values().forEach(door -> door.stop(0));
    requests.shutdownNow();
  }
}
