package org.elbosurgery.framework.sweep;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.experiment.ExperimentSpec;
import org.elbosurgery.framework.file.Quotation;
import org.elbosurgery.framework.file.UntrustedInput;
import org.elbosurgery.framework.option.NearestName;
import org.elbosurgery.framework.option.OptionDescriptor;
import org.elbosurgery.framework.problem.Problems;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Present;
import org.snakeyaml.engine.v2.api.lowlevel.Serialize;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.FailsafeSchema;

/**
 * A sweep as a YAML file: a mapping from option names to a value or a list of values. Aliases stand
 * for their anchors.
 *
 * <pre>
 * prior: [gaussian, "mixture:components=500", vamp]
 * latent: [2, 10]
 * epochs: 100
 * </pre>
 */
public final class SweepFile {

  private static final long MAX_BYTES = 1 << 20;

  private static final List<String> NAMES =
      ExperimentSpec.descriptors().stream().map(OptionDescriptor::name).toList();

  /** The spellings of no value. */
  private static final Set<String> NULL = Set.of("", "~", "null", "Null", "NULL");

  /** Every value is a string. */
  private static final DumpSettings FORMAT =
      DumpSettings.builder()
          .setSchema(new FailsafeSchema())
          .setSplitLines(false)
          .setIndicatorIndent(2)
          .setIndentWithIndicator(true)
          .build();

  private final Path file;
  private final BiConsumer<String, String> plugins;
  private final YamlEvents events;
  private final Map<Anchor, List<String>> anchors = new HashMap<>();
  private final Problems problems = Problems.user();
  private final Map<String, List<String>> options = new LinkedHashMap<>();

  private SweepFile(Path file, BiConsumer<String, String> plugins) {
    this.file = file;
    this.plugins = plugins;
    events = new YamlEvents(file, UntrustedInput.text(file, MAX_BYTES));
  }

  /**
   * Reads a sweep without checking whether its plugins exist.
   *
   * @throws ElboException USER as in {@link #read(Path, BiConsumer)}
   */
  public static SweepSpec read(Path file) {
    return read(file, (option, value) -> {});
  }

  /**
   * Reads a sweep.
   *
   * @param plugins checks the plugin named by an option and its value, such as {@link
   *     org.elbosurgery.framework.catalog.Catalogs#require}
   * @throws ElboException USER if the file cannot be read, is not YAML, or is not such a mapping,
   *     naming every unknown or repeated option, empty axis, and missing or disallowed value with
   *     its line
   */
  public static SweepSpec read(Path file, BiConsumer<String, String> plugins) {
    SweepFile reading = new SweepFile(file, plugins);
    reading.readMapping();
    reading.problems.requireNone();
    return new SweepSpec(reading.options);
  }

  private void readMapping() {
    events.next(); // the start of the stream
    if (events.next().getEventId() != Event.ID.DocumentStart
        || events.next().getEventId() != Event.ID.MappingStart) {
      problems.add(file + ": give a mapping of option names to values, such as latent: [2, 10]");
      return;
    }
    for (Event key = events.next(); key.getEventId() != Event.ID.MappingEnd; key = events.next()) {
      readOption(key);
    }
    events.next(); // the end of the document
    Event more = events.next();
    if (more.getEventId() == Event.ID.DocumentStart) {
      complain(more, "a second document begins; a sweep is one, so give another file");
    } else if (options.isEmpty() && problems.isEmpty()) {
      problems.add(file + ": no options are given");
    }
  }

  private void readOption(Event key) {
    if (!(key instanceof ScalarEvent scalar)) {
      complain(key, "give the name of an option, then a colon and its values");
      events.skip(key);
      events.skip(events.next());
      return;
    }
    String name = scalar.getValue();
    if (!NAMES.contains(name)) {
      complain(
          key, "unknown option " + Quotation.of(name) + "; " + NearestName.advice(name, NAMES));
    }
    if (options.put(name, values(name, events.next())) != null) {
      complain(key, "option " + name + " is given more than once; give a list of its values");
    }
  }

  private List<String> values(String name, Event event) {
    if (event.getEventId() != Event.ID.SequenceStart) {
      return anchored(event, value(name, event));
    }
    List<String> values = new ArrayList<>();
    for (Event each = events.next();
        each.getEventId() != Event.ID.SequenceEnd;
        each = events.next()) {
      List<String> one = anchored(each, value(name, each));
      if (one.size() != 1) {
        complain(each, "option " + name + " has a list in its list; give values there");
      }
      values.add(one.get(0));
    }
    if (values.isEmpty()) {
      complain(event, "option " + name + " has no values; give one or more, or leave it out");
      values.add("");
    }
    return anchored(event, values);
  }

  /** Returns one value, or the values of an alias. */
  private List<String> value(String name, Event event) {
    if (event instanceof AliasEvent alias) {
      return aliased(alias);
    }
    if (!(event instanceof ScalarEvent scalar)) {
      complain(event, "option " + name + " takes a value or a list of values");
      events.skip(event);
    } else if (scalar.isPlain() && NULL.contains(scalar.getValue())) {
      complain(event, "option " + name + " has no value; give one, or leave it out");
    } else {
      problems.in(events.at(event)).check(() -> requireAllowed(name, scalar.getValue()));
      return List.of(scalar.getValue());
    }
    return List.of("");
  }

  private void requireAllowed(String name, String value) {
    ExperimentSpec.requireAllowed(name, value);
    plugins.accept(name, value);
  }

  private List<String> aliased(AliasEvent alias) {
    List<String> values = anchors.get(alias.getAlias());
    if (values == null) {
      complain(
          alias,
          "alias *%1$s has no value &%1$s before it"
              .formatted(Quotation.of(alias.getAlias().getValue())));
      return List.of("");
    }
    return values;
  }

  private List<String> anchored(Event event, List<String> values) {
    if (event instanceof NodeEvent node && !(event instanceof AliasEvent)) {
      node.getAnchor().ifPresent(anchor -> anchors.put(anchor, values));
    }
    return values;
  }

  private void complain(Event event, String problem) {
    problems.in(events.at(event)).add(problem);
  }

  /** Returns the text of a file with a sweep. */
  public static String text(SweepSpec spec) {
    List<NodeTuple> entries = new ArrayList<>();
    spec.options().forEach((name, values) -> entries.add(new NodeTuple(text(name), list(values))));
    Node mapping = new MappingNode(Tag.MAP, entries, FlowStyle.BLOCK);
    return new Present(FORMAT).emitToString(new Serialize(FORMAT).serializeOne(mapping).iterator());
  }

  private static Node list(List<String> values) {
    return values.size() == 1
        ? text(values.get(0))
        : new SequenceNode(Tag.SEQ, values.stream().map(SweepFile::text).toList(), FlowStyle.BLOCK);
  }

  /** Returns a text without quotes, if it would be read back unchanged. */
  private static Node text(String value) {
    boolean plain = !NULL.contains(value);
    return new ScalarNode(Tag.STR, value, plain ? ScalarStyle.PLAIN : ScalarStyle.SINGLE_QUOTED);
  }
}
