package org.yima.resident;

/** What a resident is to the account that adds them. */
public enum Relation {
  SELF,
  CHILD,
  PARENT,
  SPOUSE,
  OTHER
}
