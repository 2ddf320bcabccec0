package org.sallyport.core.stream;

/// How a stream reached us. `IsolateClientProtocol` keeps streams of different protocols apart,
/// with the same distinctions as tor (`or/connection_edge.c`: SOCKS 4 and 4a are one protocol).
public enum ClientProtocol {
  SOCKS4,
  SOCKS5,
  HTTP_CONNECT,
  TRANSPARENT,
  DNS
}
