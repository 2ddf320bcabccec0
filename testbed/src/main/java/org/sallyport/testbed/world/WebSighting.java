package org.sallyport.testbed.world;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// What the web server saw of one request.
///
/// @param door which listener it came to
/// @param source the client's address as the server sees it
/// @param exit the nickname of the exit with that address, empty if it is no exit
/// @param host the Host header
/// @param method GET, POST, …
/// @param path path and query
record WebSighting(
    WebDoor door, String source, String exit, String host, String method, String path) {
  /// As people read it.
  String text() {
    var from =
        switch (door) {
          case WEB ->
              exit.isEmpty()
                  ? "seen from " + source + ", which is no exit"
                  : "seen from exit " + source + " (" + exit + ")";
          case ONION -> "reached as onion service " + host + ", no exit involved";
        };
    return from + "\nhost " + host + "\n" + method + " " + path + "\n";
  }

  /// As programs read it; one line.
  String json() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("door", door.name().toLowerCase(Locale.ROOT));
    fields.put("source", source);
    fields.put("exit", exit);
    fields.put("host", host);
    fields.put("method", method);
    fields.put("path", path);
    return JsonText.of(fields) + "\n";
  }
}
