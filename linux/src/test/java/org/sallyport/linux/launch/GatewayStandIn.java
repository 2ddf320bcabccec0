package org.sallyport.linux.launch;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.sallyport.linux.link.WorkstationLink;
import org.sallyport.linux.namespace.NetworkNamespace;
import org.sallyport.linux.namespace.ThreadCensus;
import org.sallyport.linux.nft.Redirect;
import org.sallyport.linux.nft.RejectedPackets;
import org.sallyport.linux.nft.WorkstationFirewall;
import org.sallyport.linux.nft.WorkstationRules;
import org.sallyport.linux.prerequisite.Prerequisites;

/// A program that holds one workstation's namespace, as the gateway does: its TransPort tells every
/// connection where it wanted to go. Prints process, descriptor and inode; when its input ends it
/// prints what was counted and ends.
final class GatewayStandIn {
  private static final int TRANS_PORT = 9040;
  private static final int DNS_PORT = 5300;

  private GatewayStandIn() {}

  public static void main(String[] arguments) throws Exception {
    Prerequisites.ofThisMachine().requireNamespaces();
    Prerequisites.ofThisMachine().requireCapabilities();
    WorkstationFirewall firewall = new WorkstationFirewall();
    try (NetworkNamespace namespace = NetworkNamespace.create()) {
      WorkstationLink.Kind kind = WorkstationLink.configure(namespace);
      firewall.apply(
          namespace,
          new WorkstationRules(new Redirect.To(TRANS_PORT), new Redirect.To(DNS_PORT), List.of()));
      transPort(namespace, NativeCalls.AF_INET, "127.0.0.1");
      transPort(namespace, NativeCalls.AF_INET6, "::1");
      System.out.println(
          ProcessHandle.current().pid() + " " + namespace.descriptor() + " " + namespace.inode());
      System.out.println(kind);
      byte[] _ = System.in.readAllBytes();
      RejectedPackets rejected = firewall.readCounters(namespace);
      System.out.println("udp " + rejected.of(RejectedPackets.Kind.UDP));
      System.out.println("strays " + ThreadCensus.take().strays());
    }
  }

  private static void transPort(NetworkNamespace namespace, int family, String loopback)
      throws Exception {
    int socket = namespace.run(() -> NativeCalls.socket(family, NativeCalls.SOCK_STREAM, 0));
    int listening = NativeCalls.listen(socket, socketAddress(family, loopback));
    if (listening < 0) {
      throw new IllegalStateException("no TransPort: errno " + -listening);
    }
    Thread.ofPlatform().daemon().start(() -> serve(socket, family));
  }

  private static void serve(int socket, int family) {
    while (true) {
      int accepted = NativeCalls.accept(socket);
      if (accepted < 0) {
        throw new IllegalStateException("accept: errno " + -accepted);
      }
      String text = NativeCalls.originalDestination(accepted, family) + "\n";
      long _ = NativeCalls.write(accepted, text.getBytes(StandardCharsets.US_ASCII));
      int _ = NativeCalls.close(accepted);
    }
  }

  private static byte[] socketAddress(int family, String literal) {
    ByteBuffer address = ByteBuffer.allocate(family == NativeCalls.AF_INET ? 16 : 28);
    address.order(ByteOrder.nativeOrder()).putShort((short) family);
    address.order(ByteOrder.BIG_ENDIAN).putShort((short) TRANS_PORT);
    if (family == NativeCalls.AF_INET6) {
      address.putInt(0);
    }
    return address.put(InetAddress.ofLiteral(literal).getAddress()).array();
  }
}
