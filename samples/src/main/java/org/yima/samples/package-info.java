/**
 * A small synthetic city, made from a seed: institutions with their numbers for the coming days,
 * people with their insurance and wallets, and what three hospitals export of their visit cards,
 * with the dirt that real exports have. The output is committed beside this module and a test makes
 * it again, byte for byte. Nobody in it exists: see {@link org.yima.samples.ResidentIdNumber}.
 */
@CheckReturnValue
package org.yima.samples;

import com.google.errorprone.annotations.CheckReturnValue;
