/** How does a Spring Boot application register itself, by a dependency and two properties? */
@org.jspecify.annotations.NullMarked
package io.highgate.spring;
