/**
 * National medical insurance: the provider interface of a bureau (定点医药机构接口, transactions 1101,
 * 2201-2208, 2601, 5203, 9001, 9002), its reconciliation (3201, 3202, 9101, 9102) and the
 * resident's authorisation that an insured plan needs.
 */
@CheckReturnValue
package org.yima.gateway.insurance;

import com.google.errorprone.annotations.CheckReturnValue;
