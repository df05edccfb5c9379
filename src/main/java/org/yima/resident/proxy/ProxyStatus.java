package org.yima.resident.proxy;

import java.util.Set;

/** The life of a proxy; each state names where it may go. */
public enum ProxyStatus {
  /** The resident has yet to decide. */
  PENDING,
  ACCEPTED,
  REFUSED,
  /** Given up by either side. */
  ENDED;

  /** The states that may follow. */
  Set<ProxyStatus> next() {
    return switch (this) {
      case PENDING -> Set.of(ACCEPTED, REFUSED, ENDED);
      case ACCEPTED -> Set.of(ENDED);
      case REFUSED, ENDED -> Set.of();
    };
  }
}
