package io.highgate.sdk.provider.declare;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The class or interface is offered through the gateway, with those methods that have {@link GatewayMethod}. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface GatewayInterface {

    /** The interface's name; the type's full name if empty. */
    String value() default "";
}
