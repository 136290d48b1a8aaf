package org.elbosurgery.framework.machine;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;

/**
 * The environment of this process as native libraries see it. {@link System#getenv} shows the one
 * that the process was started with, and Java cannot change either.
 *
 * <p>JavaCPP, which loads ND4J's libraries, can look up a function of the C library and call it
 * with one address, since that is how it frees memory. {@code putenv} takes one address.
 */
final class NativeEnvironment {

  private static final String FREES_BY_A_FUNCTION = Pointer.class.getName() + "$NativeDeallocator";

  private NativeEnvironment() {}

  /**
   * Sets a variable for libraries that load from now on.
   *
   * @return whether this platform let it be set
   */
  static boolean set(String name, String value) {
    try {
      Loader.load(Pointer.class);
      Pointer putenv = Loader.addressof("putenv");
      if (Pointer.isNull(putenv)) {
        return false;
      }
      call(putenv, immortal(name + "=" + value));
      return true;
    } catch (ReflectiveOperationException | LinkageError e) {
      return false;
    }
  }

  /** Returns the text as C has it, in memory that nobody frees: it becomes the environment's. */
  private static Pointer immortal(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    BytePointer copy = new BytePointer(Pointer.calloc(bytes.length + 1L, 1));
    copy.capacity(bytes.length + 1L);
    return copy.put(bytes, 0, bytes.length);
  }

  private static void call(Pointer function, Pointer argument) throws ReflectiveOperationException {
    Class<?> type = Class.forName(FREES_BY_A_FUNCTION);
    Constructor<?> constructor = type.getDeclaredConstructor(Pointer.class, long.class, long.class);
    constructor.setAccessible(true);
    Object call = constructor.newInstance(argument, argument.address(), function.address());
    Method run = type.getMethod("deallocate");
    run.setAccessible(true);
    run.invoke(call);
  }
}
