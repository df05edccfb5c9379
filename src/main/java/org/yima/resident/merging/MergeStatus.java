package org.yima.resident.merging;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How far a merge has come. */
@Schema(name = "MergeStatus")
public enum MergeStatus {
  /** The two are one; their rows are on their way. */
  MERGING,
  MERGED,
  /** They are two again; the rows are on their way back. */
  UNDOING,
  UNDONE
}
