package org.yima.healthcard.code;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The published keys of an issuer. Windows of several keys may overlap: during a rotation the new
 * key is published before it first signs, and the old one stays until its last code has expired.
 */
public final class KeySet {
  /** A key and the check bound to it. */
  record Entry(PublishedKey key, Suite.SignatureCheck check) {}

  private final Map<Integer, Entry> entries;

  private KeySet(Map<Integer, Entry> entries) {
    this.entries = entries;
  }

  /**
   * The set of those keys.
   *
   * @throws IllegalArgumentException when two keys share an id or a public key is not one of its
   *     suite
   */
  public static KeySet of(Collection<PublishedKey> keys) {
    Map<Integer, Entry> entries = new TreeMap<>();
    for (PublishedKey key : keys) {
      Entry entry = new Entry(key, key.suite().checkWith(key.publicKey().toArray()));
      if (entries.putIfAbsent(key.keyId(), entry) != null) {
        throw new IllegalArgumentException("two keys with the id " + key.keyId());
      }
    }
    return new KeySet(entries);
  }

  /** The keys, ascending by id. */
  public List<PublishedKey> keys() {
    return entries.values().stream().map(Entry::key).toList();
  }

  /** The key with that id, if it may have signed what was issued then. */
  Optional<Entry> find(int keyId, Instant issuedAt) {
    return Optional.ofNullable(entries.get(keyId)).filter(entry -> entry.key().covers(issuedAt));
  }
}
