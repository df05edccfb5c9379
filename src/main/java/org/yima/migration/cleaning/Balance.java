package org.yima.migration.cleaning;

import java.time.OffsetDateTime;
import org.yima.platform.Fen;

/** Money on a card. */
public record Balance(BalanceKind kind, Fen amount, OffsetDateTime asOf) {}
