package org.yima.resident.temporary;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Why somebody has no document to show. */
@Schema(name = "TemporaryKind")
public enum TemporaryKind {
  /** Born just now, not registered yet. */
  NEWBORN("新生儿"),
  /** Cannot say who they are. */
  UNCONSCIOUS("无名氏"),
  /** Has no document, or none at hand. */
  UNDOCUMENTED("无名氏");

  private final String usualName;

  TemporaryKind(String usualName) {
    this.usualName = usualName;
  }

  /** What somebody is called of whom no name is known. */
  String usualName() {
    return usualName;
  }
}
