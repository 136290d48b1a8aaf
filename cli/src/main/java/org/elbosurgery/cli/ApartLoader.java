package org.elbosurgery.cli;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Enumeration;

/**
 * Loads libraries beside those of the program, which may have others of the same names: classes of
 * the program are its own, all others come from here if they are here.
 */
final class ApartLoader extends URLClassLoader {

  private static final String PROGRAM = "org.elbosurgery.";
  private static final String SERVICES = "META-INF/services/";

  ApartLoader(URL[] jars, ClassLoader program) {
    super("apart", jars, program);
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    synchronized (getClassLoadingLock(name)) {
      if (name.startsWith(PROGRAM)) {
        return super.loadClass(name, resolve);
      }
      Class<?> loaded = findLoadedClass(name);
      return loaded == null ? findOrAsk(name, resolve) : loaded;
    }
  }

  private Class<?> findOrAsk(String name, boolean resolve) throws ClassNotFoundException {
    try {
      return findClass(name);
    } catch (ClassNotFoundException e) {
      return super.loadClass(name, resolve);
    }
  }

  @Override
  public URL getResource(String name) {
    URL own = findResource(name);
    return own == null && !name.startsWith(SERVICES) ? super.getResource(name) : own;
  }

  /** Services of the program's libraries are none of the libraries here. */
  @Override
  public Enumeration<URL> getResources(String name) throws IOException {
    return name.startsWith(SERVICES) ? findResources(name) : super.getResources(name);
  }
}
