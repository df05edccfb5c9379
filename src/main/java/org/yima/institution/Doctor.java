package org.yima.institution;

import org.yima.platform.Id;

/**
 * A doctor as a hospital publishes them.
 *
 * @param code the hospital's own name for the doctor, unique within the hospital
 * @param title the professional title (职称), such as 主任医师; may be empty
 */
public record Doctor(
    Id id, Id institutionId, Id departmentId, String code, String name, String title) {}
