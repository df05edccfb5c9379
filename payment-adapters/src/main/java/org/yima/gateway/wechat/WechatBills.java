package org.yima.gateway.wechat;

import com.google.gson.annotations.SerializedName;
import com.wechat.pay.java.core.http.Constant;
import com.wechat.pay.java.core.http.HttpMethod;
import com.wechat.pay.java.core.http.HttpRequest;
import com.wechat.pay.java.core.http.MediaType;
import com.wechat.pay.java.core.http.QueryParameter;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.Locale;
import org.yima.gateway.Outcome;
import org.yima.gateway.UnknownCause;
import org.yima.gateway.http.UnreadableAnswer;
import org.yima.gateway.wallet.Merchant;
import org.yima.gateway.wallet.Statement;

/** Fetches a day's trade bill: the link is signed by WeChat and carries the digest of the file. */
final class WechatBills {

  /** The answer of tradebill. */
  static final class Link {
    @SerializedName("hash_type")
    String hashType;

    @SerializedName("hash_value")
    String hashValue;

    @SerializedName("download_url")
    String downloadUrl;
  }

  /** A day's bill of a merchant, on disk; what is larger is none. */
  static final long LARGEST = 256L * 1024 * 1024;

  private final WechatClient client;
  private final long largest;

  WechatBills(WechatClient client) {
    this(client, LARGEST);
  }

  WechatBills(WechatClient client, long largest) {
    this.client = client;
    this.largest = largest;
  }

  Outcome<Statement> statement(Merchant merchant, LocalDate day) {
    return WechatCalls.attempt(() -> Outcome.succeeded(link(merchant, day)))
        .then(link -> WechatCalls.attempt(() -> download(link, merchant, day)));
  }

  private Link link(Merchant merchant, LocalDate day) {
    QueryParameter query = new QueryParameter();
    query.add("bill_date", day.toString());
    query.add("sub_mchid", merchant.account());
    query.add("bill_type", "ALL");
    HttpRequest request =
        new HttpRequest.Builder()
            .httpMethod(HttpMethod.GET)
            .url("https://api.mch.weixin.qq.com/v3/bill/tradebill" + query.getQueryStr())
            .addHeader(Constant.ACCEPT, MediaType.APPLICATION_JSON.getValue())
            .build();
    return client.calls().execute(request, Link.class).getServiceResponse();
  }

  private Outcome<Statement> download(Link link, Merchant merchant, LocalDate day) {
    WechatFacts.same("SHA1", link.hashType, "hash_type");
    String url = WechatFacts.present(link.downloadUrl, "download_url");
    String due = WechatFacts.present(link.hashValue, "hash_value");
    try {
      // The bill names payers, so the copy is for this process's user only.
      Path copy = Files.createTempFile("wechat-bill", ".csv");
      boolean kept = false;
      try {
        String digest = copy(url, copy);
        WechatFacts.same(digest, due.toLowerCase(Locale.ROOT), "hash_value");
        Statement statement = WechatStatement.checked(copy, merchant, day);
        kept = true;
        return Outcome.succeeded(statement);
      } finally {
        if (!kept) {
          boolean unused = Files.deleteIfExists(copy);
        }
      }
    } catch (InterruptedIOException late) {
      return Outcome.unknown(UnknownCause.TIMEOUT);
    } catch (IOException broken) {
      return Outcome.unknown(UnknownCause.CONNECTION);
    }
  }

  private String copy(String url, Path copy) throws IOException {
    MessageDigest sha1 = sha1();
    try (InputStream in = client.downloads().download(url);
        OutputStream out = new DigestOutputStream(Files.newOutputStream(copy), sha1)) {
      byte[] piece = new byte[8192];
      long left = largest;
      for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
        left -= read;
        if (left < 0) {
          throw new UnreadableAnswer("length");
        }
        out.write(piece, 0, read);
      }
    }
    return HexFormat.of().formatHex(sha1.digest());
  }

  /** SHA-1 because WeChat says so; it finds damage, the signature on the link finds forgery. */
  private static MessageDigest sha1() {
    try {
      return MessageDigest.getInstance("SHA-1");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-1", impossible);
    }
  }
}
