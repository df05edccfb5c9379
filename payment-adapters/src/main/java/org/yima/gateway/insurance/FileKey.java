package org.yima.gateway.insurance;

/**
 * Names a file at the bureau.
 *
 * @param number file_qury_no
 */
public record FileKey(String number, String name) {}
