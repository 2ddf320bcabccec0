package org.sallyport.core.whonix;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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
              + "|unixsocksgroupwritable|extendedorport.*");

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

  /// By what else than straight away tor is to connect: without these it would, and nobody said so.
  private static final Pattern DETOUR =
      Pattern.compile(
          "https?proxy.*|socks[45]proxy.*|tcpproxy|outboundbindaddress.*|reachable.*"
              + "|fascistfirewall|firewallports?|clienttransportplugin");

  private static final Pattern NOT_OFFERED =
      Pattern.compile(
          "hiddenservice.*|hidserv.*|clientonionauthdir|natdport|orport|dirport"
              + "|dirportfrontpage|bridgerelay|bridgedistribution|publishserver.*"
              + "|exit(relay|policy.*)|ipv6exit|nickname|contactinfo|myfamily|address"
              + "|servertransport.*|.*bandwidth.*|.*(rate|burst)|accounting.*|metricsport.*"
              + "|(warn|reject)plaintextports|constrainedsockets?.*|connlimit|maxmem.*|numcpus");

  /// What tor reads of `UseBridges`: the first option of its list that begins so.
  private static final Pattern USE_BRIDGES =
      Pattern.compile("us|use|useb|usebr|usebri|usebrid|usebridg|usebridge|usebridges");

  /// In the place of bridges that nobody has seen. Whoever reads a configuration refuses it.
  private static final List<String> NO_BRIDGE_YET = List.of("");

  /// Includes of all that is read anyway. Of a folder tor would read every file, whatever its name.
  private static final Set<String> READ_ANYWAY =
      Set.of("/etc/torrc.d/*.conf", "/usr/local/etc/torrc.d/*.conf");

  private static final String USUAL_PORTS = "/usr/share/tor/tor-service-defaults-torrc.anondist";

  private final Draft draft;
  private final Set<String> read;
  private final List<TorrcLine> lines;
  private final TorrcPorts ports;

  private TorrcMeaning(Draft draft, List<SettingsFile> files, Set<Integer> open) {
    this.draft = draft;
    this.read = files.stream().map(SettingsFile::path).collect(Collectors.toSet());
    this.lines = files.stream().flatMap(file -> TorrcLine.of(file).stream()).toList();
    this.ports = new TorrcPorts(draft, open);
  }

  /// Writes what the files mean.
  ///
  /// @param open ports that the firewall opens to workstations besides the usual ones
  static void write(List<SettingsFile> files, Set<Integer> open, Draft draft) {
    new TorrcMeaning(draft, files, open).write();
  }

  private void write() {
    bridges();
    for (TorrcLine line : lines) {
      if (TorrcPorts.isPort(line)) {
        ports.take(line);
      } else if (line.option().equals("%include")) {
        include(line);
      } else if (!isUseBridges(line) && !isBridge(line)) {
        other(line);
      }
    }
  }

  /// tor counts the last `UseBridges`. What is not plainly off is on: it may be all that keeps tor
  /// from connecting straight away.
  private void bridges() {
    boolean used =
        lines.stream()
            .filter(TorrcMeaning::isUseBridges)
            .reduce((_, last) -> last)
            .filter(line -> !line.said().value().matches("0?"))
            .isPresent();
    List<TorrcLine> bridges = lines.stream().filter(TorrcMeaning::isBridge).toList();
    for (TorrcLine line : lines) {
      if (isUseBridges(line)) {
        useBridges(line, used, bridges.isEmpty());
      } else if (isBridge(line)) {
        draft.find(
            used ? Outcome.TAKEN : Outcome.MEANINGLESS,
            line.scrubbed(),
            used ? "[tor] bridges" : "no file says UseBridges 1");
      }
    }
    if (used) {
      List<String> values = bridges.stream().map(line -> line.said().value()).toList();
      draft.tor().put("bridges", new TomlValue.Texts(values.isEmpty() ? NO_BRIDGE_YET : values));
    }
  }

  private void useBridges(TorrcLine line, boolean used, boolean without) {
    if (used && without) {
      draft.find(
          Outcome.REFUSED,
          line.said(),
          "no Bridge line was read, and tor would connect directly without one, which is not done"
              + " silently: no gateway starts with the empty line in [tor] bridges. Write the"
              + " bridges there, or take the key out");
    } else if (used) {
      draft.find(Outcome.TAKEN, line.said(), "with [tor] bridges tor uses nothing else");
    } else {
      draft.find(Outcome.ALREADY, line.said(), "no bridges without [tor] bridges");
    }
  }

  private static boolean isUseBridges(TorrcLine line) {
    return USE_BRIDGES.matcher(line.option()).matches();
  }

  private static boolean isBridge(TorrcLine line) {
    return line.option().equals("bridge") && line.said().value().matches("[!-~][ -~]*");
  }

  private void include(TorrcLine line) {
    String path = line.said().value();
    if (READ_ANYWAY.contains(path) || read.contains(path)) {
      draft.find(Outcome.ALREADY, line.said(), "these files are read, too");
    } else if (path.equals(USUAL_PORTS)) {
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
    } else if (DETOUR.matcher(line.option()).matches()) {
      draft.find(
          Outcome.REFUSED,
          line.scrubbed(),
          "tor would connect directly without it, which is not done silently, and there is no key"
              + " for it; of bridges' transports those are started that Debian has");
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
