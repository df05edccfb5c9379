package org.yima.resident;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.EnumSet;
import java.util.Set;
import org.yima.gateway.Outcome;
import org.yima.gateway.identity.FaceCheck;
import org.yima.healthcard.identity.IdType;
import org.yima.index.DocumentKey;
import org.yima.platform.Gateway;
import org.yima.platform.GatewayPool;
import org.yima.platform.Id;

/**
 * Compares whoever looks into a phone's camera with the register's picture of the holder of a
 * document, on the register's own page. It says whose face it is, and nothing of whose phone.
 */
@ApplicationScoped
public class Faces {
  /**
   * Cards that the register gave itself, with a picture; a passport's lies with whoever gave it.
   */
  private static final Set<IdType> PICTURED =
      EnumSet.of(IdType.RESIDENT_ID, IdType.HMT_RESIDENCE, IdType.FOREIGNER_PR);

  private final FaceCheck port;
  private final GatewayPool pool;

  Faces(FaceCheck port, GatewayPool pool) {
    this.port = port;
    this.pool = pool;
  }

  /** What has come of a comparison. */
  public enum Seen {
    /** Nobody has shown a face yet. */
    WAITING,
    MATCH,
    /** Another's face, or nobody whom the register knows by that name and document. */
    NO_MATCH
  }

  /** Whether the register has a picture of the holder of such a document. */
  public static boolean hasPicture(DocumentKey document) {
    return PICTURED.contains(document.idType());
  }

  /**
   * Opens a comparison, outside any transaction, and answers the page where the face is shown; the
   * same request again is the same comparison.
   */
  public Uni<URI> open(Id request, String name, DocumentKey document) {
    return pool.call(
            Gateway.IDENTITY,
            () ->
                port.open(
                    new FaceCheck.Request(
                        request.toString(), name, document.idType().name(), document.idNumber())))
        .map(Faces::known);
  }

  /** What has come of it; fails with {@code identity.unavailable} when the register can't say. */
  public Uni<Seen> seen(Id request) {
    return pool.call(Gateway.IDENTITY, () -> port.result(request.toString()))
        .map(Faces::known)
        .map(
            result ->
                switch (result) {
                  case WAITING -> Seen.WAITING;
                  case MATCH -> Seen.MATCH;
                  case MISMATCH, NOT_FOUND -> Seen.NO_MATCH;
                });
  }

  private static <T> T known(Outcome<T> outcome) {
    return outcome.fold(
        success -> success.value(),
        pending -> {
          throw ResidentProblem.CHECK_UNAVAILABLE.problem();
        },
        declined -> {
          throw ResidentProblem.CHECK_UNAVAILABLE.problem();
        },
        unknown -> {
          throw ResidentProblem.CHECK_UNAVAILABLE.problem();
        });
  }
}
