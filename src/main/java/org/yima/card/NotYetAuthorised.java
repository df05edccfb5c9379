package org.yima.card;

import org.yima.gateway.NextAction;

/**
 * The resident has yet to say yes in the wallet, at an address that is theirs alone. It has no
 * cause and no stack trace: it is an answer, not an accident.
 */
public final class NotYetAuthorised extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String url;

  private NotYetAuthorised(String url) {
    super("not yet authorised", null, false, false);
    this.url = url;
  }

  /** Throws it where the next action is to open an address; else does nothing. */
  public static void where(NextAction next) {
    if (next.kind() == NextAction.Kind.LINK) {
      throw new NotYetAuthorised(next.params().get("url"));
    }
  }

  /** To be opened by the resident in Alipay. */
  public String url() {
    return url;
  }
}
