package org.sallyport.linux.seccomp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sallyport.core.error.GatewayException;
import org.sallyport.linux.syscall.Errno;

final class SeccompFilterTest {
  private static final int AF_MAX = 50;
  private static final int HIGHEST_NUMBER = 1024;
  private static final long HIGH_HALF = 0x1_0000_0000L;
  private static final int STREAM = 1;

  @ParameterizedTest
  @EnumSource
  void onlyFourFamiliesOfSockets(Architecture architecture) {
    for (SystemCall call : new SystemCall[] {SystemCall.SOCKET, SystemCall.SOCKETPAIR}) {
      for (int family = 0; family < AF_MAX; family++) {
        int expected =
            Set.of(1, 2, 10, 16).contains(family)
                ? SeccompFilter.ALLOW
                : SeccompFilter.failWith(Errno.EAFNOSUPPORT);
        assertThat(verdict(architecture, call, family, STREAM, 0)).isEqualTo(expected);
        assertThat(verdict(architecture, call, HIGH_HALF | family, STREAM, 0)).isEqualTo(expected);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void onlyRoutingNetlink(Architecture architecture) {
    for (int protocol = 1; protocol < 32; protocol++) {
      assertThat(verdict(architecture, SystemCall.SOCKET, 16, 3, protocol))
          .isEqualTo(SeccompFilter.failWith(Errno.EPROTONOSUPPORT));
    }
    assertThat(verdict(architecture, SystemCall.SOCKET, 16, 3, 0)).isEqualTo(SeccompFilter.ALLOW);
    assertThat(verdict(architecture, SystemCall.SOCKET, 2, 1, 6)).isEqualTo(SeccompFilter.ALLOW);
  }

  @ParameterizedTest
  @EnumSource
  void typingIntoTheTerminalIsRefused(Architecture architecture) {
    int refused = SeccompFilter.failWith(Errno.EPERM);
    for (long request : new long[] {0x5412, 0x541C, HIGH_HALF | 0x5412, HIGH_HALF | 0x541C}) {
      assertThat(verdict(architecture, SystemCall.IOCTL, 0, request)).isEqualTo(refused);
    }
    for (long request : new long[] {0x5413, 0x5401, 0x540E, 0x5410}) {
      assertThat(verdict(architecture, SystemCall.IOCTL, 0, request))
          .isEqualTo(SeccompFilter.ALLOW);
    }
  }

  @ParameterizedTest
  @EnumSource
  void onlyNamedCallsAreTouched(Architecture architecture) {
    BpfInterpreter filter = new BpfInterpreter(SeccompFilter.programFor(architecture));
    for (int number = 0; number < HIGHEST_NUMBER; number++) {
      int verdict =
          filter.verdictOn(
              BpfInterpreter.Call.of(architecture.auditNumber(), number, 1, STREAM, 0));
      assertThat(verdict).as("call %d", number).isEqualTo(expected(architecture, number));
    }
  }

  @Test
  void foreignArchitecturesEndTheProcess() {
    int i386 = 0x4000_0003;
    int arm = 0x4000_0028;
    for (Architecture architecture : Architecture.values()) {
      BpfInterpreter filter = new BpfInterpreter(SeccompFilter.programFor(architecture));
      for (int foreign : new int[] {0, i386, arm, ~architecture.auditNumber()}) {
        assertThat(filter.verdictOn(BpfInterpreter.Call.of(foreign, 1)))
            .isEqualTo(SeccompFilter.KILL_PROCESS);
      }
    }
  }

  @Test
  void x32CallsDoNotExist() {
    BpfInterpreter filter = new BpfInterpreter(SeccompFilter.programFor(Architecture.X86_64));
    for (int number : new int[] {0x4000_0000, 0x4000_0029, 0x7fff_ffff, -1}) {
      assertThat(
              filter.verdictOn(
                  BpfInterpreter.Call.of(Architecture.X86_64.auditNumber(), number, 1)))
          .isEqualTo(SeccompFilter.failWith(Errno.ENOSYS));
    }
  }

  @Test
  void architecturesHaveJavasNames() {
    assertThat(Architecture.ofName("amd64")).isEqualTo(Architecture.X86_64);
    assertThat(Architecture.ofName("aarch64")).isEqualTo(Architecture.AARCH64);
    assertThatThrownBy(() -> Architecture.ofName("riscv64"))
        .isInstanceOf(GatewayException.class)
        .hasMessageContaining("riscv64");
  }

  @Test
  void assemblerRefusesWrongLabels() {
    assertThatThrownBy(() -> new BpfAssembler().jumpIfEqual(1, "nowhere").assemble())
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(
            () -> new BpfAssembler().label("back").load(0).jumpIfEqual(1, "back").assemble())
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> new BpfAssembler().label("a").label("a"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static int expected(Architecture architecture, int number) {
    for (SystemCall call : SystemCall.values()) {
      if (call.numberOn(architecture) == number) {
        return switch (call) {
          case SOCKET, SOCKETPAIR, IOCTL -> SeccompFilter.ALLOW;
          case IO_URING_SETUP, IO_URING_ENTER, IO_URING_REGISTER ->
              SeccompFilter.failWith(Errno.ENOSYS);
          case ADD_KEY,
              REQUEST_KEY,
              KEYCTL,
              BPF,
              PERF_EVENT_OPEN,
              USERFAULTFD,
              SYSLOG,
              OPEN_BY_HANDLE_AT,
              KEXEC_LOAD,
              KEXEC_FILE_LOAD,
              INIT_MODULE,
              FINIT_MODULE,
              DELETE_MODULE ->
              SeccompFilter.failWith(Errno.EPERM);
        };
      }
    }
    return SeccompFilter.ALLOW;
  }

  private static int verdict(Architecture architecture, SystemCall call, long... arguments) {
    return new BpfInterpreter(SeccompFilter.programFor(architecture))
        .verdictOn(
            BpfInterpreter.Call.of(
                architecture.auditNumber(), call.numberOn(architecture), arguments));
  }
}
