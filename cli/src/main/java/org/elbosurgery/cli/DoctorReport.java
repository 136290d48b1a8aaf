package org.elbosurgery.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.elbosurgery.framework.json.Json;

/**
 * The findings of {@code elbo doctor}, as text for people and for programs.
 *
 * @param sections in the order to print them
 * @param advice a sentence for each thing to change
 */
record DoctorReport(List<Section> sections, List<String> advice) {

  private static final String ALL_WELL = "Nothing: these are the right settings.";

  /** Copies the lists. */
  DoctorReport {
    sections = List.copyOf(sections);
    advice = List.copyOf(advice);
  }

  /**
   * Related facts.
   *
   * @param name one word in lower case
   */
  record Section(String name, List<Fact> facts) {

    /** Copies the list. */
    Section {
      facts = List.copyOf(facts);
    }
  }

  /**
   * One fact.
   *
   * @param name in camel case, for programs; people see its words
   * @param value a string, number, boolean or list of these, for programs
   * @param text the value for people, with its unit
   */
  record Fact(String name, Object value, String text) {

    /** Makes a fact whose text is its value as a string. */
    static Fact of(String name, Object value) {
      return new Fact(name, value, value.toString());
    }

    private String words() {
      return name.replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT);
    }
  }

  /** Returns the sections and what to change, in lines no wider than given. */
  String text(int width) {
    StringBuilder text = new StringBuilder();
    for (Section section : sections) {
      List<TextTable.Row> rows =
          section.facts().stream()
              .map(fact -> new TextTable.Row(fact.words(), fact.text()))
              .toList();
      text.append(section.name()).append('\n').append(TextTable.of(rows, width)).append('\n');
    }
    text.append("what to change\n");
    List<String> sentences = advice.isEmpty() ? List.of(ALL_WELL) : advice;
    sentences.forEach(
        sentence -> text.append(TextTable.of(List.of(new TextTable.Row("-", sentence)), width)));
    return text.toString();
  }

  /** Returns one JSON object: an object for each section, and the list of advice. */
  String json() {
    Map<String, Object> json = new LinkedHashMap<>();
    for (Section section : sections) {
      Map<String, Object> facts = new LinkedHashMap<>();
      section.facts().forEach(fact -> facts.put(fact.name(), fact.value()));
      json.put(section.name(), facts);
    }
    json.put("advice", advice);
    return Json.text(json) + "\n";
  }
}
