package org.sallyport.tor.control;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/// The moving parts of a connection: one thread writes commands, one reads replies and events.
///
/// tor answers in order, so the writer notes each command before it sends it and the reader gives
/// the next reply to the oldest one noted. A caller that gave up leaves its note in place: its late
/// reply finds it and nobody else's. Neither thread runs a caller's code; futures are completed
/// with nothing attached to them. Safe for use by several threads.
final class ControlChannel {
  /// Commands that may wait to be sent; more are refused.
  static final int MAX_UNSENT_COMMANDS = 1024;

  /// Events that may wait for their owner; more are dropped and counted.
  static final int MAX_WAITING_EVENTS = 16_384;

  private static final int READ_BUFFER_BYTES = 16_384;

  private final SocketChannel channel;
  private final EventQueue events = new EventQueue(MAX_WAITING_EVENTS);
  private final BlockingQueue<Exchange> unsent = new ArrayBlockingQueue<>(MAX_UNSENT_COMMANDS);
  private final CompletableFuture<String> ended = new CompletableFuture<>();
  private final Thread writer;

  private final AtomicLong reads = new AtomicLong();

  /// Guards `sent` and the order of the end: an exchange is noted before the end or refused.
  private final ReentrantLock lock = new ReentrantLock();

  private final Queue<Exchange> sent = new ArrayDeque<>();

  /// A command and the place where its answer arrives.
  record Exchange(CommandLine command, CompletableFuture<Reply> answer) {}

  ControlChannel(SocketChannel channel) {
    this.channel = channel;
    this.writer = Thread.ofVirtual().name("control-writer").unstarted(this::write);
  }

  void start() {
    writer.start();
    var _ = Thread.ofVirtual().name("control-reader").start(this::read);
  }

  EventQueue events() {
    return events;
  }

  /// Completed with the reason when the connection is over.
  CompletableFuture<String> ended() {
    return ended;
  }

  /// How often anything has come from tor. Two equal numbers: it was silent between them.
  long reads() {
    return reads.get();
  }

  /// Queues a command. The answer completes exceptionally if the connection ends first, or at once
  /// if it is over or too many commands wait.
  CompletableFuture<Reply> submit(CommandLine command) {
    var exchange = new Exchange(command, new CompletableFuture<>());
    if (!unsent.offer(exchange)) {
      fail(exchange, "too many commands wait to be sent (limit " + MAX_UNSENT_COMMANDS + ")");
    } else if (ended.isDone()) {
      failAll(ended.join());
    }
    return exchange.answer();
  }

  /// Ends the connection; the first reason counts. Never waits.
  void end(String reason) {
    if (!ended.complete(reason)) {
      return;
    }
    try {
      channel.close();
    } catch (IOException e) {
      // Nothing is left that could be done with the descriptor.
    }
    writer.interrupt();
    failAll(reason);
    events.end(reason);
  }

  private void failAll(String reason) {
    lock.lock();
    try {
      for (var exchange = sent.poll(); exchange != null; exchange = sent.poll()) {
        fail(exchange, reason);
      }
    } finally {
      lock.unlock();
    }
    for (var exchange = unsent.poll(); exchange != null; exchange = unsent.poll()) {
      fail(exchange, reason);
    }
  }

  private static void fail(Exchange exchange, String reason) {
    exchange.answer().completeExceptionally(new IOException(reason));
  }

  private void write() {
    try {
      while (true) {
        var exchange = unsent.take();
        note(exchange);
        var bytes = ByteBuffer.wrap(exchange.command().bytes());
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
      }
    } catch (InterruptedException e) {
      end("the connection was closed");
    } catch (IOException e) {
      end("writing failed: " + e.getMessage());
    }
  }

  private void note(Exchange exchange) throws IOException {
    lock.lock();
    try {
      if (ended.isDone()) {
        fail(exchange, ended.join());
        throw new IOException(ended.join());
      }
      sent.add(exchange);
    } finally {
      lock.unlock();
    }
  }

  private void read() {
    var parser = new ReplyParser();
    var buffer = ByteBuffer.allocate(READ_BUFFER_BYTES);
    try {
      while (channel.read(buffer) >= 0) {
        reads.incrementAndGet();
        parser.accept(buffer.flip(), this::dispatch);
        buffer.clear();
      }
      end(parser.isIdle() ? "tor closed the connection" : "tor closed the connection mid-reply");
    } catch (MalformedReplyException e) {
      end("tor broke the control protocol: " + e.getMessage());
    } catch (IOException e) {
      end("reading failed: " + e.getMessage());
    } catch (RuntimeException e) {
      end("reading failed by a bug: " + e);
    }
  }

  private void dispatch(Reply reply) {
    if (reply.isAsynchronous()) {
      events.add(EventParser.parse(reply));
      return;
    }
    lock.lock();
    try {
      var oldest = sent.poll();
      if (oldest == null) {
        end("tor answered a command that nobody sent");
      } else {
        oldest.answer().complete(reply);
      }
    } finally {
      lock.unlock();
    }
  }
}
