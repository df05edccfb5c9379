package org.yima.index;

/** A row of an extract, cell by cell. */
public interface ExtractRow {
  /** What stands there, as the file has it; empty where nothing does. */
  String get(ExtractCell cell);

  /** Whether the file has a column for it. */
  boolean has(ExtractCell cell);

  /** What the file means by a word; the word itself unless somebody has told. */
  default String meaning(ExtractCell cell, String word) {
    return word;
  }
}
