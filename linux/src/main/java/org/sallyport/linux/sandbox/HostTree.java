package org.sallyport.linux.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/// The parts of this machine that every application may read: programs, libraries, certificates and
/// harmless settings. An allow-list: what is not named does not exist for the application.
///
/// Not in it, on purpose: `/etc/machine-id`, `/etc/hostname`, `/etc/localtime` (all times are UTC),
/// `/sys` (names and addresses of the real interfaces), `/run`, `/var`, keys (`/etc/ssl/private`,
/// `/etc/pki/*/private`), accounts.
///
/// @param links symbolic links at the root, such as `/bin`
/// @param paths directories and files that are bound, each under its own name
public record HostTree(List<Link> links, List<Path> paths) {
  private static final List<String> TOP =
      List.of("bin", "lib", "lib32", "lib64", "libx32", "opt", "sbin", "usr", "nix/store");

  private static final List<String> SETTINGS =
      List.of(
          "alternatives",
          "bash.bashrc",
          "bash_completion",
          "bash_completion.d",
          "bashrc",
          "ca-certificates",
          "ca-certificates.conf",
          "chromium",
          "chromium.d",
          "crypto-policies",
          "debian_version",
          "firefox",
          "firefox-esr",
          "fonts",
          "gai.conf",
          "gitconfig",
          "gtk-2.0",
          "gtk-3.0",
          "gtk-4.0",
          "host.conf",
          "inputrc",
          "ld.so.cache",
          "ld.so.conf",
          "ld.so.conf.d",
          "locale.alias",
          "locale.conf",
          "login.defs",
          "magic",
          "magic.mime",
          "mailcap",
          "manpath.config",
          "mime.types",
          "nanorc",
          "os-release",
          "perl",
          "pki/ca-trust",
          "pki/tls/cert.pem",
          "pki/tls/certs",
          "pki/tls/openssl.cnf",
          "profile",
          "profile.d",
          "protocols",
          "rpc",
          "services",
          "shells",
          "skel",
          "ssh/ssh_config",
          "ssh/ssh_config.d",
          "ssl/certs",
          "ssl/openssl.cnf",
          "terminfo",
          "thunderbird",
          "tor/torsocks.conf",
          "vim",
          "wgetrc",
          "zsh");

  private static final String VERSIONED_SETTINGS = "{java-*,python3*}";

  /// A symbolic link at the root of the file system.
  ///
  /// @param path where it is
  /// @param target what it says, relative or absolute
  public record Link(Path path, Path target) {
    Path resolved() {
      return path.resolveSibling(target).normalize();
    }
  }

  public HostTree {
    links = List.copyOf(links);
    paths = List.copyOf(paths);
  }

  /// What this machine has of the allow-list.
  public static HostTree ofThisMachine() {
    return under(Path.of("/"));
  }

  /// What a file system with that root has of the allow-list.
  static HostTree under(Path root) {
    try {
      List<Link> links = new ArrayList<>();
      List<Path> paths = new ArrayList<>();
      for (String name : TOP) {
        Path path = root.resolve(name);
        if (Files.isSymbolicLink(path)) {
          links.add(new Link(inside(root, path), Files.readSymbolicLink(path)));
        } else if (Files.isDirectory(path)) {
          paths.add(inside(root, path));
        }
      }
      settings(root.resolve("etc")).forEach(path -> paths.add(inside(root, path)));
      return new HostTree(links, paths);
    } catch (IOException e) {
      throw new UncheckedIOException("no list of the system's own files", e);
    }
  }

  /// Whether the application sees this path of the host as it is, links at the root followed.
  boolean shows(Path path) {
    Path followed =
        links.stream()
            .filter(link -> path.startsWith(link.path()))
            .map(link -> link.resolved().resolve(link.path().relativize(path)).normalize())
            .findFirst()
            .orElse(path);
    return paths.stream().anyMatch(followed::startsWith);
  }

  private static List<Path> settings(Path etc) throws IOException {
    List<Path> versioned = new ArrayList<>();
    if (Files.isDirectory(etc)) {
      try (DirectoryStream<Path> found = Files.newDirectoryStream(etc, VERSIONED_SETTINGS)) {
        found.forEach(versioned::add);
      }
    }
    Collections.sort(versioned);
    return Stream.concat(SETTINGS.stream().map(etc::resolve), versioned.stream())
        .filter(Files::exists)
        .toList();
  }

  private static Path inside(Path root, Path path) {
    return Path.of("/").resolve(root.relativize(path));
  }
}
