/**
 * One port, many doors: how a request is read, admitted, answered inside one transaction, spoilt by
 * an injected fault, signed and sent.
 */
package org.yima.sandbox.http;
