package org.yima.gateway.alipay;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.alipay.api.domain.AlipayCommerceMedicalTradeCancelModel;
import com.alipay.api.domain.AlipayCommerceMedicalTradeCreateandpayModel;
import com.alipay.api.domain.AlipayCommerceMedicalTradeQueryModel;
import com.alipay.api.domain.AlipayCommerceMedicalTradeRefundModel;
import com.alipay.api.domain.AlipayCommerceMedicalTradeRefundQueryModel;
import com.alipay.api.domain.InsurancePayExtendParams;
import com.alipay.api.request.AlipayCommerceMedicalTradeCancelRequest;
import com.alipay.api.request.AlipayCommerceMedicalTradeCreateandpayRequest;
import com.alipay.api.request.AlipayCommerceMedicalTradeQueryRequest;
import com.alipay.api.request.AlipayCommerceMedicalTradeRefundQueryRequest;
import com.alipay.api.request.AlipayCommerceMedicalTradeRefundRequest;
import java.util.Date;
import org.yima.gateway.Yuan;
import org.yima.gateway.http.Json;
import org.yima.gateway.wallet.Merchant;
import org.yima.gateway.wallet.MixedAmounts;
import org.yima.gateway.wallet.MixedInsured;
import org.yima.gateway.wallet.MixedOrder;
import org.yima.gateway.wallet.MixedRefundOrder;
import org.yima.gateway.wallet.OrderRef;
import org.yima.gateway.wallet.RefundRef;

/** Our mixed orders in the words of {@code alipay.commerce.medical.trade.*}. */
final class MixedRequests {
  private final AlipayMixedSettings settings;

  MixedRequests(AlipayMixedSettings settings) {
    this.settings = settings;
  }

  AlipayCommerceMedicalTradeCreateandpayRequest create(Merchant merchant, MixedOrder order) {
    AlipayCommerceMedicalTradeCreateandpayModel model =
        new AlipayCommerceMedicalTradeCreateandpayModel();
    MixedAmounts amounts = order.amounts();
    model.setOutTradeNo(order.order().number());
    model.setSubject(TradeRequests.subject(order.description()));
    model.setOrderType(order.insured().isPresent() ? settings.insured() : settings.own());
    model.setTotalAmount(Yuan.fromFen(amounts.totalFen()));
    model.setGovAmount(Yuan.fromFen(amounts.fundFen()));
    model.setAccountAmount(Yuan.fromFen(amounts.accountFen()));
    model.setOtherAmount(Yuan.fromFen(amounts.otherFen()));
    model.setRealAmount(Yuan.fromFen(amounts.walletCashFen()));
    model.setSubsidyAmountParams(Subsidies.of(amounts, settings.words().subsidies()));
    model.setMedOrgOrd(order.serial());
    model.setOrgNo(order.institution().code());
    model.setStoreId(order.institution().code());
    model.setIndustry(settings.industry());
    model.setInsurancePayScene(settings.scene());
    if (!settings.words().channel().isEmpty()) {
      model.setChInfo(settings.words().channel());
    }
    if (Payers.isUserNumber(order.payer().walletId())) {
      model.setAlipayUserId(order.payer().walletId());
    } else {
      model.setOpenId(order.payer().walletId());
    }
    model.setGmtOutCreate(Date.from(order.order().at()));
    model.setGmtTimeExpire(Date.from(order.expiresAt()));
    model.setResultNotifyUrl(order.notifyUrl().toString());
    model.setCallbackUrl(order.returnUrl().toString());
    order.insured().ifPresent(insured -> insured(model, order, insured));
    if (!merchant.provider().isEmpty()) {
      InsurancePayExtendParams params = new InsurancePayExtendParams();
      params.setSysServiceProviderId(merchant.provider());
      model.setExtendParams(params);
    }
    AlipayCommerceMedicalTradeCreateandpayRequest request =
        new AlipayCommerceMedicalTradeCreateandpayRequest();
    request.setBizModel(model);
    return request;
  }

  private static void insured(
      AlipayCommerceMedicalTradeCreateandpayModel model, MixedOrder order, MixedInsured insured) {
    model.setPayOrderId(insured.payOrderId());
    model.setPayAuthNo(insured.payAuthNo());
    if (!insured.chargeBatch().isEmpty()) {
      model.setChrgBchNo(insured.chargeBatch());
    }
    if (order.institution().passThrough()) {
      model.setRequestContent(passedThrough(insured));
    }
  }

  /** The numbers of the insured order, as a city may want them handed through. */
  static String passedThrough(MixedInsured insured) {
    return new String(
        Json.bytes(
            Json.object()
                .put("payAuthNo", insured.payAuthNo())
                .put("payOrdId", insured.payOrderId())
                .put("setlLatlnt", insured.place().text())),
        UTF_8);
  }

  static AlipayCommerceMedicalTradeQueryRequest query(OrderRef order) {
    AlipayCommerceMedicalTradeQueryModel model = new AlipayCommerceMedicalTradeQueryModel();
    model.setOutTradeNo(order.number());
    AlipayCommerceMedicalTradeQueryRequest request = new AlipayCommerceMedicalTradeQueryRequest();
    request.setBizModel(model);
    return request;
  }

  static AlipayCommerceMedicalTradeCancelRequest cancel(OrderRef order) {
    AlipayCommerceMedicalTradeCancelModel model = new AlipayCommerceMedicalTradeCancelModel();
    model.setOutTradeNo(order.number());
    AlipayCommerceMedicalTradeCancelRequest request = new AlipayCommerceMedicalTradeCancelRequest();
    request.setBizModel(model);
    return request;
  }

  static AlipayCommerceMedicalTradeRefundRequest refund(MixedRefundOrder order) {
    AlipayCommerceMedicalTradeRefundModel model = new AlipayCommerceMedicalTradeRefundModel();
    model.setOutTradeNo(order.refund().order().number());
    model.setRefundRequestNo(order.refund().number());
    model.setRefundAmount(Yuan.fromFen(order.cashFen()));
    model.setRefundReason(order.reason());
    AlipayCommerceMedicalTradeRefundRequest request = new AlipayCommerceMedicalTradeRefundRequest();
    request.setBizModel(model);
    return request;
  }

  static AlipayCommerceMedicalTradeRefundQueryRequest refundQuery(RefundRef refund) {
    AlipayCommerceMedicalTradeRefundQueryModel model =
        new AlipayCommerceMedicalTradeRefundQueryModel();
    model.setOutTradeNo(refund.order().number());
    model.setRefundRequestNo(refund.number());
    AlipayCommerceMedicalTradeRefundQueryRequest request =
        new AlipayCommerceMedicalTradeRefundQueryRequest();
    request.setBizModel(model);
    return request;
  }
}
