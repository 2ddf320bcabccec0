package org.sallyport.linux.namespace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;

final class NetworkNamespaceIT {
  @Test
  void workRunsInsideAndTheCallerStaysOutside() throws Exception {
    try (NetworkNamespace namespace = NetworkNamespace.create()) {
      long outside = Inodes.of(Path.of("/proc/thread-self/ns/net"));
      long inside = namespace.run(() -> Inodes.of(Path.of("/proc/thread-self/ns/net")));
      assertThat(inside).isEqualTo(namespace.inode()).isNotEqualTo(outside);
      assertThat(Inodes.of(Path.of("/proc/thread-self/ns/net"))).isEqualTo(outside);
      assertThat(ThreadCensus.take().strays()).isEmpty();
    }
  }

  @Test
  void newNamespaceHasNoNetwork() throws Exception {
    try (NetworkNamespace namespace = NetworkNamespace.create()) {
      var target = new InetSocketAddress(InetAddress.ofLiteral("198.51.100.1"), 443);
      assertThatThrownBy(() ->
              namespace.run(() -> {
                try (Socket socket = new Socket()) {
                  socket.connect(target, 1000);
                  return true;
                }
              }))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("Network is unreachable");
    }
  }

  @Test
  void openedAgainItIsTheSame() throws Exception {
    try (NetworkNamespace namespace = NetworkNamespace.create();
        NetworkNamespace again =
            NetworkNamespace.open(Path.of("/proc/self/fd/" + namespace.descriptor()))) {
      assertThat(again.inode()).isEqualTo(namespace.inode());
      assertThat(again.descriptor()).isNotEqualTo(namespace.descriptor());
      assertThat(again).hasToString("net:[" + namespace.inode() + "]");
    }
  }

  @Test
  void refusesToOpenWhatIsNoNetworkNamespace() {
    assertThatThrownBy(() -> NetworkNamespace.open(Path.of("/proc/self/ns/uts")))
        .isInstanceOf(GatewayException.class)
        .hasMessageContaining("EINVAL");
    assertThatThrownBy(() -> NetworkNamespace.open(Path.of("/proc/0/ns/net")))
        .isInstanceOfSatisfying(
            GatewayException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.NOT_RUNNING));
  }

  @Test
  void closedItRefusesWork() throws Exception {
    NetworkNamespace namespace = NetworkNamespace.create();
    namespace.close();
    namespace.close();
    assertThatThrownBy(() -> namespace.run(() -> 1)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void failureOfTheWorkReachesTheCaller() throws Exception {
    try (NetworkNamespace namespace = NetworkNamespace.create()) {
      assertThatThrownBy(() ->
              namespace.run(() -> {
                throw new IOException("on purpose");
              }))
          .isInstanceOf(IOException.class)
          .hasMessage("on purpose");
    }
  }

  @Test
  void interruptEndsTheWaitAndClosesALateResult() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch closed = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    try (NetworkNamespace namespace = NetworkNamespace.create()) {
      Thread caller =
          Thread.ofPlatform()
              .start(() -> {
                try {
                  AutoCloseable _ =
                      namespace.run(() -> {
                        running.countDown();
                        await(new CountDownLatch(1)); // ended by the interrupt
                        return closed::countDown;
                      });
                } catch (Exception e) {
                  interrupted.countDown();
                }
              });
      assertThat(running.await(10, TimeUnit.SECONDS)).isTrue();
      caller.interrupt();
      assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
      assertThat(closed.await(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void censusSeesAThreadThatWasStartedInside() throws Exception {
    CountDownLatch seen = new CountDownLatch(1);
    CountDownLatch running = new CountDownLatch(1);
    try (NetworkNamespace namespace = NetworkNamespace.create()) {
      Thread stray =
          namespace.run(() ->
              Thread.ofPlatform()
                  .name("stray")
                  .start(() -> {
                    running.countDown();
                    await(seen);
                  }));
      assertThat(running.await(10, TimeUnit.SECONDS)).isTrue();
      ThreadCensus census = ThreadCensus.take();
      seen.countDown();
      stray.join(10_000);
      assertThat(census.strays())
          .singleElement()
          .satisfies(found -> {
            assertThat(found.name()).isEqualTo("stray");
            assertThat(found.namespace()).isEqualTo(namespace.inode());
          });
      assertThat(census.home()).isNotEqualTo(namespace.inode());
      // Java knows that a thread has ended a moment before the kernel does.
      Awaitility.await().until(() -> ThreadCensus.take().strays().isEmpty());
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await(20, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
