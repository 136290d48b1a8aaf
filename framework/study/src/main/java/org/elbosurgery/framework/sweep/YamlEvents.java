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
 * The events of a YAML text that may be anything, one after the other; what is no YAML is a user's
 * mistake with its line. Nothing is made of the text beyond the event that was asked for, so that
 * what nobody wants cannot take time or memory.
 */
final class YamlEvents {

  /** The scanner looks at each collection that is open for each token. */
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
   * @throws ElboException USER if the text is no YAML
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

  /** Leaves out what begins with an event, up to its end. */
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

  /** Returns where an event is, for messages. */
  String at(Event event) {
    return file + ", line " + (event.getStartMark().map(Mark::getLine).orElse(0) + 1);
  }
}
