package io.highgate.app;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.core.importer.Locations;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The rules of the houses and rooms (docs/map.md), over all compiled classes of the product. */
class ArchitectureTest {

    /** What others embed is no part of the app: its classes are looked at where the whole was built. */
    private static final List<Path> EMBEDDED = Stream.of("sdk-provider", "spring-boot-starter")
            .map(it -> Path.of("..", it, "target", "classes"))
            .filter(Files::isDirectory)
            .toList();

    private static final JavaClasses ALL = everything();

    private static final String[] MAY_BE_AMBIENT = {
        "io.highgate.base..",
        "io.highgate.app..",
        "io.highgate.testkit..",
        "io.highgate.bench..",
        "io.highgate.sdk.provider.ambient.."
    };

    private static JavaClasses everything() {
        Set<Location> locations = new HashSet<>(Locations.ofPackage("io.highgate"));
        EMBEDDED.forEach(it -> locations.add(Location.of(it)));
        return new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importLocations(locations);
    }

    @Test
    void theClassesOfEveryModuleAreLookedAt() {
        assertThat(ALL.stream().map(JavaClass::getPackageName))
                .contains("io.highgate.base.time", "io.highgate.model.spec", "io.highgate.gateway.flow")
                .contains("io.highgate.traffic.balance", "io.highgate.app.cli")
                .contains("io.highgate.store.memory", "io.highgate.store.redis", "io.highgate.store.sql")
                .contains("io.highgate.center.cells", "io.highgate.center.api.serve", "io.highgate.wire.json");
    }

    @Test
    void whereTheWholeIsBuiltWhatOthersEmbedIsLookedAtToo() {
        assumeTrue(!EMBEDDED.isEmpty() || "true".equals(System.getenv("CI")), "only the app was built");

        assertThat(ALL.stream().map(JavaClass::getPackageName))
                .contains("io.highgate.sdk.provider", "io.highgate.spring");
    }

    @Test
    void sdksKnowTheMessagesAndTheJdkOnly() {
        holds(noClasses()
                .that()
                .resideInAPackage("io.highgate.sdk..")
                .should()
                .dependOnClassesThat()
                .resideOutsideOfPackages(
                        "io.highgate.sdk..", "io.highgate.wire..", "java..", "javax..", "org.jspecify..")
                .allowEmptyShould(true));
        holds(noClasses()
                .that()
                .resideInAPackage("io.highgate.wire..")
                .should()
                .dependOnClassesThat()
                .resideOutsideOfPackages("io.highgate.wire..", "java..", "javax..", "org.jspecify.."));
    }

    @Test
    void startersKnowTheSdkAndSpringOnly() {
        holds(noClasses()
                .that()
                .resideInAPackage("io.highgate.spring..")
                .should()
                .dependOnClassesThat(HasName.Predicates.nameMatching("io\\.highgate\\.(?!spring|sdk|wire).*")
                        .forSubtype())
                .allowEmptyShould(true));
    }

    @Test
    void whatOthersEmbedIsNoPartOfTheProduct() {
        holds(noClasses()
                .that()
                .resideOutsideOfPackages("io.highgate.sdk..", "io.highgate.spring..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.highgate.sdk..", "io.highgate.spring.."));
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
    void housesMeetOnTheWireOnly() {
        for (String house : new String[] {"gateway", "center"}) {
            String other = house.equals("gateway") ? "center" : "gateway";
            holds(noClasses()
                    .that()
                    .resideInAPackage("io.highgate." + house + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("io.highgate." + other + ".."));
        }
        holds(noClasses()
                .that()
                .resideInAPackage("io.highgate.wire..")
                .should()
                .dependOnClassesThat(HasName.Predicates.nameMatching("io\\.highgate\\.(?!wire).*")
                        .forSubtype()));
    }

    @Test
    void onlyTheDoorsOfTheCenterSeeHelidon() {
        holds(noClasses()
                .that()
                .resideOutsideOfPackage("io.highgate.center.api..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.helidon.."));
    }

    @Test
    void centersKnowOtherRegistriesByThePortOnly() {
        holds(noClasses()
                .that()
                .resideInAPackage("io.highgate.center..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.highgate.registries.ask..",
                        "io.highgate.registries.entry..",
                        "io.highgate.registries.eureka..",
                        "io.highgate.registries.consul..",
                        "io.highgate.registries.nacos..",
                        "io.highgate.registries.kubernetes.."));
    }

    @Test
    void onlyTheRoomOfKubernetesSeesItsClient() {
        holds(noClasses()
                .that()
                .resideOutsideOfPackage("io.highgate.registries.kubernetes..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.fabric8.."));
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
