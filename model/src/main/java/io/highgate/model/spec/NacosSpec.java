package io.highgate.model.spec;

import io.highgate.base.unit.Secret;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Nacos servers. Immutable. */
@Doc("Servers of one Nacos cluster, asked by its open API; one is asked, the others stand in for it.")
public record NacosSpec(
        @Doc("Where they are, with the context path, as http://nacos:8848/nacos: 1 to 16.")
        List<String> urls,

        @Doc("The id of the namespace; the public one when left out.") @Nullable
        String namespace,

        @Doc(value = "The group of services that do not say another.", defaultsTo = "DEFAULT_GROUP")
        String group,

        @Doc("For servers that ask who it is.") @Nullable String username,

        @Doc("The password of that user.") @Nullable Secret password,

        @Doc(value = "Between two questions for the instances of a service.", defaultsTo = "1s")
        Duration interval,

        @Doc(value = "How long an answer may take.", defaultsTo = "5s")
        Duration timeout,

        @Doc("PEM files with the authorities to trust where it is asked by https, instead of the JVM's.")
        List<String> trust) {}
