package org.elbosurgery.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The page of the architecture")
final class ArchitecturePageTest {

  private static final Path PAGE = Page.PROJECT.resolve("docs/architecture.md");

  private static final Path SOURCES = Path.of("src/main/java/org/elbosurgery");

  /** A row of the table of packages: module, folder (both empty where they repeat), packages. */
  private static final Pattern ROW =
      Pattern.compile("^\\|(?: `elbo-[a-z-]+`)? \\|(?: `([a-z/-]+)`)? \\|([^|]*)\\|[^|]*\\|$");

  private static final Pattern CODE = Pattern.compile("`([A-Za-z.]+)`");

  @Test
  @DisplayName("has every package, each in the folder of its module")
  void packages() throws IOException {
    assertThat(packagesOfPage()).isEqualTo(packagesOfTree());
  }

  @Test
  @DisplayName("names classes that there are")
  void classes() throws IOException {
    Set<String> known = new TreeSet<>();
    javaFiles().forEach(file -> known.add(file.getFileName().toString().replace(".java", "")));
    Set<String> named =
        CODE.matcher(Files.readString(PAGE))
            .results()
            .map(found -> found.group(1))
            .filter(name -> name.matches("[A-Z][A-Za-z]*[a-z]"))
            .filter(name -> !Set.of("ServiceLoader").contains(name))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(named).hasSizeGreaterThan(50).isSubsetOf(known);
  }

  private static Map<String, Set<String>> packagesOfPage() throws IOException {
    Map<String, Set<String>> packages = new TreeMap<>();
    String folder = null;
    for (String line : Files.readAllLines(PAGE)) {
      for (MatchResult row : ROW.matcher(line).results().toList()) {
        folder = row.group(1) == null ? folder : row.group(1);
        for (MatchResult code : CODE.matcher(row.group(2)).results().toList()) {
          packages.computeIfAbsent(folder, any -> new TreeSet<>()).add(code.group(1));
        }
      }
    }
    return packages;
  }

  private static Map<String, Set<String>> packagesOfTree() throws IOException {
    Map<String, Set<String>> packages = new TreeMap<>();
    for (Path file : javaFiles()) {
      if (file.toString().contains(SOURCES.toString())) {
        int at = file.toString().indexOf("/" + SOURCES + "/");
        Path module = Path.of(file.toString().substring(0, at));
        Path folder = module.resolve(SOURCES).relativize(file.getParent());
        String name = folder.toString().replace('/', '.');
        packages
            .computeIfAbsent(module.toString(), any -> new TreeSet<>())
            .add(name.replaceFirst("^framework\\.", ""));
      }
    }
    packages.remove("framework/benchmarks/rivals"); // built on request alone
    return packages;
  }

  /** Returns the sources, relative to the project. */
  private static List<Path> javaFiles() throws IOException {
    try (Stream<Path> files = Files.walk(Page.PROJECT, 20)) {
      return files
          .filter(path -> path.toString().endsWith(".java"))
          .filter(path -> !path.toString().contains("/target/"))
          .map(Page.PROJECT::relativize)
          .toList();
    }
  }
}
