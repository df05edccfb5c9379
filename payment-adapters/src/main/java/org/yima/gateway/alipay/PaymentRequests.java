package org.yima.gateway.alipay;

import com.alipay.api.domain.AlipayCommerceMedicalPaymentCreateandpayModel;
import com.alipay.api.domain.AlipayCommerceMedicalPaymentQueryModel;
import com.alipay.api.domain.AlipayTradeCloseModel;
import com.alipay.api.domain.AlipayTradeFastpayRefundQueryModel;
import com.alipay.api.domain.AlipayTradeRefundModel;
import com.alipay.api.domain.TradeExtendParams;
import com.alipay.api.request.AlipayCommerceMedicalPaymentCreateandpayRequest;
import com.alipay.api.request.AlipayCommerceMedicalPaymentQueryRequest;
import com.alipay.api.request.AlipayTradeCloseRequest;
import com.alipay.api.request.AlipayTradeFastpayRefundQueryRequest;
import com.alipay.api.request.AlipayTradeRefundRequest;
import java.util.Date;
import java.util.List;
import org.yima.gateway.Yuan;
import org.yima.gateway.wallet.Merchant;
import org.yima.gateway.wallet.MixedAmounts;
import org.yima.gateway.wallet.MixedInsured;
import org.yima.gateway.wallet.MixedOrder;
import org.yima.gateway.wallet.MixedRefundOrder;
import org.yima.gateway.wallet.OrderRef;
import org.yima.gateway.wallet.RefundRef;

/**
 * Our mixed orders in the words of {@code alipay.commerce.medical.payment.*}, and of the trade that
 * is their cash.
 */
final class PaymentRequests {
  private final AlipayPaymentSettings settings;

  PaymentRequests(AlipayPaymentSettings settings) {
    this.settings = settings;
  }

  AlipayCommerceMedicalPaymentCreateandpayRequest create(
      Merchant merchant, MixedOrder order, MixedInsured insured) {
    AlipayCommerceMedicalPaymentCreateandpayModel model =
        new AlipayCommerceMedicalPaymentCreateandpayModel();
    MixedAmounts amounts = order.amounts();
    model.setOutTradeNo(order.order().number());
    model.setMedOrgOrd(order.serial());
    model.setOrgNo(order.institution().code());
    model.setMerchantName(order.institution().name());
    model.setPaymentCityCode(order.institution().cityCode());
    model.setPayOrderId(insured.payOrderId());
    model.setPayAuthNo(insured.payAuthNo());
    model.setTotalAmount(Yuan.fromFen(amounts.totalFen()));
    model.setGovAmount(Yuan.fromFen(amounts.fundFen()));
    model.setAccountAmount(Yuan.fromFen(amounts.accountFen()));
    model.setOtherAmount(Yuan.fromFen(amounts.otherFen()));
    model.setRealAmount(Yuan.fromFen(amounts.walletCashFen()));
    model.setSubsidyAmountParams(Subsidies.of(amounts, settings.words().subsidies()));
    if (Payers.isUserNumber(order.payer().walletId())) {
      model.setAlipayUserId(order.payer().walletId());
    } else {
      model.setOpenId(order.payer().walletId());
    }
    model.setGmtOutCreate(Date.from(order.order().at()));
    model.setGmtExpireTime(Date.from(order.expiresAt()));
    model.setCallUrl(settings.callUrl().of(order));
    model.setExtendParams(extended(merchant, order, insured));
    AlipayCommerceMedicalPaymentCreateandpayRequest request =
        new AlipayCommerceMedicalPaymentCreateandpayRequest();
    request.setBizModel(model);
    request.setNotifyUrl(order.notifyUrl().toString());
    return request;
  }

  private TradeExtendParams extended(Merchant merchant, MixedOrder order, MixedInsured insured) {
    TradeExtendParams params = new TradeExtendParams();
    params.setSysServiceProviderId(orNull(merchant.provider()));
    params.setChannelCode(orNull(settings.channelCode()));
    params.setChinfo(orNull(settings.words().channel()));
    params.setScene(orNull(settings.scene()));
    if (order.institution().passThrough()) {
      params.setRequestContent(MixedRequests.passedThrough(insured));
    }
    return params;
  }

  /** The client leaves out what is null. */
  private static String orNull(String text) {
    return text.isEmpty() ? null : text;
  }

  static AlipayCommerceMedicalPaymentQueryRequest query(OrderRef order) {
    AlipayCommerceMedicalPaymentQueryModel model = new AlipayCommerceMedicalPaymentQueryModel();
    model.setOutTradeNo(order.number());
    AlipayCommerceMedicalPaymentQueryRequest request =
        new AlipayCommerceMedicalPaymentQueryRequest();
    request.setBizModel(model);
    return request;
  }

  static AlipayTradeCloseRequest close(String tradeNo) {
    AlipayTradeCloseModel model = new AlipayTradeCloseModel();
    model.setTradeNo(tradeNo);
    AlipayTradeCloseRequest request = new AlipayTradeCloseRequest();
    request.setBizModel(model);
    return request;
  }

  static AlipayTradeRefundRequest refund(String tradeNo, MixedRefundOrder order) {
    AlipayTradeRefundModel model = new AlipayTradeRefundModel();
    model.setTradeNo(tradeNo);
    model.setOutRequestNo(order.refund().number());
    model.setRefundAmount(Yuan.fromFen(order.cashFen()));
    model.setRefundReason(order.reason());
    AlipayTradeRefundRequest request = new AlipayTradeRefundRequest();
    request.setBizModel(model);
    return request;
  }

  static AlipayTradeFastpayRefundQueryRequest refundQuery(String tradeNo, RefundRef refund) {
    AlipayTradeFastpayRefundQueryModel model = new AlipayTradeFastpayRefundQueryModel();
    model.setTradeNo(tradeNo);
    model.setOutRequestNo(refund.number());
    model.setQueryOptions(List.of("gmt_refund_pay"));
    AlipayTradeFastpayRefundQueryRequest request = new AlipayTradeFastpayRefundQueryRequest();
    request.setBizModel(model);
    return request;
  }
}
