package org.elbosurgery.framework.sweep;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.experiment.ExperimentSpec;
import org.elbosurgery.framework.file.FileProblem;
import org.elbosurgery.framework.option.NearestName;
import org.elbosurgery.framework.option.OptionDescriptor;
import org.elbosurgery.framework.option.UserProblems;
import org.nd4j.shade.jackson.core.JsonGenerator;
import org.nd4j.shade.jackson.core.JsonParser;
import org.nd4j.shade.jackson.core.JsonProcessingException;
import org.nd4j.shade.jackson.core.JsonToken;
import org.nd4j.shade.jackson.dataformat.yaml.YAMLFactory;
import org.nd4j.shade.jackson.dataformat.yaml.YAMLGenerator;

/**
 * A sweep as a YAML file: a mapping of option names to a value, or to a list of values.
 *
 * <pre>
 * prior: [gaussian, "mixture:components=500", vamp]
 * latent: [2, 10]
 * epochs: 100
 * </pre>
 */
public final class SweepFile {

  private static final long GREATEST_BYTES = 1 << 20;

  private static final List<String> NAMES =
      ExperimentSpec.descriptors().stream().map(OptionDescriptor::name).toList();

  private final Path file;
  private final List<String> problems = new ArrayList<>();
  private final Map<String, List<String>> options = new LinkedHashMap<>();

  private SweepFile(Path file) {
    this.file = file;
  }

  /**
   * Reads a sweep.
   *
   * @throws ElboException USER if the file cannot be read, is no YAML, or is not such a mapping:
   *     with every unknown or repeated option, empty axis and value that is none, each with its
   *     line
   */
  public static SweepSpec read(Path file) {
    SweepFile reading = new SweepFile(file);
    try (JsonParser parser = new YAMLFactory().createParser(text(file))) {
      reading.readMapping(parser);
    } catch (JsonProcessingException e) {
      throw ElboException.user(
          "%s, line %d: %s"
              .formatted(
                  file,
                  e.getLocation().getLineNr(),
                  e.getOriginalMessage().lines().findFirst().orElse("no YAML")),
          e);
    } catch (IOException e) {
      throw ElboException.internal("reading from a text failed", e);
    }
    UserProblems.requireNone(reading.problems);
    return new SweepSpec(reading.options);
  }

  private static String text(Path file) {
    try {
      if (Files.size(file) > GREATEST_BYTES) {
        throw ElboException.user(
            file + " has more than " + GREATEST_BYTES + " bytes; that is no sweep");
      }
      return Files.readString(file);
    } catch (CharacterCodingException e) {
      throw ElboException.user(file + " is no text in UTF-8", e);
    } catch (IOException e) {
      throw FileProblem.unreadable(file, e);
    }
  }

  private void readMapping(JsonParser parser) throws IOException {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      problems.add(file + ": give a mapping of option names to values, such as latent: [2, 10]");
      return;
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.getText();
      int line = line(parser);
      if (!NAMES.contains(name)) {
        complain(line, "unknown option " + name + "; " + NearestName.advice(name, NAMES));
      }
      parser.nextToken();
      List<String> values = values(name, parser);
      if (options.put(name, values) != null) {
        complain(line, "option " + name + " is given more than once; give a list of its values");
      }
    }
    if (options.isEmpty() && problems.isEmpty()) {
      problems.add(file + ": no options are given");
    }
  }

  private List<String> values(String name, JsonParser parser) throws IOException {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      return List.of(value(name, parser));
    }
    int line = line(parser);
    List<String> values = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      values.add(value(name, parser));
    }
    if (values.isEmpty()) {
      complain(line, "option " + name + " has no values; give one or more, or leave it out");
      values.add("");
    }
    return values;
  }

  private String value(String name, JsonParser parser) throws IOException {
    if (parser.currentToken().isStructStart()) {
      complain(line(parser), "option " + name + " takes a value or a list of values");
      parser.skipChildren();
      return "";
    }
    if (parser.currentToken() == JsonToken.VALUE_NULL) {
      complain(line(parser), "option " + name + " has no value; give one, or leave it out");
      return "";
    }
    return parser.getText();
  }

  private void complain(int line, String problem) {
    problems.add(file + ", line " + line + ": " + problem);
  }

  private static int line(JsonParser parser) {
    return parser.getTokenLocation().getLineNr();
  }

  /** Returns a sweep as the text of such a file. */
  public static String text(SweepSpec spec) {
    StringWriter text = new StringWriter();
    YAMLFactory yaml =
        new YAMLFactory()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .enable(YAMLGenerator.Feature.INDENT_ARRAYS);
    try (JsonGenerator out = yaml.createGenerator(text)) {
      out.writeStartObject();
      for (Map.Entry<String, List<String>> option : spec.options().entrySet()) {
        out.writeFieldName(option.getKey());
        write(option.getValue(), out);
      }
      out.writeEndObject();
    } catch (IOException e) {
      throw ElboException.internal("writing to a text failed", e);
    }
    return text + "\n";
  }

  private static void write(List<String> values, JsonGenerator out) throws IOException {
    if (values.size() == 1) {
      out.writeString(values.get(0));
      return;
    }
    out.writeStartArray();
    for (String value : values) {
      out.writeString(value);
    }
    out.writeEndArray();
  }
}
