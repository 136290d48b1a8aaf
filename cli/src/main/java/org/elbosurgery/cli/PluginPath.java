package org.elbosurgery.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.elbosurgery.framework.catalog.PluginSource;
import org.elbosurgery.framework.option.OptionDescriptor;
import org.elbosurgery.framework.option.UserProblems;

/** The option that every command has: where plugins of others are. */
final class PluginPath {

  private static final String NAME = "plugin-path";

  private static final OptionDescriptor OPTION =
      new OptionDescriptor(NAME, "folder whose jars have plugins too", "folder", "", "");

  private PluginPath() {}

  /**
   * Returns the words by which a user names a source again; none where it is this program alone.
   */
  static List<String> words(PluginSource source) {
    return source.folder().map(folder -> List.of("--" + NAME, folder.toString())).orElse(List.of());
  }

  /** Returns the options of a command with this one. */
  static CommandOptions options(Command command) {
    return command.options().with(OPTION);
  }

  /**
   * Runs a command with the plugins of this program and those of the folder that is given; a folder
   * that cannot be used is one problem among the command's others.
   */
  static void run(Command command, Arguments arguments, Terminal terminal) {
    ClassLoader own = PluginPath.class.getClassLoader();
    List<String> problems = new ArrayList<>(arguments.problems());
    PluginSource plugins =
        Optional.ofNullable(arguments.values().get(NAME))
            .flatMap(
                folder ->
                    UserProblems.collect(
                        problems, () -> PluginSource.folder(UserPath.of(NAME, folder), own)))
            .orElseGet(() -> PluginSource.of(own));
    Arguments others =
        new Arguments(
            arguments.without(NAME),
            arguments.repeated(),
            arguments.flags(),
            arguments.operands(),
            problems);
    command.run(others, plugins, terminal);
  }
}
