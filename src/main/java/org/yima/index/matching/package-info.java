/**
 * Decides, without I/O, which records are one person's and what people have to decide. Below: the
 * engine, which weighs evidence; {@code engine} runs it over a population, {@code index.living}
 * over the stored index, {@code schema} configures it, {@code chinese} and {@code english} are
 * configurations, and {@code docs/index-matching.md} tells how it works.
 */
@CheckReturnValue
package org.yima.index.matching;

import com.google.errorprone.annotations.CheckReturnValue;
