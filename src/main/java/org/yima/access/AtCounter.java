package org.yima.access;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * How an operation that residents may call stands to staff at a counter. Without this annotation
 * staff may call it for the one resident whose presence they have shown.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface AtCounter {
  /** What staff need. */
  enum Need {
    /** The presence of the resident named in {@code Yima-For}. */
    RESIDENT,
    /** The presence of a person, who need be no resident yet. */
    PERSON,
    /** It is not done at a counter, whoever stands there. */
    REFUSED
  }

  Need value();

  /** Why it is so. */
  String because();
}
