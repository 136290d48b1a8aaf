package org.elbosurgery.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.DefaultParser;
import org.apache.commons.cli.MissingArgumentException;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;
import org.apache.commons.cli.UnrecognizedOptionException;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.option.NearestName;
import org.elbosurgery.framework.option.OptionDescriptor;
import org.elbosurgery.framework.problem.Problems;

/**
 * The options of one command: options with a value, described like the components of a record, and
 * flags.
 *
 * @param repeatable options that take a value and may be given more than once
 * @param valued options that take a value once, {@code --name VALUE} or {@code --name=VALUE}
 * @param flags options without a value
 */
public record CommandOptions(
    List<OptionDescriptor> repeatable, List<OptionDescriptor> valued, List<Flag> flags) {

  /**
   * Copies the lists.
   *
   * @throws IllegalArgumentException if two options have one name
   */
  public CommandOptions {
    repeatable = List.copyOf(repeatable);
    valued = List.copyOf(valued);
    flags = List.copyOf(flags);
    List<String> names = names(repeatable, valued, flags);
    if (new LinkedHashSet<>(names).size() < names.size()) {
      throw new IllegalArgumentException("two options have one name among " + names);
    }
  }

  /** Makes options that may not be repeated. */
  public CommandOptions(List<OptionDescriptor> valued, List<Flag> flags) {
    this(List.of(), valued, flags);
  }

  private static List<String> names(
      List<OptionDescriptor> repeatable, List<OptionDescriptor> valued, List<Flag> flags) {
    List<String> names = new ArrayList<>();
    repeatable.forEach(option -> names.add(option.name()));
    valued.forEach(option -> names.add(option.name()));
    flags.forEach(flag -> names.add(flag.name()));
    return names;
  }

  /** Returns these options with one more that takes a value once. */
  CommandOptions with(OptionDescriptor option) {
    List<OptionDescriptor> more = new ArrayList<>(valued);
    more.add(option);
    return new CommandOptions(repeatable, more, flags);
  }

  /** Returns all options that take a value, in the order of the help. */
  public List<OptionDescriptor> takingValues() {
    return Stream.concat(repeatable.stream(), valued.stream()).toList();
  }

  /**
   * Parses a command's arguments. Nothing after {@code --} is an option.
   *
   * @return what could be parsed, with a problem for every unknown option, missing value and
   *     repetition
   */
  public Arguments parse(List<String> arguments) {
    Problems problems = Problems.user();
    List<String> readable = new ArrayList<>(arguments);
    readable.removeIf(token -> isSingleDashed(token, problems));
    CommandLine line = parse(readable, problems);
    Map<String, String> values = new LinkedHashMap<>();
    Map<String, List<String>> repeated = new LinkedHashMap<>();
    for (OptionDescriptor option : valued) {
      List<String> given = given(option.name(), line, problems);
      given.stream().findFirst().ifPresent(first -> values.put(option.name(), first));
      if (given.size() > 1) {
        problems.add("option --" + option.name() + " is given more than once; give it once");
      }
    }
    List<String> names = repeatable.stream().map(OptionDescriptor::name).toList();
    for (Option option : line.getOptions()) { // as written
      String name = option.getLongOpt();
      if (names.contains(name) && !repeated.containsKey(name)) {
        repeated.put(name, given(name, line, problems));
      }
    }
    Set<String> given = new LinkedHashSet<>(flags.stream().map(Flag::name).toList());
    given.removeIf(flag -> !line.hasOption(flag));
    return new Arguments(values, repeated, given, line.getArgList(), problems.all());
  }

  /**
   * Returns whether a token is an option with a single dash. Commons CLI would take -seed for
   * --seed; here every option has one spelling.
   */
  private static boolean isSingleDashed(String token, Problems problems) {
    boolean singleDashed = token.matches("-[A-Za-z].*");
    if (singleDashed) {
      problems.add("unknown option " + token + "; options are written with two dashes");
    }
    return singleDashed;
  }

  /** Returns the values given for an option, in order. */
  private static List<String> given(String name, CommandLine line, Problems problems) {
    String[] given = line.getOptionValues(name);
    if (given == null) {
      return List.of();
    }
    for (String value : given) {
      if (value.startsWith("--")) { // an unknown option in place of the value
        problems.add("option --" + name + " needs a value; " + value + " is none");
      }
    }
    return List.of(given);
  }

  /**
   * Parses arguments. Commons CLI stops at the first error; here the error is recorded, the
   * argument removed, and the rest parsed again.
   */
  private CommandLine parse(List<String> arguments, Problems problems) {
    Options options = options();
    while (true) {
      DefaultParser parser = DefaultParser.builder().setAllowPartialMatching(false).get();
      try {
        return parser.parse(options, arguments.toArray(String[]::new));
      } catch (UnrecognizedOptionException e) {
        problems.add(unknown(e.getOption()));
        removeWithValue(e.getOption(), arguments);
      } catch (MissingArgumentException e) {
        String token = "--" + e.getOption().getLongOpt();
        problems.add("option " + token + " needs a value");
        arguments.remove(arguments.lastIndexOf(token));
      } catch (ParseException e) {
        throw ElboException.internal("cannot read " + arguments, e);
      }
    }
  }

  private Options options() {
    Options options = new Options();
    takingValues()
        .forEach(
            option -> options.addOption(Option.builder().longOpt(option.name()).hasArg().get()));
    flags.forEach(flag -> options.addOption(Option.builder().longOpt(flag.name()).get()));
    return options;
  }

  private String unknown(String token) {
    String name = token.replaceFirst("^--?", "").replaceFirst("=.*", "");
    if (flags.stream().anyMatch(flag -> flag.name().equals(name))) {
      return "option --" + name + " takes no value";
    }
    return "unknown option "
        + token.replaceFirst("=.*", "")
        + NearestName.of(name, names(repeatable, valued, flags))
            .map(n -> "; did you mean --" + n + "?")
            .orElse("");
  }

  /** Removes an unknown option and what looks like its value. */
  private static void removeWithValue(String token, List<String> arguments) {
    int at = arguments.indexOf(token);
    arguments.remove(at);
    if (!token.contains("=") && at < arguments.size() && !arguments.get(at).startsWith("-")) {
      arguments.remove(at);
    }
  }
}
