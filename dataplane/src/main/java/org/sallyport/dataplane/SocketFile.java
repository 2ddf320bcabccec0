package org.sallyport.dataplane;

import java.nio.file.Path;
import org.sallyport.core.port.Port;

/// A unix socket that stands for a port: a stream that comes to it is a stream of that port.
///
/// @param path where it is; nobody else may write its directory
/// @param port what it stands for
public record SocketFile(Path path, Port port) {}
