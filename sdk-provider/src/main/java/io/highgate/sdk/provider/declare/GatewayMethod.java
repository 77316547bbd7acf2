package io.highgate.sdk.provider.declare;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The method is offered through the gateway. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface GatewayMethod {

    /** The path, beginning with a slash. */
    String url();

    /** The HTTP method: GET, POST, PUT, PATCH, DELETE, HEAD or OPTIONS. */
    String httpType() default "GET";

    /** Whether it is called by HTTP. */
    boolean isHttp() default true;

    /** Whether callers have to prove who they are. */
    boolean isAuth() default true;
}
