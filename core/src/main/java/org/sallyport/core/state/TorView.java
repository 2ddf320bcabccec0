package org.sallyport.core.state;

/// What an application is shown of tor. Called on event loops; nothing in it blocks.
public interface TorView {
  /// A tor of which nothing is known, for a compartment without ControlPorts.
  TorView NONE =
      new TorView() {
        @Override
        public String version() {
          return "0.0.0.0";
        }

        @Override
        public boolean isOpen() {
          return false;
        }

        @Override
        public void renewIdentity() {
          // Nobody asks.
        }
      };

  /// The version of the real tor, such as `0.4.9.11`.
  String version();

  /// Whether streams pass.
  boolean isOpen();

  /// Gives this application, and no other, a new identity.
  void renewIdentity();
}
