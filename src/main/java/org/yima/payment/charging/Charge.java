package org.yima.payment.charging;

import java.time.OffsetDateTime;
import java.util.Optional;
import org.yima.platform.Id;

/**
 * A charge as stored.
 *
 * @param terminal who asked, in text
 * @param paymentId absent while the owner has to authorise the insured part: then the owner begins
 *     the payment
 * @param reversedAt when such a charge was given up
 */
record Charge(
    Id id,
    Id institutionId,
    String terminal,
    Id resolutionId,
    Id billId,
    Optional<Id> paymentId,
    Optional<OffsetDateTime> reversedAt,
    OffsetDateTime createdAt) {}
