package org.elbosurgery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The notice")
final class NoticeTest {

  /** What only tests need: it is on this class path, but not in what is released. */
  private static final Pattern TEST_TOOL =
      Pattern.compile(
          "(junit|jqwik|assertj|archunit|surefire|byte-buddy|opentest4j|apiguardian)[\\w-]* .*");

  /** What an entry says beside: of whom the library is, and what its jars bundle. */
  private static final Pattern ASIDE = Pattern.compile("(?m)\\([^)]*\\)|^(?! {2}\\S).*$");

  /** Names of jars, with the version that they have in common. */
  private static final Pattern JARS = Pattern.compile("([\\w.-]+(?:,\\s+[\\w.-]+)*) (\\d[\\w.-]*)");

  @Test
  @DisplayName("names every library of the program with its version, and no other")
  void namesLibraries() throws Exception {
    assertThat(noticed()).contains("guice 7.0.0").isEqualTo(libraries());
  }

  private static Set<String> noticed() throws Exception {
    Set<String> noticed = new TreeSet<>();
    String notice = Files.readString(Path.of("../NOTICE"));
    String entries = ASIDE.matcher(notice).replaceAll("");
    for (MatchResult jars : JARS.matcher(entries).results().toList()) {
      for (String name : jars.group(1).split(",\\s+", -1)) {
        noticed.add(name + " " + jars.group(2));
      }
    }
    return noticed;
  }

  /** Returns the libraries on the class path, which lie in folders {@code NAME/VERSION}. */
  private static Set<String> libraries() {
    Set<String> libraries = new TreeSet<>();
    for (String entry :
        System.getProperty("java.class.path").split(Pattern.quote(File.pathSeparator), -1)) {
      Path version = Path.of(entry).toAbsolutePath().getParent();
      String library = version.getParent().getFileName() + " " + version.getFileName();
      if (Path.of(entry).getFileName().toString().startsWith(library.replace(' ', '-'))
          && !TEST_TOOL.matcher(library).matches()) {
        libraries.add(library);
      }
    }
    return libraries;
  }
}
