# Part of the launcher where it runs from the sources: builds if they have changed, and sets "jars" to what
# is run.

# The build: a folder for each content of the sources, complete or not there. What runs holds a lock on its folder, so
# that no later build takes it away; where there is no flock, nothing is taken away.
builds=$root/cli/target/builds
content_of_sources() {
  local sum
  sum=$(cd "$root" && find pom.xml api framework cli priors-* \
    \( -name target -o -name benchmarks -o -path framework/spark \) -prune -o \( -name pom.xml -o -path '*/src/main/*' \) \
    -type f -exec cksum {} + 2>/dev/null | LC_ALL=C sort | cksum)
  echo "${sum%% *}"
}
# Of what Maven says, shows modules and downloads as they pass, and everything about errors. A line without a level goes
# on with the line before it.
show_build() {
  awk '
    { gsub(/\033\[[0-9;]*m/, "") }
    /^(\[INFO\] )?Downloaded from/ && ++files % 100 == 0 { print "elbo: building; " files " files downloaded"; fflush() }
    /^(\[INFO\] )?(Download|Progress)/ { next }
    /^\[INFO\] Building .* \[[0-9]+\/[0-9]+\]$/ {
      part = $NF
      sub(/^\[INFO\] Building /, "")
      sub(/ [^ ]+ +\[[^ ]*\]$/, "")
      print "elbo: building " part " " $0
      fflush()
      next
    }
    /^\[(INFO|WARNING)\]/ { quiet = 1 }
    /^\[ERROR\]/ { quiet = 0 }
    !quiet { print; fflush() }' >&2
}
make_build() {
  command -v mvn >/dev/null || fail "Maven is needed to build; install it and put mvn on the PATH"
  echo "elbo: building; the first time takes a few minutes" >&2
  local new=$builds/.new.$$
  (set -o pipefail && cd "$root" &&
    mvn -B -Dmaven.test.skip=true "-Delbo.build=$new" package -pl cli -am 2>&1 | show_build) ||
    fail "the build failed; nothing was run"
  if [ "$build" != "$builds/$(content_of_sources)" ]; then # somebody edits them
    build=$builds/$(content_of_sources)
    rm -rf "$new" && make_build
  elif [ ! -d "$build/lib" ]; then
    rm -rf "$build" && mv "$new" "$build" && archive_classes
  fi
}
# A small comparison leaves an archive of the classes it took, which halves the time to load them.
archive_classes() {
  "$java" "${options[@]}" "${vectors[@]}" -XX:ArchiveClassesAtExit="$build/.jsa" \
    -cp "$build/*:$build/lib/*" org.elbosurgery.cli.Elbo compare --data synthetic --limit 500 --epochs 1 \
    --out "$build/warm-up" >/dev/null 2>&1
  rm -rf "$build/warm-up"
  [ -f "$build/.jsa" ] && mv "$build/.jsa" "$build/elbo-$version.jsa"
}
remove_unused_builds() {
  local old
  for old in "$builds"/* "$builds"/.new.*; do
    [ "$old" = "$build" ] || [ ! -d "$old" ] || flock -n "$old" rm -rf "$old"
  done
}

# Builds if the sources have changed, one launcher at a time.
build=$builds/$(content_of_sources)
if [ ! -d "$build/lib" ]; then
  if mkdir -p "$builds" 2>/dev/null && [ -w "$builds" ]; then
    if command -v flock >/dev/null; then
      exec 8>"$builds/.lock"
      flock -n 8 || { echo "elbo: waiting for another build" >&2 && flock 8; }
      [ -d "$build/lib" ] || make_build
      remove_unused_builds
      exec 8>&-
    else
      make_build
    fi
  else
    build=$(dirname "$(ls -td "$builds"/*/lib 2>/dev/null | head -n 1)")
    [ "$build" != . ] || fail "$root/cli/target cannot be written, so nothing can be built; nothing was run"
    echo "elbo: the sources have changed, but $root/cli/target cannot be written; this is the last build" >&2
  fi
fi
if command -v flock >/dev/null; then
  exec 9<"$build" && flock -s 9 # inherited by the JVM, until it ends
  [ -d "$build/lib" ] || exec "$BASH" "$0" "$@" # removed in this very moment
fi
jars=$build/*:$build/lib/*
archive=$build/elbo-$version.jsa
[ -f "$archive" ] && options+=(-XX:SharedArchiveFile="$archive")
