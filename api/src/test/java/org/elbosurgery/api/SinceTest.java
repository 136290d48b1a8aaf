package org.elbosurgery.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.PackageTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What plugins see")
final class SinceTest {

  private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();

  @Test
  @DisplayName("says since which version it has been there: every package and every public type")
  void saysSinceWhen() throws IOException {
    try (StandardJavaFileManager files =
            COMPILER.getStandardFileManager(null, null, StandardCharsets.UTF_8);
        Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
      List<Path> java = sources.filter(file -> file.toString().endsWith(".java")).toList();
      assertThat(undated(files.getJavaFileObjectsFromPaths(java))).isEmpty();
    }
  }

  @Test
  @DisplayName("is seen where it does not say so: nested types too, but nothing that is hidden")
  void seesUndated() throws IOException {
    JavaFileObject source =
        new SimpleJavaFileObject(URI.create("memory:///Source.java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return """
                /** Dated. @since is not a tag here. */
                public interface Undated { record Implicit() {} }
                /**
                 * Says when.
                 *
                 * @since 1.2.3
                 */
                public class Dated {
                  public enum Nested { A }
                  private enum Hidden { A }
                  static class Inner { public static class Unreachable {} }
                }
                class PackagePrivate {}
                /** @since soon */
                public @interface Vague {}
                """;
          }
        };
    assertThat(undated(List.of(source)))
        .containsExactly("Undated", "Undated.Implicit", "Dated.Nested", "Vague");
  }

  /** Returns the packages and types that others can see and that have no version since when. */
  private static List<String> undated(Iterable<? extends JavaFileObject> sources)
      throws IOException {
    JavacTask task =
        (JavacTask) COMPILER.getTask(null, null, null, List.of("-proc:none"), null, sources);
    Scanner scanner = new Scanner(DocTrees.instance(task));
    scanner.scan(task.parse(), "");
    return scanner.undated;
  }

  /** Goes through what can be seen from outside; the parameter is the name of what is around. */
  private static final class Scanner extends TreePathScanner<Void, String> {

    private final DocTrees docs;
    private final List<String> undated = new ArrayList<>();

    Scanner(DocTrees docs) {
      this.docs = docs;
    }

    @Override
    public Void visitPackage(PackageTree tree, String around) {
      if (getCurrentPath()
          .getCompilationUnit()
          .getSourceFile()
          .getName()
          .contains("package-info")) {
        require(tree.getPackageName().toString());
      }
      return null;
    }

    @Override
    public Void visitClass(ClassTree tree, String around) {
      if (!isPublic(tree)) {
        return null;
      }
      String name = around + tree.getSimpleName();
      require(name);
      return super.visitClass(tree, name + ".");
    }

    /** The members of interfaces are public without a word. */
    private boolean isPublic(ClassTree tree) {
      Tree parent = getCurrentPath().getParentPath().getLeaf();
      return tree.getModifiers().getFlags().contains(Modifier.PUBLIC)
          || parent.getKind() == Tree.Kind.INTERFACE
          || parent.getKind() == Tree.Kind.ANNOTATION_TYPE;
    }

    private void require(String name) {
      DocCommentTree comment = docs.getDocCommentTree(getCurrentPath());
      boolean dated =
          comment != null
              && comment.getBlockTags().stream()
                  .filter(tag -> tag.getKind() == DocTree.Kind.SINCE)
                  .anyMatch(tag -> tag.toString().matches("@since \\d+\\.\\d+\\.\\d+"));
      if (!dated) {
        undated.add(name);
      }
    }
  }
}
