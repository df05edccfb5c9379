/**
 * Says what any scanned text is. One table of entries; each entry looks, then reads. Nothing here
 * contacts anyone and nothing here throws, whatever the text.
 */
package org.yima.healthcard.recognise;
