package org.sallyport.gateway.upstream;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sallyport.api.TorWall;
import org.sallyport.gateway.launch.Ids;
import org.sallyport.linux.confinement.Confined;
import org.sallyport.linux.confinement.Confinement;
import org.sallyport.linux.confinement.Confinement.Right;
import org.sallyport.linux.confinement.Confinement.Rule;
import org.sallyport.linux.confinement.Landlock;
import org.sallyport.linux.confinement.SystemUser;
import org.sallyport.linux.seccomp.Architecture;
import org.sallyport.tor.torrc.TransportPlugin;

/// What stands between tor and the machine, should tor ever be taken over: a user of its own where
/// the gateway is root, no privilege, no files but its own and those that it reads at its start.
/// Its own system-call filter (`Sandbox 1`) is tor's affair. Where tor may connect to, too.
public final class TorWalls {
  /// tor's user in Debian and its children, in Fedora, in Arch, in Alpine.
  private static final List<String> USERS = List.of("debian-tor", "toranon", "tor", "_tor");

  private static final List<Rule> SYSTEM =
      Stream.of(
              rules(
                  Right.EXECUTE,
                  "/lib64/ld-linux-x86-64.so.2",
                  "/lib/ld-linux-aarch64.so.1",
                  "/lib/ld-musl-x86_64.so.1",
                  "/lib/ld-musl-aarch64.so.1"),
              rules(
                  Right.READ,
                  "/lib",
                  "/lib64",
                  "/usr/lib",
                  "/usr/lib64",
                  "/usr/local/lib",
                  "/usr/share/tor",
                  "/usr/share/zoneinfo",
                  "/etc/ld.so.cache",
                  "/etc/localtime",
                  "/etc/ssl/openssl.cnf",
                  "/proc/meminfo",
                  "/sys/devices/system/cpu",
                  "/dev/random",
                  "/dev/urandom"),
              rules(Right.DEVICE, "/dev/null"))
          .flatMap(List::stream)
          .toList();

  /// What transports need besides: they resolve names and check certificates.
  private static final List<Rule> FOR_TRANSPORTS =
      rules(
          Right.READ,
          "/etc/resolv.conf",
          "/etc/hosts",
          "/etc/nsswitch.conf",
          "/etc/ssl/certs",
          "/usr/share/ca-certificates",
          "/usr/local/share/ca-certificates",
          "/proc/sys/net/core/somaxconn",
          "/sys/kernel/mm/transparent_hugepage");

  /// What a script needs that starts tor.
  private static final List<Rule> FOR_SCRIPTS =
      rules(Right.EXECUTE, "/bin", "/sbin", "/usr/bin", "/usr/sbin");

  private final Optional<SystemUser> user;
  private final List<Path> own;
  private final int landlock;

  private TorWalls(Optional<SystemUser> user, List<Path> own, int landlock) {
    this.user = user;
    this.own = own;
    this.landlock = landlock;
  }

  /// The user that a tor of ours would run as.
  public static long torUid() {
    return around(List.of(), Ids.uid()).uid();
  }

  /// The walls of this machine around a tor with these folders.
  ///
  /// @param uid whom the gateway runs as
  static TorWalls around(List<Path> own, long uid) {
    return new TorWalls(uid == 0 ? someUser() : Optional.empty(), own, Landlock.version());
  }

  private static Optional<SystemUser> someUser() {
    return USERS.stream()
        .map(SystemUser::find)
        .flatMap(Optional::stream)
        .findFirst()
        .or(SystemUser::dedicated);
  }

  /// Whom tor runs as.
  public long uid() {
    return user.map(SystemUser::uid).orElseGet(() -> (long) Ids.uid());
  }

  /// Makes tor's folders, and gives them to tor's user.
  void prepareFolders() {
    var folders = new TorFolders(user);
    own.forEach(folders::prepare);
  }

  /// What tor's command line begins with.
  List<String> prefix(Path program, List<TransportPlugin> plugins) {
    var rules = new ArrayList<>(SYSTEM);
    rules.add(new Rule(Right.EXECUTE, program));
    if (isScript(program)) {
      rules.addAll(FOR_SCRIPTS);
    }
    if (!plugins.isEmpty()) {
      plugins.forEach(plugin -> rules.add(new Rule(Right.EXECUTE, plugin.executable())));
      rules.addAll(FOR_TRANSPORTS);
    }
    return new Confinement(user, own, rules, !plugins.isEmpty(), landlock)
        .prefix(Architecture.ofName(System.getProperty("os.arch")));
  }

  /// What holds the tor that runs; null if it has ended.
  public @Nullable TorWall of(long pid) {
    return Confined.of(pid)
        .map(tor ->
            new TorWall(
                name(tor.uid()),
                tor.capabilities() || tor.newPrivileges(),
                tor.systemCallFilter(),
                landlock))
        .orElse(null);
  }

  private String name(long uid) {
    return user.filter(known -> known.uid() == uid)
        .map(SystemUser::name)
        .orElseGet(() -> Long.toString(uid));
  }

  private static boolean isScript(Path program) {
    try (var file = Files.newInputStream(program)) {
      return file.read() == '#' && file.read() == '!';
    } catch (IOException e) {
      return false;
    }
  }

  private static List<Rule> rules(Right right, String... paths) {
    return Stream.of(paths).map(path -> new Rule(right, Path.of(path))).toList();
  }
}
