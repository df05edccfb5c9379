# Sourced by the commands of the checkout, with the one's name that asks: sets JAVA_HOME to a JDK that
# is new enough, or ends the command with one line. JAVA_HOME wins, else the compiler on the PATH
# tells; a bare Java runtime cannot build.
require_jdk() {
  local jdk compiler version
  if [[ -n "${JAVA_HOME:-}" ]]; then
    if [[ ! -x "$JAVA_HOME/bin/java" ]]; then
      printf '%s: JAVA_HOME is %s, which has no bin/java; a JDK 17 or newer is needed\n' "$1" "$JAVA_HOME" >&2
      exit 1
    fi
    jdk="$JAVA_HOME"
  else
    compiler="$(command -v javac || true)"
    if [[ -z "$compiler" ]]; then
      printf '%s: No JDK found; install one (17 or newer) or set JAVA_HOME\n' "$1" >&2
      exit 1
    fi
    compiler="$(readlink -f "$compiler" 2>/dev/null || printf '%s' "$compiler")"
    jdk="$(cd "$(dirname "$compiler")/.." && pwd)"
  fi
  if [[ ! -x "$jdk/bin/javac" ]]; then
    printf '%s: %s is no JDK (it has no javac); a JDK 17 or newer is needed\n' "$1" "$jdk" >&2
    exit 1
  fi
  # A JDK says its version in a file, which is read sooner than a virtual machine is started.
  version="$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$jdk/release" 2>/dev/null || true)"
  [[ -n "$version" ]] \
    || version="$("$jdk/bin/java" -version 2>&1 | sed -n 's/.* version "\([0-9]*\).*/\1/p' | head -n 1)"
  # Until Java 8 the number came second: 1.8.0.
  [[ "$version" != 1 ]] || version=8
  if [[ ! "$version" =~ ^[0-9]+$ ]]; then
    printf '%s: Cannot tell the version of the JDK in %s\n' "$1" "$jdk" >&2
    exit 1
  fi
  if ((version < 17)); then
    printf '%s: The JDK in %s is version %s; 17 or newer is needed\n' "$1" "$jdk" "$version" >&2
    exit 1
  fi
  export JAVA_HOME="$jdk"
}
