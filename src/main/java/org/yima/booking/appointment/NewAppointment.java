package org.yima.booking.appointment;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.yima.platform.Id;

/**
 * For whom a number is wanted, and which.
 *
 * @param ticket of the waiting room, where one is open; sessions without one take no notice of it
 */
@Schema(name = "NewAppointment")
public record NewAppointment(
    @NotNull Id residentId,
    @NotNull Id sessionId,
    @NotNull Id segmentId,
    @Size(max = 200) String ticket) {}
