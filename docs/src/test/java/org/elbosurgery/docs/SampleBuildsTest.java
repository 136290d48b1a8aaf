package org.elbosurgery.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import org.apache.commons.lang3.StringUtils;
import org.elbosurgery.framework.version.Versions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files with which a reader builds what is on a page, outside of the project. */
@DisplayName("The build of a sample")
final class SampleBuildsTest {

  private static final String ELBO = Versions.current().elbo();

  @ParameterizedTest
  @ValueSource(strings = {"laplace-prior/pom.xml", "embedding/pom.xml"})
  @DisplayName("is its own, of this version and with the plugins that build the project")
  void buildsByMaven(String pom) {
    String own = content("docs/" + pom);

    assertThat(own)
        .doesNotContain("<parent>")
        .contains("<elbo.version>" + ELBO + "</elbo.version>");
    List<String> plugins =
        Pattern.compile("<artifactId>maven-.*?</version>", Pattern.DOTALL)
            .matcher(own)
            .results()
            .map(plugin -> plugin.group().replaceAll("\\s+", ""))
            .toList();
    assertThat(plugins).isNotEmpty().allMatch(content("pom.xml").replaceAll("\\s+", "")::contains);
  }

  @Test
  @DisplayName("is of this version, and of the libraries of this version")
  void buildsByGradle() {
    assertThat(content("docs/embedding/build.gradle"))
        .contains("elbo = '" + ELBO + "'")
        .contains("org.slf4j:slf4j-simple:" + managed("slf4j") + "'")
        .contains("org.nd4j:nd4j-native:" + managed("nd4j") + ":")
        .contains("org.bytedeco:openblas:" + managed("openblas") + ":")
        .contains("org.bytedeco:javacpp:" + managed("javacpp") + ":");
  }

  private static String managed(String library) {
    return StringUtils.substringBetween(
        content("framework/bom/pom.xml"), "<" + library + ".version>", "</");
  }

  private static String content(String file) {
    return Page.content(Page.PROJECT.resolve(file));
  }
}
