package org.elbosurgery.framework.json;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.file.Quotation;

/**
 * An object of a JSON file that may be damaged: every member is looked at before it is used, and
 * what is wrong with one names the file and the member.
 */
public final class JsonObject {

  private final Path file;
  private final String name;
  private final Map<?, ?> members;

  private JsonObject(Path file, String name, Map<?, ?> members) {
    this.file = file;
    this.name = name;
    this.members = members;
  }

  /**
   * Reads a file with one object.
   *
   * @throws ElboException USER if it cannot be read or is no object
   */
  public static JsonObject read(Path file) {
    return new JsonObject(file, "", Json.read(file));
  }

  /** Returns whether there is a member of this name. */
  public boolean has(String member) {
    return members.containsKey(member);
  }

  /**
   * Returns a member that is an object.
   *
   * @throws ElboException USER if it is missing or none
   */
  public JsonObject object(String member) {
    return optionalObject(member).orElseThrow(() -> damaged(member, "an object"));
  }

  /**
   * Returns a member that is an object; empty where there is no such member.
   *
   * @throws ElboException USER if it is none
   */
  public Optional<JsonObject> optionalObject(String member) {
    return has(member)
        ? Optional.of(new JsonObject(file, name + member + ".", of(member, Map.class, "an object")))
        : Optional.empty();
  }

  /**
   * Returns a member that is a list of objects.
   *
   * @throws ElboException USER if it is missing or none
   */
  public List<JsonObject> objects(String member) {
    List<JsonObject> objects = new ArrayList<>();
    for (Object each : of(member, List.class, "a list of objects")) {
      if (!(each instanceof Map<?, ?> map)) {
        throw damaged(member, "a list of objects");
      }
      objects.add(new JsonObject(file, name + member + "." + objects.size() + ".", map));
    }
    return objects;
  }

  /**
   * Returns a member that is a finite number.
   *
   * @throws ElboException USER if it is missing or none
   */
  public double number(String member) {
    double number = of(member, Number.class, "a number").doubleValue();
    if (!Double.isFinite(number)) {
      throw damaged(member, "a finite number");
    }
    return number;
  }

  /**
   * Returns a member that is an integer.
   *
   * @param min its least value
   * @throws ElboException USER if it is missing, none or less
   */
  public int integer(String member, int min) {
    int number = of(member, Integer.class, "an integer");
    if (number < min) {
      throw damaged(member, "at least " + min);
    }
    return number;
  }

  /**
   * Returns whether there is a member, which can only be {@code true}.
   *
   * @throws ElboException USER if it is anything else
   */
  public boolean isTrue(String member) {
    if (has(member) && !Boolean.TRUE.equals(members.get(member))) {
      throw damaged(member, "true");
    }
    return has(member);
  }

  /**
   * Returns a member that is text.
   *
   * @throws ElboException USER if it is missing or none
   */
  public String text(String member) {
    return of(member, String.class, "text");
  }

  /**
   * Returns a member that is a list of texts.
   *
   * @throws ElboException USER if it is missing or none
   */
  public List<String> textList(String member) {
    List<String> texts = new ArrayList<>();
    for (Object each : of(member, List.class, "a list of texts")) {
      if (!(each instanceof String text)) {
        throw damaged(member, "a list of texts");
      }
      texts.add(text);
    }
    return texts;
  }

  /**
   * Returns a member that is an object of texts, in its order.
   *
   * @throws ElboException USER if it is missing or none
   */
  public Map<String, String> texts(String member) {
    JsonObject object = object(member);
    Map<String, String> texts = new LinkedHashMap<>();
    object.names().forEach(each -> texts.put(each, object.text(each)));
    return texts;
  }

  /** Returns the names of all members, in their order. */
  public List<String> names() {
    return members.keySet().stream().map(Object::toString).toList();
  }

  private <T> T of(String member, Class<T> type, String what) {
    Object value = members.get(member);
    if (!type.isInstance(value)) {
      throw damaged(member, what);
    }
    return type.cast(value);
  }

  /**
   * Makes something of what was read; what is wrong with it is damage of the file.
   *
   * @param read what was read
   * @param maker throws IllegalArgumentException, or an {@link ElboException} of category USER, if
   *     nothing can be made of it
   * @throws ElboException USER if nothing can be made of it; every problem names the file
   */
  public <A, T> T make(A read, Function<A, T> maker) {
    try {
      return maker.apply(read);
    } catch (IllegalArgumentException e) {
      throw ElboException.user(file + " is damaged: " + Quotation.of(e.getMessage()), e);
    } catch (ElboException e) {
      throw e.category() == ElboException.Category.USER ? e.in(file + " is damaged") : e;
    }
  }

  /** Returns the complaint that a member is not what it has to be. */
  public ElboException damaged(String member, String what) {
    Object value = members.get(member);
    return ElboException.user(
        file
            + " is damaged: "
            + Quotation.of(name + member)
            + (value == null ? " is missing" : " is not " + what));
  }
}
