package io.drover.conventions;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The rules of house style that a machine can check, for one module at a time: each module's tests call {@link #check}. */
public final class HouseRules {

    private static final int LONGEST_FILE = 300;
    private static final String EMPTY_WORDS =
            ".*(Util|Utils|Helper|Helpers|Manager|Impl|Base|Common)$|^(Abstract|Base|Common)[A-Z].*";

    private HouseRules() {}

    /**
     * Fails with the list of offences when a class of this module breaks a rule.
     *
     * @param ownPackage the package root of the module, such as {@code io.drover.rules}
     * @param allowed what else it may depend on: package patterns of ArchUnit, beside the JDK and jspecify
     */
    public static void check(String ownPackage, String... allowed) {
        JavaClasses module = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_JARS)
                .importPackages(ownPackage);
        List<String> mayUse = new ArrayList<>(List.of(allowed));
        mayUse.addAll(List.of(ownPackage + "..", "java..", "javax..", "org.jspecify.."));
        classes()
                .that(areOurOwn(ownPackage))
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(mayUse.toArray(String[]::new))
                .because("the layout table of the project allows no other dependency")
                .allowEmptyShould(true)
                .check(module);
        noClasses()
                .that(areOurOwn(ownPackage))
                .should(haveAnEmptyName())
                .because("a name says what a thing does")
                .allowEmptyShould(true)
                .check(module);
        checkLengthOfSources();
    }

    private static DescribedPredicate<JavaClass> areOurOwn(String ownPackage) {
        return DescribedPredicate.describe(
                "are written by hand",
                type -> type.getPackageName().startsWith(ownPackage)
                        && !type.getPackageName().startsWith("io.drover.agent.api"));
    }

    private static com.tngtech.archunit.lang.ArchCondition<JavaClass> haveAnEmptyName() {
        return new com.tngtech.archunit.lang.ArchCondition<>("have a name that says nothing") {
            @Override
            public void check(JavaClass type, com.tngtech.archunit.lang.ConditionEvents events) {
                if (type.getSimpleName().matches(EMPTY_WORDS)) {
                    events.add(com.tngtech.archunit.lang.SimpleConditionEvent.satisfied(
                            type, type.getName() + " has a name that says nothing"));
                }
            }
        };
    }

    private static void checkLengthOfSources() {
        Path sources = Path.of("src/main/java");
        if (!Files.isDirectory(sources)) {
            return;
        }
        try (Stream<Path> files = Files.walk(sources)) {
            List<String> tooLong = files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> lines(file) > LONGEST_FILE)
                    .map(file -> file + " has " + lines(file) + " lines")
                    .toList();
            if (!tooLong.isEmpty()) {
                throw new AssertionError("a source file has at most " + LONGEST_FILE + " lines: " + tooLong);
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static long lines(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.count();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
