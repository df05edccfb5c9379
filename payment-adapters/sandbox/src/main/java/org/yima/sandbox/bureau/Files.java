package org.yima.sandbox.bureau;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.yima.sandbox.books.Transaction;
import org.yima.sandbox.http.Answer;
import org.yima.sandbox.http.Fields;

/** 9101 and 9102: files that institutions send and fetch; a zip of one text, columns by tabs. */
final class Files {
  private static final int MOST = 4 << 20;

  private Files() {}

  private record BureauFile(String number, String institution, String name, String content) {}

  /** 9101: the content as a list of bytes, or in Base64. */
  static Map<String, Object> upload(Fsi.Message message, Transaction tx) {
    Fields data = message.input().object("fsUploadIn");
    if (!data.text("fixmedins_code", 30).equals(message.institution())) {
      throw Fsi.refused("医药机构编号不一致");
    }
    String name = data.text("filename", 200);
    String number = put(tx, message.institution(), name, bytes(data));
    return Map.of(
        "file_qury_no", number, "filename", name, "fixmedins_code", message.institution());
  }

  private static byte[] bytes(Fields data) {
    JsonNode in = data.tree().path("in");
    try {
      if (in.isTextual()) {
        return Base64.getDecoder().decode(in.textValue());
      }
    } catch (IllegalArgumentException notBase64) {
      throw Fsi.refused("文件内容格式错误");
    }
    if (!in.isArray() || in.isEmpty()) {
      throw Fsi.refused("文件内容不能为空");
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (JsonNode each : in) {
      if (!each.isInt() || each.intValue() < -128 || each.intValue() > 255) {
        throw Fsi.refused("文件内容格式错误");
      }
      bytes.write(each.intValue());
    }
    return bytes.toByteArray();
  }

  static String put(Transaction tx, String institution, String name, byte[] content) {
    String number = "FILE%012d".formatted(tx.next("bureau-file"));
    String kept = Base64.getEncoder().encodeToString(content);
    tx.put(number, institution, new BureauFile(number, institution, name, kept));
    return number;
  }

  private static BureauFile file(Transaction tx, String institution, String number) {
    return tx.find(BureauFile.class, number)
        .filter(found -> found.institution().equals(institution))
        .orElseThrow(() -> Fsi.refused("文件不存在"));
  }

  /** 9102: the file itself where there is one; a refusal is an envelope, as everywhere. */
  static Answer download(Fsi.Message message, Transaction tx) {
    Fields data = message.input().object("fsDownloadIn");
    BureauFile file = file(tx, message.institution(), data.text("file_qury_no", 64));
    if (!file.name().equals(data.text("filename", 200))) {
      throw Fsi.refused("文件不存在");
    }
    return new Answer(
        200,
        Map.of("Content-Type", "application/octet-stream"),
        Base64.getDecoder().decode(file.content()));
  }

  /** The rows of a file that was sent. */
  static List<String[]> rows(Transaction tx, String institution, String number) {
    byte[] zip = Base64.getDecoder().decode(file(tx, institution, number).content());
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
      if (in.getNextEntry() == null) {
        throw Fsi.refused("文件内容格式错误");
      }
      byte[] text = in.readNBytes(MOST + 1);
      if (text.length > MOST) {
        throw Fsi.refused("文件内容超过4MB");
      }
      List<String[]> rows = new ArrayList<>();
      new String(text, UTF_8)
          .lines()
          .filter(line -> !line.isBlank())
          .forEach(line -> rows.add(line.split("\t", -1)));
      return rows;
    } catch (IOException malformed) {
      throw Fsi.refused("文件内容格式错误");
    }
  }

  static byte[] zip(String name, List<List<String>> rows) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(bytes)) {
      out.putNextEntry(new ZipEntry(name));
      for (List<String> row : rows) {
        out.write((String.join("\t", row) + "\n").getBytes(UTF_8));
      }
      out.closeEntry();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }
}
