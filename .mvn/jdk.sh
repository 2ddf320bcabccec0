# Finds a JDK 25 and exports JAVA_HOME; sourced by ./sallyport, ./verify and ./mvnw (POSIX sh).
# Order: JAVA_HOME, the java on PATH, the usual install folders. Says what it tried when none fits.

is_jdk_25() {
  [ -x "$1/bin/javac" ] && [ -r "$1/release" ] && grep -q '^JAVA_VERSION="25[."]' "$1/release"
}

find_jdk_25() {
  if [ -n "${JAVA_HOME:-}" ] && is_jdk_25 "$JAVA_HOME"; then
    export JAVA_HOME
    return 0
  fi
  path_java=$(command -v java 2>/dev/null) && path_java=$(readlink -f "$path_java") || path_java=""
  for home in "${path_java%/bin/java}" $(ls -d /usr/lib/jvm/* /opt/*jdk* /opt/java/* \
    "${HOME:-/nonexistent}"/.sdkman/candidates/java/* "${HOME:-/nonexistent}"/.jdks/* 2>/dev/null); do
    if is_jdk_25 "$home"; then
      JAVA_HOME=$home
      export JAVA_HOME
      return 0
    fi
  done
  echo "sallyport: no JDK 25 found (tried JAVA_HOME=${JAVA_HOME:-unset}, java on PATH, /usr/lib/jvm," \
    "/opt, ~/.sdkman, ~/.jdks). Install one (for example Temurin 25) or set JAVA_HOME to it." >&2
  return 1
}
