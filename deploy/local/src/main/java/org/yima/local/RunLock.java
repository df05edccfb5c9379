package org.yima.local;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Only one run at a time uses a {@code var} directory. The system drops the lock with its owner.
 */
final class RunLock implements AutoCloseable {
  /** A run that is just ending needs a moment. */
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final FileChannel channel;

  private RunLock(FileChannel channel) {
    this.channel = channel;
  }

  static RunLock take(Path var) throws IOException, InterruptedException {
    Path file = SecretFile.directory(var).resolve("run.lock");
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    CompletableFuture<FileLock> waiting = new CompletableFuture<>();
    Thread waiter =
        new Thread(
            () -> {
              try {
                waiting.complete(channel.lock());
              } catch (IOException | IllegalStateException refused) {
                waiting.completeExceptionally(refused);
              }
            },
            "run-lock");
    waiter.setDaemon(true);
    waiter.start();
    try {
      FileLock lock = waiting.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      if (lock.isValid()) {
        return new RunLock(channel);
      }
    } catch (TimeoutException | ExecutionException held) {
      channel.close();
      throw new StartFailure(
          "Another run uses " + var + "; stop it first, or give this one its own --var", held);
    }
    throw new StartFailure("The lock of " + var + " was lost");
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
