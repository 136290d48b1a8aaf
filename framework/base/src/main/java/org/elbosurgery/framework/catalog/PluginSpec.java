package org.elbosurgery.framework.catalog;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.Plugin;
import org.elbosurgery.framework.file.Quotation;
import org.elbosurgery.framework.option.OptionSet;
import org.elbosurgery.framework.problem.Problems;

/**
 * A plugin with its options as a user writes it: {@code mixture:components=100,init=data}. A comma
 * inside a value is written {@code \,} and a backslash {@code \\}.
 *
 * @param name the plugin's name
 * @param options values by option name, in the order given
 */
public record PluginSpec(String name, Map<String, String> options) {

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]*");

  /**
   * Copies the options, keeping their order.
   *
   * @throws IllegalArgumentException if a name is not made of lower-case letters, digits and dashes
   */
  public PluginSpec {
    options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    if (!isName(name) || !options.keySet().stream().allMatch(PluginSpec::isName)) {
      throw new IllegalArgumentException("ill-formed name in " + name + ", " + options.keySet());
    }
  }

  /**
   * Parses a text written by a user.
   *
   * @throws ElboException USER if it is ill-formed, with all problems
   */
  public static PluginSpec parse(String text) {
    int colon = text.indexOf(':');
    String name = colon < 0 ? text : text.substring(0, colon);
    Problems problems = Problems.user();
    if (!isName(name)) {
      problems.add(
          "'" + Quotation.of(name) + "' is not a plugin name; give NAME or NAME:OPTION=VALUE,...");
    }
    Map<String, String> options = new LinkedHashMap<>();
    for (String item : colon < 0 ? List.<String>of() : split(text.substring(colon + 1))) {
      int equals = item.indexOf('=');
      String option = item.substring(0, Math.max(equals, 0));
      if (!isName(option)) {
        problems.add(
            "'"
                + Quotation.of(item)
                + "' is not an option of "
                + Quotation.of(name)
                + "; give OPTION=VALUE");
      } else if (options.put(option, item.substring(equals + 1)) != null) {
        problems.add(
            "option "
                + Quotation.of(option)
                + " of "
                + Quotation.of(name)
                + " is given twice; give it once");
      }
    }
    problems.requireNone();
    return new PluginSpec(name, options);
  }

  /**
   * Returns a plugin's name and the values of all its options, so that the same plugin can be made
   * again even if the defaults change.
   *
   * @throws ElboException PLUGIN if it is not a well-declared plugin record
   */
  public static PluginSpec of(Object plugin) {
    Plugin declaration = plugin.getClass().getAnnotation(Plugin.class);
    if (declaration == null || !(plugin instanceof Record)) {
      throw ElboException.plugin(
          plugin.getClass().getName() + " is not a record with @Plugin", null);
    }
    return new PluginSpec(declaration.name(), values(plugin.getClass(), plugin));
  }

  private static <R extends Record> Map<String, String> values(Class<?> type, Object plugin) {
    @SuppressWarnings("unchecked") // safe: it is the class of a record
    Class<R> recordType = (Class<R>) type;
    return OptionSet.of(recordType).values(recordType.cast(plugin));
  }

  /** Returns whether a text is a valid name of a plugin or an option. */
  static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }

  /** Returns the text that {@link #parse} reads back. */
  @Override
  public String toString() {
    String items =
        options.entrySet().stream()
            .map(option -> option.getKey() + "=" + escape(option.getValue()))
            .collect(Collectors.joining(","));
    return items.isEmpty() ? name : name + ":" + items;
  }

  private static String escape(String value) {
    return value.replace("\\", "\\\\").replace(",", "\\,");
  }

  /** Splits a text at commas that are not escaped, and removes the escapes. */
  private static List<String> split(String text) {
    List<String> items = new ArrayList<>();
    StringBuilder item = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean escaped =
          c == '\\' && i + 1 < text.length() && "\\,".indexOf(text.charAt(i + 1)) >= 0;
      if (escaped) {
        i++;
        item.append(text.charAt(i));
      } else if (c == ',') {
        items.add(item.toString());
        item.setLength(0);
      } else {
        item.append(c);
      }
    }
    items.add(item.toString());
    return items;
  }
}
