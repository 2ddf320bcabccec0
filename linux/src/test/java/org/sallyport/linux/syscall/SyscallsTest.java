package org.sallyport.linux.syscall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SyscallsTest {
  private static final int SIGUSR2 = 12;

  @TempDir Path directory;

  @Test
  void failureNamesCallSubjectAndErrno() {
    Path absent = directory.resolve("absent");
    assertThatThrownBy(() -> Syscalls.open(absent, Syscalls.O_RDONLY))
        .isInstanceOfSatisfying(
            ErrnoException.class,
            e -> {
              assertThat(e.call()).isEqualTo("open");
              assertThat(e.subject()).isEqualTo(absent.toString());
              assertThat(e.errno()).isEqualTo(Errno.ENOENT);
            })
        .hasMessage("open " + absent + ": ENOENT");
  }

  @Test
  void duplicateTakesTheNumberAskedForWhenFree() throws Exception {
    Path file = Files.writeString(directory.resolve("file"), "x");
    int opened = Syscalls.open(file, Syscalls.O_RDONLY | Syscalls.O_CLOEXEC);
    int copy = Syscalls.duplicate(opened, 321);
    try {
      assertThat(copy).isEqualTo(321);
      assertThat(Files.readSymbolicLink(Path.of("/proc/self/fd/321"))).isEqualTo(file);
    } finally {
      Syscalls.close(copy);
      Syscalls.close(opened);
    }
  }

  @Test
  void closingTwiceIsBadDescriptor() throws Exception {
    int opened = Syscalls.open(Path.of("/dev/null"), Syscalls.O_RDONLY | Syscalls.O_CLOEXEC);
    int copy = Syscalls.duplicate(opened, 322);
    Syscalls.close(opened);
    Syscalls.close(copy);
    assertThatThrownBy(() -> Syscalls.close(copy))
        .isInstanceOfSatisfying(
            ErrnoException.class, e -> assertThat(e.errno()).isEqualTo(Errno.EBADF));
  }

  @Test
  void signalMaskIsReplacedAndReturned() {
    byte[] blocked = new byte[2];
    blocked[(SIGUSR2 - 1) / 8] = (byte) (1 << (SIGUSR2 - 1) % 8);
    byte[] before = Syscalls.signalMask(blocked);
    byte[] during = Syscalls.signalMask(before);
    assertThat(during).startsWith(blocked);
    assertThat(Syscalls.signalMask(before)).isEqualTo(before);
  }

  @Test
  void execveOfAnAbsentProgramReturns() {
    String absent = directory.resolve("absent").toString();
    assertThatThrownBy(() -> Syscalls.execve(absent, List.of(absent), List.of()))
        .hasMessage("execve " + absent + ": ENOENT");
  }

  @Test
  void unknownNumbersKeepTheirNumber() {
    assertThat(new Errno(1234)).hasToString("errno 1234");
    assertThatThrownBy(() -> new Errno(0)).isInstanceOf(IllegalArgumentException.class);
  }
}
