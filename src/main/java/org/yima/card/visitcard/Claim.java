package org.yima.card.visitcard;

import java.net.URI;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.resident.Resident;

/**
 * Somebody's word that a visit card under another document is theirs, waiting for its proof.
 *
 * @param recordId the resident's own record
 * @param target the hospital's record, where there is one that can be theirs
 * @param phone that was sent a code, or a text that is none where nobody was
 * @param face the register's comparison, once it is open
 */
record Claim(
    Id id,
    Id residentId,
    Id recordId,
    Id hospital,
    String number,
    CardProof proof,
    boolean open,
    Optional<Id> target,
    Optional<String> phone,
    Optional<Face> face,
    OffsetDateTime askedAt) {
  private static final Duration LIFE = Duration.ofMinutes(10);

  /** A comparison that the register knows by its request, and the page where the face is shown. */
  record Face(Id request, URI page) {}

  /** One that was made just now. */
  static Claim made(
      Id id, Resident resident, Id hospital, String number, CardProof proof, OffsetDateTime now) {
    return new Claim(
        id,
        resident.id(),
        resident.recordId(),
        hospital,
        number,
        proof,
        true,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        now);
  }

  /** Whether the card was looked for already. */
  boolean isLookedFor() {
    return phone.isPresent() || face.isPresent();
  }

  OffsetDateTime expiresAt() {
    return askedAt.plus(LIFE);
  }

  /** Whether it still waits for its proof. */
  boolean waits(OffsetDateTime now) {
    return open && expiresAt().isAfter(now);
  }

  /** Looking for the card again, after a crash, asks for the same comparison again. */
  Id faceRequest() {
    return new Id(IdType.ATTEMPT, id.uuid());
  }

  /** As {@link #faceRequest}, for the comparison with the resident's own picture. */
  Id ownFaceRequest() {
    UUID uuid = id.uuid();
    return new Id(
        IdType.ATTEMPT,
        new UUID(uuid.getMostSignificantBits(), uuid.getLeastSignificantBits() ^ 1));
  }

  /** What stands for the phone of a card that is nobody's: it is tried as a phone would be. */
  String noPhone() {
    return "none:" + id;
  }

  @Override
  public String toString() {
    return "Claim[" + id + "]";
  }
}
