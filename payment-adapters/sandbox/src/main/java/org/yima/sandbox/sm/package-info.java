/** The national cryptography the centres use: SM2 signatures, SM3, SM4 in ECB mode. */
package org.yima.sandbox.sm;
