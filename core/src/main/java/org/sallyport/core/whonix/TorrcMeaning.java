package org.sallyport.core.whonix;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.sallyport.core.whonix.Finding.Outcome;

/// What the options of torrc files mean here, where tor's configuration is the gateway's own.
final class TorrcMeaning {
  /// Written by the gateway, or by nobody.
  private static final Pattern OURS =
      Pattern.compile(
          "control.*|cookieauth.*|hashedcontrolpassword|.*directory|user|runasdaemon|pidfile|log"
              + "|.*logging|logtimegranularity|syslogidentitytag|truncatelogfile|disablenetwork"
              + "|dormant.*|virtualaddrnetwork.*|automaphosts.*|clientuseipv[46]|clientpreferipv6.*"
              + "|sandbox|avoiddiskwrites|disabledebuggerattachment|hardwareaccel|geoip.*|noexec"
              + "|sockstimeout|socks(listen|policy).*|safesocks|testsocks|dnslisten.*"
              + "|disableallswap"
              + "|keepaliveperiod|clientdnsrejectinternaladdresses|clientonly|socketgroup.*"
              + "|unixsocksgroupwritable|extendedorport.*|clienttransportplugin");

  /// Changes that make tor's circuits weaker, or this user's unlike everybody's.
  private static final Pattern WEAKENING =
      Pattern.compile(
          "entrynodes|exitnodes|middlenodes|excludenodes|excludeexitnodes|strictnodes"
              + "|useentryguards.*|num(entry|directory|primary)guards|guardlifetime|guardfraction.*"
              + "|maxcircuitdirtiness|newcircuitperiod|circuit.*|learncircuit.*|enforcedistinct.*"
              + "|connectionpadding|reducedconnectionpadding|conflux.*|trackhostexits.*|mapaddress"
              + "|clientrejectinternaladdresses|allownonrfc953hostnames|allowdotexit"
              + "|(dir|alternatedir|alternatebridge)authority|fallbackdir|usedefaultfallbackdirs"
              + "|usemicrodescriptors|pathbias.*|longlivedports|testing.*|__.*|vanguards.*");

  private static final Pattern NOT_OFFERED =
      Pattern.compile(
          "hiddenservice.*|hidserv.*|clientonionauthdir|http.*proxy.*|socks[45]proxy.*|tcpproxy"
              + "|reachable.*|fascistfirewall|firewallports|outboundbindaddress.*|natdport"
              + "|orport|dirport|dirportfrontpage|bridgerelay|bridgedistribution|publishserver.*"
              + "|exit(relay|policy.*)|ipv6exit|nickname|contactinfo|myfamily|address"
              + "|servertransport.*|.*bandwidth.*|.*(rate|burst)|accounting.*|metricsport.*"
              + "|(warn|reject)plaintextports|constrainedsockets?.*|connlimit|maxmem.*|numcpus");

  private final Draft draft;
  private final List<TorrcLine> lines;
  private final TorrcPorts ports;

  private TorrcMeaning(Draft draft, List<TorrcLine> lines, Set<Integer> open) {
    this.draft = draft;
    this.lines = lines;
    this.ports = new TorrcPorts(draft, open);
  }

  /// Writes what the files mean.
  ///
  /// @param open ports that the firewall opens to workstations besides the usual ones
  static void write(List<SettingsFile> files, Set<Integer> open, Draft draft) {
    List<TorrcLine> lines = files.stream().flatMap(file -> TorrcLine.of(file).stream()).toList();
    new TorrcMeaning(draft, lines, open).write();
  }

  private void write() {
    bridges();
    for (TorrcLine line : lines) {
      if (TorrcPorts.isPort(line)) {
        ports.take(line);
      } else if (line.option().equals("%include")) {
        include(line);
      } else if (!line.option().equals("usebridges") && !isBridge(line)) {
        other(line);
      }
    }
  }

  /// tor counts the last `UseBridges`.
  private void bridges() {
    boolean used =
        lines.stream()
            .filter(line -> line.option().equals("usebridges"))
            .reduce((_, last) -> last)
            .filter(line -> line.said().value().equals("1"))
            .isPresent();
    List<TorrcLine> bridges = lines.stream().filter(TorrcMeaning::isBridge).toList();
    for (TorrcLine line : lines) {
      if (line.option().equals("usebridges")) {
        boolean without = used && bridges.isEmpty();
        draft.find(
            without ? Outcome.NOT_UNDERSTOOD : used ? Outcome.TAKEN : Outcome.ALREADY,
            line.said(),
            without ? "no file has a Bridge line" : "with [tor] bridges tor uses nothing else");
      } else if (isBridge(line)) {
        draft.find(
            used ? Outcome.TAKEN : Outcome.MEANINGLESS,
            line.scrubbed(),
            used ? "[tor] bridges" : "no file says UseBridges 1");
      }
    }
    if (used && !bridges.isEmpty()) {
      draft
          .tor()
          .put(
              "bridges",
              new TomlValue.Texts(bridges.stream().map(line -> line.said().value()).toList()));
    }
  }

  private static boolean isBridge(TorrcLine line) {
    return line.option().equals("bridge") && line.said().value().matches("[!-~][ -~]*");
  }

  private void include(TorrcLine line) {
    String path = line.said().value();
    if (path.contains("/torrc.d/")) {
      draft.find(Outcome.ALREADY, line.said(), "these files are read, too");
    } else if (path.contains("tor-service-defaults-torrc")) {
      draft.find(Outcome.ALREADY, line.said(), "its ports are those of ports = \"whonix\"");
    } else {
      draft.find(Outcome.NOT_UNDERSTOOD, line.said(), "a file that is not read");
    }
  }

  private void other(TorrcLine line) {
    if (WEAKENING.matcher(line.option()).matches()) {
      draft.find(
          Outcome.REFUSED,
          line.scrubbed(),
          "it makes circuits weaker or unlike those of others; tor's own way is kept");
    } else if (line.option().equals("clienttransportplugin")) {
      draft.find(
          Outcome.MEANINGLESS,
          line.scrubbed(),
          "a bridge's transport is found where Debian has it");
    } else if (OURS.matcher(line.option()).matches()) {
      draft.find(
          Outcome.MEANINGLESS, line.scrubbed(), "the gateway writes tor's configuration itself");
    } else if (NOT_OFFERED.matcher(line.option()).matches()) {
      draft.find(Outcome.MEANINGLESS, line.scrubbed(), "not offered here, so it does not happen");
    } else {
      draft.find(Outcome.NOT_UNDERSTOOD, line.scrubbed(), "no option of tor's that is known here");
    }
  }
}
