package org.yima.resident.phone;

import java.time.OffsetDateTime;
import org.yima.index.DocumentKey;
import org.yima.platform.Id;

/**
 * Somebody's wish to prove by face who they are.
 *
 * @param account that signed in with the phone they have now
 */
record Takeover(
    Id id,
    Id account,
    String name,
    DocumentKey document,
    byte[] documentKey,
    TakeoverStatus status,
    OffsetDateTime askedAt) {
  @Override
  public String toString() {
    return "Takeover[" + id + "]";
  }
}
