package org.sallyport.testbed.world;

import java.nio.file.Path;
import java.util.List;

/// The files of an SSH server that is the usual program without privileges, in one directory, and
/// its command line. Its keys are `host` and `client` there. Pure.
///
/// @param directory where they are
/// @param account who may log in
/// @param uid the account's number, and its group's
public record SshFiles(Path directory, String account, int uid) {
  /// The server's configuration, `sshd_config`.
  ///
  /// @param listenAddress where it listens, with the port
  /// @param keys the file with the keys that may log in
  public String configuration(String listenAddress, String keys) {
    return """
    ListenAddress %s
    HostKey %s
    AuthorizedKeysFile %s
    PidFile none
    UsePAM no
    StrictModes no
    PasswordAuthentication no
    KbdInteractiveAuthentication no
    """
        .formatted(listenAddress, path("host"), path(keys));
  }

  /// The list of accounts, `passwd`: the server logs in whom it names.
  ///
  /// @param home the account's
  public String accounts(String home) {
    return "%s:x:%d:%2$d::%s:/bin/sh\n".formatted(account, uid, home);
  }

  /// The list of groups, `group`.
  public String groups() {
    return "%s:x:%d:\n".formatted(account, uid);
  }

  /// What makes one of the keys.
  public List<String> keyMaker(String name) {
    return List.of("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", path(name));
  }

  /// The server, in a user namespace where that account is all there are. It writes to standard
  /// output when it listens.
  public List<String> command() {
    String number = Integer.toString(uid);
    return List.of(
        "bwrap",
        "--unshare-user",
        "--uid",
        number,
        "--gid",
        number,
        "--die-with-parent",
        "--dev-bind",
        "/",
        "/",
        "--ro-bind",
        path("passwd"),
        "/etc/passwd",
        "--ro-bind",
        path("group"),
        "/etc/group",
        "--",
        "/bin/sh",
        "-c",
        "exec /usr/sbin/sshd -D -e -f \"$0\" 2>&1",
        path("sshd_config"));
  }

  private String path(String name) {
    return directory.resolve(name).toString();
  }
}
