package org.sallyport.testbed.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// A gateway whose directories or configuration somebody else may have prepared: it starts nothing,
/// mends nothing, and says what to do.
@ParameterizedClass
@MethodSource("accounts")
final class ForeignPlacesIT {
  private static final int PERMISSION = 10;
  private static final int STRANGER = Account.USER_UID + 1;

  private final Account account;

  ForeignPlacesIT(Account account) {
    this.account = account;
  }

  static Stream<Account> accounts() {
    return Account.available().stream();
  }

  /// What is wrong with a directory.
  enum Fault {
    ENTERED_BY_OTHERS,
    LINK,
    OF_ANOTHER_USER
  }

  @ParameterizedTest
  @CsvSource({
    "run, ENTERED_BY_OTHERS",
    "run, LINK",
    "run/testnet, OF_ANOTHER_USER",
    "state/testnet, ENTERED_BY_OTHERS",
    "state/testnet, LINK"
  })
  void startsNothingInAPlaceThatIsNotOursAlone(String place, Fault fault) throws IOException {
    try (var deployment = Deployment.of(account)) {
      Path path = deployment.home().resolve(place);
      prepare(deployment, path, fault);
      var before = attributes(path);
      Outcome up = deployment.sallyport("up", "--detach").assertStatus(PERMISSION);
      assertThat(up.err()).contains(path.toString(), "cannot be trusted");
      assertThat(attributes(path).permissions()).isEqualTo(before.permissions());
      assertThat(attributes(path).isSymbolicLink()).isEqualTo(before.isSymbolicLink());
      assertThat(attributes(path).owner()).isEqualTo(before.owner());
      clean(deployment, path);
    }
  }

  private static PosixFileAttributes attributes(Path path) throws IOException {
    return Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
  }

  @ParameterizedTest
  @EnumSource(names = {"ENTERED_BY_OTHERS", "OF_ANOTHER_USER"})
  void configurationOfOthersIsRefused(Fault fault) throws IOException {
    try (var deployment = Deployment.of(account).configured("[tor]\n")) {
      Path file = deployment.home().resolve("sallyport.toml");
      spoil(file, fault, "rw-rw-rw-");
      Outcome up = deployment.sallyport("up", "--detach").assertStatus(PERMISSION);
      assertThat(up.err()).contains(file.toString(), "cannot be trusted");
    }
  }

  private static void prepare(Deployment deployment, Path path, Fault fault) throws IOException {
    Path parent = path;
    for (Path made = deployment.home(); !made.equals(path); ) {
      made = made.resolve(made.relativize(path).getName(0));
      parent = Files.createDirectory(made);
      Files.setPosixFilePermissions(parent, PosixFilePermissions.fromString("rwx------"));
      deployment.own(parent);
    }
    spoil(path, fault, "rwxr-xr-x");
  }

  private static void spoil(Path path, Fault fault, String mode) throws IOException {
    switch (fault) {
      case ENTERED_BY_OTHERS ->
          Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
      case LINK -> {
        Path real = path.resolveSibling(path.getFileName() + ".real");
        Files.move(path, real);
        Files.createSymbolicLink(path, real.getFileName());
      }
      case OF_ANOTHER_USER -> Files.setAttribute(path, "unix:uid", STRANGER);
    }
  }

  /// So that what follows finds nothing to complain about.
  private static void clean(Deployment deployment, Path path) throws IOException {
    if (Files.isSymbolicLink(path)) {
      Files.delete(path);
      return;
    }
    deployment.own(path);
    Files.setAttribute(path, "unix:uid", deployment.account().uid());
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
  }
}
