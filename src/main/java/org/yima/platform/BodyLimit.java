package org.yima.platform;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The largest request body that an operation takes, in bytes, where it is not the house's {@link
 * #USUAL}. What is longer is refused with {@link PlatformProblem#INPUT_TOO_LARGE}, however the body
 * is framed.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface BodyLimit {
  /** The limit of an operation that states none: 1 MiB. */
  long USUAL = 1 << 20;

  long value();
}
