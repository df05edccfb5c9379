package org.yima.access.limit;

import io.netty.util.NetUtil;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * Which network a request comes from: an IPv4 address, or the /64 that one IPv6 subscriber gets.
 * Only our own proxies are believed when they say whom they forward for.
 */
class Networks {
  private static final int IPV6_SUBSCRIBER_BYTES = 8;

  /** The first {@code bits} of an address. */
  private record Block(byte[] address, int bits) {
    static Block of(String text) {
      int slash = text.indexOf('/');
      byte[] address =
          NetUtil.createByteArrayFromIpAddressString(slash < 0 ? text : text.substring(0, slash));
      if (address == null) {
        throw new IllegalArgumentException("yima.limits.trusted-proxies: not an address: " + text);
      }
      int bits = slash < 0 ? address.length * 8 : Integer.parseInt(text.substring(slash + 1));
      if (bits < 0 || bits > address.length * 8) {
        throw new IllegalArgumentException("yima.limits.trusted-proxies: not a block: " + text);
      }
      return new Block(address, bits);
    }

    boolean holds(byte[] other) {
      if (other.length != address.length) {
        return false;
      }
      for (int bit = 0; bit < bits; bit++) {
        int mask = 0x80 >> (bit % 8);
        if ((address[bit / 8] & mask) != (other[bit / 8] & mask)) {
          return false;
        }
      }
      return true;
    }
  }

  private final List<Block> trusted;

  /**
   * @param trusted addresses or CIDR blocks of our proxies
   */
  Networks(List<String> trusted) {
    this.trusted = trusted.stream().map(String::strip).map(Block::of).toList();
  }

  /**
   * The network's name.
   *
   * @param peer the address at the other end of the connection
   * @param forwardedFor the X-Forwarded-For headers in their order; each proxy appends whom it
   *     heard, so that what stands before the first stranger may be anybody's invention
   */
  String of(String peer, List<String> forwardedFor) {
    byte[] address = NetUtil.createByteArrayFromIpAddressString(peer);
    List<String> hops = new ArrayList<>();
    forwardedFor.forEach(header -> hops.addAll(Arrays.asList(header.split(","))));
    for (int i = hops.size() - 1; i >= 0 && isTrusted(address); i--) {
      byte[] before = NetUtil.createByteArrayFromIpAddressString(hops.get(i).strip());
      if (before == null) {
        break;
      }
      address = before;
    }
    return name(address);
  }

  private boolean isTrusted(byte[] address) {
    return address != null && trusted.stream().anyMatch(block -> block.holds(address));
  }

  private static String name(byte[] address) {
    if (address == null) {
      return "-";
    }
    int bytes = address.length == 4 ? 4 : IPV6_SUBSCRIBER_BYTES;
    return HexFormat.of().formatHex(address, 0, bytes);
  }
}
