package org.sallyport.testbed.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.sallyport.api.AdminReply;
import org.sallyport.api.AdminRequest;
import org.sallyport.api.client.AdminClient;
import org.sallyport.api.location.Network;
import org.sallyport.api.location.RuntimeLocation;
import org.sallyport.api.location.Surroundings;
import org.sallyport.testbed.lan.LanMachine;

/// A gateway for machines whose configuration is swapped over and over again, an uplink of which it
/// is known what goes out, and who tries to get something out all the time.
///
/// @param lab the gateway and its machines
record LanReloads(LanDeployment lab) {
  static final int STREAMS = 500;

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String BEYOND = "203.0.113.9";

  /// Every kind of change: packet rules, who may go out in clear, the ports of a machine, what one
  /// may reach, a machine more.
  private static final String MORE =
      """
      [firewall]
      open-tcp = [22, 443]
      icmp = true
      clearnet-users = ["nobody"]
      [[workstation.two.application]]
      name = "machine"
      deny = ["denied.test:*"]
      [[workstation.late.machine]]
      addresses = ["10.152.152.77"]
      """;

  /// Opens connections and says so; then sends a word by each, and waits for its echo, for every
  /// line that it reads.
  private static final String MANY_STREAMS =
      """
      import socket, sys
      streams = [socket.create_connection(('192.88.99.50', 7), timeout=60)
                 for _ in range(int(sys.argv[1]))]
      print('open', flush=True)
      for number, line in enumerate(sys.stdin):
        for one in streams:
          one.sendall(b'word')
        for one in streams:
          assert one.recv(4, socket.MSG_WAITALL) == b'word'
        print(f'echoed {number}', flush=True)
      """;

  /// Sends a datagram to a host beyond the uplink every millisecond, and says how many it has
  /// tried.
  private static final String EVERY_MILLISECOND =
      """
      import socket, sys, threading, time
      threading.Thread(target=lambda: (sys.stdin.read(), tried()), daemon=False).start()
      one = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
      count, over = 0, False
      def tried():
        global over
        over = True
        print(f'tried {count}', flush=True)
      while not over:
        count += 1
        try:
          one.sendto(b'x', ('%s', 443))
        except PermissionError:
          pass
        time.sleep(0.001)
      """
          .formatted(BEYOND);

  /// Plugs an uplink in: what is sent by it is gone, and counted by the interface itself.
  void plugUplink() {
    lab.inside(
        """
        ip link add up0 type veth peer name up1 &&
        ip link set up0 addrgenmode none && ip link set up1 addrgenmode none &&
        ip link set up0 up && ip link set up1 up && ip route add 203.0.113.0/24 dev up0 &&
        ip neigh add 203.0.113.9 lladdr 02:00:00:00:00:09 dev up0
        """);
  }

  void unplugUplink() {
    lab.inside("ip link del up0");
  }

  /// How many packets have gone out.
  long sentOut() {
    return Long.parseLong(
        lab.lab().gateway().sh("awk '$1 == \"up0:\" {print $11}' /proc/net/dev").strip());
  }

  /// One datagram of a user who may send it under [#more], and never else.
  void sendInClear() {
    String _ =
        lab.lab()
            .gateway()
            .sh("setpriv --reuid nobody bash -c 'echo > /dev/udp/" + BEYOND + "/443'; true");
  }

  /// The streams of a machine, which are open.
  Running manyStreams(LanMachine machine) {
    Running running =
        Running.start(
            machine
                .site()
                .command(List.of("python3", "-c", MANY_STREAMS, Integer.toString(STREAMS))),
            Map.of());
    running.awaitOut("open\n", LIMIT);
    return running;
  }

  /// Checks that every stream still carries what is said.
  void echo(Running streams, int time) {
    streams.write("\n");
    String _ = streams.awaitLine("echoed " + time, LIMIT);
  }

  /// Somebody who tries all the time.
  Running everyMillisecond(List<String> place) {
    return Running.start(
        Stream.concat(place.stream(), Stream.of("python3", "-c", EVERY_MILLISECOND)).toList(),
        Map.of());
  }

  /// Ends it.
  ///
  /// @return how often it has tried
  static long tried(Running trying) {
    trying.endInput();
    return Long.parseLong(trying.awaitLine("tried ", LIMIT));
  }

  /// Swaps the configuration so often, back and forth.
  void swap(String usual, int times) {
    var surroundings =
        new Surroundings(
            Map.of("SALLYPORT_HOME", lab.deployment().home().toString()), 0, _ -> true);
    var location = RuntimeLocation.of(surroundings, Network.TESTNET);
    try (var admin = AdminClient.connect(location)) {
      for (int i = 0; i < times; i++) {
        lab.deployment().configured(i % 2 == 0 ? more(usual) : usual);
        var reply = admin.ask(new AdminRequest.Reload(), AdminReply.ReloadReply.class, LIMIT);
        assertThat(reply.machines()).isTrue();
      }
    }
  }

  /// Lets a configuration hold.
  void use(String configuration) {
    lab.deployment().configured(configuration);
    lab.deployment().sallyport("reload").assertOk();
  }

  /// The configuration that is swapped with another: every setting of machine two's ports differs,
  /// too.
  static String more(String usual) {
    return usual.replaceFirst("(?s)(two\\]\nports = )\"whonix\"", "$1\"standard\"") + MORE;
  }

  /// Nothing of what was tried has come out.
  void assertNothingOut() {
    assertThat(sentOut()).as("packets beyond the uplink").isZero();
  }
}
