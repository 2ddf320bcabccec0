package org.sallyport.testbed.e2e;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// A process of the test's own in the namespaces of a testnet's gateway, with all rights there: it
/// runs nft's commands, and keeps the namespaces and the witness's counters when the gateway dies.
final class UplinkConsole implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final Pattern DIRECT =
      Pattern.compile("counter \\w+_direct \\{\\s*packets (\\d+) ");

  /// Enters the namespaces of its first argument, then obeys a line at a time. What it becomes by
  /// `nsenter` would lose the rights that entering gives, so it enters by itself.
  private static final String PROGRAM =
      """
      import ctypes, os, socket, sys
      libc = ctypes.CDLL(None, use_errno=True)
      nft = ctypes.CDLL('libnftables.so.1')
      nft.nft_ctx_new.restype = ctypes.c_void_p
      nft.nft_run_cmd_from_buffer.argtypes = [ctypes.c_void_p, ctypes.c_char_p]
      descriptors = [os.open(f'/proc/{sys.argv[1]}/ns/{kind}', os.O_RDONLY)
                     for kind in sys.argv[2:]]
      for descriptor in descriptors:
        if libc.setns(descriptor, 0):
          raise OSError(ctypes.get_errno(), 'setns')
      context = nft.nft_ctx_new(0)
      print('ready', flush=True)
      for number, line in enumerate(sys.stdin, 1):
        if line.startswith('send '):
          with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as s:
            s.sendto(b'x', (line.split()[1], 443))
          failed = 0
        else:
          failed = nft.nft_run_cmd_from_buffer(context, line.encode())
        libc.fflush(None)
        print(f'end of {number}: {failed}', flush=True)
      """;

  private final Running running;
  private int commands;
  private long before;

  private UplinkConsole(Running running) {
    this.running = running;
  }

  /// Enters the namespaces of a gateway that runs.
  static UplinkConsole of(Deployment deployment) {
    String pid = Long.toString(deployment.gateway().pid());
    var line = new ArrayList<>(List.of("python3", "-c", PROGRAM, pid));
    if (deployment.account() != Account.ROOT) {
      line.add("user");
    }
    line.add("net");
    var console = new UplinkConsole(Running.start(deployment.as(line), deployment.environment()));
    console.running.awaitOut("ready\n", LIMIT);
    console.before = console.counted();
    return console;
  }

  /// Runs a command of nft and gives back what it printed.
  String nft(String command) {
    int from = running.out().length();
    commands++;
    running.write(command + "\n");
    String end = "end of " + commands + ": ";
    boolean worked = running.awaitLine(end, LIMIT).equals("0");
    String said = running.out().substring(from);
    if (!worked) {
      throw new AssertionError(command + " failed: " + said);
    }
    return said.substring(0, said.indexOf(end));
  }

  /// How many packets came to the witness other than from an exit, since this began.
  long direct() {
    return counted() - before;
  }

  private long counted() {
    var counters = DIRECT.matcher(nft("list counters table inet sallyport_witness"));
    long sum = 0;
    int found = 0;
    for (; counters.find(); found++) {
      sum += Long.parseLong(counters.group(1));
    }
    if (found == 0) {
      throw new AssertionError("the witness has no counters");
    }
    return sum;
  }

  /// Sends the witness what it must see: a packet that comes from no exit.
  void leak(String host) {
    nft("send " + host);
  }

  @Override
  public void close() {
    running.kill(LIMIT);
  }
}
