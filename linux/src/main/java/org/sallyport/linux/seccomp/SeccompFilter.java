package org.sallyport.linux.seccomp;

import static org.sallyport.linux.seccomp.SystemCall.ADD_KEY;
import static org.sallyport.linux.seccomp.SystemCall.BPF;
import static org.sallyport.linux.seccomp.SystemCall.DELETE_MODULE;
import static org.sallyport.linux.seccomp.SystemCall.FINIT_MODULE;
import static org.sallyport.linux.seccomp.SystemCall.INIT_MODULE;
import static org.sallyport.linux.seccomp.SystemCall.IOCTL;
import static org.sallyport.linux.seccomp.SystemCall.IO_URING_ENTER;
import static org.sallyport.linux.seccomp.SystemCall.IO_URING_REGISTER;
import static org.sallyport.linux.seccomp.SystemCall.IO_URING_SETUP;
import static org.sallyport.linux.seccomp.SystemCall.KEXEC_FILE_LOAD;
import static org.sallyport.linux.seccomp.SystemCall.KEXEC_LOAD;
import static org.sallyport.linux.seccomp.SystemCall.KEYCTL;
import static org.sallyport.linux.seccomp.SystemCall.OPEN_BY_HANDLE_AT;
import static org.sallyport.linux.seccomp.SystemCall.PERF_EVENT_OPEN;
import static org.sallyport.linux.seccomp.SystemCall.REQUEST_KEY;
import static org.sallyport.linux.seccomp.SystemCall.SOCKET;
import static org.sallyport.linux.seccomp.SystemCall.SOCKETPAIR;
import static org.sallyport.linux.seccomp.SystemCall.SYSLOG;
import static org.sallyport.linux.seccomp.SystemCall.USERFAULTFD;

import java.util.List;
import org.sallyport.linux.syscall.Errno;

/// The system-call filter of a sandboxed application, as `bwrap --seccomp` takes it.
///
/// It closes what namespaces leave open; everything that it does not name is allowed:
/// - calls of a foreign architecture end the process (i386 has `socketcall`, which hides the family
///   behind a pointer); x32 calls do not exist;
/// - sockets are UNIX, INET, INET6 or routing netlink. AF_VSOCK ignores network namespaces and
///   leads out of a virtual machine; uevents and other netlink families tell about the host;
/// - io_uring does not exist: it opens sockets past any filter;
/// - TIOCSTI and TIOCLINUX are refused: they type into the terminal that the application shares
///   with the user's shell outside (CVE-2017-5226). The shell's job control stays, which `bwrap
///   --new-session` would take away;
/// - kernel keyrings, BPF, perf, userfaultfd, the kernel log, file handles, kexec and modules are
///   refused: they are not namespaced, or tell about the host, or are attack surface.
///
/// Namespaces stay allowed (`unshare`, `clone`, `setns`): the sandboxes of Chromium and Electron
/// need them, the filter is inherited, and capabilities in a nested user namespace are worth
/// nothing over our network namespace, which belongs to an ancestor.
public final class SeccompFilter {
  static final int ALLOW = 0x7fff_0000;
  static final int KILL_PROCESS = 0x8000_0000;
  private static final int ERRNO = 0x0005_0000;

  static final int NUMBER_AT = 0;
  static final int ARCHITECTURE_AT = 4;
  static final int ARGUMENTS_AT = 16;
  static final int ARGUMENT_BYTES = 8;

  private static final int X32_BIT = 0x4000_0000;
  private static final int AF_UNIX = 1;
  private static final int AF_INET = 2;
  private static final int AF_INET6 = 10;
  private static final int AF_NETLINK = 16;
  private static final int NETLINK_ROUTE = 0;
  private static final int TIOCSTI = 0x5412;
  private static final int TIOCLINUX = 0x541C;

  private static final List<SystemCall> ABSENT =
      List.of(IO_URING_SETUP, IO_URING_ENTER, IO_URING_REGISTER);
  private static final List<SystemCall> REFUSED =
      List.of(
          ADD_KEY,
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
          DELETE_MODULE);

  private SeccompFilter() {}

  /// The program for the architecture, an array of `struct sock_filter`.
  public static byte[] programFor(Architecture architecture) {
    BpfAssembler program = new BpfAssembler();
    architecture(program, architecture);
    ABSENT.forEach(call -> refuse(program, call.numberOn(architecture), Errno.ENOSYS));
    REFUSED.forEach(call -> refuse(program, call.numberOn(architecture), Errno.EPERM));
    families(program, SOCKET.numberOn(architecture));
    families(program, SOCKETPAIR.numberOn(architecture));
    terminal(program, IOCTL.numberOn(architecture));
    return program.verdict(ALLOW).assemble();
  }

  private static void architecture(BpfAssembler program, Architecture architecture) {
    program
        .load(ARCHITECTURE_AT)
        .jumpIfEqual(architecture.auditNumber(), "native")
        .verdict(KILL_PROCESS)
        .label("native")
        .load(NUMBER_AT);
    if (architecture == Architecture.X86_64) {
      program.jumpIfBelow(X32_BIT, "not x32").verdict(failWith(Errno.ENOSYS)).label("not x32");
    }
  }

  private static void refuse(BpfAssembler program, int number, Errno errno) {
    String next = "after " + number;
    program.jumpUnlessEqual(number, next).verdict(failWith(errno)).label(next);
  }

  /// The kernel takes the family and the protocol as 32-bit numbers: the low half is all there is.
  private static void families(BpfAssembler program, int number) {
    String next = "after " + number;
    String allow = "allow " + number;
    String refuse = "refuse " + number;
    program
        .jumpUnlessEqual(number, next)
        .load(argument(0))
        .jumpIfEqual(AF_UNIX, allow)
        .jumpIfEqual(AF_INET, allow)
        .jumpIfEqual(AF_INET6, allow)
        .jumpUnlessEqual(AF_NETLINK, refuse)
        .load(argument(2))
        .jumpIfEqual(NETLINK_ROUTE, allow)
        .verdict(failWith(Errno.EPROTONOSUPPORT))
        .label(refuse)
        .verdict(failWith(Errno.EAFNOSUPPORT))
        .label(allow)
        .verdict(ALLOW)
        .label(next);
  }

  /// The kernel takes the request as a 32-bit number, too.
  private static void terminal(BpfAssembler program, int number) {
    program
        .jumpUnlessEqual(number, "after ioctl")
        .load(argument(1))
        .jumpIfEqual(TIOCSTI, "refuse ioctl")
        .jumpIfEqual(TIOCLINUX, "refuse ioctl")
        .verdict(ALLOW)
        .label("refuse ioctl")
        .verdict(failWith(Errno.EPERM))
        .label("after ioctl");
  }

  static int failWith(Errno errno) {
    return ERRNO | errno.number();
  }

  private static int argument(int index) {
    return ARGUMENTS_AT + index * ARGUMENT_BYTES;
  }
}
