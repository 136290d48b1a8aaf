package org.elbosurgery.framework.catalog;

import java.lang.reflect.Modifier;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.Plugin;
import org.elbosurgery.framework.call.Origin;
import org.elbosurgery.framework.option.OptionSet;

/**
 * The declaration of a plugin.
 *
 * @param name the name that users type
 * @param summary one sentence that describes it
 * @param reference the paper in which the method was published; may be empty
 * @param type the record that implements it
 * @param options its options
 * @param origin the jar or folder it was loaded from
 * @param <T> the contract it implements
 */
public record PluginDescriptor<T>(
    String name,
    String summary,
    String reference,
    Class<? extends T> type,
    OptionSet<?> options,
    String origin) {

  /**
   * Reads the declaration of a plugin.
   *
   * @throws ElboException PLUGIN if it is not a public record, has no {@link Plugin} or an
   *     ill-formed name, or its options are declared wrongly
   */
  public static <T> PluginDescriptor<T> of(Class<? extends T> type) {
    Plugin plugin = type.getAnnotation(Plugin.class);
    if (plugin == null) {
      throw fault(type, "needs @Plugin");
    }
    if (!type.isRecord() || !Modifier.isPublic(type.getModifiers())) {
      throw fault(type, "must be a public record");
    }
    if (!PluginSpec.isName(plugin.name())) {
      throw fault(
          type,
          "has the name '"
              + plugin.name()
              + "'; allowed: lower-case letters, digits and dashes, starting with a letter");
    }
    if (plugin.summary().isBlank()) {
      throw fault(type, "needs a summary");
    }
    return new PluginDescriptor<>(
        plugin.name(), plugin.summary(), plugin.reference(), type, options(type), Origin.of(type));
  }

  private static OptionSet<?> options(Class<?> type) {
    try {
      return OptionSet.of(type.asSubclass(Record.class));
    } catch (ElboException e) {
      throw fault(type, "is declared wrongly: " + e.getMessage());
    }
  }

  private static ElboException fault(Class<?> type, String fault) {
    return ElboException.plugin(
        "plugin " + type.getName() + " in " + Origin.of(type) + " " + fault, null);
  }
}
