package org.yima.card;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.yima.platform.Id;

/**
 * What a counter scanned, as it may be used by that counter's institution until it expires.
 *
 * @param residentId absent where the scan names nobody, or a person who is no resident. It is no
 *     presence: a number typed in an emergency names its owner too, and {@code allowed} alone says
 *     what may be done
 * @param recordId the record of the person, in the domain the scan came from
 * @param kind the API's name of what was scanned
 */
public record Resolution(
    Id id,
    Id institutionId,
    Optional<Id> residentId,
    Optional<Id> recordId,
    Set<Allowed> allowed,
    String kind,
    Instant expiresAt) {
  public Resolution {
    allowed = Set.copyOf(allowed);
  }
}
