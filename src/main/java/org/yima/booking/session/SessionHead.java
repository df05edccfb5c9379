package org.yima.booking.session;

import java.time.LocalDate;
import org.yima.platform.Fen;
import org.yima.platform.Id;

/** What a hold must know of a session before it takes a number. */
public record SessionHead(Id id, Id institutionId, Id departmentId, LocalDate date, Fen fee) {}
