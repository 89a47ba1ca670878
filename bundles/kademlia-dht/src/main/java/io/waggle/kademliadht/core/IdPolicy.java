package io.waggle.kademliadht.core;

/** What is made of BEP 42, ids bound to addresses. */
public enum IdPolicy {
  /** Ids are as they are. */
  ANY,
  /** Our own id follows our address, and such ids are preferred. */
  PREFER,
  /** Besides, other ids get no place in the table, and lookups neither ask nor count them. */
  ENFORCE
}
