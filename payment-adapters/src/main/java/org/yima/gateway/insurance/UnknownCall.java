package org.yima.gateway.insurance;

import static java.util.Objects.requireNonNull;

/**
 * An earlier call whose outcome is not known (2601).
 *
 * @param msgid of that call (omsgid)
 * @param kind of that call (oinfno)
 */
public record UnknownCall(String psnNo, String msgid, Kind kind) {

  /**
   * The calls that 2601 can undo: those that move money. A registration or an upload whose answer
   * was lost is cancelled (2202, 2205), or made again under its message id.
   */
  public enum Kind {
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
