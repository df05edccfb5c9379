/**
 * People without a document: newborns, the unconscious, the undocumented. Staff make them an
 * identity for a stated time, with a card and codes like anybody's; a document that is proven later
 * makes it a real one, under the same id, or merges it into the resident whom the person turns out
 * to be.
 */
@CheckReturnValue
package org.yima.resident.temporary;

import com.google.errorprone.annotations.CheckReturnValue;
