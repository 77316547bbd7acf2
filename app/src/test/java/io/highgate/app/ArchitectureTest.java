package io.highgate.app;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

/** The rules of the houses and rooms (docs/map.md), over all compiled classes of the product. */
class ArchitectureTest {

    private static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.highgate");

    private static final String[] MAY_BE_AMBIENT = {
        "io.highgate.base..", "io.highgate.app..", "io.highgate.testkit..", "io.highgate.bench.."
    };

    @Test
    void theClassesOfEveryModuleAreLookedAt() {
        assertThat(ALL.stream().map(JavaClass::getPackageName))
                .contains("io.highgate.base.time", "io.highgate.model.spec", "io.highgate.gateway.flow")
                .contains("io.highgate.traffic.balance", "io.highgate.app.cli")
                .contains("io.highgate.store.memory", "io.highgate.store.redis", "io.highgate.store.sql");
    }

    @Test
    void nobodyImportsTheApp() {
        holds(noClasses()
                .that()
                .resideOutsideOfPackage("io.highgate.app..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.highgate.app.."));
    }

    @Test
    void policiesKnowTheBaseOnly() {
        holds(noClasses()
                .that()
                .resideInAPackage("io.highgate.traffic..")
                .should()
                .dependOnClassesThat(HasName.Predicates.nameMatching("io\\.highgate\\.(?!traffic|base).*")
                        .forSubtype()));
    }

    @Test
    void theBaseKnowsNobody() {
        holds(noClasses()
                .that()
                .resideInAPackage("io.highgate.base..")
                .should()
                .dependOnClassesThat(HasName.Predicates.nameMatching("io\\.highgate\\.(?!base).*")
                        .forSubtype()));
    }

    @Test
    void storesKnowTheBaseAndEachOnlyThePorts() {
        holds(noClasses()
                .that()
                .resideInAPackage("io.highgate.store..")
                .should()
                .dependOnClassesThat(HasName.Predicates.nameMatching("io\\.highgate\\.(?!store|base).*")
                        .forSubtype()));
        holds(noClasses()
                .that()
                .resideInAPackage("io.highgate.store.sql..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.highgate.store.redis.."));
    }

    @Test
    void theModelKnowsTheBaseOnly() {
        holds(noClasses()
                .that()
                .resideInAPackage("io.highgate.model..")
                .should()
                .dependOnClassesThat(HasName.Predicates.nameMatching("io\\.highgate\\.(?!model|base).*")
                        .forSubtype()));
    }

    @Test
    void onlyTheRoomsAtTheSocketsSeeNetty() {
        holds(noClasses()
                .that()
                .resideOutsideOfPackages(
                        "io.highgate.gateway",
                        "io.highgate.gateway.listen..",
                        "io.highgate.gateway.flow..",
                        "io.highgate.gateway.upstream..",
                        "io.highgate.gateway.tls..",
                        "io.highgate.store.redis..",
                        "io.highgate.testkit..",
                        "io.highgate.bench..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.netty.."));
    }

    @Test
    void noPackagesGoInCircles() {
        slices().matching("io.highgate.(**)").should().beFreeOfCycles().check(ALL);
    }

    @Test
    void timeIsHandedIn() {
        holds(noClasses()
                .that()
                .resideOutsideOfPackages(MAY_BE_AMBIENT)
                .should()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethod(java.time.Clock.class, "systemUTC")
                .orShould()
                .callMethod(java.time.InstantSource.class, "system"));
    }

    @Test
    void chanceIsHandedIn() {
        holds(noClasses()
                .that()
                .resideOutsideOfPackages(MAY_BE_AMBIENT)
                .should()
                .dependOnClassesThat()
                .areAssignableTo(ThreadLocalRandom.class)
                .orShould()
                .callConstructor(Random.class)
                .orShould()
                .callConstructor(SplittableRandom.class)
                .orShould()
                .callMethod(Math.class, "random")
                .orShould()
                .callMethod(java.util.UUID.class, "randomUUID"));
    }

    @Test
    void threadsAreHandedIn() {
        holds(noClasses()
                .that()
                .resideOutsideOfPackages(MAY_BE_AMBIENT)
                .should()
                .callMethod(Thread.class, "ofPlatform")
                .orShould()
                .callMethod(Thread.class, "ofVirtual")
                .orShould()
                .callMethod(Thread.class, "startVirtualThread", Runnable.class)
                .orShould()
                .callConstructor(Thread.class, Runnable.class)
                .orShould()
                .callConstructor(Thread.class, Runnable.class, String.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Executors.class));
    }

    @Test
    void theEnvironmentIsHandedIn() {
        holds(noClasses()
                .that()
                .resideOutsideOfPackages(MAY_BE_AMBIENT)
                .should()
                .callMethod(System.class, "getenv")
                .orShould()
                .callMethod(System.class, "getenv", String.class)
                .orShould()
                .callMethod(System.class, "getProperty", String.class)
                .orShould()
                .callMethod(System.class, "getProperty", String.class, String.class));
    }

    @Test
    void noStaticFieldCanBeSetAgain() {
        holds(com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields()
                .that()
                .areDeclaredInClassesThat()
                .resideOutsideOfPackages(MAY_BE_AMBIENT)
                .and()
                .areStatic()
                .should()
                .haveModifier(JavaModifier.FINAL));
    }

    private static void holds(ArchRule rule) {
        rule.check(ALL);
    }
}
