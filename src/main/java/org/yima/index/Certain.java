package org.yima.index;

import java.util.UUID;
import org.yima.platform.Id;

/**
 * Equal for records that are one person's for certain: linked by an equal document with nothing
 * that contradicts, or because people said so. A link by score alone makes no two records equal in
 * this: what somebody may see or use follows from this, and never from the person alone.
 */
public record Certain(Id person, UUID group) {}
