package org.sallyport.linux.launch;

import java.io.IOException;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The program that looks around in the sandbox and prints `question=answer` lines.
///
/// `local` asks only what harms nothing anywhere: that is how it runs unprotected, as the positive
/// control. `all` also attacks, which must happen in a sandbox only.
final class Probe {
  private static final int WAIT_MILLIS = 10_000;

  private Probe() {}

  public static void main(String[] words) throws Exception {
    status();
    answer("families", families());
    answer("terminal", NativeCalls.typeIntoTerminal());
    answer("io-uring", NativeCalls.ioUringSetup() == -38 ? "absent" : "there");
    answer("host-socket", connect(Path.of(words[1])));
    answer("marker", Files.exists(Path.of(words[2])));
    answer("descriptors", descriptors());
    answer("processes", numbers(Path.of("/proc")).size());
    answer("host-name", Files.readString(Path.of("/proc/sys/kernel/hostname")).strip());
    answer("machine-id", Files.exists(Path.of("/etc/machine-id")));
    answer("interfaces", Files.exists(Path.of("/sys/class/net")));
    answer("directory", Path.of("").toAbsolutePath());
    answer("environment", new TreeSet<>(System.getenv().keySet()));
    if (words[0].equals("all")) {
      attack();
      Files.writeString(Path.of(System.getenv("HOME")).resolve("kept"), "kept");
    }
    System.out.println("done=true");
  }

  private static void attack() throws Exception {
    answer("tcp4", whereTo("198.51.100.1", 80));
    answer("tcp6", whereTo("2001:db8::1", 443));
    answer("udp4", datagram("198.51.100.1", 443));
    answer("udp6", datagram("2001:db8::1", 443));
    answer("raw", NativeCalls.socket(NativeCalls.AF_INET, 3, 1));
    answer("ping-socket", NativeCalls.socket(NativeCalls.AF_INET, 2, 1));
    answer("nft", succeeds("nft", "delete", "table", "inet", "sallyport"));
    answer("nested-nft", succeeds("unshare", "-Ur", "nft", "delete", "table", "inet", "sallyport"));
    answer("link", succeeds("ip", "link", "set", "eth0", "down"));
    answer("route", succeeds("ip", "route", "del", "default"));
    answer("mount", succeeds("mount", "-t", "tmpfs", "none", "/mnt"));
    answer("unmount", succeeds("umount", "/tmp"));
    answer("nested-user-namespace", succeeds("unshare", "-Ur", "true"));
    answer("write-usr", writes(Path.of("/usr/x")));
    answer("write-root", writes(Path.of("/x")));
    answer("write-tmp", writes(Path.of("/tmp/x")));
  }

  private static void status() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      String[] parts = line.split(":\\s*", 2);
      if (List.of("Uid", "CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb", "NoNewPrivs", "Seccomp")
          .contains(parts[0])) {
        answer(parts[0], parts[1].split("\t", -1)[0]);
      }
    }
  }

  private static String families() {
    return IntStream.range(1, 46)
        .filter(family ->
            Stream.of(1, 2, 3, 5)
                .mapToInt(type -> NativeCalls.socket(family, type, 0))
                .anyMatch(socket -> socket >= 0 && NativeCalls.close(socket) == 0))
        .mapToObj(Integer::toString)
        .collect(Collectors.joining(","));
  }

  private static String connect(Path socket) {
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      return channel.connect(UnixDomainSocketAddress.of(socket)) ? "connected" : "pending";
    } catch (IOException e) {
      return "refused";
    }
  }

  private static String descriptors() throws IOException {
    return numbers(Path.of("/proc/self/fd")).stream()
        .map(path -> path.toAbsolutePath())
        .map(path -> {
          try {
            return Files.readSymbolicLink(path).toString();
          } catch (IOException e) {
            return "";
          }
        })
        .collect(Collectors.joining(" "));
  }

  private static List<Path> numbers(Path directory) throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.filter(path -> path.getFileName().toString().matches("[0-9]+")).toList();
    }
  }

  private static String whereTo(String literal, int port) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.ofLiteral(literal), port), WAIT_MILLIS);
      socket.setSoTimeout(WAIT_MILLIS);
      byte[] text = socket.getInputStream().readAllBytes();
      return new String(text, StandardCharsets.US_ASCII).strip();
    }
  }

  private static String datagram(String literal, int port) {
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.send(new DatagramPacket(new byte[1], 1, InetAddress.ofLiteral(literal), port));
      return "sent";
    } catch (IOException e) {
      return e.getMessage();
    }
  }

  private static String succeeds(String... command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    process.getInputStream().transferTo(OutputStream.nullOutputStream());
    if (!process.waitFor(WAIT_MILLIS, TimeUnit.MILLISECONDS)) {
      process.destroyForcibly();
      return "hangs";
    }
    return process.exitValue() == 0 ? "succeeds" : "fails";
  }

  private static boolean writes(Path path) {
    try {
      Files.writeString(path, "x");
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static void answer(String question, Object answer) {
    System.out.println(question + "=" + answer);
  }
}
