package org.sallyport.tor.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;
import org.sallyport.tor.torrc.TransportPlugin;

/// Finds tor and the programs of pluggable transports on this machine.
public final class TorLocator {
  /// Where programs are looked for when none is configured.
  public static final List<Path> FOLDERS =
      List.of(
          Path.of("/usr/bin"),
          Path.of("/usr/sbin"),
          Path.of("/usr/local/bin"),
          Path.of("/usr/local/sbin"));

  private final List<Path> folders;

  /// @param folders searched in this order; usually [#FOLDERS]
  public TorLocator(List<Path> folders) {
    this.folders = List.copyOf(folders);
  }

  /// The installed tor.
  ///
  /// @throws GatewayException `MISSING_PREREQUISITE` if there is none
  public Path tor() {
    return first(
        List.of("tor"),
        "install tor %s or newer, for example: apt-get install tor".formatted(TorVersion.OLDEST));
  }

  /// The program that speaks a transport, for one transport that a bridge line names.
  ///
  /// @throws GatewayException `MISSING_PREREQUISITE` if it is unknown or not installed
  public TransportPlugin plugin(String transport) {
    return switch (transport) {
      case "obfs4", "meek_lite", "scramblesuit" ->
          new TransportPlugin(
              List.of(transport),
              first(List.of("lyrebird", "obfs4proxy"), "install it: apt-get install obfs4proxy"));
      case "webtunnel" ->
          new TransportPlugin(
              List.of(transport),
              first(List.of("lyrebird", "webtunnel-client"), "install lyrebird or webtunnel"));
      case "snowflake" ->
          new TransportPlugin(
              List.of(transport),
              first(
                  List.of("snowflake-client", "lyrebird"),
                  "install it: apt-get install snowflake-client"));
      default ->
          throw new GatewayException(
              ErrorKind.MISSING_PREREQUISITE,
              "a bridge needs transport %s, unknown here; use obfs4, snowflake, webtunnel or none"
                  .formatted(transport));
    };
  }

  private Path first(List<String> names, String remedy) {
    for (String name : names) {
      for (Path folder : folders) {
        Path file = folder.resolve(name);
        if (Files.isExecutable(file) && Files.isRegularFile(file)) {
          return file;
        }
      }
    }
    throw new GatewayException(
        ErrorKind.MISSING_PREREQUISITE,
        "%s is not installed (looked in %s); %s".formatted(names.getFirst(), folders, remedy));
  }
}
