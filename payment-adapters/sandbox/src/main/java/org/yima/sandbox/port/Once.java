package org.yima.sandbox.port;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import org.yima.sandbox.books.Transaction;
import org.yima.sandbox.http.Answer;
import org.yima.sandbox.http.Call;
import org.yima.sandbox.http.Fields;
import org.yima.sandbox.http.Json;
import org.yima.sandbox.http.Refused;

/**
 * Idempotence by the caller's id: the same request is answered with the same bytes, another one
 * with 409.
 */
public final class Once {
  private Once() {}

  /**
   * The work behind a first request; what it answers is kept with what it wrote, as 200 unless it
   * is an answer itself.
   */
  public interface Work {
    Object run(Fields request);
  }

  /** Answers an id for the first time, or again. */
  public static Answer answer(Call call, Transaction tx, String scope, String idField, Work work) {
    Fields request = call.json();
    String id = request.text(idField, 64);
    String digest = digest(call.rawPath(), request);
    Optional<Transaction.Kept> kept = tx.kept(scope, id);
    if (kept.isPresent()) {
      if (!kept.get().request().equals(digest)) {
        throw new Refused(409, "id.reused", "this id was used for another request");
      }
      return Answer.ofJson(kept.get().status(), kept.get().body());
    }
    Object said = work.run(request);
    Answer answer = said instanceof Answer other ? other : Answer.json(200, said);
    tx.keep(scope, id, new Transaction.Kept(digest, answer.status(), answer.body()));
    return answer;
  }

  private static String digest(String path, Fields request) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(path.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest.digest(Json.bytes(request.tree())));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
