package org.yima.benchmarks.codes;

import io.vertx.core.buffer.Buffer;

/** One POST, ready to be sent. */
record Call(String path, String token, Buffer body) {}
