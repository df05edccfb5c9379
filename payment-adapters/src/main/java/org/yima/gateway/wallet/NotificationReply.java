package org.yima.gateway.wallet;

/**
 * The HTTP answer to a notification.
 *
 * @param body empty text for none
 */
public record NotificationReply(int status, String contentType, String body) {}
