package org.yima.platform;

import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;

/** Makes ids. A family's first row draws its bucket; every later row of the family names it. */
@ApplicationScoped
public class Ids {
  private final Clock clock;
  private final SecureRandom random;

  public Ids(Clock clock, SecureRandom random) {
    this.clock = clock;
    this.random = random;
  }

  /** An id for a row that founds a family: its bucket is drawn. */
  public Id founding(IdType type) {
    return within(type, random.nextInt(Bucket.COUNT));
  }

  /** An id for a row of the family that lives in {@code bucket}. */
  public Id within(IdType type, int bucket) {
    return Id.of(type, bucket, clock.millis(), random.nextLong());
  }

  /** An id in the family of another row. */
  public Id beside(IdType type, Id relative) {
    return within(type, relative.bucket());
  }
}
