package org.sallyport.api.wire;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.sallyport.api.AdminReply;
import org.sallyport.api.AdminRequest;
import org.sallyport.api.ApplicationRow;
import org.sallyport.api.CircuitRow;
import org.sallyport.api.EvidenceRow;
import org.sallyport.api.FirewallChain;
import org.sallyport.api.FirewallRule;
import org.sallyport.api.FirewallStatus;
import org.sallyport.api.Hop;
import org.sallyport.api.IsolationRow;
import org.sallyport.api.PortsRow;
import org.sallyport.api.RefusalRow;
import org.sallyport.api.SharedRow;
import org.sallyport.api.StreamRow;
import org.sallyport.api.TorStatus;
import org.sallyport.api.TorWall;
import org.sallyport.api.VerdictSummary;
import org.sallyport.api.WorkstationRow;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.state.GatewayState;

/// Arbitrary requests and replies from a seed.
final class Samples {
  private static final List<String> TEXTS =
      List.of(
          "",
          "a",
          "web.test:80",
          "line\nbreak",
          "\"quoted\"",
          "\\",
          "ünïcödé 🧅",
          "\u0000\u001f",
          "null");
  private static final int LIST_BOUND = 4;
  private static final int PERCENT = 101;

  private final RandomGenerator random;

  Samples(RandomGenerator random) {
    this.random = random;
  }

  List<AdminRequest> requests() {
    return List.of(
        new AdminRequest.Status(),
        new AdminRequest.Launch(
            text(),
            optionalText(),
            random.nextBoolean(),
            random.nextLong(1, Long.MAX_VALUE),
            filledTexts(),
            textMap(),
            text(),
            random.nextBoolean(),
            random.nextBoolean()),
        new AdminRequest.Streams(),
        new AdminRequest.Refusals(),
        new AdminRequest.Circuits(),
        new AdminRequest.Isolation(),
        new AdminRequest.Evidence(),
        new AdminRequest.NewIdentity(optionalText(), optionalText(), random.nextBoolean()),
        new AdminRequest.Workstations(),
        new AdminRequest.WorkstationDetail(text()),
        new AdminRequest.Reload(),
        new AdminRequest.Stop(),
        new AdminRequest.WrappedLaunch(text(), text(), text(), random.nextLong(1, Long.MAX_VALUE)),
        new AdminRequest.Ports(text()),
        new AdminRequest.Firewall(),
        new AdminRequest.FirewallExplain(text()));
  }

  List<AdminReply> replies() {
    return List.of(
        new AdminReply.StatusReply(
            any(List.of(GatewayState.values())),
            optionalText(),
            text(),
            random.nextLong(),
            text(),
            random.nextLong(),
            tor(),
            verdict(),
            random.nextInt(),
            random.nextInt(),
            Map.of("POLICY", random.nextLong()),
            3,
            new FirewallStatus(true, 12, 9, "why")),
        new AdminReply.LaunchReply(filledTexts(), textMap(), Map.of(10, text()), text()),
        new AdminReply.StreamsReply(verdict(), list(this::stream)),
        new AdminReply.RefusalsReply(
            list(() ->
                new RefusalRow(
                    text(),
                    text(),
                    random.nextBoolean() ? random.nextLong() : null,
                    text(),
                    text(),
                    text(),
                    text(),
                    random.nextLong()))),
        new AdminReply.CircuitsReply(verdict(), list(this::circuit)),
        verdictOnIsolation(),
        new AdminReply.EvidenceReply(
            verdictOnIsolation(), list(() -> new EvidenceRow(text(), text()))),
        new AdminReply.NewIdentityReply(random.nextInt(), texts()),
        new AdminReply.WorkstationsReply(verdict(), list(this::workstation)),
        new AdminReply.WorkstationReply(
            workstation(), text(), textMap(), texts(), list(this::application)),
        new AdminReply.ReloadReply(List.of(text()), random.nextBoolean()),
        new AdminReply.StopReply(random.nextLong()),
        new AdminReply.Failure(any(List.of(ErrorKind.values())), text()),
        new AdminReply.ShimReply(text()),
        new AdminReply.PortsReply(text(), list(this::ports)),
        new AdminReply.FirewallReply(text(), firewall(), list(this::chain)),
        new AdminReply.FirewallExplainReply(text(), text(), text(), text(), text()));
  }

  private AdminReply.IsolationReply verdictOnIsolation() {
    return new AdminReply.IsolationReply(
        verdict(),
        list(this::isolation),
        list(() -> new SharedRow(text(), text(), filledTexts())),
        texts());
  }

  private FirewallStatus firewall() {
    return new FirewallStatus(
        random.nextBoolean(),
        random.nextBoolean() ? random.nextInt() : null,
        random.nextInt(),
        optionalText());
  }

  private FirewallChain chain() {
    return new FirewallChain(
        text(),
        text(),
        text(),
        list(() -> new FirewallRule(text(), text(), text(), random.nextLong(), random.nextLong())));
  }

  private PortsRow ports() {
    return new PortsRow(text(), random.nextInt(), random.nextInt(), texts(), text());
  }

  private TorStatus tor() {
    return new TorStatus(
        optionalText(),
        random.nextInt(PERCENT),
        text(),
        text(),
        optionalText(),
        optionalText(),
        random.nextBoolean() ? null : wall());
  }

  private TorWall wall() {
    return new TorWall(text(), random.nextBoolean(), random.nextBoolean(), random.nextInt(PERCENT));
  }

  private VerdictSummary verdict() {
    return new VerdictSummary(
        random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
  }

  private StreamRow stream() {
    return new StreamRow(
        text(),
        text(),
        text(),
        random.nextBoolean() ? null : random.nextLong(),
        text(),
        text(),
        text(),
        optionalText(),
        text(),
        random.nextLong(),
        random.nextLong(),
        random.nextLong());
  }

  private CircuitRow circuit() {
    var legs =
        List.of(
            new CircuitRow.Leg(text(), list(this::hop)),
            new CircuitRow.Leg(text(), list(this::hop)));
    return new CircuitRow(legs, text(), text(), random.nextLong(), random.nextLong(), texts());
  }

  private Hop hop() {
    return new Hop(text(), text(), optionalText());
  }

  private IsolationRow isolation() {
    return new IsolationRow(text(), text(), random.nextInt(), texts(), texts(), random.nextLong());
  }

  private WorkstationRow workstation() {
    return new WorkstationRow(
        text(), random.nextBoolean(), random.nextLong(), random.nextInt(), random.nextInt());
  }

  private ApplicationRow application() {
    return new ApplicationRow(text(), random.nextLong(), list(random::nextLong), random.nextInt());
  }

  private <T> List<T> list(Supplier<T> element) {
    return IntStream.range(0, random.nextInt(LIST_BOUND)).mapToObj(_ -> element.get()).toList();
  }

  private List<String> texts() {
    return list(this::text);
  }

  private List<String> filledTexts() {
    return List.of(text(), text());
  }

  private Map<String, String> textMap() {
    var map = new TreeMap<String, String>();
    texts().forEach(text -> map.put(text, text()));
    return map;
  }

  private <T> T any(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  private String text() {
    return any(TEXTS);
  }

  private @Nullable String optionalText() {
    return random.nextBoolean() ? null : text();
  }
}
