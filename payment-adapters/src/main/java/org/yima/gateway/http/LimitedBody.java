package org.yima.gateway.http;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/**
 * Reads a body into memory, and gives it up when it is larger than whoever asked can expect. What
 * came is kept in pieces of its own and put together once, so that a large file takes no more than
 * twice its size, however small the pieces are that it comes in.
 */
final class LimitedBody implements BodySubscriber<byte[]> {

  /** The peer sends and sends. */
  static final class TooLarge extends IOException {
    private static final long serialVersionUID = 1L;
  }

  /** What the client reads at once. */
  private static final int PIECE = 16 * 1024;

  private final int largest;
  private final Deque<byte[]> pieces = new ArrayDeque<>();
  private int length;

  /** How much more the last piece holds. */
  private int free;

  private final CompletableFuture<byte[]> whole = new CompletableFuture<>();
  private Flow.Subscription subscription;

  LimitedBody(int largest) {
    this.largest = largest;
  }

  @Override
  public CompletionStage<byte[]> getBody() {
    return whole;
  }

  @Override
  public void onSubscribe(Flow.Subscription begun) {
    subscription = begun;
    begun.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(List<ByteBuffer> arrived) {
    for (ByteBuffer piece : arrived) {
      if (whole.isDone()) {
        return;
      }
      if (piece.remaining() > largest - length) {
        subscription.cancel();
        pieces.clear();
        boolean unused = whole.completeExceptionally(new TooLarge());
        return;
      }
      while (piece.hasRemaining()) {
        keep(piece);
      }
    }
  }

  /** A first small piece is not given the place of a large one. */
  private void keep(ByteBuffer piece) {
    if (free == 0) {
      free = Math.min(PIECE, Math.max(piece.remaining(), length));
      pieces.add(new byte[free]);
    }
    byte[] last = pieces.getLast();
    int kept = Math.min(free, piece.remaining());
    piece.get(last, last.length - free, kept);
    free -= kept;
    length += kept;
  }

  @Override
  public void onError(Throwable failure) {
    pieces.clear();
    boolean unused = whole.completeExceptionally(failure);
  }

  @Override
  public void onComplete() {
    if (whole.isDone()) {
      return;
    }
    byte[] all = new byte[length];
    int at = 0;
    while (!pieces.isEmpty()) {
      byte[] next = pieces.remove();
      int kept = Math.min(next.length, length - at);
      System.arraycopy(next, 0, all, at, kept);
      at += kept;
    }
    boolean unused = whole.complete(all);
  }
}
