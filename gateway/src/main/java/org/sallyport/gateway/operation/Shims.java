package org.sallyport.gateway.operation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.sallyport.api.wrap.ShimPlan;
import org.sallyport.api.wrap.ShimPlan.Step;
import org.sallyport.core.workstation.WorkstationName;
import org.sallyport.linux.sandbox.SandboxEnvironment;
import org.sallyport.linux.sandbox.WrappedCommandLine;
import org.sallyport.linux.sandbox.WrappedCommandLine.Word;

/// Says in a shim's terms how it becomes its command. The command keeps its caller's environment
/// but for proxies, which would lead to another network if they were reached.
final class Shims {
  private static final List<String> PROXIES =
      List.of("http_proxy", "https_proxy", "ftp_proxy", "all_proxy", "no_proxy");

  private Shims() {}

  static ShimPlan plan(WrappedCommandLine line, WorkstationName workstation) {
    List<Step> steps = new ArrayList<>();
    line.files().forEach(file -> steps.add(new Step.Open(file)));
    line.words().forEach(word -> steps.add(step(word)));
    line.ignored().forEach(signal -> steps.add(new Step.Ignore(signal)));
    for (String name : PROXIES) {
      steps.add(new Step.Forget(name));
      steps.add(new Step.Forget(name.toUpperCase(java.util.Locale.ROOT)));
    }
    for (Map.Entry<String, String> variable :
        SandboxEnvironment.ofEverySandbox(workstation).entrySet()) {
      steps.add(new Step.Put(variable.getKey(), variable.getValue()));
    }
    return new ShimPlan(steps);
  }

  private static Step step(Word word) {
    return switch (word) {
      case Word.Text(var text) -> new Step.Word(text);
      case Word.Descriptor(var file) -> new Step.Descriptor(file);
    };
  }
}
