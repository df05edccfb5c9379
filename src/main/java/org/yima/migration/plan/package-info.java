/**
 * Migrations as their hospital and the reviewers see them: states, commands, approvals, reports.
 */
@CheckReturnValue
package org.yima.migration.plan;

import com.google.errorprone.annotations.CheckReturnValue;
