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
 * An object of a JSON file that may be damaged: every member is checked before it is used, and
 * messages name the file and the member.
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
   * @throws ElboException USER if it cannot be read or is not an object
   */
  public static JsonObject read(Path file) {
    return new JsonObject(file, "", Json.read(file));
  }

  /**
   * Reads an object from a part of a file.
   *
   * @throws ElboException USER if the part is not an object
   */
  public static JsonObject parse(Path file, byte[] text) {
    return new JsonObject(file, "", Json.parse(file, text));
  }

  /** Returns whether there is a member with this name. */
  public boolean has(String member) {
    return members.containsKey(member);
  }

  /**
   * Returns a member that is an object.
   *
   * @throws ElboException USER if it is missing or not an object
   */
  public JsonObject object(String member) {
    return optionalObject(member).orElseThrow(() -> damaged(member, "an object"));
  }

  /**
   * Returns a member that is an object; empty if there is no such member.
   *
   * @throws ElboException USER if it is not an object
   */
  public Optional<JsonObject> optionalObject(String member) {
    return has(member)
        ? Optional.of(new JsonObject(file, name + member + ".", of(member, Map.class, "an object")))
        : Optional.empty();
  }

  /**
   * Returns a member that is a list of objects.
   *
   * @throws ElboException USER if it is missing or anything else
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
   * @throws ElboException USER if it is missing or anything else
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
   * @param min its smallest value
   * @throws ElboException USER if it is missing, not an integer, or smaller
   */
  public int integer(String member, int min) {
    int number = of(member, Integer.class, "an integer");
    if (number < min) {
      throw damaged(member, "at least " + min);
    }
    return number;
  }

  /**
   * Returns whether there is a member, whose only possible value is {@code true}.
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
   * Returns a member that is a string.
   *
   * @throws ElboException USER if it is missing or anything else
   */
  public String text(String member) {
    return of(member, String.class, "text");
  }

  /**
   * Returns a member that is a list of strings.
   *
   * @throws ElboException USER if it is missing or anything else
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
   * Returns a member that is a list of integers.
   *
   * @throws ElboException USER if it is missing or anything else
   */
  public List<Long> longs(String member) {
    List<Long> numbers = new ArrayList<>();
    for (Object each : of(member, List.class, "a list of integers")) {
      if (!(each instanceof Integer || each instanceof Long)) {
        throw damaged(member, "a list of integers");
      }
      numbers.add(((Number) each).longValue());
    }
    return numbers;
  }

  /**
   * Returns a member that is a list of finite numbers.
   *
   * @throws ElboException USER if it is missing or anything else
   */
  public List<Double> numbers(String member) {
    List<Double> numbers = new ArrayList<>();
    for (Object each : of(member, List.class, "a list of numbers")) {
      if (!(each instanceof Number number) || !Double.isFinite(number.doubleValue())) {
        throw damaged(member, "a list of finite numbers");
      }
      numbers.add(number.doubleValue());
    }
    return numbers;
  }

  /**
   * Returns a member that is an object whose members are strings, in its order.
   *
   * @throws ElboException USER if it is missing or anything else
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
   * Makes an object from what was read and reports a failure as damage to the file.
   *
   * @param read what was read
   * @param maker throws IllegalArgumentException, or an {@link ElboException} of category USER, if
   *     the values are not allowed
   * @throws ElboException USER if {@code maker} throws one of these; every problem names the file
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

  /** Returns an exception that says that a member is not what it must be. */
  public ElboException damaged(String member, String what) {
    Object value = members.get(member);
    return ElboException.user(
        file
            + " is damaged: "
            + Quotation.of(name + member)
            + (value == null ? " is missing" : " is not " + what));
  }
}
