package org.yima.index;

import org.yima.platform.Id;

/**
 * What putting a record into the index did.
 *
 * @param review whether it raised a doubt that people have to decide
 * @param fresh whether nobody could find the record before
 */
public record Put(Id recordId, Outcome outcome, boolean review, boolean fresh) {
  /** Where the record went. */
  public enum Outcome {
    /** It founds a person of its own. */
    NEW,
    /** It joined a person: by an equal document, by its weight, or by what people have said. */
    LINKED,
    /** It was there already, exactly so. */
    UNCHANGED,
    /** It was there already; a new version was kept, and its person stayed. */
    UPDATED
  }
}
