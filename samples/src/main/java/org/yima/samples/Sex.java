package org.yima.samples;

/** Administrative sex as GB/T 2261.1 codes it. */
public enum Sex {
  MALE,
  FEMALE
}
