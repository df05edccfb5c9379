package org.yima.access;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * How often an operation may be called, from one network and by one caller: beyond it 429 with
 * {@code Retry-After}. For operations by which somebody could guess credentials, flood phones, or
 * ask who exists; the others are bounded by what a caller may do at all. What one call asks for
 * many times over counts so: {@link Limiter}.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Limited {
  Rate value();
}
