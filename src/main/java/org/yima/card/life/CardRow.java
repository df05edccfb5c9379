package org.yima.card.life;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.UUID;
import org.yima.card.CardStatus;

/**
 * The card as it is loaded, changed and saved: whoever saves an older version than the stored one
 * is told so. Known to {@link CardStore} alone.
 */
@Entity(name = "Card")
@Table(name = "card")
@IdClass(CardRow.Key.class)
class CardRow {
  @Id private int bucket;
  @Id private UUID id;

  @Column(name = "resident_id", updatable = false)
  private UUID residentId;

  @Column(name = "record_id", updatable = false)
  private UUID recordId;

  @Column(updatable = false)
  private String number;

  @Enumerated(EnumType.STRING)
  private CardStatus status;

  @Version private int version;

  @Column(name = "issued_at", updatable = false)
  private OffsetDateTime issuedAt;

  @Column(updatable = false)
  private OffsetDateTime until;

  /** For Hibernate. */
  CardRow() {}

  CardRow(Card card) {
    this.bucket = card.id().bucket();
    this.id = card.id().uuid();
    this.residentId = card.residentId().uuid();
    this.recordId = card.recordId().uuid();
    this.number = card.number();
    this.status = card.status();
    this.version = card.version();
    this.issuedAt = card.issuedAt();
    this.until = card.until().orElse(null);
  }

  /** Whether the card is still as it was when that was read. */
  boolean is(Card card) {
    return version == card.version() && status == card.status();
  }

  void enter(CardStatus next) {
    this.status = next;
  }

  /** A card's place: its id, and the bucket that the id carries. */
  static class Key {
    private int bucket;
    private UUID id;

    /** For Hibernate. */
    Key() {}

    Key(org.yima.platform.Id card) {
      this.bucket = card.bucket();
      this.id = card.uuid();
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Key key && key.bucket == bucket && Objects.equals(key.id, id);
    }

    @Override
    public int hashCode() {
      return Objects.hash(bucket, id);
    }
  }
}
