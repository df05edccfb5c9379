package org.yima.index.matching.block;

/**
 * What one key did.
 *
 * @param blocks of two records or more
 * @param pairs in them, those that another key has too included
 * @param divided blocks that were too large and were divided
 * @param droppedBlocks blocks that were too large and were not looked at
 * @param droppedRecords the records in them
 * @param droppedPairs the pairs in them; another key may have had them
 * @param largest the size of the largest block, dropped or not
 */
public record KeyReport(
    String key,
    long blocks,
    long pairs,
    long divided,
    long droppedBlocks,
    long droppedRecords,
    long droppedPairs,
    int largest) {}
