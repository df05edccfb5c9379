/**
 * Says what any scanned text is. One table of entries; each entry looks, then reads. Nothing here
 * contacts anyone and nothing here throws, whatever the text.
 */
@CheckReturnValue
package org.yima.healthcard.recognise;

import com.google.errorprone.annotations.CheckReturnValue;
