package org.yima.platform;

/**
 * A call that was not made, because too many to the same gateway are under way: it does not answer,
 * or not fast enough. Nothing was sent, so nothing has to be asked about.
 */
public final class GatewayBusyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  GatewayBusyException(Gateway gateway) {
    super(gateway.name(), null, false, false);
  }
}
