/**
 * Commercial insurers behind Yima's own port: eligibility, quotes, guarantees, claims and their
 * reversal, each within a policy's limit.
 */
package org.yima.sandbox.insurer;
