package org.elbosurgery.framework.contract;

import static org.elbosurgery.framework.contract.Strength.REQUIRED;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.elbosurgery.api.Max;
import org.elbosurgery.api.Min;
import org.elbosurgery.api.Positive;
import org.elbosurgery.framework.catalog.Catalog;
import org.elbosurgery.framework.catalog.PluginDescriptor;
import org.elbosurgery.framework.catalog.PluginSource;
import org.elbosurgery.framework.option.OptionDescriptor;
import org.elbosurgery.framework.option.OptionSet;
import org.elbosurgery.framework.problem.Problems;

/** The rules on declaration and options with which all four contracts begin. */
final class PluginRules {

  /** Values that a careless plugin accepts and then fails with. */
  private static final List<String> SUSPECT_NUMBERS = List.of("-1", "0", "NaN");

  private PluginRules() {}

  /**
   * Returns a book with these rules.
   *
   * @param works tries a plugin: binds or calls it, and throws a breach if a result is not finite
   */
  static <T> RuleBook<T> begin(Check.OfConfiguration<T> works) {
    return new RuleBook<T>()
        .group(Group.DECLARATION)
        .rule(
            "1.1",
            REQUIRED,
            "Every component of the record MUST be an option: described by `@Option`, of a type"
                + " that can be written as text, with a default that its bounds allow.",
            "Help, parsing and the record kept with a result are all derived from this"
                + " declaration.",
            PluginRules::optionsAreDeclared)
        .rule(
            "1.2",
            REQUIRED,
            "A plugin MUST be a public record with `@Plugin`: a name of lower-case letters, digits"
                + " and dashes, and a summary.",
            "Users type the name; in a list they see only the summary.",
            plugin -> PluginDescriptor.of(plugin.type()),
            "1.1")
        .rule(
            "1.3",
            REQUIRED,
            "ServiceLoader MUST find the plugin under its name.",
            "Without a line in its service file, a jar has no plugin.",
            PluginRules::isFound,
            "1.2")
        .group(Group.OPTIONS)
        .rule(
            "2.1",
            REQUIRED,
            "Every option MUST have been tried with a value other than its default.",
            "An option that no test sets may not work.",
            PluginRules::optionsAreTried,
            "1.2")
        .rule(
            "2.2",
            REQUIRED,
            "A value that an option's type or bounds do not allow MUST be refused with a message"
                + " that names the option.",
            "The user must know which of ten options to correct.",
            PluginRules::badValuesAreRefused,
            "1.2")
        .rule(
            "2.3",
            REQUIRED,
            "A number that an option's bounds allow MUST either work or be refused, by"
                + " IllegalArgumentException, with a message that names the option.",
            "A request for minus one components must not fail with an array index an hour later.",
            plugin -> suspectNumbersWorkOrAreRefused(plugin, works),
            "1.2",
            "2.2",
            "3.1");
  }

  private static <T> void optionsAreDeclared(Examination<T> plugin) {
    if (!plugin.type().isRecord()) {
      throw new NotApplicable(plugin.type().getName() + " is no record");
    }
    plugin.options();
  }

  private static <T> void isFound(Examination<T> plugin) {
    String name = PluginDescriptor.of(plugin.type()).name();
    PluginSource source = PluginSource.of(plugin.type().getClassLoader());
    Optional<PluginDescriptor<T>> found = Catalog.load(plugin.kind(), source, Set.of()).find(name);
    String file = "META-INF/services/" + plugin.kind().getName();
    Breach.unless(
        found.isPresent(),
        "no %s is found under the name %s; add the line %s to %s",
        plugin.kind().getSimpleName(),
        name,
        plugin.type().getName(),
        file);
    Breach.unless(
        found.orElseThrow().type() == plugin.type(),
        "under the name %s ServiceLoader finds %s",
        name,
        found.orElseThrow().type().getName());
  }

  private static <T> void optionsAreTried(Examination<T> plugin) {
    List<String> untried = new ArrayList<>();
    for (OptionDescriptor option : plugin.options().descriptors()) {
      boolean tried =
          plugin.configurations().stream()
              .map(configuration -> configuration.options().get(option.name()))
              .anyMatch(text -> text != null && !text.equals(option.defaultValue()));
      if (!tried) {
        untried.add(option.name());
      }
    }
    if (plugin.options().descriptors().isEmpty()) {
      throw new NotApplicable("it has no options");
    }
    Breach.unless(
        untried.isEmpty(),
        "no configuration sets %s to a value other than its default, and none could be derived;"
            + " give one: elbo check %s %s:%s=VALUE, or in the plugin's own test configurations()"
            + " returning List.of(\"%s=VALUE\")",
        String.join(", ", untried),
        plugin.kind().getSimpleName().toLowerCase(Locale.ROOT),
        PluginDescriptor.of(plugin.type()).name(),
        String.join("=VALUE,", untried),
        String.join("=VALUE,", untried));
  }

  private static <T> void badValuesAreRefused(Examination<T> plugin) {
    refused(plugin.options(), "no-such-option", "1");
    components(plugin)
        .forEach(
            (option, component) ->
                badValues(component).forEach(text -> refused(plugin.options(), option, text)));
  }

  private static void refused(OptionSet<?> options, String option, String text) {
    Problems refusals = Problems.user();
    refusals.check(() -> options.create(Map.of(option, text)));
    Breach.unless(
        !refusals.isEmpty(), "option %s takes '%s', which its declaration excludes", option, text);
    Breach.unless(
        refusals.all().stream().anyMatch(refusal -> refusal.contains(option)),
        "option %s refuses '%s' without being named: %s",
        option,
        text,
        refusals.all());
  }

  /** Returns values that the type or the bounds exclude. */
  private static List<String> badValues(RecordComponent component) {
    List<String> values = new ArrayList<>();
    Class<?> type = component.getType();
    if (type.isPrimitive() || type.isEnum()) {
      values.add("no such value");
      values.add("");
    }
    if (component.isAnnotationPresent(Min.class)) {
      values.add(number(type, component.getAnnotation(Min.class).value() - 1));
    }
    if (component.isAnnotationPresent(Max.class)) {
      values.add(number(type, component.getAnnotation(Max.class).value() + 1));
    }
    if (component.isAnnotationPresent(Positive.class)) {
      values.add("0");
      values.add("-1");
    }
    return values;
  }

  private static String number(Class<?> type, double value) {
    return type == double.class ? Double.toString(value) : Long.toString((long) value);
  }

  /** Returns the components by the names of their options, in the same order. */
  private static <T> Map<String, RecordComponent> components(Examination<T> plugin) {
    Map<String, RecordComponent> components = new LinkedHashMap<>();
    RecordComponent[] all = plugin.type().getRecordComponents();
    for (OptionDescriptor option : plugin.options().descriptors()) {
      components.put(option.name(), all[components.size()]);
    }
    return components;
  }

  private static <T> void suspectNumbersWorkOrAreRefused(
      Examination<T> plugin, Check.OfConfiguration<T> works) {
    Map<String, RecordComponent> numeric = components(plugin);
    numeric.values().removeIf(component -> !isNumber(component.getType()));
    if (numeric.isEmpty()) {
      throw new NotApplicable("it has no numeric options");
    }
    numeric.forEach(
        (option, component) -> {
          for (String text : SUSPECT_NUMBERS) {
            worksOrIsRefused(plugin, works, option, component.getName(), text);
          }
        });
  }

  private static boolean isNumber(Class<?> type) {
    return type == int.class || type == long.class || type == double.class;
  }

  private static <T> void worksOrIsRefused(
      Examination<T> plugin,
      Check.OfConfiguration<T> works,
      String option,
      String component,
      String text) {
    Problems refusals = Problems.user();
    try {
      refusals.check(() -> works.check(plugin.create(Map.of(option, text))));
    } catch (RuntimeException | LinkageError e) {
      throw taken(plugin, option, text, e);
    }
    Breach.unless(
        refusals.isEmpty()
            || refusals.all().stream().anyMatch(p -> p.contains(option) || p.contains(component)),
        "%s=%s is refused, but the message does not name the option: %s",
        option,
        text,
        String.join("; ", refusals.all()));
  }

  private static Breach taken(Examination<?> plugin, String option, String text, Throwable thrown) {
    return Fault.breach(
        plugin.type(),
        option + "=" + text + " taken (refuse it by @Min, @Max, @Positive or in the constructor)",
        thrown);
  }
}
