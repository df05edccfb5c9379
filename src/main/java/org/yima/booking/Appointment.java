package org.yima.booking;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.yima.platform.Fen;
import org.yima.platform.Id;

/**
 * An appointment with the session and segment it is for.
 *
 * @param recordId the source record under which it arose
 * @param claimBucket the bucket of the person's side of it
 * @param billId present when there is a fee
 * @param paid whether the fee was paid, also when it has gone back since
 * @param feeRefunded what of the fee has gone back
 * @param holdExpiresAt until when the fee could be paid; present when there is a fee
 */
public record Appointment(
    Id id,
    Id institutionId,
    Id sessionId,
    String sessionCode,
    Id segmentId,
    String segmentCode,
    Id departmentId,
    Id doctorId,
    LocalDate date,
    OffsetDateTime from,
    OffsetDateTime to,
    OffsetDateTime cancelUntil,
    Id residentId,
    Id recordId,
    int claimBucket,
    AppointmentStatus status,
    Fen fee,
    Optional<Id> billId,
    boolean paid,
    Fen feeRefunded,
    Optional<OffsetDateTime> holdExpiresAt,
    OffsetDateTime createdAt,
    OffsetDateTime changedAt) {}
