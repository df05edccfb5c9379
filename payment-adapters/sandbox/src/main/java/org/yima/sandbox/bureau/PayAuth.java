package org.yima.sandbox.bureau;

import java.time.Instant;

/** What a resident's authorisation became: one settlement, half an hour. */
record PayAuth(String payAuthNo, String idNumber, Instant expiresAt, boolean used) {
  boolean validAt(Instant now) {
    return !used && now.isBefore(expiresAt);
  }

  PayAuth consumed() {
    return new PayAuth(payAuthNo, idNumber, expiresAt, true);
  }
}
