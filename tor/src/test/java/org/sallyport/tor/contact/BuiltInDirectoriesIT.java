package org.sallyport.tor.contact;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.sallyport.tor.process.TorLocator;

/// The tor of this machine, whose program is read and not run.
final class BuiltInDirectoriesIT {
  /// There are nine authorities and two hundred fallbacks; a program with a tenth of them is
  /// another program.
  private static final int FEWEST = 50;

  @Test
  void whomTheDistributionsTorAsksFirstStandsInItsProgram() {
    var found = BuiltInDirectories.of(new TorLocator(TorLocator.FOLDERS).tor());
    assertThat(found).hasSizeGreaterThan(FEWEST);
  }
}
