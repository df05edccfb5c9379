/**
 * What hospitals and reviewers may do with a migration: the doors, and the use cases behind them.
 */
@CheckReturnValue
package org.yima.migration.handover;

import com.google.errorprone.annotations.CheckReturnValue;
