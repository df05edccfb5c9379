/**
 * Decides, without I/O, which person a record belongs to and what people have to decide. Here: the
 * deterministic rule that the room asks. Below: the engine, which weighs evidence; {@code engine}
 * runs it, {@code schema} configures it, {@code chinese} and {@code english} are configurations,
 * and {@code docs/index-matching.md} tells how it works.
 */
@CheckReturnValue
package org.yima.index.matching;

import com.google.errorprone.annotations.CheckReturnValue;
