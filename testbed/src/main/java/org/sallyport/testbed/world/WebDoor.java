package org.sallyport.testbed.world;

/// Which listener of the web server a request came to.
enum WebDoor {
  /// The public one, `web.test:80`.
  WEB,
  /// The one that only the onion service leads to.
  ONION
}
