package org.yima.gateway.insurance;

import static java.util.Objects.requireNonNull;

/**
 * An earlier call whose outcome is not known (2601).
 *
 * @param msgid of that call (omsgid)
 * @param kind of that call (oinfno)
 */
public record UnknownCall(String psnNo, String msgid, Kind kind) {

  /** The calls that 2601 can undo. */
  public enum Kind {
    REGISTER,
    UPLOAD_DETAILS,
    SETTLE,
    REVERSE
  }

  public UnknownCall {
    requireNonNull(psnNo, "psnNo");
    requireNonNull(kind, "kind");
    MessageId.check(msgid);
  }

  @Override
  public String toString() {
    return "UnknownCall[" + msgid + " " + kind + "]";
  }
}
