package org.sallyport.gateway.operation;

import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.sallyport.api.AdminReply;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;
import org.sallyport.core.workstation.ApplicationName;
import org.sallyport.core.workstation.Identity;
import org.sallyport.core.workstation.WorkstationName;
import org.sallyport.gateway.identity.Owner;

/// Gives an application, a workstation, or everybody a new identity: a new epoch for the streams to
/// come, and an end to the circuits of the old one. Others keep theirs; tor's NEWNYM, which is for
/// everybody and at most every ten seconds, is not used.
final class NewIdentity {
  private final Operations.Parts parts;

  NewIdentity(Operations.Parts parts) {
    this.parts = parts;
  }

  /// The reply to `newnym`.
  ///
  /// @param workstation null means every workstation
  /// @param application null means every application
  AdminReply.NewIdentityReply reply(@Nullable String workstation, @Nullable String application) {
    Predicate<Identity> affected = renew(workstation, application);
    int closed = closeOld(affected);
    return new AdminReply.NewIdentityReply(closed, running(workstation, application));
  }

  /// Closes the circuits of old identities that a stream admitted just before the renewal opened
  /// just after it.
  void closeLeftovers() {
    int _ = closeOld(_ -> true);
  }

  private int closeOld(Predicate<Identity> affected) {
    Predicate<Identity> old = affected.and(identity -> !parts.epochs().isCurrent(identity));
    List<Integer> circuits = parts.proof().circuitsOf(old);
    return circuits.isEmpty() ? 0 : parts.upstream().closeCircuits(circuits);
  }

  private Predicate<Identity> renew(@Nullable String workstation, @Nullable String application) {
    if (workstation == null && application == null) {
      parts.epochs().renewAll();
      return _ -> true;
    }
    WorkstationName name = workstation(workstation);
    if (application == null) {
      parts.epochs().renew(name);
      return identity -> identity.workstation().equals(name);
    }
    var owner = new Owner(name, application(application));
    parts.epochs().renew(owner);
    return identity ->
        identity.workstation().equals(name) && identity.application().equals(owner.application());
  }

  private List<String> running(@Nullable String workstation, @Nullable String application) {
    String wanted = workstation == null ? WorkstationName.DEFAULT.text() : workstation;
    boolean everybody = workstation == null && application == null;
    var names = new TreeSet<String>();
    parts
        .launches()
        .running()
        .forEach(launch -> {
          Owner owner = launch.owner();
          boolean inside = everybody || owner.workstation().text().equals(wanted);
          if (inside && (application == null || owner.application().text().equals(application))) {
            names.add(owner.text());
          }
        });
    return List.copyOf(names);
  }

  private static WorkstationName workstation(@Nullable String text) {
    if (text == null) {
      return WorkstationName.DEFAULT;
    }
    if (!WorkstationName.isValid(text)) {
      throw new GatewayException(
          ErrorKind.CONFIGURATION, "There is no workstation \"" + text + "\": that is no name.");
    }
    return new WorkstationName(text);
  }

  private static ApplicationName application(String text) {
    if (!ApplicationName.isValid(text)) {
      throw new GatewayException(
          ErrorKind.CONFIGURATION, "There is no application \"" + text + "\": that is no name.");
    }
    return new ApplicationName(text);
  }
}
