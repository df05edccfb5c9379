package org.yima.healthcard.code;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/**
 * One signed state of a revocation list, as its issuer keeps it: written out whole, or as the
 * difference to an earlier state that terminals hold. One signature serves both ways.
 */
public final class SignedRevocationList {
  static final byte WHOLE = 0;
  static final byte DELTA = 1;

  /** The number of the state a delta starts from, and how many entries go and come. */
  static final int DELTA_HEAD = 8 + 4 + 4;

  private final RevocationList list;
  private final byte[] signature;

  SignedRevocationList(RevocationList list, byte[] signature) {
    this.list = list;
    this.signature = signature.clone();
  }

  /** The list. */
  public RevocationList list() {
    return list;
  }

  /** What is signed about it. */
  public RevocationStatement statement() {
    return list.statement().orElseThrow();
  }

  /** The wire form with filter and all entries: eighteen bytes a handle and 158 more. */
  public byte[] whole() {
    byte[] filter = list.filter().toArray();
    byte[] entries = list.entries().toArray();
    return joined(WHOLE, filter, entries);
  }

  /**
   * The wire form for who holds that earlier state: sixteen bytes for each handle that went or came
   * since.
   *
   * @throws IllegalArgumentException when that state is of another issuer or not an earlier one
   */
  public byte[] deltaFrom(SignedRevocationList base) {
    if (!base.statement().region().equals(statement().region())
        || base.statement().number() >= statement().number()) {
      throw new IllegalArgumentException("a delta starts from an earlier list of the same issuer");
    }
    byte[] removed = base.list.entries().minus(list.entries()).toArray();
    byte[] added = list.entries().minus(base.list.entries()).toArray();
    ByteBuffer head = ByteBuffer.allocate(DELTA_HEAD);
    head.putLong(base.statement().number());
    head.putInt(removed.length / RevocationEntries.SIZE);
    head.putInt(added.length / RevocationEntries.SIZE);
    return joined(DELTA, head.array(), removed, added);
  }

  private byte[] joined(byte form, byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] signed = statement().signed();
    int context = RevocationStatement.CONTEXT.length;
    out.write(signed, context, signed.length - context);
    out.writeBytes(signature);
    out.write(form);
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }
}
