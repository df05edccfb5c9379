package org.yima.sandbox.alipay;

import java.util.List;

/**
 * A person with an Alipay account.
 *
 * @param ref 16 digits from 2088 are a user's number, as older applications are told it; any other
 *     is an open id
 * @param idNumber who they are for the medical insurance; empty text where nobody said, and then
 *     anybody's insurance is taken for theirs
 * @param relatives the numbers of those whose insurance is bound to this account (亲情账户)
 */
record AlipayPayer(String ref, String idNumber, List<String> relatives) {
  AlipayPayer {
    relatives = relatives == null ? List.of() : List.copyOf(relatives);
  }

  String account() {
    return "payer:" + ref;
  }
}
