package org.sallyport.linux.sandbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;

/// The files under `/etc` that an application gets instead of the host's: accounts, names,
/// resolver. With them lies the system-call filter, which is handed over as a descriptor.
///
/// They depend on the user only, so one directory serves every launch of a gateway.
///
/// @param directory where the files are on the host; nobody else may write there
public record SandboxFiles(Path directory) {
  /// The host name in every sandbox, as in Whonix.
  public static final String HOST_NAME = "host";

  /// Where every sandbox, and nothing outside of one, has a file that cannot be removed: how a shim
  /// knows that the network around it is a gateway's. On the host only root can make it.
  public static final Path INSIDE = Path.of("/run/sallyport-inside");

  private static final String FILTER = "seccomp.bpf";
  private static final String MARK = "inside";
  private static final String COOKIE = "cookie";
  private static final int COOKIE_BYTES = 32;
  private static final String TOR = "tor";

  private static final String NAME_SERVICES =
      """
      passwd: files
      group: files
      shadow: files
      hosts: files dns
      protocols: files
      services: files
      """;

  /// An answer that is not there after two seconds was lost with the gateway; the next attempt then
  /// tells the application at once that nobody listens.
  private static final String RESOLVER =
      """
      nameserver 127.0.0.1
      options edns0 timeout:2 attempts:3
      """;

  /// The names under `/etc`.
  static final List<String> NAMES =
      List.of("group", "hostname", "hosts", "nsswitch.conf", "passwd", "resolv.conf");

  public SandboxFiles {
    Path _ = Absolute.check("directory", directory);
  }

  /// Writes the files, each at once; repeating it replaces them.
  ///
  /// @param filter the system-call filter
  /// @throws GatewayException STORAGE if the directory does not take them
  public static SandboxFiles write(Path directory, SandboxUser user, byte[] filter) {
    try {
      Path _ = Files.createDirectories(directory);
      for (Map.Entry<String, String> file : texts(user).entrySet()) {
        replace(directory.resolve(file.getKey()), file.getValue().getBytes(StandardCharsets.UTF_8));
      }
      replace(directory.resolve(FILTER), filter);
      replace(directory.resolve(MARK), new byte[0]);
      replace(directory.resolve(COOKIE), new byte[COOKIE_BYTES]);
      replace(directory.resolve(TOR), torProgram());
      Path _ =
          Files.setPosixFilePermissions(
              directory.resolve(TOR), PosixFilePermissions.fromString("rwxr-xr-x"));
      return new SandboxFiles(directory);
    } catch (IOException e) {
      throw new GatewayException(
          ErrorKind.STORAGE,
          "Could not write the sandbox's files to "
              + directory
              + ": "
              + e
              + ". Check that there is space and that it is yours.",
          e);
    }
  }

  /// The system-call filter.
  public Path filter() {
    return directory.resolve(FILTER);
  }

  /// What is bound to [#INSIDE].
  Path mark() {
    return directory.resolve(MARK);
  }

  /// A cookie as tor writes it, which authenticates nobody.
  Path cookie() {
    return directory.resolve(COOKIE);
  }

  /// What stands where the program `tor` would be.
  Path tor() {
    return directory.resolve(TOR);
  }

  private static byte[] torProgram() throws IOException {
    try (var resource = SandboxFiles.class.getResourceAsStream(TOR)) {
      if (resource == null) {
        throw new IllegalStateException("tor: absent (expected: in the program's own archive)");
      }
      return resource.readAllBytes();
    }
  }

  /// The text of each file.
  static Map<String, String> texts(SandboxUser user) {
    return new TreeMap<>(
        Map.of(
            "group",
            entry("root:x:0:", user.name() + ":x:" + user.gid() + ":", user.gid())
                + "nogroup:x:65534:\n",
            "hostname",
            HOST_NAME + "\n",
            "hosts",
            "127.0.0.1 localhost " + HOST_NAME + "\n::1 localhost ip6-localhost ip6-loopback\n",
            "nsswitch.conf",
            NAME_SERVICES,
            "passwd",
            entry("root:x:0:0::/root:/bin/sh", account(user), user.uid())
                + "nobody:x:65534:65534::/nonexistent:/usr/sbin/nologin\n",
            "resolv.conf",
            RESOLVER));
  }

  /// Root's line and the user's, or the user's alone if the user has root's number.
  private static String entry(String root, String own, int number) {
    return number == 0 ? own + "\n" : root + "\n" + own + "\n";
  }

  private static String account(SandboxUser user) {
    return "%s:x:%d:%d::%s:/bin/bash".formatted(user.name(), user.uid(), user.gid(), user.home());
  }

  private static void replace(Path file, byte[] content) throws IOException {
    Path fresh = Files.createTempFile(file.resolveSibling(""), "new-", ".tmp");
    try {
      Path _ = Files.write(fresh, content);
      Path _ = Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      boolean _ = Files.deleteIfExists(fresh);
    }
  }
}
