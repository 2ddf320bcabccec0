package org.sallyport.testbed.e2e;

import java.util.List;
import java.util.Optional;

/// A program of the table, and a shell line with which it does its work.
///
/// @param name the command
/// @param destination the port of `web.test` that it reaches
/// @param port the port that the table keeps for it, if any
/// @param line the shell line; `PREFIX` stands before the command, `PROXY` for its option
record SeedProgram(String name, int destination, Optional<Port> port, String line) {
  private static final int WEB = 8081;
  private static final int SSH = WorldHost.SSH_PORT;

  /// A SocksPort and how the program is led there: by torsocks, or by an option of its own in which
  /// `%s` is the proxy's URL.
  record Port(int number, String option) {
    private static final String TORSOCKS = "";

    private String url() {
      return "socks5h://127.0.0.1:" + number;
    }
  }

  private static final String APT_OPTION = "-o Acquire::http::Proxy=%s";

  private static final String APT =
      """
      mkdir -p SELF.d/lists/partial && cd SELF.d &&
      echo 'deb [trusted=yes] http://web.test:8081/apt ./' > sources &&
      COMMAND PROXY -o quiet=1 -o Acquire::Retries=0 \
        -o Dir::Etc::sourcelist=$PWD/sources -o Dir::Etc::sourceparts=- \
        -o Dir::State::lists=$PWD/lists -o Dir::Cache=$PWD/cache -o Debug::NoLocking=1 \
        -o Dir::Aptitude::state=$PWD -o APT::Sandbox::User= update >out 2>&1;
      cat out; grep 'Get:.*Packages' out
      """;

  private static final String FINGERPRINT = "4E7793FEF400BAAF61F6FDF4C57F8ECDCA3BC5F3";

  /// A public key as the world's key server gives it out.
  static final String KEY =
      """
      -----BEGIN PGP PUBLIC KEY BLOCK-----

      mDMEZZIAgBYJKwYBBAHaRw8BAQdAXDfav3npb5uLYMGddd0l4WBMSzfA/oz+HC8N
      ZiMOxgi0FldvcmxkIDx3b3JsZEB3ZWIudGVzdD6IkAQTFggAOBYhBE53k/70ALqv
      Yfb99MV/js3KO8XzBQJlkgCAAhsDBQsJCAcCBhUKCQgLAgQWAgMBAh4BAheAAAoJ
      EMV/js3KO8Xzf1sA/2JfKa72X76QVzvtu9WgZaI8QuZzzVyE2aB+x2y7itFPAQCK
      rvHXWPtI6TqmYNTl5up5tJfKVZ+HNzVIX0pXkFpUDw==
      =r1S+
      -----END PGP PUBLIC KEY BLOCK-----
      """;

  /// Its dirmngr would find our port 9050 by itself and use that.
  private static final String GPG =
      """
      mkdir -p -m 700 SELF.d && printf 'no-use-tor\\nstandard-resolver\\n' > SELF.d/dirmngr.conf &&
      COMMAND --homedir $PWD/SELF.d --batch --keyserver hkp://web.test:8081 \
        --recv-keys FINGERPRINT >out 2>&1; cat out; gpgconf --homedir $PWD/SELF.d --kill all
      grep 'imported: 1' out
      """
          .replace("FINGERPRINT", FINGERPRINT);

  private static final String GIT = "COMMAND PROXY ls-remote http://web.test:8081/repo.git";

  private static final String SSH_LINE =
      "COMMAND -p 2222 -o BatchMode=yes -o StrictHostKeyChecking=no"
          + " -o UserKnownHostsFile=/dev/null git@web.test true >out 2>&1;"
          + " cat out; grep 'Permission denied (publickey)' out";

  /// There is no such repository: the answer shows that it was asked for.
  private static final String DNF =
      """
      mkdir -p SELF.d && COMMAND -y --noplugins --setopt=reposdir=/nonexistent --setopt=cachedir=$PWD/SELF.d \
        --setopt=logdir=$PWD/SELF.d --setopt=persistdir=$PWD/SELF.d --setopt=retries=1 PROXY \
        --repofrompath=seed,http://web.test:8081/rpm --repo=seed makecache >out 2>&1
      cat out; grep 404 out
      """;

  /// There is no such mailbox server: the answer shows that it was asked for.
  private static final String WORMHOLE =
      "timeout 20 COMMAND --relay-url ws://web.test:8081/v1 receive 1-alpha-beta >out 2>&1;"
          + " cat out; grep HTTP/1.0 out";

  /// All that Debian has and that work without a window.
  static final List<SeedProgram> ALL =
      List.of(
          new SeedProgram("apt", WEB, by(9104, APT_OPTION), APT),
          new SeedProgram("apt-file", WEB, by(9104, APT_OPTION), APT),
          new SeedProgram("apt-get", WEB, by(9104, APT_OPTION), APT),
          new SeedProgram("aptitude-curses", WEB, by(9124, APT_OPTION), APT),
          new SeedProgram("curl", 80, by(9117, "-x %s"), "COMMAND -sS PROXY http://web.test/json"),
          new SeedProgram("dnf-3", WEB, by(9125, "--setopt=proxy=%s"), DNF),
          new SeedProgram("git", WEB, by(9107, "-c http.proxy=%s"), GIT),
          new SeedProgram("gpg", WEB, by(9105, Port.TORSOCKS), GPG),
          new SeedProgram("gpg2", WEB, by(9105, Port.TORSOCKS), GPG),
          new SeedProgram("ssh", SSH, by(9106, Port.TORSOCKS), SSH_LINE),
          new SeedProgram(
              "wget", 80, by(9109, Port.TORSOCKS), "COMMAND -q -O - http://web.test/json"),
          new SeedProgram("wormhole", WEB, Optional.empty(), WORMHOLE));

  private static Optional<Port> by(int number, String option) {
    return Optional.of(new Port(number, option));
  }

  /// Its port as the table shows it.
  String portText() {
    return port.map(kept -> Integer.toString(kept.number())).orElse("-");
  }

  /// The line that uses a port.
  String on(Port port) {
    boolean torsocks = port.option().equals(Port.TORSOCKS);
    return filled(
        torsocks ? "torsocks -P %d %s".formatted(port.number(), name) : name,
        port.option().formatted(port.url()));
  }

  /// The line that knows nothing of a proxy.
  String transparent() {
    return filled(name, "");
  }

  private String filled(String command, String proxy) {
    return line.replace("SELF", name).replace("COMMAND", command).replace("PROXY", proxy);
  }

  @Override
  public String toString() {
    return name;
  }
}
