/**
 * Work that is due later and survives a restart: notifications and their repetitions, refunds on
 * their way, scripted payers.
 */
package org.yima.sandbox.jobs;
