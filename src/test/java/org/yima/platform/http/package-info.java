/** What holds for every operation alike, over real HTTP. */
package org.yima.platform.http;
