package org.elbosurgery.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("The code of a page")
final class SamplesTest {

  private static final Path DOCS = Page.PROJECT.resolve("docs");
  private static final Path SOURCES = DOCS.resolve("src/main/java/org/elbosurgery/docs");
  private static final Pattern SAMPLE = Pattern.compile("<!-- sample: ([^# ]+)(#([a-z-]+))? -->");

  /**
   * A fenced block that is a sample.
   *
   * @param page the page it is on
   * @param code the block
   */
  record Sample(Page page, Page.Code code) {

    @Override
    public String toString() {
      return page + " " + code.comment();
    }
  }

  /** Returns all Java, and what else is named as a sample. */
  static List<Sample> samples() {
    return Page.all().stream()
        .flatMap(page -> page.code().stream().map(code -> new Sample(page, code)))
        .filter(
            sample ->
                sample.code().language().equals("java")
                    || sample.code().comment().startsWith("<!-- sample:"))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("samples")
  @DisplayName("is a source file, or a region of one, named by the comment above it")
  void isSource(Sample sample) {
    Matcher name = SAMPLE.matcher(sample.code().comment());

    assertThat(name.matches()).as("the comment above a block of %s", sample.page()).isTrue();
    assertThat(sample.code().text())
        .as("%s; copy it from the source", sample)
        .isEqualTo(
            name.group(3) == null
                ? Page.content(DOCS.resolve(name.group(1)))
                : region(name.group(1), name.group(3)));
  }

  /** Returns the lines between {@code tag::NAME[]} and {@code end::NAME[]}, moved to the left. */
  private static String region(String file, String name) {
    List<String> lines = Page.content(SOURCES.resolve(file)).lines().toList();
    List<String> trimmed = lines.stream().map(String::strip).toList();
    int start = trimmed.indexOf("// tag::" + name + "[]");
    int end = trimmed.indexOf("// end::" + name + "[]");
    assertThat(start).as("the tag %s in %s", name, file).isBetween(0, end - 1);
    String region = String.join("\n", lines.subList(start + 1, end)).stripTrailing();
    return region.stripIndent() + "\n";
  }
}
