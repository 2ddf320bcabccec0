package org.sallyport.dataplane;

import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerContext;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.IoOps;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollIoOps;

/// Netty's epoll transport, for channels that live on after one side has ended.
///
/// When a channel waits for nothing, Netty takes its descriptor out of the epoll set and fails when
/// the channel wants to wait for something again (`epoll_ctl`: no such file). A channel whose input
/// has ended waits for nothing as long as its output is taken at once, so the first write that has
/// to wait would cut it off. Here such a descriptor stays in the set, edge-triggered: an error or a
/// hang-up then wakes the loop once and not for ever.
///
/// Confined, as the handler that it stands before, to the thread of its event loop, except
/// `wakeup`.
final class EpollLoop implements IoHandler {
  private final IoHandler epoll;

  private EpollLoop(IoHandler epoll) {
    this.epoll = epoll;
  }

  static IoHandlerFactory factory() {
    var epoll = EpollIoHandler.newFactory();
    return executor -> new EpollLoop(epoll.newHandler(executor));
  }

  @Override
  public void initialize() {
    epoll.initialize();
  }

  @Override
  public int run(IoHandlerContext context) {
    return epoll.run(context);
  }

  @Override
  public void prepareToDestroy() {
    epoll.prepareToDestroy();
  }

  @Override
  public void destroy() {
    epoll.destroy();
  }

  @Override
  public IoRegistration register(IoHandle handle) throws Exception {
    return new Lasting(epoll.register(handle));
  }

  @Override
  public void wakeup() {
    epoll.wakeup();
  }

  @Override
  public boolean isCompatible(Class<? extends IoHandle> handleType) {
    return epoll.isCompatible(handleType);
  }

  /// A descriptor that stays in the epoll set until its channel is closed.
  private record Lasting(IoRegistration registration) implements IoRegistration {
    @Override
    @SuppressWarnings("TypeParameterUnusedInFormals") // Netty's declaration
    public <T> T attachment() {
      return registration.attachment();
    }

    @Override
    public long submit(IoOps ops) {
      return registration.submit(ops.equals(EpollIoOps.NONE) ? EpollIoOps.EPOLLET : ops);
    }

    @Override
    public boolean isValid() {
      return registration.isValid();
    }

    @Override
    public boolean cancel() {
      return registration.cancel();
    }
  }
}
