package org.yima.gateway.wechat;

import com.google.gson.annotations.SerializedName;
import com.wechat.pay.java.core.http.Constant;
import com.wechat.pay.java.core.http.HttpMethod;
import com.wechat.pay.java.core.http.HttpRequest;
import com.wechat.pay.java.core.http.QueryParameter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.yima.gateway.Outcome;
import org.yima.gateway.UnknownCause;
import org.yima.gateway.http.UnreadableAnswer;
import org.yima.gateway.wallet.FundStatement;
import org.yima.gateway.wallet.FundStatements;
import org.yima.gateway.wallet.Merchant;

/**
 * The fund-flow bill of an institution (子商户资金账单). It comes encrypted: the signed answer lists its
 * files with, for each, a key under the provider's own RSA key, a nonce and the digest of what is
 * inside; the files themselves are not signed. A bill is held in memory, and one of more than 64
 * MiB is not read.
 */
public final class WechatFunds implements FundStatements {

  private static final int LARGEST = 64 * 1024 * 1024;

  /** The answer: files that follow each other. */
  static final class Listed {
    @SerializedName("download_bill_count")
    Integer count;

    @SerializedName("download_bill_list")
    List<Part> parts;
  }

  /** One file. */
  static final class Part {
    @SerializedName("bill_sequence")
    Integer sequence;

    @SerializedName("hash_type")
    String hashType;

    @SerializedName("hash_value")
    String hashValue;

    @SerializedName("download_url")
    String downloadUrl;

    @SerializedName("encrypt_key")
    String encryptKey;

    @SerializedName("nonce")
    String nonce;
  }

  private final WechatClient client;
  private final WechatFundSettings funds;
  private final BillCipher cipher;
  private final String spMchid;

  public WechatFunds(WechatSettings settings, WechatFundSettings funds, InstantSource clock) {
    this.client = new WechatClient(settings, clock);
    this.funds = funds;
    this.cipher = new BillCipher(settings.merchantKey());
    this.spMchid = settings.spMchid();
  }

  @Override
  public Outcome<FundStatement> funds(Merchant merchant, LocalDate day) {
    if (!merchant.provider().equals(spMchid)) {
      throw new IllegalArgumentException("the merchant belongs to another service provider");
    }
    return WechatCalls.attempt(() -> Outcome.succeeded(listed(merchant, day)))
        .then(parts -> WechatCalls.attempt(() -> bill(parts)))
        .then(
            bill ->
                UnreadableAnswer.orUnknown(
                    () ->
                        Outcome.succeeded(
                            new FundStatement(merchant.account(), day, FundBill.read(bill)))));
  }

  private List<Part> listed(Merchant merchant, LocalDate day) {
    QueryParameter query = new QueryParameter();
    query.add("sub_mchid", merchant.account());
    query.add("bill_date", day.toString());
    query.add("account_type", funds.accountType());
    query.add("algorithm", "AEAD_AES_256_GCM");
    HttpRequest request =
        new HttpRequest.Builder()
            .httpMethod(HttpMethod.GET)
            .url("https://api.mch.weixin.qq.com/v3/" + funds.path() + query.getQueryStr())
            .addHeader(Constant.ACCEPT, "application/json")
            .build();
    Listed listed = client.calls().execute(request, Listed.class).getServiceResponse();
    return inOrder(WechatFacts.present(listed.parts, "download_bill_list"), listed.count);
  }

  /** None may be missing: a bill without its middle adds up to nothing, one without its end too. */
  private static List<Part> inOrder(List<Part> parts, Integer count) {
    if (count == null || count != parts.size() || parts.isEmpty()) {
      throw new UnreadableAnswer("download_bill_count");
    }
    List<Part> sorted =
        parts.stream()
            .sorted(
                Comparator.comparing(
                    (Part part) -> WechatFacts.present(part.sequence, "bill_sequence")))
            .toList();
    for (int i = 0; i < sorted.size(); i++) {
      if (WechatFacts.present(sorted.get(i).sequence, "bill_sequence") != i + 1) {
        throw new UnreadableAnswer("bill_sequence");
      }
    }
    return sorted;
  }

  private Outcome<byte[]> bill(List<Part> parts) {
    ByteArrayOutputStream bill = new ByteArrayOutputStream();
    try {
      for (Part part : parts) {
        byte[] plain = opened(part, LARGEST - bill.size());
        bill.write(plain, 0, plain.length);
      }
    } catch (InterruptedIOException late) {
      return Outcome.unknown(UnknownCause.TIMEOUT);
    } catch (IOException broken) {
      return Outcome.unknown(UnknownCause.CONNECTION);
    }
    return Outcome.succeeded(bill.toByteArray());
  }

  private byte[] opened(Part part, int room) throws IOException {
    WechatFacts.same("SHA1", part.hashType, "hash_type");
    byte[] sealed;
    try (InputStream in =
        client.downloads().download(WechatFacts.present(part.downloadUrl, "download_url"))) {
      sealed = in.readNBytes(room + BillCipher.TAG_BYTES + 1);
    }
    if (sealed.length > room + BillCipher.TAG_BYTES) {
      throw new UnreadableAnswer("size");
    }
    byte[] plain =
        cipher.open(
            sealed,
            WechatFacts.present(part.encryptKey, "encrypt_key"),
            WechatFacts.present(part.nonce, "nonce"));
    WechatFacts.same(
        HexFormat.of().formatHex(sha1(plain)),
        WechatFacts.present(part.hashValue, "hash_value").toLowerCase(Locale.ROOT),
        "hash_value");
    return plain;
  }

  /** SHA-1 because WeChat says so; what finds forgery is the cipher, whose key came signed. */
  private static byte[] sha1(byte[] plain) {
    try {
      return MessageDigest.getInstance("SHA-1").digest(plain);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-1", impossible);
    }
  }
}
