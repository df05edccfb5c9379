/**
 * What the sandbox knows and owes, on disk: documents, double-entry rows, answers already given and
 * work still due. One writer, write-ahead log, a full sync at every commit.
 */
package org.yima.sandbox.books;
