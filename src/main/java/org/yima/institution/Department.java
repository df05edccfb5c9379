package org.yima.institution;

import org.yima.platform.Id;

/**
 * A hospital's department.
 *
 * @param code the hospital's own name for it, unique within the hospital
 * @param description what residents read; may be empty
 */
public record Department(Id id, Id institutionId, String code, String name, String description) {}
