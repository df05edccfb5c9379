package org.yima.gateway.einvoice;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import org.yima.gateway.Yuan;
import org.yima.gateway.http.Json;

/** A request in the platform's fields: amounts in yuan with two decimals, no field empty. */
final class InvoiceFields {

  private InvoiceFields() {}

  static ObjectNode of(InvoiceRequest request, String businessType) {
    InvoiceRequest.Payer payer = request.payer();
    ObjectNode fields =
        Json.object()
            .put("busNo", request.businessNumber())
            .put("busType", businessType)
            .put("payer", payer.name())
            .put("busDateTime", BosssoftInvoices.time(request.at()))
            .put("placeCode", request.placeCode())
            .put("payee", request.cashier())
            .put("author", request.cashier());
    amount(fields, "totalAmt", request.totalFen());
    put(fields, "idCardNo", payer.idNumber());
    put(fields, "tel", payer.phone());
    put(fields, "email", payer.email());
    put(fields, "remark", request.remark());
    put(fields, "cardType", payer.cardType());
    put(fields, "cardNo", payer.cardNumber());
    put(fields, "patientNo", payer.patientNumber());
    visited(fields, request.visit());
    if (!request.insurance().settlementId().isEmpty()) {
      fields.put("balancedNumber", request.insurance().settlementId());
      amount(fields, "otherfundPay", request.insurance().otherFundFen());
      amount(fields, "ownAcBalance", request.insurance().accountBalanceFen());
    }
    ArrayNode charges = fields.putArray("chargeDetail");
    for (InvoiceRequest.ChargeLine line : request.charges()) {
      ObjectNode charge = charges.addObject().put("sortNo", charges.size());
      charge.put("chargeCode", line.code()).put("chargeName", line.name());
      measured(charge, line.unit(), line.unitPrice(), line.quantity(), line.fen(), line.selfFen());
    }
    if (!request.items().isEmpty()) {
      items(fields.putArray("listDetail"), request);
    }
    if (!request.channels().isEmpty()) {
      ArrayNode channels = fields.putArray("payChannelDetail");
      for (InvoiceRequest.Channel channel : request.channels()) {
        amount(
            channels.addObject().put("payChannelCode", channel.code()),
            "payChannelValue",
            channel.fen());
      }
    }
    if (!request.others().isEmpty()) {
      ArrayNode others = fields.putArray("otherInfo");
      for (InvoiceRequest.Other other : request.others()) {
        others
            .addObject()
            .put("infoNo", other.number())
            .put("infoName", other.name())
            .put("infoValue", other.value());
      }
    }
    return fields;
  }

  private static void visited(ObjectNode fields, InvoiceRequest.Visit visit) {
    put(fields, "caseNumber", visit.caseNumber());
    put(fields, "medicalInstitution", visit.institutionType());
    put(fields, "medCareTypeCode", visit.insurance().code());
    put(fields, "medicalCareType", visit.insurance().name());
    put(fields, "patientCategoryCode", visit.category().code());
    put(fields, "patientCategory", visit.category().name());
  }

  private static void items(ArrayNode items, InvoiceRequest request) {
    for (InvoiceRequest.ItemLine line : request.items()) {
      ObjectNode item = items.addObject().put("listDetailNo", Integer.toString(items.size()));
      item.put("chargeCode", line.chargeCode())
          .put("chargeName", line.chargeName())
          .put("code", line.code())
          .put("name", line.name());
      measured(item, line.unit(), line.unitPrice(), line.quantity(), line.fen(), line.selfFen());
      put(item, "medicalCareType", line.insuredClass());
      put(item, "medCareItemCode", line.insuredAs().code());
      put(item, "medCareItemName", line.insuredAs().name());
    }
  }

  private static void measured(
      ObjectNode to, String unit, BigDecimal price, BigDecimal quantity, long fen, long selfFen) {
    put(to, "unit", unit);
    to.put("std", price).put("number", quantity);
    amount(to, "amt", fen);
    amount(to, "selfAmt", selfFen);
  }

  private static void amount(ObjectNode to, String name, long fen) {
    to.put(name, new BigDecimal(Yuan.fromFen(fen)));
  }

  private static void put(ObjectNode to, String name, String value) {
    if (!value.isEmpty()) {
      to.put(name, value);
    }
  }
}
