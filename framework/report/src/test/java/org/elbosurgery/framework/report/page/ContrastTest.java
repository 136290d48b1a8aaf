package org.elbosurgery.framework.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.elbosurgery.framework.plot.Colour;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Contrasts as WCAG 2.2 defines them: (L1 + 0.05) / (L2 + 0.05) of relative luminances L. */
final class ContrastTest {

  /** Success criteria 1.4.3, of text, and 1.4.11, of graphics. */
  private static final double TEXT = 4.5;

  private static final double GRAPHICS = 3;

  private static final Pattern PROPERTY = Pattern.compile("--([a-z-]+): (#[0-9a-fA-F]{3,6});");

  private static final String DARK = "@media (prefers-color-scheme: dark)";
  private static final String PRINT = "@media print";

  /** Returns the custom properties of the page as a reader of a kind sees them. */
  private static Map<String, String> colours(String kind) {
    String page = Page.of("title", new Opening(List.of(), List.of(), List.of()), List.of());
    int dark = page.indexOf(DARK);
    int rest = page.indexOf("* {");
    Map<String, String> colours = new LinkedHashMap<>();
    put(colours, page.substring(0, dark));
    if (kind.equals("dark")) {
      put(colours, page.substring(dark, rest));
    } else if (kind.equals("print")) {
      put(colours, page.substring(page.indexOf(PRINT)));
    }
    return colours;
  }

  private static void put(Map<String, String> colours, String style) {
    Matcher property = PROPERTY.matcher(style);
    while (property.find()) {
      colours.put(property.group(1), property.group(2));
    }
  }

  private static double contrast(String one, String other) {
    double a = luminance(one);
    double b = luminance(other);
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  }

  private static double luminance(String colour) {
    String digits =
        colour.length() == 4 ? colour.substring(1).replaceAll("(.)", "$1$1") : colour.substring(1);
    double[] linear = new double[3];
    for (int i = 0; i < 3; i++) {
      double share = Integer.parseInt(digits.substring(2 * i, 2 * i + 2), 16) / 255.0;
      linear[i] = share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
    }
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
  }

  @ParameterizedTest(name = "In {0}, every colour can be told from the paper, and words be read")
  @ValueSource(strings = {"light", "dark", "print"})
  void canBeSeen(String kind) {
    Map<String, String> colours = colours(kind);
    assertThat(contrast("#E69F00", "#fff")).as("the known case").isBetween(2.2, 2.3);
    for (String words : List.of("ink", "soft", "link")) {
      assertContrast(colours, words, "paper", TEXT);
      assertContrast(colours, words, "wash", TEXT);
    }
    for (String words : List.of("figure-ink", "figure-faint")) {
      assertContrast(colours, words, "figure-paper", TEXT);
    }
    Arrays.stream(Colour.values())
        .filter(colour -> colour != Colour.PAPER && colour != Colour.GRID) // no data
        .map(colour -> colour.property().substring(2))
        .forEach(name -> assertContrast(colours, name, "figure-paper", GRAPHICS));
  }

  private static void assertContrast(
      Map<String, String> colours, String name, String paper, double min) {
    assertThat(contrast(colours.get(name), colours.get(paper)))
        .as(name + " on " + paper)
        .isGreaterThanOrEqualTo(min);
  }
}
