package io.highgate.spring;

import io.highgate.sdk.provider.declare.Declaration;
import io.highgate.sdk.provider.declare.Declarations;
import io.highgate.sdk.provider.declare.GatewayInterface;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.context.ApplicationContext;
import org.springframework.util.ClassUtils;

/** The interfaces that beans, or what they implement, declare by annotations. Stateless. */
final class DeclaredBeans {

    private static final Log LOG = LogFactory.getLog(DeclaredBeans.class);

    private DeclaredBeans() {}

    /** None, with a line in the log, if something is wrong with one of them. */
    static List<Declaration> of(ApplicationContext context) {
        Set<Class<?>> declared = new LinkedHashSet<>();
        for (String name : context.getBeanNamesForAnnotation(GatewayInterface.class)) {
            Class<?> type = context.getType(name, false);
            if (type != null) {
                Class<?> user = ClassUtils.getUserClass(type);
                add(user, declared);
                Set.of(ClassUtils.getAllInterfacesForClass(user)).forEach(it -> add(it, declared));
            }
        }
        try {
            return Declarations.of(declared.toArray(new Class<?>[0]));
        } catch (IllegalArgumentException bad) {
            LOG.error("No interface is declared to the gateway's center:\n" + bad.getMessage());
            return List.of();
        }
    }

    private static void add(Class<?> type, Set<Class<?>> declared) {
        if (type.isAnnotationPresent(GatewayInterface.class)) {
            declared.add(type);
        }
    }
}
