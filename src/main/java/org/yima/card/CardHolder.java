package org.yima.card;

import org.yima.platform.Id;

/**
 * Whose card it is.
 *
 * @param recordId the record under which the card arose
 */
public record CardHolder(Id cardId, Id residentId, Id recordId, CardStatus status) {}
