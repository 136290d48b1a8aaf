package org.elbosurgery.framework.sweep;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.Optional;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.file.Quotation;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * The successive events of a YAML text from an untrusted source; invalid YAML is reported as an
 * exception of category USER with its line. The text is parsed only up to the requested event, so
 * that unneeded parts cannot take time or memory.
 */
final class YamlEvents {

  /** The largest depth; for each token the scanner looks at every open collection. */
  private static final int DEEPEST = 20;

  private final Path file;
  private final String text;
  private final Iterator<Event> events;

  YamlEvents(Path file, String text) {
    this.file = file;
    this.text = text;
    events = new Parse(LoadSettings.builder().build()).parseString(text).iterator();
  }

  /**
   * Returns the next event.
   *
   * @throws ElboException USER if the text is not YAML
   */
  Event next() {
    try {
      return events.next();
    } catch (MarkedYamlEngineException e) {
      Optional<Mark> mark = e.getProblemMark().or(e::getContextMark);
      throw noYaml(mark.map(Mark::getLine).orElse(0), e.getProblem(), e);
    } catch (ReaderException e) {
      throw noYaml(
          (int) text.codePoints().limit(e.getPosition()).filter(c -> c == '\n').count(),
          "the character U+%04X is not allowed".formatted(e.getCodePoint()),
          e);
    } catch (YamlEngineException e) {
      throw ElboException.user(file + ": " + Quotation.of(e.getMessage()), e);
    }
  }

  private ElboException noYaml(int line, String problem, YamlEngineException cause) {
    return ElboException.user(
        "%s, line %d: %s".formatted(file, line + 1, Quotation.of(problem)), cause);
  }

  /** Skips the node that begins with an event. */
  void skip(Event beginning) {
    int depth = 0;
    for (Event event = beginning; ; event = next()) {
      depth +=
          switch (event.getEventId()) {
            case SequenceStart, MappingStart -> 1;
            case SequenceEnd, MappingEnd -> -1;
            default -> 0;
          };
      if (depth == 0) {
        return;
      }
      if (depth > DEEPEST) {
        throw ElboException.user(at(event) + ": too many lists and mappings in each other");
      }
    }
  }

  /** Returns the place of an event, for messages. */
  String at(Event event) {
    return file + ", line " + (event.getStartMark().map(Mark::getLine).orElse(0) + 1);
  }
}
