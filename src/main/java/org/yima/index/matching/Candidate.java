package org.yima.index.matching;

import org.yima.platform.Id;

/** A record with the same document, and the person it is linked to. */
public record Candidate(Id recordId, Id personId, Identity identity) {}
