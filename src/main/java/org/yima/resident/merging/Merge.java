package org.yima.resident.merging;

import org.yima.platform.Id;

/**
 * A merge.
 *
 * @param from whose rows go over
 * @param into who gets them
 */
record Merge(Id id, Id from, Id into, MergeStatus status) {}
