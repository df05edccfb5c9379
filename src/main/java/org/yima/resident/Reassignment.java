package org.yima.resident;

import org.yima.platform.Id;

/**
 * One step of giving back: what arose under a record belongs to another resident from now on.
 *
 * @param id names the step, so that it can be undone
 * @param recordId the source record whose rows move; rows under other records stay
 * @param from the resident who had them
 * @param to the resident who gets them
 * @param why for people; no personal data
 */
public record Reassignment(Id id, Id recordId, Id from, Id to, String why) {}
