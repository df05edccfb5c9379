package org.yima.access;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.yima.platform.Role;

/**
 * The policy of an operation, beside the operation: who may call it. An operation without one is
 * denied to everybody. {@link Role#ANYONE} opens it to callers who have not signed in.
 *
 * <p>An operation that residents may call may also be called by hospital staff at a counter, for
 * the one resident whose presence they have shown, unless {@link AtCounter} says otherwise.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Allow {
  Role[] value();
}
