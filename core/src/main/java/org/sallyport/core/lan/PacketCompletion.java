package org.sallyport.core.lan;

import java.net.InetAddress;
import org.sallyport.core.firewall.Packet;
import org.sallyport.core.firewall.Packet.Route;
import org.sallyport.core.firewall.PacketQuestion;
import org.sallyport.core.firewall.PacketQuestion.Way;

/// Completes a packet that somebody asks about by what a gateway knows: the interface of an
/// address, and the hardware address of a machine. What was said stays as it was said.
///
/// @param policy of the gateway
/// @param outside the interface that is meant where none leads to a machine
public record PacketCompletion(LanPolicy policy, String outside) {
  private static final String LOOPBACK = "lo";

  /// The whole packet.
  ///
  /// @param uid who sends it, if this machine does
  public Packet complete(PacketQuestion question, long uid) {
    return question.by(
        switch (question.way()) {
          case Way.In(var from, var mac) ->
              new Route.Arriving(
                  from.isEmpty() ? interfaceOf(question.source()) : from,
                  mac.isEmpty() ? macOf(question.source()) : mac);
          case Way.Out(_, var by) ->
              new Route.Leaving(by.isEmpty() ? interfaceTo(question.destination()) : by, uid);
        });
  }

  /// Where packets of this address come from.
  private String interfaceOf(InetAddress address) {
    return policy.lans().stream()
        .filter(lan -> lan.addresses().stream().anyMatch(own -> own.network().contains(address)))
        .map(Lan::internal)
        .findFirst()
        .orElse(address.isLoopbackAddress() ? LOOPBACK : outside);
  }

  /// What this machine sends to itself goes by loopback, by whichever address.
  private String interfaceTo(InetAddress address) {
    return policy.own().contains(address) ? LOOPBACK : interfaceOf(address);
  }

  private String macOf(InetAddress address) {
    return policy.lans().stream()
        .flatMap(lan -> lan.machines().stream())
        .filter(machine -> machine.addresses().contains(address))
        .map(Machine::mac)
        .findFirst()
        .orElse("");
  }
}
