/**
 * The cross-domain master index: source records as each institution gave them, in its own domain;
 * persons, which are groups of linked records; and the doubts that people decide.
 *
 * <p>A record never changes its owner in place: each link is a row of history, and what a person is
 * follows from the last one. Linking is deterministic so far: an equal document number that is well
 * formed, with a name that agrees and nothing that contradicts. A contradiction under one document
 * number is never linked by the machine; it raises a review. The engine of weighted matching stands
 * below {@code index.matching} and the room does not ask it yet.
 *
 * <p>Two people make one person of two ({@link org.yima.index.merge}), and that is taken back at
 * any later time; {@link org.yima.index.PersonMerges} is what the room with what hangs on the
 * records uses for it. Standard doors: {@link org.yima.index.fhir}.
 *
 * <p>May use platform, access and institution.
 */
@CheckReturnValue
package org.yima.index;

import com.google.errorprone.annotations.CheckReturnValue;
