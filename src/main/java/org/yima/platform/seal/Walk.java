package org.yima.platform.seal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.yima.platform.SealFault;
import org.yima.platform.Sha256;

/**
 * One round over a chain in one bucket: where it stands, what the chain must lead to, and what is
 * found on the way. It knows no database, so what counts as broken stands here alone.
 */
class Walk {
  /** A place in a chain: a position, counted from 1, and the chain's hash there. */
  record Place(long position, byte[] hash) {
    static final Place START = new Place(0, Sealer.GENESIS);

    boolean sameAs(Place other) {
      return position == other.position && Arrays.equals(hash, other.hash);
    }
  }

  /** A stored seal. */
  record Seal(long position, UUID row, byte[] rowHash, byte[] chainHash) {}

  /** A fault and where it is. */
  record Finding(long position, SealFault fault) {}

  private final Optional<Place> head;
  private final Place proven;
  private final Map<Long, byte[]> anchored;
  private final List<Finding> findings = new ArrayList<>();
  private Place at;
  private int steps;

  /**
   * @param from where the round stands
   * @param head where the chain says that it ends; empty when that is gone
   * @param proven where the chain ended when a round last found nothing
   * @param anchored what the daily anchors have of the way before it, by position
   */
  Walk(Place from, Optional<Place> head, Place proven, Map<Long, byte[]> anchored) {
    this.at = from;
    this.head = head;
    this.proven = proven;
    this.anchored = anchored;
  }

  Place at() {
    return at;
  }

  /** How many seals it has gone over. */
  int steps() {
    return steps;
  }

  List<Finding> findings() {
    return List.copyOf(findings);
  }

  /** Goes over the next seal; {@code rowHashes} are of the rows as they are now. */
  void step(Seal seal, Map<UUID, byte[]> rowHashes) {
    steps++;
    boolean next = seal.position() == at.position() + 1;
    byte[] expected = Sha256.of(at.hash(), seal.rowHash());
    at = new Place(seal.position(), seal.chainHash());
    byte[] present = rowHashes.get(seal.row());
    if (present == null) {
      found(SealFault.ROW_MISSING);
    } else if (!Arrays.equals(present, seal.rowHash())) {
      found(SealFault.ROW_CHANGED);
    }
    boolean rewritten = at.position() == proven.position() && !at.sameAs(proven);
    if (!next || !Arrays.equals(at.hash(), expected) || rewritten) {
      found(SealFault.CHAIN_BROKEN);
    }
    byte[] anchor = anchored.get(at.position());
    if (anchor != null && !Arrays.equals(at.hash(), anchor)) {
      found(SealFault.ANCHOR_DIFFERS);
    }
  }

  /**
   * Goes over the next day's anchor, the days being the positions of a chain of their own.
   *
   * @param again what computing it again gives
   */
  void anchor(Place day, byte[] again) {
    steps++;
    at = day;
    boolean rewritten = at.position() == proven.position() && !at.sameAs(proven);
    if (!Arrays.equals(at.hash(), again) || rewritten) {
      found(SealFault.ANCHOR_DIFFERS);
    }
  }

  /** Says that no seal follows up to the head. */
  void end() {
    if (head.isEmpty() || !at.sameAs(head.get()) || at.position() < proven.position()) {
      found(SealFault.HEAD_DIFFERS);
    }
    if (anchored.keySet().stream().anyMatch(position -> position > at.position())) {
      found(SealFault.ANCHOR_DIFFERS);
    }
  }

  private void found(SealFault fault) {
    findings.add(new Finding(at.position(), fault));
  }
}
