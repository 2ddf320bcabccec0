package org.sallyport.linux.sandbox;

/// The network namespace of a launch, as another process of the same user can open it.
///
/// @param pid the gateway
/// @param descriptor the gateway's open descriptor of the namespace
public record NamespaceHandle(long pid, int descriptor) {
  public NamespaceHandle {
    if (pid <= 0 || descriptor < 0) {
      throw new IllegalArgumentException(
          "handle: " + pid + ", " + descriptor + " (expected: a process and its descriptor)");
    }
  }

  String networkNamespace() {
    return "/proc/" + pid + "/fd/" + descriptor;
  }

  String userNamespace() {
    return "/proc/" + pid + "/ns/user";
  }
}
