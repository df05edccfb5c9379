package org.yima.sandbox.wechat;

import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import org.yima.sandbox.http.Fields;

/**
 * What a merchant says that the centre returned. The wallet's own texts disagree on one underscore
 * or two in the shares' names; either is taken, not a mixture.
 */
record WechatMixedReturn(
    String outRefundNo, long sum, long gov, long self, long other, String refundTime) {
  private static final long MOST = 100_000_000_00L;

  static WechatMixedReturn of(Fields request) {
    String prefix = request.has("med_refund__gov_fee") ? "med_refund__" : "med_refund_";
    WechatMixedReturn told =
        new WechatMixedReturn(
            request.text("out_refund_no", 64),
            request.whole("med_refund_total_fee", 1, MOST),
            request.whole(prefix + "gov_fee", 0, MOST),
            request.whole(prefix + "self_fee", 0, MOST),
            request.whole(prefix + "other_fee", 0, MOST),
            request.text("refund_time", 64));
    try {
      OffsetDateTime unused = OffsetDateTime.parse(told.refundTime());
    } catch (DateTimeParseException e) {
      throw request.bad("refund_time", "must be RFC 3339");
    }
    if (told.sum() != told.gov() + told.self() + told.other()) {
      throw request.bad("med_refund_total_fee", "is not the sum of its parts");
    }
    return told;
  }
}
