package org.elbosurgery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Versions that the build chooses hold for programs outside of it only where a module depends on
 * the library itself: those programs do not inherit what is merely managed here.
 */
@DisplayName("A version that the build chooses")
final class ManagedVersionsTest {

  private static final Path TOP = Path.of("..");

  @Test
  @DisplayName("is that of a direct dependency of some module")
  void direct() throws Exception {
    Set<String> managed = new TreeSet<>();
    for (String pom : List.of("framework/bom/pom.xml", "pom.xml")) {
      managed.addAll(dependencies(TOP.resolve(pom), "dependencyManagement"));
    }
    assertThat(managed).contains("org.jetbrains.kotlin:kotlin-stdlib", "com.google.guava:guava");
    Set<String> direct = new TreeSet<>();
    for (Path pom : poms()) {
      direct.addAll(dependencies(pom, "project"));
    }
    managed.removeIf(library -> library.startsWith("${") || library.endsWith("-bom"));
    assertThat(direct).containsAll(managed);
  }

  private static List<Path> poms() throws Exception {
    try (Stream<Path> all = Files.find(TOP, 3, (path, file) -> path.endsWith("pom.xml"))) {
      return all.toList();
    }
  }

  /** Returns {@code GROUP:ARTIFACT} of the dependencies that are listed right under an element. */
  private static Set<String> dependencies(Path pom, String parent) throws Exception {
    Set<String> found = new LinkedHashSet<>();
    NodeList all =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(pom.toFile())
            .getElementsByTagName("dependency");
    for (int i = 0; i < all.getLength(); i++) {
      Element dependency = (Element) all.item(i);
      if (dependency.getParentNode().getParentNode().getNodeName().equals(parent)) {
        found.add(text(dependency, "groupId") + ":" + text(dependency, "artifactId"));
      }
    }
    return found;
  }

  private static String text(Element dependency, String name) {
    return dependency.getElementsByTagName(name).item(0).getTextContent();
  }
}
