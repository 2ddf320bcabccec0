package org.sallyport.testbed.world;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// The pages of [WebServer] for one of its doors. Stateless; for any thread.
///
/// @param door whose requests these are
/// @param exits nicknames by address
/// @param requests the count that `/count` shows
record WebPages(WebDoor door, Map<String, String> exits, LongSupplier requests) {
  /// The most that `/bytes/N` gives.
  static final long MAX_BYTES = 16L << 30;

  private static final int PATTERN_PERIOD = 251;
  private static final int PATTERN_PERIODS = 256;
  private static final byte[] PATTERN = pattern();
  private static final int MAX_PARTS = 1000;
  private static final int MAX_PAUSE_MILLIS = 60_000;
  private static final int DEFAULT_PARTS = 10;
  private static final int DEFAULT_PAUSE_MILLIS = 100;
  private static final int OK = 200;
  private static final int BAD_REQUEST = 400;

  void sighting(HttpExchange exchange) throws IOException {
    var accept = exchange.getRequestHeaders().getFirst("Accept");
    if (accept != null && accept.contains("application/json")) {
      sightingAsJson(exchange);
    } else {
      text(exchange, OK, seen(exchange).text());
    }
  }

  void sightingAsJson(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    send(exchange, OK, seen(exchange).json());
  }

  void bytes(HttpExchange exchange) throws IOException {
    var wanted = number(segment(exchange, 2), MAX_BYTES);
    if (wanted.isEmpty()) {
      text(exchange, BAD_REQUEST, "usage: /bytes/N with N from 0 to " + MAX_BYTES + "\n");
      return;
    }
    var left = wanted.getAsLong();
    exchange.getResponseHeaders().set("Content-Type", "application/octet-stream");
    exchange.sendResponseHeaders(OK, left == 0 ? -1 : left);
    var out = exchange.getResponseBody();
    while (left > 0) {
      var n = (int) Math.min(left, PATTERN.length);
      out.write(PATTERN, 0, n);
      left -= n;
    }
  }

  void echo(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/octet-stream");
    exchange.sendResponseHeaders(OK, 0);
    exchange.getRequestBody().transferTo(exchange.getResponseBody());
  }

  void sink(HttpExchange exchange) throws IOException {
    var received = exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
    text(exchange, OK, received + "\n");
  }

  void slow(HttpExchange exchange) throws IOException {
    var parts = number(segment(exchange, 2), MAX_PARTS).orElse(DEFAULT_PARTS);
    var pause = number(segment(exchange, 3), MAX_PAUSE_MILLIS).orElse(DEFAULT_PAUSE_MILLIS);
    exchange.getResponseHeaders().set("Content-Type", "text/plain");
    exchange.sendResponseHeaders(OK, 0);
    var out = exchange.getResponseBody();
    try {
      for (var i = 0; i < parts; i++) {
        TimeUnit.MILLISECONDS.sleep(pause);
        out.write(("part " + i + "\n").getBytes(UTF_8));
        out.flush();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  void count(HttpExchange exchange) throws IOException {
    text(exchange, OK, requests.getAsLong() + "\n");
  }

  private WebSighting seen(HttpExchange exchange) {
    var source = exchange.getRemoteAddress().getAddress().getHostAddress();
    var host = exchange.getRequestHeaders().getFirst("Host");
    return new WebSighting(
        door,
        source,
        exits.getOrDefault(source, ""),
        host == null ? "" : host,
        exchange.getRequestMethod(),
        exchange.getRequestURI().toString());
  }

  private static String segment(HttpExchange exchange, int index) {
    var segments = exchange.getRequestURI().getPath().split("/", -1);
    return index < segments.length ? segments[index] : "";
  }

  private static OptionalLong number(String text, long max) {
    try {
      var value = Long.parseLong(text);
      return value < 0 || value > max ? OptionalLong.empty() : OptionalLong.of(value);
    } catch (NumberFormatException e) {
      return OptionalLong.empty();
    }
  }

  private static void text(HttpExchange exchange, int status, String text) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
    send(exchange, status, text);
  }

  private static void send(HttpExchange exchange, int status, String text) throws IOException {
    var body = text.getBytes(UTF_8);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }

  private static byte[] pattern() {
    var bytes = new byte[PATTERN_PERIOD * PATTERN_PERIODS];
    for (var i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (i % PATTERN_PERIOD);
    }
    return bytes;
  }
}
