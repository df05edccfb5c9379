package org.yima.gateway.http;

import java.net.http.HttpHeaders;

/** A complete answer, not yet believed. */
@SuppressWarnings("ArrayRecordComponent") // Read once by the adapter that asked, never compared.
public record HttpAnswer(int status, HttpHeaders headers, byte[] body) {

  public boolean isServerError() {
    return status >= 500;
  }

  /** The header's only value; empty text when it is missing or there are several. */
  public String header(String name) {
    var values = headers.allValues(name);
    return values.size() == 1 ? values.get(0) : "";
  }

  @Override
  public String toString() {
    return "HttpAnswer[" + status + ", " + body.length + " bytes]";
  }
}
