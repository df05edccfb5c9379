package org.yima.resident.phone;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How far a takeover has come. */
@Schema(name = "TakeoverStatus")
enum TakeoverStatus {
  /** The face is still to be shown, or compared. */
  OPEN,
  DONE,
  /** Nothing tells the caller why; the counter can help. */
  REFUSED
}
