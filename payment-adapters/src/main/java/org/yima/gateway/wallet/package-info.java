/**
 * Wallets: a payer pays an institution on the institution's own merchant. The commands and answers
 * of {@link org.yima.gateway.wallet.WalletGateway}, of {@link org.yima.gateway.wallet.MixedGateway}
 * where medical insurance pays a part of the same order, and who the payer is for the wallet.
 */
@CheckReturnValue
package org.yima.gateway.wallet;

import com.google.errorprone.annotations.CheckReturnValue;
