package org.sallyport.testbed.e2e;

import java.time.Duration;
import java.util.List;

/// A client that opens many streams at once by SOCKS 5, each under credentials of its own, and
/// holds them.
final class KeyCrowd implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final String DONE = "done ";

  private static final String PROGRAM =
      """
      import asyncio, resource, struct, sys, time
      hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
      resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
      address, port, host, to = sys.argv[1], int(sys.argv[2]), b'echo.test', 7
      async def open_one(key):
        start = time.monotonic()
        reader, writer = await asyncio.open_connection(address, port)
        writer.write(b'\\5\\1\\2')
        assert await reader.readexactly(2) == b'\\5\\2'
        writer.write(bytes([1, len(key)]) + key + b'\\1p')
        assert await reader.readexactly(2) == b'\\1\\0'
        writer.write(b'\\5\\1\\0\\3' + bytes([len(host)]) + host + struct.pack('>H', to))
        reply = await reader.readexactly(4)
        assert reply[1] == 0, reply
        await reader.readexactly({1: 6, 4: 18}[reply[3]])
        return round((time.monotonic() - start) * 1000), reader, writer
      async def echo(stream):
        stream[2].write(b'x')
        assert await stream[1].readexactly(1) == b'x'
      async def crowd(name, count):
        start = time.monotonic()
        streams = await asyncio.gather(
          *(open_one(f'{name}-{n}'.encode()) for n in range(count)), return_exceptions=True)
        took = round((time.monotonic() - start) * 1000)
        streams = [stream for stream in streams if isinstance(stream, tuple)]
        echoes = await asyncio.gather(*(echo(s) for s in streams), return_exceptions=True)
        times = sorted(stream[0] for stream in streams)
        print('done', echoes.count(None), took, times[len(times) // 2], flush=True)
        for stream in streams:
          stream[2].close()
      loop = asyncio.new_event_loop()
      for line in sys.stdin:
        name, count = line.split()
        loop.run_until_complete(crowd(name, int(count)))
      """;

  private final Running running;
  private int rounds;

  private KeyCrowd(Running running) {
    this.running = running;
  }

  /// One in a launch.
  static KeyCrowd in(Deployment deployment, String app) {
    var options = List.of("--app", app);
    return new KeyCrowd(
        deployment.startWith(options, "python3", "-c", PROGRAM, "127.0.0.1", "9050"));
  }

  /// One beside a plain tor with a `SocksPort`.
  static KeyCrowd beside(PlainTor tor, int port) {
    return new KeyCrowd(
        tor.run("python3", "-c", PROGRAM, PlainTor.ADDRESS, Integer.toString(port)));
  }

  /// How a round went.
  ///
  /// @param alive streams that opened and gave an echo while all were open
  /// @param millis from the first connection to the last answer
  /// @param median of the streams, in milliseconds
  record Round(int alive, long millis, long median) {}

  /// Opens so many streams at once, each with a key that was never used, and closes them.
  Round open(int count) {
    rounds++;
    running.write("round%d %d\n".formatted(rounds, count));
    running.awaitLines(DONE, rounds, LIMIT);
    var last = running.out().lines().filter(line -> line.startsWith(DONE)).toList().get(rounds - 1);
    var words = last.split(" ", -1);
    return new Round(
        Integer.parseInt(words[1]), Long.parseLong(words[2]), Long.parseLong(words[3]));
  }

  @Override
  public void close() {
    running.close();
  }
}
