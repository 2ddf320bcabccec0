package org.sallyport.cli.proxy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.sallyport.api.location.OwnDirectory;
import org.sallyport.api.location.RuntimeLocation;
import org.sallyport.api.proxy.ProxyReport;
import org.sallyport.api.proxy.ProxyReport.State;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;
import org.sallyport.core.workstation.WorkstationName;

/// The proxy setting of a desktop in the home of a workstation. What was there before is remembered
/// beside the home, where applications cannot reach it, key by key.
///
/// Laws: switching on twice is switching on once; switching off brings back every key as it was
/// before, but for those that somebody has changed meanwhile; other keys are never touched.
///
/// @param desktop whose setting
/// @param workstation whose home
/// @param location where the workstations are
public record DesktopProxy(Desktop desktop, WorkstationName workstation, RuntimeLocation location) {
  /// Switches it on.
  ///
  /// @param owner makes directories that are ours
  public void on(OwnDirectory owner) {
    owner.prepareState(directory());
    if (!Files.isDirectory(home())) {
      owner.prepareState(home());
    }
    IniText text = text();
    remember(desktop.before(text, remembered()));
    files().write(desktop.file(), desktop.on(text).text());
  }

  /// Switches it off.
  public void off() {
    if (Files.isDirectory(home())) {
      IniText text = text();
      IniText without = desktop.off(text, remembered().orElse(IniText.EMPTY));
      if (without.isBlank()) {
        files().delete(desktop.file());
      } else if (!without.equals(text)) {
        files().write(desktop.file(), without.text());
      }
    }
    forget();
  }

  /// How it is.
  public ProxyReport report() {
    return new ProxyReport(
        desktop.word(),
        workstation.text(),
        state(),
        desktop.port(),
        home().resolve(desktop.file()).toString());
  }

  private State state() {
    if (Files.isDirectory(home()) && desktop.isOn(text())) {
      return State.ON;
    }
    return remembered().isPresent() ? State.CHANGED : State.OFF;
  }

  private IniText text() {
    return files().read(desktop.file()).map(IniText::of).orElse(IniText.EMPTY);
  }

  private HomeFiles files() {
    return new HomeFiles(home());
  }

  private Path home() {
    return RuntimeLocation.homeIn(location.workstations(), workstation);
  }

  private Path directory() {
    return home().resolveSibling("");
  }

  private Path memory() {
    return home().resolveSibling("proxy-" + desktop.word());
  }

  private Optional<IniText> remembered() {
    try {
      return Optional.of(IniText.of(Files.readString(memory(), HomeFiles.BYTES)));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    } catch (IOException e) {
      throw unusable("read", e);
    }
  }

  private void remember(IniText before) {
    try {
      Path fresh = memory().resolveSibling(memory().getFileName() + ".new");
      Path _ = Files.writeString(fresh, before.text(), HomeFiles.BYTES);
      Path _ = Files.move(fresh, memory(), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw unusable("write", e);
    }
  }

  private void forget() {
    try {
      boolean _ = Files.deleteIfExists(memory());
    } catch (IOException e) {
      throw unusable("remove", e);
    }
  }

  private GatewayException unusable(String what, IOException e) {
    return new GatewayException(
        ErrorKind.STORAGE,
        "Cannot "
            + what
            + " "
            + memory()
            + ", which remembers the proxy setting from before: "
            + e
            + ". Check the directory's owner and space.",
        e);
  }
}
