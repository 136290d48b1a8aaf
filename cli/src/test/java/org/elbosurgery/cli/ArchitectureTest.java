package org.elbosurgery.cli;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.ObjectInputStream;
import java.nio.file.Files;

/** Who may know whom. The command line has every module on its class path. */
@AnalyzeClasses(packages = "org.elbosurgery", importOptions = DoNotIncludeTests.class)
final class ArchitectureTest {

  private static final String API = "org.elbosurgery.api..";
  private static final String FRAMEWORK = "org.elbosurgery.framework..";
  private static final String PRIORS = "org.elbosurgery.priors..";
  private static final String CLI = "org.elbosurgery.cli..";
  private static final String GUICE = "com.google.inject..";
  private static final String INJECT = "jakarta.inject..";

  /** ND4J prints while it derives a graph, so this class takes System.out away meanwhile. */
  private static final String MUTES_ND4J = "org.elbosurgery.framework.graph.GradientGraph";

  @ArchTest
  static final ArchRule THE_API_KNOWS_NOBODY =
      noClasses()
          .that()
          .resideInAPackage(API)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(FRAMEWORK, PRIORS, CLI, GUICE, INJECT);

  @ArchTest
  static final ArchRule PLUGINS_KNOW_THE_API_ALONE =
      noClasses()
          .that()
          .resideInAPackage(PRIORS)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(FRAMEWORK, CLI, GUICE, INJECT);

  @ArchTest
  static final ArchRule PLUGINS_DO_NOT_KNOW_EACH_OTHER =
      slices().matching("org.elbosurgery.priors.(*)..").should().notDependOnEachOther();

  @ArchTest
  static final ArchRule THE_FRAMEWORK_NAMES_NO_PRIOR =
      noClasses()
          .that()
          .resideInAPackage(FRAMEWORK)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(PRIORS, CLI);

  @ArchTest
  static final ArchRule THE_COMMAND_LINE_NAMES_NO_PRIOR =
      noClasses()
          .that()
          .resideInAPackage(CLI)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(PRIORS);

  @ArchTest
  static final ArchRule PACKAGES_ARE_FREE_OF_CYCLES =
      slices().matching("org.elbosurgery.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule ONLY_THE_COMMAND_LINE_PRINTS =
      noClasses()
          .that()
          .resideOutsideOfPackage(CLI)
          .and()
          .doNotHaveFullyQualifiedName(MUTES_ND4J)
          .should(ACCESS_STANDARD_STREAMS);

  /** A pipe in place of a file never opens; whoever reads goes through {@code RegularFile}. */
  @ArchTest
  static final ArchRule FILES_ARE_OPENED_IN_ONE_PLACE =
      noClasses()
          .that()
          .resideInAPackage(FRAMEWORK)
          .and()
          .resideOutsideOfPackages(
              "org.elbosurgery.framework.file", "org.elbosurgery.framework.machine")
          .should()
          .callMethodWhere(
              target(owner(type(Files.class)))
                  .and(
                      target(
                          nameMatching(
                              "newInputStream|newBufferedReader|read(String|All.*)|lines"))));

  /** They are old and cannot be updated (ADR 0012). */
  @ArchTest
  static final ArchRule NOBODY_USES_THE_LIBRARIES_INSIDE_ND4J =
      noClasses().should().dependOnClassesThat().resideInAPackage("org.nd4j.shade..");

  @ArchTest static final ArchRule LOGGING_IS_SLF4J = NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;

  @ArchTest
  static final ArchRule NOBODY_READS_JAVA_SERIALIZATION =
      noClasses().should().dependOnClassesThat().areAssignableTo(ObjectInputStream.class);
}
