package org.yima.index.review;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a reviewer says of two records. */
@Schema(name = "MatchDecision")
public enum Decision {
  /** One person. */
  SAME,
  /** Two people, for ever. */
  DIFFERENT,
  /** Not now; it stays in the queue. */
  LATER
}
